"""Promises and escalation steps: who answers whom, how fast and by which clock. Values only; no figure is made here.

Texts may be empty and numbers zero: a field that nobody filled in is *missing*, and is said so instead of guessed.
"""

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from align.domain.calendars import WorkCalendar
from align.domain.hours import parse_hours
from align.domain.prompts import Clock
from align.domain.values import UNIT_MINUTES
from align.errors import UserError

ALWAYS = "24x7"
"""As `cover`: something may be raised at any minute."""
OWNER, ASKER = "owner", "asker"
"""As `calendar`: the working hours of those who promise, or of those who ask."""

NoClock = Literal[""]
MOST_PROMISES, MOST_HOLDERS, MOST_STAFF, MOST_STEPS = 50, 40, 1_000, 10
MOST_MINUTES = 366 * 1_440
LONGEST_SAID, LONGEST_AMOUNT = 300, 24

AMOUNT = re.compile(r"(\d{1,6}(?:\.\d{1,2})?) ?(minute|hour|day|week|min|h)s?", re.ASCII)
_SHORT = {"min": "minute", "h": "hour"}


class Holder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who keeps a promise or is told: people of a region, or a rota with hours of its own."""

    name: str
    region: str = ""
    """A region's id; empty when nobody said where they work."""
    staff: int = 0
    """How many are at work at any one time; 0 when nobody said."""
    hours: str = ""
    """Weekly hours of a rota in the region's zone ("Sat-Sun 09:00-17:00"); empty: the region's own."""
    utc: str = ""
    """Weekly hours as somebody wrote them in UTC. They count where they are given, and are compared with the others."""
    observes_holidays: bool = True


class Promise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A response commitment."""

    level: str
    """Its name: critical, high, normal, low, or the team's own."""
    starts_when: str = ""
    """From which moment the time runs."""
    counts_as: str = ""
    """What keeps the promise: a first sign of life, work begun, the problem gone."""
    amount: int = 0
    """Minutes of its clock; 0 when not said, or when it is in days and the clock is not said."""
    said: str = ""
    """The amount as it was written."""
    clock: Clock | NoClock = ""
    calendar: tuple[str, ...] = ()
    """On whose hours a working clock runs: `owner`, `asker` or region ids."""
    cover: tuple[str, ...] = ()
    """When it may be raised: `24x7`, or the hours of these regions (ids)."""
    channel: str = ""
    owner: tuple[Holder, ...] = ()


class EscalationStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told next. `after` is counted from when the step before was told, on the clock of those told then."""

    to: Holder
    after: int | None = None
    """Minutes; None when not said. The first step is told at once."""
    clock: Clock | NoClock = ""
    channel: str = ""


class Escalation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The chain of steps for one level, with a clock for each step: none eats the time of the next."""

    level: str
    steps: tuple[EscalationStep, ...]


def amount_minutes(said: str, clock: Clock | NoClock) -> int | None:
    """Return the minutes of an amount as people write it ("2 hours"), a working day being eight hours.

    None for days and weeks while the clock is not said: nobody knows how long they are. Raises UserError.
    """
    found = AMOUNT.fullmatch(said)
    if found is None:
        raise UserError(f"'{said}' is no length of time. Write a number and minutes, hours, days or weeks.")
    unit = f"{_SHORT.get(found[2], found[2])}s"
    if not clock and unit in ("days", "weeks"):
        return None
    return round(float(found[1]) * UNIT_MINUTES[clock or "elapsed"][unit])


def missing_fields(promise: Promise) -> tuple[str, ...]:
    """Return the names of the fields that nobody filled in; `calendar` only where a working clock needs one."""
    wanted = ("starts_when", "counts_as", "amount", "clock", "calendar", "cover", "channel", "owner")
    empty = [name for name in wanted if not getattr(promise, name)]
    return tuple(name for name in empty if name != "calendar" or promise.clock == "working")


def missing_in_steps(escalation: Escalation) -> tuple[str, ...]:
    """Return what nobody filled in, by step from 1: "step 2: after"."""
    found = []
    for number, step in enumerate(escalation.steps, 1):
        wanted = ("channel",) if number == 1 else ("after", "clock", "channel")
        found += [f"step {number}: {name}" for name in wanted if getattr(step, name) in (None, "")]
    return tuple(found)


def holder_calendar(holder: Holder, calendars: Mapping[str, WorkCalendar]) -> WorkCalendar | None:
    """Return when a holder is at work, by region id → calendar; None when nobody said so.

    Hours in UTC come first: they need no zone. Then hours of its own, then those of the region.
    """
    region = calendars.get(holder.region)
    if holder.utc:
        return _own_hours(holder, msgspec.structs.replace(region or WorkCalendar("UTC", ()), tz="UTC"), holder.utc)
    if region is None:
        return None
    if holder.hours:
        return _own_hours(holder, region, holder.hours)
    return msgspec.structs.replace(region, observes_holidays=holder.observes_holidays and region.observes_holidays)


def _own_hours(holder: Holder, region: WorkCalendar, hours: str) -> WorkCalendar:
    """Return the region's calendar with other hours: of its special days those hold on which it is closed."""
    observes = holder.observes_holidays and region.observes_holidays
    closed = tuple(day for day in region.exceptions if not day.spans) if observes else ()
    return msgspec.structs.replace(region, hours=parse_hours(hours), exceptions=closed, observes_holidays=observes)
