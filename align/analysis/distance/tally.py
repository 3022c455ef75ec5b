"""Answers counted by their code, so that distances are summed from counts and not pair by pair.

Knows sums of distances only; what they mean is said elsewhere.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate, zip_longest
from operator import or_
from typing import Generic, Literal, TypeVar

C = TypeVar("C", bound=float)


class Tally(ABC, Generic[C]):
    """n coded answers to one prompt. `counts` says how often each code occurs; both are read-only."""

    def __init__(self, codes: Iterable[C] | Mapping[C, int]) -> None:
        self.counts: Counter[C] = Counter(codes)
        self.n: int = self.counts.total()
        self.centre: C | Literal["unknown"] | None = "unknown"
        """Kept by `Measure.centre_of`, which is asked for it once for every pair of regions."""
        self._sums_to: dict[C, float] = {}

    def sum_to(self, code: C) -> float:
        """Return the sum of the distances from `code` to all n answers (0 to n), and remember it."""
        known = self._sums_to.get(code)
        if known is None:
            known = self._sums_to[code] = self.find_sum(code)
        return known

    @abstractmethod
    def find_sum(self, code: C) -> float:
        """Work out the sum of the distances from `code` to all n answers."""

    def sum_between(self, other: Tally[C]) -> float:
        """Return the sum of the distances from each of these answers to each of the others (0 to n times their n)."""
        return sum(count * other.sum_to(code) for code, count in self.counts.items())

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

    def find_sum(self, code: float) -> float:
        """Work out the sum of the distances from `code` to all n answers, in O(log n)."""
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


class BitTally(Tally[int]):
    """Codes are sets of bits; the distance is the number of bits that differ over `denominator`.

    How many answers have each bit is kept as binary numbers that stand upright: bit b of plane i is worth 2**i of
    b's count. All bits of a code are then added, and compared, in one step a plane (a bit-sliced counter).
    """

    def __init__(self, codes: Iterable[int] | Mapping[int, int], denominator: int) -> None:
        super().__init__(codes)
        self.denominator = denominator

    @cached_property
    def _planes(self) -> Sequence[int]:
        return _added_up(self.counts)

    @cached_property
    def bits(self) -> Counter[int]:
        """How many answers have each bit (bits that nobody has are left out)."""
        found, held = Counter[int](), reduce(or_, self._planes, 0)
        while held:
            bit = held & -held
            found[bit] = sum([1 << worth for worth, plane in enumerate(self._planes) if plane & bit])
            held ^= bit
        return found

    @cached_property
    def _all_bits(self) -> int:
        return self._shared(-1)

    def _shared(self, code: int) -> int:
        """How many bits of a code the answers have, added up."""
        return sum([(plane & code).bit_count() << worth for worth, plane in enumerate(self._planes)])

    def find_sum(self, code: int) -> float:
        """Work out the sum of the distances from `code` to all n answers, in one step a plane."""
        return (self._all_bits + self.n * code.bit_count() - 2 * self._shared(code)) / self.denominator

    def sum_between(self, other: Tally[int]) -> float:
        """Return the sum of the distances between two groups, in one step a pair of planes."""
        if not isinstance(other, BitTally):
            return super().sum_between(other)
        shared = sum([other._shared(plane) << worth for worth, plane in enumerate(self._planes)])
        return (self._all_bits * other.n + self.n * other._all_bits - 2 * shared) / self.denominator

    @cached_property
    def pair_sum(self) -> float:
        """The sum of the distances over all pairs: each pair stands in the group against itself twice."""
        return self.sum_between(self) / 2


def _added_up(counts: Mapping[int, int]) -> list[int]:
    """Return the planes of codes that occur so often: adding as on paper, two codes at a time onto the sum."""
    rows: list[list[int]] = [[]]
    for code, count in counts.items():
        for place in range(count.bit_length()):
            if place == len(rows):
                rows.append([])
            if count >> place & 1:
                rows[place].append(code)
    planes: list[int] = []
    while len(planes) < len(rows):
        row, total, carried = rows[len(planes)], 0, []
        for one, other in zip_longest(row[::2], row[1::2], fillvalue=0):
            half = total ^ one
            carried.append(total & one | half & other)
            total = half ^ other
        planes.append(total)
        if any(carried) and len(planes) == len(rows):
            rows.append([])
        if len(planes) < len(rows):
            rows[len(planes)] += carried
    return planes


class SetTally(Tally[int]):
    """Codes are sets of bits; the distance is Jaccard's: 1 - shared / named by either; 0 between empty sets."""

    def find_sum(self, code: int) -> float:
        """Work out the sum of the distances from `code` to all n answers, in one step a distinct answer."""
        alike = sum(
            count * (code & other).bit_count() / (code | other).bit_count()
            for other, count in self.counts.items()
            if code & other
        )
        return self.n - alike - (self.counts[0] if code == 0 else 0)
