"""Choices of several options: answers are sets. Knows ids, no labels."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from align.analysis.distance.base import Kind, Measure, spread
from align.analysis.distance.bits import known_place, places
from align.analysis.distance.tally import SetTally, Tally


@dataclass(frozen=True)
class Choices(Measure[Collection[str], int]):
    """Any number of k >= 2 options: Jaccard's distance, 1 - shared / named by either; 0 between empty answers.

    The tolerance is a half: at least half of what the two name together is shared.
    """

    ids: tuple[str, ...]
    kind: ClassVar[Kind] = "choices"

    @property
    def tolerance(self) -> float:
        """A half."""
        return 0.5

    def __post_init__(self) -> None:
        places(self.ids, "options", 2)

    @cached_property
    def _places(self) -> dict[str, int]:
        return places(self.ids, "options", 2)

    def code(self, answer: Collection[str]) -> int:
        """Return one bit an option named."""
        code = 0
        for name in answer:
            code |= 1 << known_place(self._places, name)
        return code

    def decode(self, code: int) -> Collection[str]:
        """Return the options named."""
        return frozenset(name for place, name in enumerate(self.ids) if code >> place & 1)

    def between(self, one: int, other: int) -> float:
        """Return 1 - shared / named by either."""
        either = (one | other).bit_count()
        return 1 - (one & other).bit_count() / either if either else 0.0

    def tally(self, codes: Iterable[int] | Mapping[int, int]) -> SetTally:
        """Return the sets counted."""
        return SetTally(codes)

    def dmax(self, n: int) -> float:
        """Return D of people who each name one option, spread evenly.

        No sets do worse: 1 - d is the chance that two sets have the same first option in a random order of all
        options, and k first options are least alike when spread evenly. Empty answers could exceed it.
        """
        return spread(n, len(self.ids))

    def shares(self, tally: Tally[int]) -> dict[str, float]:
        """Return the share of answers that name each option; all 0 without answers."""
        named = {
            name: sum(count for code, count in tally.counts.items() if code >> place & 1)
            for name, place in self._places.items()
        }
        return {name: count / max(1, tally.n) for name, count in named.items()}

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return the options that more than half of the answers name; None if there are none."""
        return self.code([name for name, share in self.shares(tally).items() if share > 0.5]) or None

    def picks(self, tally: Tally[int]) -> Iterable[int]:
        """Return all sets given."""
        return tally.counts

    def most_apart(self, tally: Tally[int], extra: int) -> float:
        """Return an upper bound: extra answers share nothing with others, as far as the options allow."""
        n = tally.n + extra
        new = math.comb(n, 2) - math.comb(tally.n, 2)
        return min(tally.pair_sum + new, max(tally.pair_sum, self.dmax(n) * math.comb(n, 2))) if n > 1 else 0.0
