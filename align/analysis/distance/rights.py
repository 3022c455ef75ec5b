"""Who decides which decision: cards sorted to roles, in words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from align.analysis.distance.base import Kind
from align.analysis.distance.bits import Sort


@dataclass(frozen=True)
class Deciders(Sort):
    """The share of decisions that two people give to different roles; one left out is in a place of its own."""

    kind: ClassVar[Kind] = "decision_rights"
