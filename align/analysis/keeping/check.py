"""One promise over whole weeks: kept or not, the worst wait in each local time, the hours that nobody covers.

A field that is left out is named; what hangs on it is not computed. A wait ends when somebody is at work, so every
share kept is an upper bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal

import msgspec

from align.analysis.cover.depth import Depth, depth
from align.analysis.cover.hints import Hints, fix_hints
from align.analysis.cover.intervals import Intervals, clip, total
from align.analysis.cover.promises import check_elapsed
from align.analysis.cover.rosters import Period, Roster, asking, at_work, cover
from align.analysis.cover.timemaps import TimeMap, due_in, first_in
from align.analysis.cover.waits import Waits, waits
from align.analysis.cover.week import never_in_week
from align.analysis.keeping.people import HolderWeek, holder_weeks, region_rosters, rosters_of
from align.analysis.keeping.weeks import WeekChange, WeekFigures, changes, usual, week_figures
from align.domain.calendars import from_minute, local
from align.domain.model import Plan
from align.domain.promises import ALWAYS, ASKER, OWNER, Holder, Promise, missing_fields

Verdict = Literal["can be kept", "cannot be kept", "cannot be checked"]
NEEDED = frozenset({"owner", "amount", "clock", "calendar", "cover"})
"""Without these there is no figure; the other fields are for people."""
TWO = 2
"""Heads below which hours are called thin."""


class Moment(msgspec.Struct, frozen=True):
    """An instant on one clock: `where` is a region's or a holder's name, or UTC."""

    where: str
    tz: str
    wall: datetime
    """What the clock there shows; without a zone."""


class Worst(msgspec.Struct, frozen=True):
    """The longest wait: raised and ended on every clock that matters, and who comes first (or whose clock ends it)."""

    minutes: int
    raised: tuple[Moment, ...]
    ended: tuple[Moment, ...]
    first: tuple[str, ...]


class PromiseCheck(msgspec.Struct, frozen=True):
    """What comes of one promise. Figures are None where a field they need is missing."""

    promise: Promise
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    """Owners whose hours nobody gave."""
    verdict: Verdict
    kept_share: float | None = None
    """Elapsed clock: the share of the minutes at which it may be raised that find somebody at work in time."""
    waits: Waits | None = None
    """Until somebody is at work (elapsed clock), or until the time is due (working clock), in elapsed minutes."""
    covered_share: float | None = None
    worst: Worst | None = None
    never: Intervals = ()
    """Minutes of the UTC week in which no owner is ever at work."""
    people: tuple[HolderWeek, ...] = ()
    usual_week: WeekFigures | None = None
    changes: tuple[WeekChange, ...] = ()
    depth: Depth | None = None
    """Heads at work; None unless every owner says how many they are."""
    hints: Hints | None = None
    """On-call time that would mend an elapsed promise."""


def check_promise(plan: Plan, promise: Promise, period: Period) -> PromiseCheck:
    """Hold a promise against the plan's hours in `period` (whole weeks, so that shares have no odd days)."""
    return _checked(plan, promise, period)


@lru_cache(maxsize=32)
def _checked(plan: Plan, promise: Promise, period: Period) -> PromiseCheck:
    # A year takes a good part of a second, and a charter's page, its sum and its dates all ask for the same one.
    missing = missing_fields(promise)
    owners, unknown = rosters_of(plan, promise.owner)
    if not owners:
        return PromiseCheck(promise, missing, unknown, "cannot be checked")
    everyone = cover(owners, period)
    inside = clip(everyone, period.start, period.end)
    base = PromiseCheck(
        promise=promise,
        missing=missing,
        unknown=unknown,
        verdict="cannot be checked",
        covered_share=total(inside) / period.minutes,
        never=never_in_week(inside, period),
        people=holder_weeks(plan, promise.owner, period),
        depth=_depth(promise.owner, owners, unknown, period),
    )
    askers = () if ALWAYS in promise.cover else region_rosters(plan, promise.cover)
    if NEEDED & set(missing) or unknown or (ASKER in promise.calendar and not askers):
        return base
    if promise.clock == "elapsed":
        return _elapsed(plan, base, owners, askers, period)
    return _working(plan, base, owners, askers, period)


