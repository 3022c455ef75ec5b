"""Hours of the week: answers are sets of quarter hours. Knows no zone; the overlap is that of clock times."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from align.analysis.distance.base import Kind
from align.analysis.distance.sets import Choices
from align.analysis.distance.tally import Tally
from align.domain.windows import QUARTERS, quarters_words


@dataclass(frozen=True)
class Week(Choices):
    """Hours that people name: 1 - the hours both name / the hours either names; 0 where both name none."""

    ids: tuple[str, ...] = tuple(str(quarter) for quarter in range(QUARTERS))
    kind: ClassVar[Kind] = "window"

    def decode(self, code: int) -> Collection[str]:
        """Return the hours in words, for a centre: "Mon–Fri 18:00–20:00"."""
        return quarters_words({quarter for quarter in range(QUARTERS) if code >> quarter & 1})

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return the hours that more than half of the answers name; none at all if more than half name none."""
        if 2 * tally.counts[0] > tally.n:
            return 0
        return super().find_centre(tally)
