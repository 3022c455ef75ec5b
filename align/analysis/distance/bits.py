"""Choices of one, rankings and sorted cards: answers made of yes/no facts. Knows ids, no labels."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import ClassVar, TypeVar

from align.analysis.distance.base import A, Kind, Measure, levelled, spread
from align.analysis.distance.tally import FIELD, BitTally, Tally
from align.errors import AnalysisError

N = TypeVar("N")


class Bits(Measure[A, int]):
    """Codes are sets of facts; the distance is the number of facts that differ over a fixed denominator."""

    @property
    @abstractmethod
    def denominator(self) -> int:
        """The largest number of facts in which two answers can differ."""

    def between(self, one: int, other: int) -> float:
        """Return the share of facts that differ."""
        return (one ^ other).bit_count() / self.denominator

    def tally(self, codes: Iterable[int] | Mapping[int, int]) -> BitTally:
        """Return the codes counted."""
        return BitTally(codes, self.denominator)

    @cached_property
    def _most_alike(self) -> int:
        """The largest number of facts in which two answers that count as the same may differ."""
        return max(facts for facts in range(self.denominator + 1) if self.within(facts / self.denominator))

    def share_near(self, tally: Tally[int]) -> float | None:
        """Return the share of answers within the tolerance of the centre, as any measure has it."""
        centre, most = self.centre_of(tally), self._most_alike
        if centre is None or not tally.n:
            return super().share_near(tally)
        return sum([count for code, count in tally.counts.items() if (code ^ centre).bit_count() <= most]) / tally.n

    def facts(self, tally: Tally[int], most: int) -> Sequence[int]:
        """Return how many answers have each of the first `most` facts."""
        held = (tally if isinstance(tally, BitTally) else self.tally(tally.counts)).facts
        return (*held, *[0] * (most - len(held)))

    def picks(self, tally: Tally[int]) -> Iterable[int]:
        """Return all codes given."""
        return tally.counts


def places(ids: Sequence[str], what: str, least: int) -> dict[str, int]:
    """Return id -> place; raises AnalysisError if ids repeat or are fewer than `least`."""
    found = {name: place for place, name in enumerate(ids)}
    if len(found) != len(ids) or len(found) < least:
        raise AnalysisError(f"A prompt needs {least} or more {what} with different ids; {len(ids)} were given.")
    return found


def known_place(known: Mapping[str, int], name: str) -> int:
    """Return the place of an id; raises AnalysisError for an unknown one."""
    try:
        return known[name]
    except KeyError:
        raise AnalysisError(f"'{name}' is not one of this prompt's ids: {', '.join(known)}.") from None


@dataclass(frozen=True)
class Choice(Bits[str]):
    """One of k >= 2 options: distance 0 for the same option, else 1."""

    ids: tuple[str, ...]
    kind: ClassVar[Kind] = "choice"
    guesses_count = False

    @property
    def tolerance(self) -> float:
        """Only the same option."""
        return 0.0

    @property
    def denominator(self) -> int:
        """Two different options differ in two facts."""
        return 2

    def __post_init__(self) -> None:
        places(self.ids, "options", 2)

    @cached_property
    def _places(self) -> dict[str, int]:
        return places(self.ids, "options", 2)

    def code(self, answer: str) -> int:
        """Return the option's fact."""
        return fact(known_place(self._places, answer))

    def count(self, answers: Iterable[str]) -> BitTally:
        """Return the answers counted; each option is coded once."""
        return self.tally({self.code(option): count for option, count in Counter(answers).items()})

    def decode(self, code: int) -> str:
        """Return the option's id."""
        return self.ids[code.bit_length() // FIELD]

    def dmax(self, n: int) -> float:
        """Return D of people spread evenly over the options."""
        return spread(n, len(self.ids))

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return the option chosen most; None if several are."""
        return _single_mode(tally.counts)

    def picks(self, tally: Tally[int]) -> Iterable[int]:
        """Return all options."""
        return self._all

    @cached_property
    def _all(self) -> list[int]:
        return [fact(place) for place in range(len(self.ids))]

    def most_apart(self, tally: Tally[int], extra: int) -> float:
        """Return the pair sum with each extra answer on the option least chosen so far."""
        return _apart([tally.counts[code] for code in self._all], extra)


@dataclass(frozen=True)
class Sort(Bits[Mapping[str, str]]):
    """Cards sorted into k >= 2 buckets: the share of cards in different places.

    A card left out is in a place of its own. The tolerance is a quarter of the cards.
    """

    cards: tuple[str, ...]
    buckets: tuple[str, ...]
    kind: ClassVar[Kind] = "sort"

    @property
    def tolerance(self) -> float:
        """A quarter."""
        return 0.25

    def __post_init__(self) -> None:
        places(self.cards, "cards", 1)
        places(self.buckets, "buckets", 2)

    @cached_property
    def denominator(self) -> int:
        """Two facts differ for each card in another place."""
        return 2 * len(self.cards)

    @cached_property
    def _cards(self) -> dict[str, int]:
        return places(self.cards, "cards", 1)

    @cached_property
    def _buckets(self) -> dict[str, int]:
        return places(self.buckets, "buckets", 2)

    @cached_property
    def _width(self) -> int:
        return len(self.buckets) + 1  # the last fact of a card: left out

    def code(self, answer: Mapping[str, str]) -> int:
        """Return one fact a card: the bucket it lies in, or that it was left out."""
        try:
            return sum(map(self._moves.__getitem__, answer.items()), self._left_out)
        except KeyError:
            for card, bucket in answer.items():
                known_place(self._cards, card)
                known_place(self._buckets, bucket)
            raise

    def count(self, answers: Iterable[Mapping[str, str]]) -> BitTally:
        """Return the answers counted card by card; where none leaves a card out they need no codes for that."""
        given = list(answers)
        codes = map(self.code, given)
        if set(map(len, given)) - {len(self.cards)}:
            return self.tally(codes)
        facts: list[int] = []
        try:
            for card in self.cards:
                found = Counter(map(itemgetter(card), given))
                facts += (*(found.pop(bucket, 0) for bucket in self.buckets), 0)
                if found:
                    return self.tally(codes)
        except KeyError:
            return self.tally(codes)
        return BitTally(codes, self.denominator, len(given), facts)

    @cached_property
    def _moves(self) -> dict[tuple[str, str], int]:
        """What a card adds to a code when it moves from "left out" into a bucket (below 0: that fact comes later)."""
        return {(card, bucket): cell - self._left[card] for card, bucket, cell in self._cells}

    @cached_property
    def _left(self) -> dict[str, int]:
        return {card: fact(place * self._width + self._width - 1) for card, place in self._cards.items()}

    @cached_property
    def _left_out(self) -> int:
        return sum(self._left.values())

    @cached_property
    def _cells(self) -> list[tuple[str, str, int]]:
        return [
            (card, bucket, fact(row * self._width + place))
            for card, row in self._cards.items()
            for bucket, place in self._buckets.items()
        ]

    def decode(self, code: int) -> Mapping[str, str]:
        """Return card -> bucket for the cards that lie in one."""
        return {card: bucket for card, bucket, cell in self._cells if code & cell}

    def counts(self, tally: Tally[int]) -> dict[str, dict[str, int]]:
        """Return card -> bucket -> number of answers."""
        rows = zip(self.cards, self._rows(tally), strict=True)
        return {card: dict(zip(self.buckets, row, strict=True)) for card, row in rows}

    def _rows(self, tally: Tally[int]) -> list[Sequence[int]]:
        """For each card the number of answers a bucket."""
        facts, width = self.facts(tally, len(self.cards) * self._width), self._width
        return [facts[start : start + width - 1] for start in range(0, len(facts), width)]

    def dmax(self, n: int) -> float:
        """Return D when every card is spread evenly over the buckets."""
        return spread(n, len(self.buckets))

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return each card in its commonest bucket, without the cards where buckets tie; None if all do."""
        code = 0
        for start, row in enumerate(self._rows(tally)):
            most = max(row)
            if most and row.count(most) == 1:
                code += fact(start * self._width + row.index(most))
        return code or None

    def picks(self, tally: Tally[int]) -> Iterable[int]:
        """Return all codes given, and each card in a commonest bucket."""
        return (self.best(tally), *tally.counts)

    def best(self, tally: Tally[int]) -> int:
        """Return each card in a commonest bucket: of all answers that leave no card out, none is nearer to these."""
        return sum(fact(at * self._width + row.index(max(row))) for at, row in enumerate(self._rows(tally)))

    def least_sum(self, tally: Tally[int], guesses: Iterable[int]) -> float:
        """Return the sum for each card in a commonest bucket: no other answer is nearer, unless it leaves cards out."""
        if all(max(row) >= tally.n - sum(row) for row in self._rows(tally)):
            return tally.sum_to(self.best(tally))
        return super().least_sum(tally, guesses)

    def least_apart(self, tally: Tally[int], extra: int) -> float:
        """Return the pair sum with each extra card in its commonest bucket."""
        away = sum(tally.n - max(row) for row in self._rows(tally))
        return tally.pair_sum + extra * away / len(self.cards)

    def most_apart(self, tally: Tally[int], extra: int) -> float:
        """Return the pair sum with each extra card in the bucket least used so far."""
        sums = (_apart(row, extra, tally.n - sum(row)) for row in self._rows(tally))
        return sum(sums) / len(self.cards)


def fact(place: int) -> int:
    """Return the code that has this fact alone."""
    return 1 << place * FIELD


def _single_mode(counts: Mapping[N, int]) -> N | None:
    best = max(counts.values(), default=0)
    modes = [name for name, count in counts.items() if count == best]
    return modes[0] if best and len(modes) == 1 else None


def _apart(counts: Sequence[int], extra: int, unplaced: int = 0) -> float:
    """The number of pairs with different options after `extra` answers went where the fewest are."""
    after = [*levelled(counts, extra), unplaced]
    return math.comb(sum(after), 2) - sum(math.comb(count, 2) for count in after)
