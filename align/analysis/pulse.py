"""What pulses say: how clauses are lived, how answers moved since round 1, how real cases went. About the team alone.

It reads what everybody may see, so no figure here is about fewer people than a workshop's attribution lets out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from align.analysis.compare import measured
from align.analysis.distance import Duration, Span
from align.analysis.drift import PracticeGap, drift, practice_of_promise
from align.analysis.reveal.groups import Answers, Groups, blind, centre, measure_on
from align.domain.events import PromptRevealed
from align.domain.model import EVERYONE, Plan
from align.domain.parts import after_part
from align.domain.promises import Promise
from align.domain.prompts import Clock, Prompt
from align.domain.pulses import Lived, asked_before, base_of, lived, the_lived
from align.domain.state import Pulse, State

CASE = "last-"
"""A pulse's prompt whose id begins so asks how long the last real case took: `last-first-reply` is held against the
first round's `first-reply`, any other, such as `last-case`, against the promise for what is most urgent."""
URGENT_LEVELS = ("critical", "urgent", "high")

Revealed = Mapping[str, PromptRevealed]
_T = TypeVar("_T")


class SeenBy(msgspec.Struct, frozen=True):
    """How people who are shown together saw one clause."""

    id: str
    regions: tuple[str, ...]
    seen: Lived


class ClauseSeen(msgspec.Struct, frozen=True):
    """How one clause was seen: by each shown group, and by all of them together."""

    clause: str
    total: Lived
    groups: tuple[SeenBy, ...]


class Moved(msgspec.Struct, frozen=True):
    """How the answers of one group moved since round 1. The figures are those of align.analysis.drift."""

    id: str
    """A region, or EVERYONE for all shown answers together."""
    before: int
    after: int
    centre_before: Any
    centre_after: Any
    centre_change: float | None
    moved: float | None


class Repeated(msgspec.Struct, frozen=True):
    """A prompt of round 1 that the pulse asked again; everyone first, then regions that both rounds show alone."""

    prompt: str
    before: str
    groups: tuple[Moved, ...]


class Cases(msgspec.Struct, frozen=True):
    """Recent cases held against what the charter says."""

    prompt: str
    against: Literal["promise", "round 1"]
    of: str
    """The promise's level, or the first round's prompt."""
    limit: float
    """Minutes of `clock`."""
    clock: Clock
    gap: PracticeGap
    other_clock: int = 0
    """Cases told on the other clock; they are not compared."""


class PulseFigures(msgspec.Struct, frozen=True):
    """All figures of one closed pulse."""

    number: int
    on: str
    version: int
    answered: int
    """The most answers that one of its prompts got."""
    asked: int
    clauses: tuple[ClauseSeen, ...]
    repeated: tuple[Repeated, ...]
    cases: tuple[Cases, ...]


def read_pulses(state: State) -> tuple[PulseFigures, ...]:
    """Return the figures of every closed pulse, the oldest first. `state` is the public fold."""
    return tuple(_pulse(state, pulse) for pulse in state.pulses if not pulse.open)


def share_lived(seen: Lived) -> float | None:
    """Return the share, 0 to 1, of those with an occasion who saw a clause lived; None without an occasion."""
    return seen.lived / seen.occasions if seen.occasions else None


def _pulse(state: State, pulse: Pulse) -> PulseFigures:
    plan, revealed = state.the_plan, state.revealed
    shown = [revealed[prompt.id] for prompt in pulse.prompts if prompt.id in revealed]
    about = the_lived(pulse.prompts)
    promises = next((version.promises for version in state.versions if version.number == pulse.version), ())
    return PulseFigures(
        pulse.number, pulse.on, pulse.version,
        max((one.answered for one in shown), default=0), max((one.expected for one in shown), default=0),
        _clauses(about, revealed[about.id]) if about is not None and about.id in revealed else (),
        tuple(_found(_repeated(plan, prompt, revealed) for prompt in pulse.prompts)),
        tuple(_found(_cases(plan, prompt, revealed, promises) for prompt in pulse.prompts)),
    )  # fmt: skip


def _found(items: Iterable[_T | None]) -> list[_T]:
    return [item for item in items if item is not None]


