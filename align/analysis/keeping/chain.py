"""An escalation chain of a plan, walked from every minute at which something can be raised."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from align.analysis.cover.ladder import LadderCheck, Level, check_ladder
from align.analysis.cover.rosters import Period
from align.analysis.keeping.people import region_rosters, rosters_of
from align.domain.model import Plan
from align.domain.promises import ALWAYS, Escalation, missing_in_steps


class ChainCheck(msgspec.Struct, frozen=True):
    """How a chain fares. `ladder` is None where steps lack a time, a clock or hours."""

    escalation: Escalation
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    """People who are told and whose hours nobody gave."""
    raised_by: tuple[str, ...]
    """In whose hours it may be raised, after the promise of the same level; empty: at any minute."""
    ladder: LadderCheck | None


def check_chain(plan: Plan, escalation: Escalation, period: Period) -> ChainCheck:
    """Walk a chain in `period`. A step's clock starts when the step before it was told."""
    return _checked(plan, escalation, period)


@lru_cache(maxsize=32)
def _checked(plan: Plan, escalation: Escalation, period: Period) -> ChainCheck:
    # For the same reason as a promise's (check.py).
    missing = missing_in_steps(escalation)
    steps = escalation.steps
    known, unknown = rosters_of(plan, [step.to for step in steps])
    cover = next((promise.cover for promise in plan.promises if promise.level == escalation.level), ())
    askers = () if ALWAYS in cover else region_rosters(plan, cover)
    names = tuple(roster.name for roster in askers)
    if unknown or any(step.after is None or not step.clock for step in steps[1:]):
        return ChainCheck(escalation, missing, unknown, names, None)
    # `after` and `clock` of a step are the time that the step before it has.
    holds = [(step.after or 0, step.clock or "elapsed") for step in steps[1:]] + [(1, "elapsed")]
    levels = [
        Level(to, hold, "working" if clock == "working" else "elapsed")
        for to, (hold, clock) in zip(known, holds, strict=True)
    ]
    return ChainCheck(escalation, missing, (), names, check_ladder(levels, period, askers))