def _elapsed(
    plan: Plan, base: PromiseCheck, owners: Sequence[Roster], askers: Sequence[Roster], period: Period
) -> PromiseCheck:
    within = base.promise.amount
    found = check_elapsed(owners, within, period, askers)
    chart = first_in(cover(owners, period), period.start, period.end)
    kept = found.feasible and found.waits.raised > 0
    return msgspec.structs.replace(
        _lived(plan, base, chart, found.broken_windows, (owners, owners, askers), period),
        verdict="can be kept" if kept else "cannot be kept",
        kept_share=found.kept_share,
        # Hints mend every minute; where only some regions ask, that would be more than is needed.
        hints=None if kept or askers else fix_hints(owners, within, period),
    )


def _working(
    plan: Plan, base: PromiseCheck, owners: Sequence[Roster], askers: Sequence[Roster], period: Period
) -> PromiseCheck:
    named = region_rosters(plan, base.promise.calendar)
    clock_of = {OWNER: owners, ASKER: askers}.get(base.promise.calendar[0], named)
    chart = due_in(cover(clock_of, period), base.promise.amount, period.start, period.end)
    lived = _lived(plan, base, chart, (), (owners, clock_of, askers), period)
    assert lived.waits is not None
    ends = lived.waits.raised > 0 and not lived.waits.never
    return msgspec.structs.replace(lived, verdict="can be kept" if ends else "cannot be kept")


def _lived(
    plan: Plan,
    base: PromiseCheck,
    chart: TimeMap,
    broken: Intervals,
    rosters: tuple[Sequence[Roster], Sequence[Roster], Sequence[Roster]],
    period: Period,
) -> PromiseCheck:
    """Add what the asker lives through. `rosters`: owners, those whose clock ends the wait, askers."""
    owners, clock_of, askers = rosters
    raised = asking(askers, period)
    lived = waits(chart, raised)
    covered = clip(cover(owners, period), period.start, period.end)
    weeks = week_figures(period, covered, broken, chart, raised)
    return msgspec.structs.replace(
        base,
        waits=lived,
        worst=_worst(lived, clock_of, askers or region_rosters(plan, [region.id for region in plan.regions])),
        usual_week=usual(weeks),
        changes=changes(weeks, period, (*owners, *askers)),
    )


def _worst(lived: Waits, clock_of: Sequence[Roster], askers: Sequence[Roster]) -> Worst | None:
    if lived.worst is None or lived.worst_at is None:
        return None
    end = lived.worst_at + lived.worst
    # A working clock ends with the last minute that counts, an elapsed one with the first minute at work.
    at_end = [
        roster.name
        for roster in clock_of
        if at_work(roster, Period(end, end + 1)) or at_work(roster, Period(end - 1, end))
    ]
    places = (*askers, *clock_of)
    return Worst(lived.worst, _moments(lived.worst_at, places), _moments(end, places), tuple(dict.fromkeys(at_end)))


def _moments(minute: int, rosters: Sequence[Roster]) -> tuple[Moment, ...]:
    """Return an instant in UTC and on the clock of each roster, each clock once."""
    names = {"UTC": "UTC"}
    for roster in rosters:
        names.setdefault(roster.calendar.tz, roster.name)
    at = from_minute(minute)
    return tuple(Moment(name, tz, local(at, tz).replace(tzinfo=None)) for tz, name in names.items())


def _depth(holders: Sequence[Holder], owners: Sequence[Roster], unknown: Sequence[str], period: Period) -> Depth | None:
    if unknown or not all(holder.staff for holder in holders):
        return None
    return depth(owners, period, TWO)