def _clauses(prompt: Prompt, revealed: PromptRevealed) -> tuple[ClauseSeen, ...]:
    by_group = [(group, lived(prompt, [one.value for one in group.answers])) for group in revealed.groups]
    total = lived(prompt, [one.value for group in revealed.groups for one in group.answers])
    return tuple(
        ClauseSeen(
            card.id, total[card.id],
            tuple(SeenBy(group.id, group.regions, seen[card.id]) for group, seen in by_group if group.answers),
        )
        for card in prompt.options
    )  # fmt: skip


# ---- since round 1 -------------------------------------------------------------------------------------------------


def _repeated(plan: Plan, prompt: Prompt, revealed: Revealed) -> Repeated | None:
    before = asked_before(plan, prompt)
    if before is None or before.id not in revealed or prompt.id not in revealed:
        return None
    first, now = blind(revealed[before.id]), blind(revealed[prompt.id])
    alone = [region.id for region in plan.regions if region.id in first and region.id in now]
    sides = [(EVERYONE, _all(first), _all(now)), *((region, first[region], now[region]) for region in alone)]
    groups = _found(_moved(prompt, *side) for side in sides)
    return Repeated(prompt.id, before.id, tuple(groups)) if groups else None


def _all(groups: Groups) -> list[Any]:
    return [value for values in groups.values() for value in values]


def _moved(prompt: Prompt, group: str, first: Sequence[Any], now: Sequence[Any]) -> Moved | None:
    """Compare on the clock that most meant in round 1; what was then or is now told on the other one is left out."""
    answers = Answers(prompt, {"first": first, "now": now})
    clock = answers.main_clock("first")
    measure = measure_on(prompt, clock or "")
    if clock is None or measure is None:
        return None
    before, after = answers.tally("first", clock), answers.tally("now", clock)
    found = drift(measure, before, after)
    if found is None:
        return None
    middles = centre(measure, before), centre(measure, after)
    return Moved(group, found.before, found.after, *middles, found.centre_change, found.moved)


# ---- practice ------------------------------------------------------------------------------------------------------


def _cases(plan: Plan, prompt: Prompt, revealed: Revealed, promises: Sequence[Promise]) -> Cases | None:
    if not base_of(prompt).startswith(CASE) or prompt.id not in revealed:
        return None
    times, told = _times(prompt, revealed[prompt.id])
    clock = Answers(times, {"told": told}).main_clock("told")
    if not clock:
        return None
    agreed = _agreed(plan, base_of(prompt).removeprefix(CASE), revealed, promises, clock)
    if agreed is None:
        return None
    against, of, limit = agreed
    measure = measure_on(times, clock)
    assert isinstance(measure, Duration)  # the times of a case are durations
    meant = [value for value in told if value["clock"] == clock]
    gap = practice_of_promise(measure, [measured(times, value) for value in meant], limit)
    assert gap is not None  # the clock is one that somebody meant
    return Cases(prompt.id, against, of, limit.minutes, clock, gap, len(told) - len(meant))


def _times(prompt: Prompt, revealed: PromptRevealed) -> tuple[Prompt, list[Any]]:
    """Return the prompt that asks for the time, and the times that were told."""
    told = _all(blind(revealed))
    if prompt.type == "scenario":
        part = after_part(prompt)
        return part.prompt, part.values(told)
    return prompt, told if prompt.type == "duration" else []


def _agreed(
    plan: Plan, topic: str, revealed: Revealed, promises: Sequence[Promise], clock: Clock
) -> tuple[Literal["promise", "round 1"], str, Span] | None:
    """Return what the cases are held against, on their clock; None where the charter says nothing on it."""
    first = next((prompt for prompt in plan.pack.prompts if prompt.id == topic and prompt.type == "duration"), None)
    if first is not None:
        said = _all(blind(revealed[topic])) if topic in revealed else []
        measure = measure_on(first, clock)
        middle = centre(measure, Answers(first, {"said": said}).tally("said", clock)) if measure is not None else None
        return ("round 1", topic, Span(middle["minutes"], clock)) if middle else None
    usable = [promise for promise in promises if promise.amount and promise.clock == clock]
    named = [promise for level in URGENT_LEVELS for promise in usable if promise.level.casefold() == level]
    if not usable:
        return None
    promise = named[0] if named else min(usable, key=lambda one: one.amount)
    return "promise", promise.level, Span(promise.amount, clock)
