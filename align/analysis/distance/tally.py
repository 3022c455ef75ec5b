"""Answers counted by their code, so that distances are summed from counts and not pair by pair.

Knows sums of distances only; what they mean is said elsewhere.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import Generic, Literal, TypeVar

C = TypeVar("C", bound=float)


class Tally(ABC, Generic[C]):
    """n coded answers to one prompt. `counts` says how often each code occurs; both are read-only."""

    def __init__(self, codes: Iterable[C] | Mapping[C, int]) -> None:
        self.counts: Counter[C] = Counter(codes)
        self.n: int = self.counts.total()
        self.centre: C | Literal["unknown"] | None = "unknown"
        """Kept by `Measure.centre_of`, which is asked for it once for every pair of regions."""

    @abstractmethod
    def sum_to(self, code: C) -> float:
        """Return the sum of the distances from `code` to all n answers (0 to n)."""

    @cached_property
    def pair_sum(self) -> float:
        """The sum of the distances over all pairs of answers (0 to n(n-1)/2)."""
        return sum(count * self.sum_to(code) for code, count in self.counts.items()) / 2

    @property
    def mean_distance(self) -> float | None:
        """D, the mean distance over all pairs: 0 (all alike) to 1; None for fewer than two answers."""
        return self.pair_sum / math.comb(self.n, 2) if self.n > 1 else None


class LineTally(Tally[float]):
    """Codes are positions on a line; the distance is the gap between them over `length`, 1 at the most."""

    def __init__(self, codes: Iterable[float] | Mapping[float, int], length: float) -> None:
        super().__init__(codes)
        self.length = length
        self._places = sorted(self.counts)
        sizes = [self.counts[place] for place in self._places]
        self._heads = [0, *accumulate(sizes)]
        self._sums = [0.0, *accumulate(place * size for place, size in zip(self._places, sizes, strict=True))]

    def sum_to(self, code: float) -> float:
        """Return the sum of the distances from `code` to all n answers, in O(log n)."""
        low = bisect_left(self._places, code - self.length)
        mid = bisect_left(self._places, code)
        high = bisect_right(self._places, code + self.length)
        below, above = self._heads[mid] - self._heads[low], self._heads[high] - self._heads[mid]
        near = below * code - (self._sums[mid] - self._sums[low]) + (self._sums[high] - self._sums[mid]) - above * code
        return max(0.0, near) / self.length + (self.n - below - above)

    @property
    def mean(self) -> float:
        """The mean position; raises ZeroDivisionError when there is no answer."""
        return self._sums[-1] / self.n

    @property
    def mean_gap(self) -> float | None:
        """The mean gap over all pairs, in positions and without the limit of 1; None for n < 2."""
        if self.n < 2:
            return None
        steps = zip(self._places, self._places[1:], self._heads[1:], strict=False)
        return sum((b - a) * head * (self.n - head) for a, b, head in steps) / math.comb(self.n, 2)

    def at(self, part: float) -> float:
        """Return the position at `part` (0 to 1) of the sorted answers, type 7: 0.5 is the median."""
        place = (self.n - 1) * part
        low = math.floor(place)
        first = self._places[bisect_right(self._heads, low) - 1]
        second = self._places[bisect_right(self._heads, min(low + 1, self.n - 1)) - 1]
        return first + (second - first) * (place - low)


@lru_cache(maxsize=1 << 14)
def members(code: int) -> tuple[int, ...]:
    """Return the single bits of a code; the same few thousand codes are asked for in every tally of a prompt."""
    found = []
    while code:
        lowest = code & -code
        found.append(lowest)
        code ^= lowest
    return tuple(found)


class BitTally(Tally[int]):
    """Codes are sets of bits; the distance is the number of bits that differ over `denominator`."""

    def __init__(self, codes: Iterable[int] | Mapping[int, int], denominator: int) -> None:
        super().__init__(codes)
        self.denominator = denominator
        self._sums: dict[int, float] = {}

    @cached_property
    def bits(self) -> Counter[int]:
        """How many answers have each bit (bits that nobody has are left out)."""
        return Counter(chain.from_iterable(map(members, self.counts.elements())))

    @cached_property
    def _all_bits(self) -> int:
        return self.bits.total()

    def sum_to(self, code: int) -> float:
        """Return the sum of the distances from `code` to all n answers, in one step a bit, and remember it."""
        known = self._sums.get(code)
        if known is None:
            held, bits = members(code), self.bits
            differing = self._all_bits + self.n * len(held) - 2 * sum([bits[bit] for bit in held])
            known = self._sums[code] = differing / self.denominator
        return known

    @cached_property
    def pair_sum(self) -> float:
        """The sum of the distances over all pairs: each bit parts those who have it from those who have not."""
        return sum(count * (self.n - count) for count in self.bits.values()) / self.denominator


class SetTally(Tally[int]):
    """Codes are sets of bits; the distance is Jaccard's: 1 - shared / named by either; 0 between empty sets."""

    def sum_to(self, code: int) -> float:
        """Return the sum of the distances from `code` to all n answers, in one step a distinct answer."""
        alike = sum(
            count * (code & other).bit_count() / (code | other).bit_count()
            for other, count in self.counts.items()
            if code & other
        )
        return self.n - alike - (self.counts[0] if code == 0 else 0)
