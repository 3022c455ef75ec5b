"""From a prompt of a pack to the measure that compares its answers; the one place that knows both."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from align.analysis.distance import Choice, Choices, Clock, Duration, Measure, Rank, Scale, Sort, Span
from align.domain.prompts import Prompt
from align.domain.values import Value, in_minutes

SHORTEST, LONGEST = 5.0, 20_160.0
"""Minutes between which durations are compared: five minutes to two weeks (a convention)."""


def measure_for(prompt: Prompt, clock: Clock = "working") -> Measure[Any, Any] | None:
    """Return the measure of a closed prompt (durations: on one clock); None for text and list."""
    return _measure(prompt, clock)


def measured(prompt: Prompt, value: Value) -> Any:
    """Return an answer value in the shape that the prompt's measure takes."""
    return Span(in_minutes(value), value["clock"]) if prompt.type == "duration" else value


def compare(prompt: Prompt, one: Value, other: Value) -> tuple[float, bool]:
    """Return (distance 0–1, within tolerance). Texts compare as equal or not; working and elapsed time never mix."""
    if prompt.type == "duration" and one["clock"] != other["clock"]:
        return 1.0, False
    measure = measure_for(prompt, one["clock"] if prompt.type == "duration" else "working")
    if measure is None:
        return float(one != other), one == other
    a, b = measured(prompt, one), measured(prompt, other)
    return measure.distance(a, b), measure.same(a, b)


@lru_cache(maxsize=256)
def _measure(prompt: Prompt, clock: Clock) -> Measure[Any, Any] | None:
    ids = tuple(option.id for option in prompt.options)
    match prompt.type:
        case "choice":
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
        case _:
            return None
