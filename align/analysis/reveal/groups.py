"""The shown answers of a prompt, counted by group and clock. It leaves out late ones: they were given knowingly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from align.analysis.compare import measure_for, measured
from align.analysis.distance import Measure, Span, Tally
from align.domain.events import PromptRevealed
from align.domain.prompts import Clock, Prompt
from align.domain.values import Value
from align.domain.visibility import LATE

AnyMeasure = Measure[Any, Any]
AnyTally = Tally[Any]
NoClock = Literal[""]
Groups = Mapping[str, Sequence[Value]]


def blind(revealed: PromptRevealed) -> dict[str, list[Value]]:
    """Return group id → values given before the reveal, for groups that have some."""
    found = {
        group.id: [shown.value for shown in group.answers if not shown.late and shown.value is not None]
        for group in revealed.groups
        if group.id != LATE
    }
    return {group: values for group, values in found.items() if values}


def late(revealed: PromptRevealed) -> int:
    """Return how many shown answers came after the reveal."""
    return sum(shown.late or group.id == LATE for group in revealed.groups for shown in group.answers)


def by_clock(prompt: Prompt, groups: Groups) -> dict[Clock | NoClock, dict[str, list[Value]]]:
    """Return the groups a clock, the clock of most answers first; types without clocks are all under ""."""
    if prompt.type != "duration":
        return {"": {group: list(values) for group, values in groups.items()}}
    clocks: tuple[Clock, ...] = ("working", "elapsed")
    found: dict[Clock | NoClock, dict[str, list[Value]]] = {}
    for clock in clocks:
        meant = {group: [value for value in values if value["clock"] == clock] for group, values in groups.items()}
        if any(meant.values()):
            found[clock] = {group: values for group, values in meant.items() if values}
    return dict(sorted(found.items(), key=lambda item: -sum(map(len, item[1].values()))))


def main_clock(prompt: Prompt, values: Sequence[Value]) -> Clock | NoClock | None:
    """Return the clock that most of these values mean ("" where a type has none); None if two are meant equally."""
    clocks = [(len(meant[""]), clock) for clock, meant in by_clock(prompt, {"": values}).items() if meant.get("")]
    if not clocks or (len(clocks) > 1 and clocks[0][0] == clocks[1][0]):
        return None
    return clocks[0][1]


def measure_on(prompt: Prompt, clock: Clock | NoClock) -> AnyMeasure | None:
    """Return the measure for a prompt's answers on this clock; None for texts and lists."""
    return measure_for(prompt, clock or "working")


def counted(prompt: Prompt, measure: AnyMeasure, values: Sequence[Value]) -> AnyTally:
    """Return values, all on the measure's clock, as a tally."""
    return measure.count(measured(prompt, value) for value in values)


def plain(measure: AnyMeasure, code: Any) -> Any:
    """Return the answer that a code stands for as plain JSON; None for None."""
    if code is None:
        return None
    answer = measure.decode(code)
    if isinstance(answer, Span):
        return {"minutes": answer.minutes, "clock": answer.clock}
    if isinstance(answer, frozenset):
        return sorted(answer)
    return dict(answer) if isinstance(answer, Mapping) else answer


def centre(measure: AnyMeasure, tally: AnyTally) -> Any:
    """Return the answer that stands for all, as plain JSON; None where there is none."""
    return plain(measure, measure.centre_of(tally))
