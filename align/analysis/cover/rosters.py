"""From work calendars to the UTC minutes at which people work. Asks for no promise and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec

from align.analysis.cover.intervals import Intervals, clip, merge, union
from align.domain.calendars import WorkCalendar, from_minute, shift_minutes, to_minute
from align.domain.hours import DAY, WEEK

PADDING = 21 * DAY
"""Minutes simulated on both sides of a period: what is raised at New Year is answered after it."""


class Period(msgspec.Struct, frozen=True):
    """The UTC minutes [start, end) since 1970 that figures are about."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length of the period."""
        return self.end - self.start

    @property
    def whole(self) -> Intervals:
        """All minutes of the period as one interval."""
        return ((self.start, self.end),)


class Roster(msgspec.Struct, frozen=True):
    """Who can be reached when: a name, a work calendar, and how many people it stands for at any one time."""

    name: str
    calendar: WorkCalendar
    staff: int = 1


def period_between(start: datetime, end: datetime) -> Period:
    """Return the period between two aware instants; raises ValueError unless it holds a minute."""
    period = Period(to_minute(start), to_minute(end))
    if period.minutes < 1:
        raise ValueError("a period ends after it starts")
    return period


def weeks_from(day: date, weeks: int = 52) -> Period:
    """Return whole UTC weeks, the first beginning on the Monday on or before `day`."""
    monday = day - timedelta(days=day.weekday())
    start = (monday - date(1970, 1, 1)).days * DAY
    return Period(start, start + weeks * WEEK)


@lru_cache(maxsize=256)
def work_minutes(calendar: WorkCalendar, start: int, end: int) -> Intervals:
    """Return the UTC minutes of [start, end) in which the calendar is at work: one shift per local date, merged."""
    first = from_minute(start).date() - timedelta(days=2)  # a shift past midnight, in a zone a day behind
    days = (from_minute(end).date() - first).days + 2
    shifts = (shift for n in range(days) for shift in shift_minutes(calendar, first + timedelta(days=n)))
    return clip(merge(shifts), start, end)


def at_work(roster: Roster, period: Period) -> Intervals:
    """Return the minutes of the period in which the roster works."""
    return work_minutes(roster.calendar, period.start, period.end)


def padded(roster: Roster, period: Period) -> Intervals:
    """Return the roster's working minutes in the period and 21 days to each side."""
    return work_minutes(roster.calendar, period.start - PADDING, period.end + PADDING)


def cover(rosters: Iterable[Roster], period: Period) -> Intervals:
    """Return the minutes, padding included, in which at least one roster works."""
    return union(padded(roster, period) for roster in rosters)


def asking(raised_by: Iterable[Roster], period: Period) -> Intervals:
    """Return the minutes of the period in which something can be raised; all of them if nobody is named."""
    rosters = tuple(raised_by)
    return union(at_work(roster, period) for roster in rosters) if rosters else period.whole
