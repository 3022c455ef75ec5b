"""Answers of several parts as several simple prompts, so that each part is shown like any other prompt."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.domain.events import Group, PromptRevealed
from align.domain.parts import COMPOSED, Part, parts
from align.domain.prompts import Prompt
from align.domain.values import Value
from align.engine.workshop import Mine


class Piece(msgspec.Struct, frozen=True):
    """A part of a prompt, what was revealed of it and what I said to it. `title` is empty where it is the whole."""

    title: str
    prompt: Prompt
    revealed: PromptRevealed
    mine: Mine


def pieces(prompt: Prompt, revealed: PromptRevealed, mine: Mine) -> list[Piece]:
    """Return the parts that somebody answered; a simple prompt is its own only piece."""
    if prompt.type not in COMPOSED:
        return [Piece("", prompt, revealed, mine)]
    own = mine.answers.get(prompt.id)
    values: list[Value] = [shown.value for group in revealed.groups for shown in group.answers]
    found = [
        Piece(part.prompt.title, part.prompt, _revealed(revealed, part), _mine(prompt, mine, part))
        for part in parts(prompt, [*values, own.value] if own is not None else values)
    ]
    return [piece for piece in found if any(group.answers for group in piece.revealed.groups)]


def _revealed(revealed: PromptRevealed, part: Part) -> PromptRevealed:
    return msgspec.structs.replace(revealed, groups=tuple(_group(group, part) for group in revealed.groups))


def _group(group: Group, part: Part) -> Group:
    answers = [
        msgspec.structs.replace(shown, value=value) for shown in group.answers for value in part.values([shown.value])
    ]
    return msgspec.structs.replace(group, answers=tuple(answers))


def _mine(prompt: Prompt, mine: Mine, part: Part) -> Mine:
    own = mine.answers.get(prompt.id)
    taken: Sequence[Value] = [] if own is None else part.values([own.value])
    return Mine({prompt.id: msgspec.structs.replace(own, value=taken[0])} if own is not None and taken else {})
