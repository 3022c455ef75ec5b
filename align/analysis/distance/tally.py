"""Answers counted by their code, so that distances are summed from counts and not pair by pair.

Knows sums of distances only; what they mean is said elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice, zip_longest
from operator import mul
from struct import pack, unpack
from typing import Generic, Literal, TypeVar

C = TypeVar("C", bound=float)


class Tally(Generic[C]):
    """n coded answers to one prompt. `counts` says how often each code occurs; both are read-only.

    Who knows n without counting may give it; then `codes` are not read before they are asked for.
    """

    def __init__(self, codes: Iterable[C] | Mapping[C, int], n: int | None = None) -> None:
        self._codes = codes
        if n is None:
            self.counts = codes if isinstance(codes, Counter) else Counter(codes)
            n = sum(self.counts.values())
        self.n: int = n
        self.centre: C | Literal["unknown"] | None = "unknown"
        """Kept by `Measure.centre_of`, which is asked for it once for every pair of regions."""
        self.least: float | None = None
        """Kept by `Measure.least_sum`: the smallest sum of distances from one of its `picks`."""
        self.sums: dict[C, float] = _Sums(self.find_sum)
        """The sum of the distances from a code to all n answers (0 to n), worked out when it is first asked for."""

    @cached_property
    def counts(self) -> Counter[C]:
        """How many answers have each code."""
        return Counter(self._codes)

    def __iter__(self) -> Iterator[C]:
        """Go through the different codes."""
        return iter(self.counts)

    def sum_to(self, code: C) -> float:
        """Return the sum of the distances from `code` to all n answers (0 to n)."""
        return self.sums[code]

    def find_sum(self, code: C) -> float:
        """Work out the sum of the distances from `code` to all n answers."""
        raise NotImplementedError

    def sum_between(self, other: Tally[C]) -> float:
        """Return the sum of the distances from each of these answers to each of the others (0 to n times their n)."""
        sums = other.sums
        return sum([count * sums[code] for code, count in self.counts.items()])

    @cached_property
    def pair_sum(self) -> float:
        """The sum of the distances over all pairs of answers (0 to n(n-1)/2): against itself a group has each twice."""
        return self.sum_between(self) / 2

    @property
    def mean_distance(self) -> float | None:
        """D, the mean distance over all pairs: 0 (all alike) to 1; None for fewer than two answers."""
        return self.pair_sum / math.comb(self.n, 2) if self.n > 1 else None


class _Sums(dict[C, float]):
    """A table that fills itself: looking up what was asked before costs no call."""

    def __init__(self, find: Callable[[C], float]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, code: C) -> float:
        found = self[code] = self._find(code)
        return found


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


FIELD = 16
"""How many bits of a code are one fact's: codes can be added up, and each fact's sum stays in its own field."""
_MOST = (1 << FIELD) - 1


class BitTally(Tally[int]):
    """Codes are sets of facts; the distance is the number of facts that differ over `denominator`.

    No answer has more facts than half of `denominator`. Fact f is bit f * FIELD of a code, so that the sum of codes
    holds how many answers have each fact, side by side. To sum the fields of a number, take it modulo 2**FIELD - 1
    (casting out nines, in a larger base). `facts` may be given by who counted them already.
    """

    def __init__(
        self,
        codes: Iterable[int] | Mapping[int, int],
        denominator: int,
        n: int | None = None,
        facts: Sequence[int] = (),
    ) -> None:
        super().__init__(codes, n)
        self.denominator = denominator
        self._counted = facts
        self._heap = (_MOST - 1) // max(1, denominator // 2)

    @cached_property
    def _heaps(self) -> Sequence[int]:
        """Codes added up, in heaps so small that the facts of one, all together, still fit into a field."""
        if self.n > self._heap:
            return list(map(sum, _parted(self.counts.elements(), self._heap)))
        if self._counted:
            return [int.from_bytes(pack(f"<{len(self._counted)}H", *self._counted), "little")]
        return [sum([code * count for code, count in self.counts.items()])]

    @cached_property
    def facts(self) -> Sequence[int]:
        """How many answers have each fact; those after the last that somebody has may be left out."""
        if self._counted:
            return self._counted
        heaps = list(map(_fields, self._heaps))
        return heaps[0] if len(heaps) == 1 else [sum(held) for held in zip_longest(*heaps, fillvalue=0)]

    @cached_property
    def _all_facts(self) -> int:
        return sum(self.facts)

    def find_sum(self, code: int) -> float:
        """Work out the sum of the distances from `code` to all n answers, in one step a heap."""
        mask = code * _MOST
        shared = sum([(heap & mask) % _MOST for heap in self._heaps])
        return (self._all_facts + self.n * code.bit_count() - 2 * shared) / self.denominator

    def sum_between(self, other: Tally[int]) -> float:
        """Return the sum of the distances between two groups, in one step a fact."""
        if not isinstance(other, BitTally):
            return super().sum_between(other)
        shared: int = sum(map(mul, self.facts, other.facts))
        return (self._all_facts * other.n + self.n * other._all_facts - 2 * shared) / self.denominator


def _parted(codes: Iterator[int], size: int) -> Iterator[list[int]]:
    while part := list(islice(codes, size)):
        yield part


def _fields(number: int) -> Sequence[int]:
    size = -(-number.bit_length() // FIELD)
    return unpack(f"<{size}H", number.to_bytes(size * FIELD // 8, "little"))


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
