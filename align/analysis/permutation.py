"""Could the differences between regions be chance? An exact answer for small teams, a seeded sample for larger ones.

A census needs no test: this is offered, never a headline. It takes its seed from the caller and stores nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.analysis.distance import A, C, Measure
from align.analysis.regions import within_sum
from align.errors import AnalysisError

MOST_RELABELINGS = 20_000
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """How often shuffled region labels part the answers as well as the real ones do."""

    p: float
    smallest: float
    """The p that a perfect split between regions of these sizes would reach."""
    exact: bool

    def __str__(self) -> str:
        if self.smallest > 0.05:
            return "too few people for a test"
        return f"p = {self.p:.3f}" if self.p >= 0.001 else "p < 0.001"


def relabelings(sizes: Sequence[int]) -> int:
    """Return in how many ways people can be dealt to regions of these sizes."""
    ways, n = 1, sum(sizes)
    for size in sizes:
        ways *= math.comb(n, size)
        n -= size
    return ways


def smallest_p(sizes: Sequence[int]) -> float:
    """Return the p of a perfect split between regions of these sizes: 2+2 gives 1/3, 2+2+2 1/15, 3+3 1/10.

    Regions of one size can change places without a trace, so several relabelings are as good as the real one.
    """
    return math.prod(math.factorial(count) for count in Counter(sizes).values()) / relabelings(sizes)


def chance(
    measure: Measure[A, C], groups: Sequence[Sequence[A]], *, seed: int = 0, draws: int = 1_999
) -> Chance | None:
    """Return how likely chance alone parts the regions' answers at least this well.

    All relabelings are tried when there are 20,000 or fewer, else `draws` of them are drawn from `seed` (the same
    seed gives the same p everywhere; about 1 ms a draw for 1,000 answers). None if all answers are alike, if there are
    fewer than two regions with answers, or if no region has two. Raises AnalysisError for fewer than one draw.
    """
    if draws < 1:
        raise AnalysisError("A sample needs at least one draw.")
    codes = [[measure.code(answer) for answer in group] for group in groups if group]
    sizes = [len(group) for group in codes]
    people = [code for group in codes for code in group]
    if len(sizes) < 2 or max(sizes) < 2 or len(set(people)) < 2:
        return None
    real = within_sum(measure.tally(group) for group in codes) + _ROUNDING
    if relabelings(sizes) <= MOST_RELABELINGS:
        sums = list(_all_sums(measure, people, sizes))
        return Chance(sum(found <= real for found in sums) / len(sums), smallest_p(sizes), exact=True)
    hits = sum(found <= real for found in _drawn_sums(measure, people, sizes, seed, draws))
    return Chance((hits + 1) / (draws + 1), smallest_p(sizes), exact=False)


def _all_sums(measure: Measure[A, C], people: Sequence[C], sizes: Sequence[int]) -> Iterator[float]:
    """The disagreement inside regions for every way of dealing people to them."""
    gaps = [[measure.between(one, other) for other in people] for one in people]
    members: list[list[int]] = [[] for _ in sizes]

    def deal(person: int, inside: float) -> Iterator[float]:
        if person == len(people):
            yield inside
            return
        for region, size in zip(members, sizes, strict=True):
            if len(region) < size:
                added = sum(gaps[person][other] for other in region) * 2 / size
                region.append(person)
                yield from deal(person + 1, inside + added)
                region.pop()

    return deal(0, 0.0)


def _drawn_sums(
    measure: Measure[A, C], people: Sequence[C], sizes: Sequence[int], seed: int, draws: int
) -> Iterator[float]:
    dealt, numbers = list(people), _numbers(seed)
    for _ in range(draws):
        for last in range(len(dealt) - 1, 0, -1):
            other = next(numbers) * (last + 1) >> 64
            dealt[last], dealt[other] = dealt[other], dealt[last]
        start, groups = 0, []
        for size in sizes:
            groups.append(measure.tally(dealt[start : start + size]))
            start += size
        yield within_sum(groups)


def _numbers(seed: int) -> Iterator[int]:
    """SplitMix64 (Steele, Lea & Flood 2014): 64-bit numbers that are the same on every machine and version."""
    state, full = seed, (1 << 64) - 1
    while True:
        state = (state + 0x9E3779B97F4A7C15) & full
        mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & full
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & full
        yield mixed ^ mixed >> 31
