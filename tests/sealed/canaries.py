"""Unique words in everything that people give, and who may read which of them from when on: the rule, by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

import msgspec

from align.domain.model import Plan
from tests.support import builders

Place = Literal["answer", "line", "comment", "old", "guess", "note", "reason", "old reason", "dissent", "name", "late"]
_SHAPE = re.compile(r"canary\d+x")

FROM: dict[str, frozenset[Place]] = {
    "assume": frozenset({"name"}),
    "reveal": frozenset({"name", "answer", "line", "comment", "guess", "note"}),
    "vote open": frozenset({"name", "answer", "line", "comment", "guess", "note"}),
    "vote closed": frozenset({"name", "answer", "line", "comment", "guess", "note", "reason"}),
    "sealed": frozenset({"name", "answer", "line", "comment", "guess", "note", "reason", "dissent"}),
}
"""stage → what others may read. What was replaced ("old") and single late answers nobody else reads, ever."""
SHOWN_BY_NAME: frozenset[Place] = frozenset({"late"})
"""What is shown at once where names are shown anyway."""


@dataclass
class Canaries:
    """All that were let out."""

    giver: dict[str, tuple[Place, str]] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1000))

    def new(self, place: Place, who: str) -> str:
        """Return a word that appears nowhere else, given by `who` at `place`."""
        word = f"canary{next(self._numbers)}x"
        self.giver[word] = place, who
        return word

    def wrong(self, text: str | bytes, reader: str, stage: str, *, named: bool) -> list[tuple[str, str]]:
        """Return (place, giver) of every canary in `text` that `reader` may not read by now."""
        allowed = FROM[stage] | (SHOWN_BY_NAME if named and stage != "assume" else frozenset())
        found = {self.giver[word] for word in in_text(text)}
        return sorted((place, who) for place, who in found if place not in allowed and who != reader)

    def places(self, text: str | bytes) -> set[Place]:
        """Return the places of all canaries in `text`."""
        return {self.giver[word][0] for word in in_text(text)}


def in_text(text: str | bytes) -> Iterable[str]:
    """The canaries in a text."""
    return set(_SHAPE.findall(text.decode("utf-8", "replace") if isinstance(text, bytes) else text))


def free_plan(mode: Any, **more: Any) -> Plan:
    """A plan in which guesses are free text as well."""
    plan = builders.plan(mode, **more)
    prompts = tuple(
        msgspec.structs.replace(prompt, predict=True) if prompt.id == "fact" else prompt for prompt in plan.pack.prompts
    )
    return msgspec.structs.replace(plan, pack=msgspec.structs.replace(plan.pack, prompts=prompts))
