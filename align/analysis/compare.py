"""From a prompt of a pack to the measure that compares its answers; the one place that knows both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from align.analysis.distance import (
    Choice,
    Choices,
    Clock,
    Deciders,
    Duration,
    Measure,
    Rank,
    Scale,
    Sort,
    Span,
    Tally,
    Week,
)
from align.domain.parts import after_part, deciders_part, first_part
from align.domain.prompts import Prompt
from align.domain.values import Value, in_minutes
from align.domain.windows import quarters

SHORTEST, LONGEST = 5.0, 20_160.0
"""Minutes between which durations are compared: five minutes to two weeks (a convention)."""
_PARTS = ("amount", "unit", "clock")
_SAID = itemgetter(*_PARTS)
_AS_GIVEN = frozenset({"choice", "choices", "scale", "rank", "sort"})
"""Types whose measure takes a value as it is."""


def measure_for(prompt: Prompt, clock: Clock = "working") -> Measure[Any, Any] | None:
    """Return the measure of a closed prompt (durations: on one clock); None where answers cannot be counted.

    A scenario is measured by what comes first, decision rights by who decides each decision that the prompt gives.
    """
    return _measure(prompt, clock)


def measured(prompt: Prompt, value: Value) -> Any:
    """Return an answer value in the shape that the prompt's measure takes."""
    if prompt.type in _AS_GIVEN:
        return value
    match prompt.type:
        case "duration":
            return Span(in_minutes(value), value["clock"])
        case "scenario":
            return first_part(prompt).take(value)
        case "window":
            return frozenset(map(str, quarters(value)))
        case "decision_rights":
            return deciders_part(prompt).take(value) or {}
        case _:
            return value


def tally_of(prompt: Prompt, measure: Measure[Any, Any], values: Sequence[Value]) -> Tally[Any]:
    """Return answer values counted for the prompt's measure; of durations, those on the measure's clock.

    People say few different durations: each is measured once.
    """
    if prompt.type in _AS_GIVEN:
        return measure.count(values)
    if not isinstance(measure, Duration):
        return measure.count([measured(prompt, value) for value in values])
    codes = Counter[float]()
    for said, times in Counter(map(_SAID, values)).items():
        span = measured(prompt, dict(zip(_PARTS, said, strict=True)))
        if span.clock == measure.clock:
            codes[measure.code(span)] += times
    return measure.tally(codes)


def compare(prompt: Prompt, one: Value, other: Value) -> tuple[float, bool]:
    """Return (distance 0–1, within tolerance). Texts compare as equal or not; working and elapsed time never mix.

    A scenario counts half for what comes first and half for the time.
    """
    if prompt.type == "scenario":
        halves = [
            compare(part.prompt, part.take(one), part.take(other)) for part in (first_part(prompt), after_part(prompt))
        ]
        return sum(distance for distance, _ in halves) / 2, all(same for _, same in halves)
    if prompt.type == "duration" and one["clock"] != other["clock"]:
        return 1.0, False
    measure = measure_for(prompt, one["clock"] if prompt.type == "duration" else "working")
    if measure is None:
        return float(one != other), one == other
    gap = measure.between(measure.code(measured(prompt, one)), measure.code(measured(prompt, other)))
    return gap, measure.within(gap)


@lru_cache(maxsize=256)
def _measure(prompt: Prompt, clock: Clock) -> Measure[Any, Any] | None:
    ids = tuple(option.id for option in prompt.options)
    match prompt.type:
        case "choice" | "scenario":
            return Choice(ids)
        case "choices":
            return Choices(ids)
        case "scale":
            return Scale(tuple(point.value for point in prompt.points))
        case "rank":
            return Rank(ids, prompt.top or None)
        case "duration":
            return Duration(SHORTEST, LONGEST, clock)
        case "sort":
            return Sort(ids, tuple(bucket.id for bucket in prompt.buckets))
        case "window":
            return Week()
        case "decision_rights" if ids:
            return Deciders(ids, tuple(role.id for role in prompt.roles))
        case _:
            return None
