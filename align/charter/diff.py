"""What differs between two charters: clauses new, changed or dropped, and words taken out or put in. Pure values.

Words are told apart with the longest common runs of words (`difflib`); a change of spaces alone is no change of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from align.domain.model import Clause

Kind = Literal["new", "changed", "dropped"]
MOST_WORDS = 800
"""Texts with more words are shown as replaced from end to end: comparing takes the square of them."""

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")


class Change(msgspec.Struct, frozen=True):
    """What became of one clause. `before` is None for a new one, `after` for one that was dropped."""

    clause: str
    before: Clause | None
    after: Clause | None

    @property
    def kind(self) -> Kind:
        """New, changed or dropped."""
        if self.before is None:
            return "new"
        return "dropped" if self.after is None else "changed"


def changes(before: Mapping[str, Clause], after: Mapping[str, Clause]) -> tuple[Change, ...]:
    """Return what makes the clauses `after` of those `before`, in the order of `before`, new ones last."""
    ids = dict.fromkeys([*before, *after])
    return tuple(
        Change(clause, before.get(clause), after.get(clause))
        for clause in ids
        if before.get(clause) != after.get(clause)
    )


def applied(before: Mapping[str, Clause], made: Sequence[Change]) -> dict[str, Clause]:
    """Return the clauses that these changes make of those `before`."""
    found = dict(before)
    for change in made:
        if change.after is None:
            found.pop(change.clause, None)
        else:
            found[change.clause] = change.after
    return found


class Piece(msgspec.Struct, frozen=True):
    """A run of words; `differs`: the other text does not have it here."""

    text: str
    differs: bool


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts cut into runs of words that they share and runs that differ; joined they are the texts."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _whole(before), _whole(after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    left, right = list[Piece](), list[Piece]()
    for tag, begin, end, to_begin, to_end in matcher.get_opcodes():
        left += [Piece("".join(old[begin:end]), tag != "equal")] if end > begin else []
        right += [Piece("".join(new[to_begin:to_end]), tag != "equal")] if to_end > to_begin else []
    return tuple(left), tuple(right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()


def marked(run: Sequence[Piece], marks: tuple[str, str]) -> str:
    """Return a text with marks around what differs; spaces in front stay outside of them."""
    return "".join(_marked(piece, marks) if piece.differs and piece.text.strip() else piece.text for piece in run)


def _marked(piece: Piece, marks: tuple[str, str]) -> str:
    inner = piece.text.lstrip()
    return f"{piece.text[: len(piece.text) - len(inner)]}{marks[0]}{inner}{marks[1]}"
