"""Choices of one, rankings and sorted cards: answers made of yes/no facts, one bit each. Knows ids, no labels."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import xor
from typing import ClassVar, TypeVar

from align.analysis.distance.base import A, Kind, Measure, levelled, spread
from align.analysis.distance.tally import BitTally, Tally
from align.errors import AnalysisError

N = TypeVar("N")


class Bits(Measure[A, int]):
    """Codes are sets of bits; the distance is the number of bits that differ over a fixed denominator."""

    @property
    @abstractmethod
    def denominator(self) -> int:
        """The largest number of bits in which two answers can differ."""

    def between(self, one: int, other: int) -> float:
        """Return the share of facts that differ."""
        return (one ^ other).bit_count() / self.denominator

    def tally(self, codes: Iterable[int] | Mapping[int, int]) -> BitTally:
        """Return the codes counted."""
        return BitTally(codes, self.denominator)

    def bits(self, tally: Tally[int]) -> Counter[int]:
        """Return how many answers have each bit."""
        return (tally if isinstance(tally, BitTally) else self.tally(tally.counts)).bits

    def options(self, tally: Tally[int], guesses: Iterable[int]) -> Iterable[int]:
        """Return all codes given or guessed."""
        return {*tally.counts, *guesses}


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

    @property
    def tolerance(self) -> float:
        """Only the same option."""
        return 0.0

    @property
    def denominator(self) -> int:
        """Two different options differ in two bits."""
        return 2

    def __post_init__(self) -> None:
        places(self.ids, "options", 2)

    @cached_property
    def _places(self) -> dict[str, int]:
        return places(self.ids, "options", 2)

    def code(self, answer: str) -> int:
        """Return the option's bit."""
        return 1 << known_place(self._places, answer)

    def count(self, answers: Iterable[str]) -> BitTally:
        """Return the answers counted; each option is coded once."""
        return self.tally({self.code(option): count for option, count in Counter(answers).items()})

    def decode(self, code: int) -> str:
        """Return the option's id."""
        return self.ids[code.bit_length() - 1]

    def dmax(self, n: int) -> float:
        """Return D of people spread evenly over the options."""
        return spread(n, len(self.ids))

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return the option chosen most; None if several are."""
        return _single_mode(tally.counts)

    def options(self, tally: Tally[int], guesses: Iterable[int]) -> Iterable[int]:
        """Return all options."""
        return [1 << place for place in range(len(self.ids))]

    def most_apart(self, tally: Tally[int], extra: int) -> float:
        """Return the pair sum with each extra answer on the option least chosen so far."""
        return _apart([tally.counts[code] for code in self.options(tally, ())], extra)


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
        """Two bits differ for each card in another place."""
        return 2 * len(self.cards)

    @cached_property
    def _cards(self) -> dict[str, int]:
        return places(self.cards, "cards", 1)

    @cached_property
    def _buckets(self) -> dict[str, int]:
        return places(self.buckets, "buckets", 2)

    @property
    def _width(self) -> int:
        return len(self.buckets) + 1  # the last bit of a card: left out

    def code(self, answer: Mapping[str, str]) -> int:
        """Return one bit a card: the bucket it lies in, or that it was left out."""
        try:
            return reduce(xor, map(self._moves.__getitem__, answer.items()), self._left_out)
        except KeyError:
            for card, bucket in answer.items():
                known_place(self._cards, card)
                known_place(self._buckets, bucket)
            raise

    @cached_property
    def _moves(self) -> dict[tuple[str, str], int]:
        """What changes in a code when a card moves from "left out" into a bucket."""
        left = {card: 1 << (place * self._width + self._width - 1) for card, place in self._cards.items()}
        return {(card, bucket): left[card] | self._bit(card, bucket) for card in self.cards for bucket in self.buckets}

    @cached_property
    def _left_out(self) -> int:
        return sum(1 << (place * self._width + self._width - 1) for place in range(len(self.cards)))

    def decode(self, code: int) -> Mapping[str, str]:
        """Return card -> bucket for the cards that lie in one."""
        places = ((card, bucket, self._bit(card, bucket)) for card in self.cards for bucket in self.buckets)
        return {card: bucket for card, bucket, bit in places if code & bit}

    def _bit(self, card: str, bucket: str) -> int:
        return 1 << (self._cards[card] * self._width + self._buckets[bucket])

    def counts(self, tally: Tally[int]) -> dict[str, dict[str, int]]:
        """Return card -> bucket -> number of answers."""
        bits = self.bits(tally)
        return {card: {name: bits[bit] for name, bit in cells.items()} for card, cells in self._cells.items()}

    @cached_property
    def _cells(self) -> dict[str, dict[str, int]]:
        return {card: {name: self._bit(card, name) for name in self.buckets} for card in self.cards}

    def dmax(self, n: int) -> float:
        """Return D when every card is spread evenly over the buckets."""
        return spread(n, len(self.buckets))

    def find_centre(self, tally: Tally[int]) -> int | None:
        """Return each card in its commonest bucket, without the cards where buckets tie; None if all do."""
        modes = {card: _single_mode(counts) for card, counts in self.counts(tally).items()}
        return sum(self._cells[card][bucket] for card, bucket in modes.items() if bucket is not None) or None

    def options(self, tally: Tally[int], guesses: Iterable[int]) -> Iterable[int]:
        """Return all codes given or guessed, and each card in a commonest bucket."""
        return {self.best(tally), *tally.counts, *guesses}

    def best(self, tally: Tally[int]) -> int:
        """Return each card in a commonest bucket: of all answers that leave no card out, none is nearer to these."""
        found = self.counts(tally).items()
        return sum(self._cells[card][max(counts, key=counts.__getitem__)] for card, counts in found)

    def least_sum(self, tally: Tally[int], guesses: Iterable[int]) -> float:
        """Return the sum for each card in a commonest bucket: no other answer is nearer, unless it leaves cards out."""
        if all(max(held.values()) >= tally.n - sum(held.values()) for held in self.counts(tally).values()):
            return tally.sum_to(self.best(tally))
        return super().least_sum(tally, guesses)

    def least_apart(self, tally: Tally[int], extra: int) -> float:
        """Return the pair sum with each extra card in its commonest bucket."""
        away = sum(tally.n - max(counts.values()) for counts in self.counts(tally).values())
        return tally.pair_sum + extra * away / len(self.cards)

    def most_apart(self, tally: Tally[int], extra: int) -> float:
        """Return the pair sum with each extra card in the bucket least used so far."""
        sums = (
            _apart(list(counts.values()), extra, tally.n - sum(counts.values()))
            for counts in self.counts(tally).values()
        )
        return sum(sums) / len(self.cards)


def _single_mode(counts: Mapping[N, int]) -> N | None:
    best = max(counts.values(), default=0)
    modes = [name for name, count in counts.items() if count == best]
    return modes[0] if best and len(modes) == 1 else None


def _apart(counts: Sequence[int], extra: int, unplaced: int = 0) -> float:
    """The number of pairs with different options after `extra` answers went where the fewest are."""
    after = [*levelled(counts, extra), unplaced]
    return math.comb(sum(after), 2) - sum(math.comb(count, 2) for count in after)
