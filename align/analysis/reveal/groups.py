"""The shown answers of a prompt, counted by group and clock. It leaves out late ones: they were given knowingly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from align.analysis.compare import measure_for, tally_of
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


def measure_on(prompt: Prompt, clock: Clock | NoClock) -> AnyMeasure | None:
    """Return the measure for a prompt's answers on this clock; None for texts and lists."""
    return measure_for(prompt, clock or "working")


class Answers:
    """The blind answers of one prompt. Each group's are counted once a clock, however many figures are made of them."""

    def __init__(self, prompt: Prompt, groups: Groups) -> None:
        self.clocks = by_clock(prompt, groups)
        self._prompt = prompt
        self._measures = {clock: measure_on(prompt, clock) for clock in self.clocks}
        self._tallies: dict[tuple[str, Clock | NoClock], AnyTally] = {}
        self._main: dict[str, Clock | NoClock | None] = {}

    def measure(self, clock: Clock | NoClock) -> AnyMeasure:
        """Return the measure for answers on one clock; the prompt has one."""
        found = self._measures.get(clock) or measure_on(self._prompt, clock)
        assert found is not None
        return found

    def tally(self, group: str, clock: Clock | NoClock) -> AnyTally:
        """Return a group's answers on one clock; empty where it has none. The prompt has a measure."""
        found = self._tallies.get((group, clock))
        if found is None:
            found = tally_of(self._prompt, self.measure(clock), self.clocks.get(clock, {}).get(group, ()))
            self._tallies[group, clock] = found
        return found

    def main_clock(self, group: str) -> Clock | NoClock | None:
        """Return the clock that most of a group mean ("" where a type has none); None if two are meant equally."""
        if group not in self._main:
            self._main[group] = self._find_main_clock(group)
        return self._main[group]

    def _find_main_clock(self, group: str) -> Clock | NoClock | None:
        sizes = sorted(((len(meant.get(group, ())), clock) for clock, meant in self.clocks.items()), reverse=True)
        if not sizes or not sizes[0][0] or (len(sizes) > 1 and sizes[0][0] == sizes[1][0]):
            return None
        return sizes[0][1]


def plain(measure: AnyMeasure, code: Any) -> Any:
    """Return the answer that a code stands for as plain JSON; None for None."""
    if code is None:
        return None
    answer = measure.decode(code)
    if isinstance(answer, str | float | int):
        return answer
    if isinstance(answer, Span):
        return {"minutes": answer.minutes, "clock": answer.clock}
    if isinstance(answer, frozenset):
        return sorted(answer)
    return dict(answer) if isinstance(answer, Mapping) else answer


def centre(measure: AnyMeasure, tally: AnyTally) -> Any:
    """Return the answer that stands for all, as plain JSON; None where there is none."""
    return plain(measure, measure.centre_of(tally))
