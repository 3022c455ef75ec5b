"""From the holders of a promise to rosters, and to the week that each of them works. Knows no promise."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.analysis.cover.rosters import Period, Roster, at_work
from align.analysis.cover.week import Strip, week_strip
from align.domain.hours import Hours
from align.domain.model import Plan
from align.domain.promises import Holder, holder_calendar

DAY = 1440


class Week(msgspec.Struct, frozen=True):
    """7 × 24 hours on one clock: the share of the year's hours of that weekday in which somebody is at work."""

    tz: str
    strip: Strip


class HolderWeek(msgspec.Struct, frozen=True):
    """When one holder is at work, on UTC and on the local clock. `letter` is the region's, or that of the name."""

    name: str
    letter: str
    staff: int
    utc: Week
    local: Week


def rosters_of(plan: Plan, holders: Sequence[Holder]) -> tuple[tuple[Roster, ...], tuple[str, ...]]:
    """Return the holders whose hours are known as rosters, and the names of the others."""
    calendars = {region.id: region.calendar for region in plan.regions}
    found = [(holder, holder_calendar(holder, calendars)) for holder in holders]
    known = tuple(Roster(holder.name, calendar, max(1, holder.staff)) for holder, calendar in found if calendar)
    return known, tuple(holder.name for holder, calendar in found if calendar is None)


def region_rosters(plan: Plan, regions: Sequence[str]) -> tuple[Roster, ...]:
    """Return regions, by id, as rosters."""
    return tuple(Roster(region.name, region.calendar) for region in plan.regions if region.id in regions)


def holder_weeks(plan: Plan, holders: Sequence[Holder], period: Period) -> tuple[HolderWeek, ...]:
    """Return the week of each holder whose hours are known."""
    calendars = {region.id: region.calendar for region in plan.regions}
    letters = {region.id: region.letter for region in plan.regions}
    zones = {region.id: region.calendar.tz for region in plan.regions}
    found = []
    for holder in holders:
        calendar = holder_calendar(holder, calendars)
        if calendar is None:
            continue
        worked = at_work(Roster(holder.name, calendar), period)
        tz = zones.get(holder.region, calendar.tz)
        letter = letters.get(holder.region) or holder.name[:1].upper() or "?"
        utc, local = Week("UTC", week_strip(worked, period)), Week(tz, week_strip(worked, period, tz))
        found.append(HolderWeek(holder.name, letter, holder.staff, utc, local))
    return tuple(found)


def week_hours(minutes: Sequence[tuple[int, int]]) -> tuple[Hours, ...]:
    """Return stretches of a week (0 is Monday 00:00) as hours, cut at midnight."""
    found = []
    for start, end in minutes:
        while start < end:
            day = start // DAY
            stop = min(end, (day + 1) * DAY)
            found.append(Hours(day % 7, start - day * DAY, stop - day * DAY))
            start = stop
    return tuple(sorted(found))
