"""Scales and durations: answers with a place on a line. Knows no wording of the points."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from align.analysis.distance.base import A, Kind, Measure, camps
from align.analysis.distance.tally import C, LineTally, Tally
from align.errors import AnalysisError

Clock = Literal["elapsed", "working"]


class Span(NamedTuple):
    """A duration: minutes of its own clock. Working time and elapsed time are never compared."""

    minutes: float
    clock: Clock = "elapsed"


class Line(Measure[A, float]):
    """Codes are positions; the distance is the gap over the line's length, 1 at the most."""

    guesses_count = False

    @property
    @abstractmethod
    def ends(self) -> tuple[float, float]:
        """The first and the last position that the prompt foresees."""

    @cached_property
    def length(self) -> float:
        """The gap that counts as distance 1, in positions."""
        return self.ends[1] - self.ends[0]

    def between(self, one: float, other: float) -> float:
        """Return the gap over the length, 1 at the most."""
        gap = abs(one - other) / self.length
        return gap if gap < 1.0 else 1.0

    def tally(self, codes: Iterable[float] | Mapping[float, int]) -> LineTally:
        """Return the positions counted."""
        return LineTally(codes, self.length)

    def places(self, tally: Tally[C]) -> LineTally:
        """Return the tally as the sorted positions that `tally` made it of."""
        return tally if isinstance(tally, LineTally) else self.tally(tally.counts)

    def dmax(self, n: int) -> float:
        """Return D of two equal camps at the ends."""
        return camps(n)

    def find_centre(self, tally: Tally[float]) -> float | None:
        """Return the median position; between the middle two of an even number."""
        return self.places(tally).at(0.5) if tally.n else None

    def most_apart(self, tally: Tally[float], extra: int) -> float:
        """Return the pair sum with the extra answers at the two ends, in the worst proportion."""
        low, high = self.ends
        to_low, to_high = tally.sum_to(low), tally.sum_to(high)
        best = (extra + to_high - to_low) / 2
        numbers = {min(extra, max(0, number)) for number in (math.floor(best), math.ceil(best))}
        return tally.pair_sum + max(up * to_high + (extra - up) * to_low + up * (extra - up) for up in numbers)

    def bias(self, guesses: Tally[float], answers: Tally[float]) -> float | None:
        """Return mean guess minus mean answer, in positions; None if either is empty."""
        if not guesses.n or not answers.n:
            return None
        return self.places(guesses).mean - self.places(answers).mean


@dataclass(frozen=True)
class Scale(Line[float]):
    """A scale of labelled points, lowest first: the distance is the number of steps over (points - 1).

    Positions are 0 to points - 1. The tolerance is one step.
    """

    values: tuple[float, ...]
    kind: ClassVar[Kind] = "scale"

    def __post_init__(self) -> None:
        if len(self.values) < 2 or any(b <= a for a, b in zip(self.values, self.values[1:], strict=False)):
            raise AnalysisError("A scale needs at least two points, lowest first: give its values in rising order.")

    @classmethod
    def of(cls, points: int, first: int = 1) -> Scale:
        """Return the scale first, first + 1, ... with that many points."""
        return cls(tuple(range(first, first + points)))

    @cached_property
    def tolerance(self) -> float:
        """One step."""
        return 1 / (len(self.values) - 1)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """Position 0 and the position of the last point."""
        return 0, len(self.values) - 1

    def code(self, answer: float) -> float:
        """Return the position of a point."""
        place = self._places.get(answer)
        if place is None:
            raise AnalysisError(f"{answer} is no point of this scale: {self.values[0]} to {self.values[-1]}.")
        return place

    def count(self, answers: Iterable[float]) -> LineTally:
        """Return the answers counted; each point is coded once."""
        return self.tally({self.code(point): count for point, count in Counter(answers).items()})

    @cached_property
    def _places(self) -> dict[float, float]:
        return {value: place for place, value in enumerate(self.values)}

    def decode(self, code: float) -> float:
        """Return the value at a position; half-way positions give the middle of two values."""
        low, high = self.values[math.floor(code)], self.values[math.ceil(code)]
        return low + (high - low) * (code % 1)

    def picks(self, tally: Tally[float]) -> Iterable[float]:
        """Return all points."""
        return [float(position) for position in range(len(self.values))]

    def apart(self, one: float, other: float) -> float:
        """Return how many steps the second lies above the first."""
        return other - one

    def in_unit(self, distance: float) -> float | None:
        """Return a distance in steps."""
        return distance * self.length


@dataclass(frozen=True)
class Duration(Line[Span]):
    """Durations on one clock: the distance is |log2(x/y)| over log2(longest/shortest), 1 at the most.

    Positions are log2 of minutes. Less than a minute counts as one. The tolerance is a factor of 2.
    """

    shortest: float
    longest: float
    clock: Clock = "elapsed"
    kind: ClassVar[Kind] = "duration"

    def __post_init__(self) -> None:
        if not 1 <= self.shortest < self.longest:
            raise AnalysisError("The shortest duration must be a minute or more and shorter than the longest.")

    @cached_property
    def tolerance(self) -> float:
        """A factor of 2."""
        return 1 / self.length

    @cached_property
    def ends(self) -> tuple[float, float]:
        """log2 of the shortest and of the longest duration."""
        return math.log2(self.shortest), math.log2(self.longest)

    def code(self, answer: Span) -> float:
        """Return log2 of the minutes; raises AnalysisError for the other clock."""
        if answer.clock != self.clock:
            raise AnalysisError(
                f"A duration in {answer.clock} time cannot be compared with {self.clock} time: take each clock alone."
            )
        return math.log2(max(1.0, answer.minutes))

    def decode(self, code: float) -> Span:
        """Return the duration at a position."""
        return Span(2**code, self.clock)

    def picks(self, tally: Tally[float]) -> Iterable[float]:
        """Return the durations given: no other one can be nearer to all of them."""
        return tally.counts

    def apart(self, one: float, other: float) -> float:
        """Return the second over the first, as a factor."""
        return float(2 ** (other - one))

    def in_unit(self, distance: float) -> float | None:
        """Return a distance as a factor, 1 or more."""
        return float(2 ** (distance * self.length))

    def bias(self, guesses: Tally[float], answers: Tally[float]) -> float | None:
        """Return the typical guess over the typical answer, as a factor (2 = twice as long)."""
        steps = Line.bias(self, guesses, answers)
        return None if steps is None else 2**steps
