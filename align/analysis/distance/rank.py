"""Rankings, full or of the first few: Kendall's distance from counts of ordered pairs. Knows ids, no labels."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import ClassVar

from align.analysis.distance.base import Kind, levelled
from align.analysis.distance.bits import Bits, fact, known_place, places
from align.analysis.distance.tally import FIELD, BitTally, Tally
from align.errors import AnalysisError

Order = Sequence[str] | Mapping[str, float]
"""A ranking: item ids best first (the rest tie at the end), or a rank for each item (low is best, ties allowed)."""


@dataclass(frozen=True)
class Rank(Bits[Order]):
    """A ranking of all items or of the first `top`: Kendall's distance, a pair tied by one person only counts 1/2.

    One fact for each ordered pair of items: "this one before that one". The tolerance is 0.25.
    Source of the distance: Fagin, Kumar, Mahdian, Sivakumar & Vee 2006, K^(1/2), over the number of pairs.
    """

    items: tuple[str, ...]
    top: int | None = None
    """How many the prompt asks for; None means all."""
    kind: ClassVar[Kind] = "rank"

    @property
    def tolerance(self) -> float:
        """A quarter."""
        return 0.25

    def __post_init__(self) -> None:
        places(self.items, "items", 2)
        if self.top is not None and not 1 <= self.top <= len(self.items):
            raise AnalysisError(f"A prompt with {len(self.items)} items cannot ask for the first {self.top} of them.")

    @cached_property
    def denominator(self) -> int:
        """A pair in the opposite order differs in two facts, a pair tied by one person in one."""
        return 2 * math.comb(len(self.items), 2)

    @cached_property
    def _places(self) -> dict[str, int]:
        return places(self.items, "items", 2)

    def code(self, answer: Order) -> int:
        """Return one fact for each ordered pair of items."""
        if isinstance(answer, list | tuple):  # asked first, for it is quick and nearly always so
            return self._code_of_order(tuple(answer))
        return self._code_of_ranks(answer) if isinstance(answer, Mapping) else self._code_of_order(tuple(answer))

    @cached_property
    def _code_of_order(self) -> Callable[[tuple[str, ...]], int]:
        """Ids in their order → code. Few items have few orders: those asked for last are kept."""
        rows = {name: (fact(place), place * len(self.items) * FIELD) for name, place in self._places.items()}

        @lru_cache(maxsize=1 << 11)
        def code_of(order: tuple[str, ...]) -> int:
            after, code = self._row, 0
            for name in order:
                bit, shift = rows.get(name) or (0, known_place(self._places, name))
                if not after & bit:
                    raise AnalysisError(f"'{name}' is ranked twice.")
                after ^= bit
                code |= after << shift
            return code

        return code_of

    @cached_property
    def _row(self) -> int:
        """An item's facts "it before another one", and before itself, shifted to the first item."""
        return sum(map(fact, range(len(self.items))))

    def _code_of_ranks(self, ranks: Mapping[str, float]) -> int:
        size, code = len(self.items), 0
        known = {known_place(self._places, name): rank for name, rank in ranks.items()}
        for place, rank in known.items():
            after = sum(fact(other) for other in range(size) if known.get(other, math.inf) > rank)
            code |= after << place * size * FIELD
        return code

    @cached_property
    def _masks(self) -> tuple[tuple[int, int], ...]:
        """For each item the facts "another one before it" and "it before another one"."""
        size = len(self.items)
        column = sum(fact(place * size) for place in range(size))
        return tuple((column << place * FIELD, self._row << place * size * FIELD) for place in range(size))

    def _doubled_ranks(self, code: int) -> list[int]:
        """Twice the rank of each item in a code: whole numbers, ties or not."""
        most = len(self.items) + 1
        return [most + (code & before).bit_count() - (code & after).bit_count() for before, after in self._masks]

    @cached_property
    def _ranked(self) -> Callable[[int], int]:
        """Code → one fact for each item, "it has this rank", 2 * items of them each. The last codes are kept."""
        width, ranks = 2 * len(self.items), self._doubled_ranks

        @lru_cache(maxsize=1 << 11)
        def ranked(code: int) -> int:
            return sum([fact(place * width + rank - 1) for place, rank in enumerate(ranks(code))])

        return ranked

    def decode(self, code: int) -> Mapping[str, float]:
        """Return the rank of each item, 1 = best; tied items share the middle of their places."""
        return {name: rank / 2 for name, rank in zip(self.items, self._doubled_ranks(code), strict=True)}

    def median_ranks(self, tally: Tally[int]) -> dict[str, float]:
        """Return each item's median rank, 1 = best; items that a person left out share the places that remain."""
        width, found = 2 * len(self.items), {}
        facts = BitTally({self._ranked(code): count for code, count in tally.counts.items()}, width).facts
        for place, name in enumerate(self.items):
            upto = list(accumulate(facts[place * width : (place + 1) * width]))
            low, high = bisect_right(upto, (tally.n - 1) // 2), bisect_right(upto, tally.n // 2)
            found[name] = (low + high + 2) / 4
        return found

    def dmax(self, n: int) -> float:
        """Return D of two camps with opposite orders; with `top`, the most that tops of that length can reach.

        Each ordered pair of items parts the people who set it from those who did not, so D is largest when all
        pairs are set equally often. For `top` this is an upper bound, reached for n = 2 and as n grows.
        """
        size = len(self.items)
        pairs = 2 * math.comb(size, 2)
        tied = 0 if self.top is None else math.comb(size - self.top, 2)
        often, more = divmod(n * (math.comb(size, 2) - tied), pairs)
        parted = more * (often + 1) * (n - often - 1) + (pairs - more) * often * (n - often)
        return parted / self.denominator / math.comb(n, 2)

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return the order of the median ranks; None without answers or if all items tie."""
        return (self._code_of_ranks(self.median_ranks(tally)) or None) if tally.n else None

    def pairs(self, tally: Tally[int]) -> dict[tuple[str, str], tuple[int, int]]:
        """Return for each pair of items how many put the first before the second, and the second before the first."""
        size = len(self.items)
        facts = self.facts(tally, size * size)
        return {
            (one, other): (facts[i * size + j], facts[j * size + i])
            for i, one in enumerate(self.items)
            for j, other in enumerate(self.items)
            if i < j
        }

    def least_apart(self, tally: Tally[int], extra: int) -> float:
        """Return a lower bound: each pair of items in its commonest order, even if no one order has them all."""
        n, differing = tally.n, 0
        for before, after in self.pairs(tally).values():
            tie = before + after if self.top is not None else 2 * n
            differing += min(n - before + after, n - after + before, tie)
        return tally.pair_sum + extra * differing / self.denominator

    def most_apart(self, tally: Tally[int], extra: int) -> float:
        """Return an upper bound: each pair of items as evenly parted as it can be."""
        n = tally.n + extra
        parted = 0
        for counts in self.pairs(tally).values():
            parted += sum(count * (n - count) for count in levelled(counts, extra))
        return parted / self.denominator
