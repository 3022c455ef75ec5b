"""What every measure can do: code an answer, tell distances, count answers, find their centre.

A measure is built once for a prompt and holds its parameters only, never an answer.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Generic, Literal, TypeVar

from align.analysis.distance.tally import C, Tally

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)
Kind = Literal["scale", "choice", "choices", "rank", "duration", "sort", "window", "decision_rights"]
_ROUNDING = 1e-9


def camps(n: int) -> float:
    """Return the largest mean pairwise distance when answers lie on a line: two equal camps at its ends. n >= 2."""
    return (n // 2) * ((n + 1) // 2) / math.comb(n, 2)


def spread(n: int, options: int) -> float:
    """Return the largest mean pairwise distance of 0/1 distances: n >= 2 people spread evenly over the options."""
    each, more = divmod(n, options)
    alike = more * math.comb(each + 1, 2) + (options - more) * math.comb(each, 2)
    return 1 - alike / math.comb(n, 2)


def levelled(counts: Sequence[int], extra: int) -> list[int]:
    """Return the counts, sorted, after `extra` more answers have each gone to the smallest of them."""
    rising = sorted(counts)
    for size in range(1, len(rising) + 1):
        level, more = divmod(sum(rising[:size]) + extra, size)
        if size == len(rising) or level < rising[size]:
            return [level] * (size - more) + [level + 1] * more + rising[size:]
    return rising


class Measure(ABC, Generic[A, C]):
    """How answers of type A to one prompt are compared. Codes (C) are what equal answers share and sums are made of."""

    kind: ClassVar[Kind]

    @property
    @abstractmethod
    def tolerance(self) -> float:
        """The distance up to which two answers count as the same (a convention)."""

    @abstractmethod
    def code(self, answer: A) -> C:
        """Return the answer's code; raises AnalysisError if the prompt cannot have this answer."""

    @abstractmethod
    def decode(self, code: C) -> A:
        """Return the answer that has this code (a centre may lie between two answers)."""

    @abstractmethod
    def between(self, one: C, other: C) -> float:
        """Return the distance of two codes, 0 to 1."""

    @abstractmethod
    def tally(self, codes: Iterable[C] | Mapping[C, int]) -> Tally[C]:
        """Return the codes counted."""

    @abstractmethod
    def dmax(self, n: int) -> float:
        """Return the largest mean pairwise distance that n >= 2 people can produce."""

    @abstractmethod
    def find_centre(self, tally: Tally[C]) -> C | None:
        """Work out the code that stands for all answers."""

    def centre_of(self, tally: Tally[C]) -> C | None:
        """Return the code that stands for all answers; None when there is none (no answer, or a tie)."""
        if tally.centre == "unknown":
            tally.centre = self.find_centre(tally)
        return tally.centre

    @abstractmethod
    def picks(self, tally: Tally[C]) -> Iterable[C]:
        """Return the single answers to choose from when guessing at these: all of the prompt's, or those given."""

    guesses_count: ClassVar[bool] = True
    """Whether what was guessed may be a better guess than all `picks` are."""

    def options(self, tally: Tally[C], guesses: Iterable[C]) -> Iterable[C]:
        """Return the single answers a guesser could have picked: `picks`, and what was guessed where that counts."""
        return {*self.picks(tally), *guesses} if self.guesses_count else self.picks(tally)

    def least_sum(self, tally: Tally[C], guesses: Iterable[C]) -> float:
        """Return the sum of the distances from the best of `options` to all answers."""
        if tally.least is None:
            tally.least = min(map(tally.sums.__getitem__, self.picks(tally)))
        if not self.guesses_count:
            return tally.least
        return min(tally.least, min(map(tally.sums.__getitem__, guesses), default=tally.least))

    @abstractmethod
    def most_apart(self, tally: Tally[C], extra: int) -> float:
        """Return the pair sum after `extra` more answers that disagree as much as they can (an upper bound)."""

    def least_apart(self, tally: Tally[C], extra: int) -> float:
        """Return the pair sum after `extra` more answers that all agree as well as they can."""
        return tally.pair_sum + extra * min((tally.sum_to(code) for code in tally.counts), default=0.0)

    def bias(self, guesses: Tally[C], answers: Tally[C]) -> float | None:
        """Return how far guesses lie above answers on average; None where "above" has no meaning."""
        return None

    def apart(self, one: C, other: C) -> float:
        """Return how far the second code lies from the first, in the words of the type: the distance, 0 to 1."""
        return self.between(one, other)

    def in_unit(self, distance: float) -> float | None:
        """Return a distance in steps or as a factor; None where the type has no unit."""
        return None

    def distance(self, one: A, other: A) -> float:
        """Return the distance of two answers: 0 the same, 1 as far apart as the prompt allows."""
        return self.between(self.code(one), self.code(other))

    def alike(self, one: C, other: C) -> bool:
        """Return whether two codes are the same within the tolerance."""
        return self.within(self.between(one, other))

    def within(self, distance: float) -> bool:
        """Return whether answers this far apart count as the same."""
        return distance <= self.tolerance + _ROUNDING

    def same(self, one: A, other: A) -> bool:
        """Return whether two answers are the same within the tolerance (one step, a factor of 2, ...)."""
        return self.alike(self.code(one), self.code(other))

    def count(self, answers: Iterable[A]) -> Tally[C]:
        """Return the answers counted; skipped ones are left out by the caller."""
        return self.tally([self.code(answer) for answer in answers])

    def centre(self, answers: Iterable[A]) -> A | None:
        """Return the answer that stands for all: median, modal option, log-median, order of median ranks."""
        code = self.centre_of(self.count(answers))
        return None if code is None else self.decode(code)

    def share_near(self, tally: Tally[C]) -> float | None:
        """Return the share of answers within the tolerance of the centre; None without answers.

        Where several options tie for the centre, it is the share of one of them.
        """
        if not tally.n:
            return None
        centre = self.centre_of(tally)
        if centre is None:
            return max(tally.counts.values()) / tally.n
        return sum(count for code, count in tally.counts.items() if self.alike(code, centre)) / tally.n
