"""The weeks that are unlike the others, and why: a holiday, or clocks that stand elsewhere. Knows no single day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from align.analysis.cover.intervals import Intervals, clip, intersect, total
from align.analysis.cover.rosters import Period, Roster
from align.analysis.cover.timemaps import TimeMap
from align.analysis.cover.waits import waits
from align.domain.calendars import from_minute, holidays_between, local, short_offset
from align.domain.hours import WEEK


class WeekFigures(NamedTuple):
    """One week: minutes covered, minutes at which a promise is broken, and the longest wait (None: no end)."""

    covered: int
    broken: int
    worst: int | None


class DayOff(msgspec.Struct, frozen=True):
    """A day (YYYY-MM-DD) on which somebody would have worked; `name` is empty where the holiday has none."""

    who: str
    name: str
    day: str


class ClocksChange(msgspec.Struct, frozen=True):
    """The clocks of a zone are set to another distance from UTC within the week: "UTC−5", "UTC−4"."""

    tz: str
    before: str
    after: str


class OtherClock(msgspec.Struct, frozen=True):
    """A zone stands on another distance from UTC than in most weeks."""

    tz: str
    offset: str


Reason = DayOff | ClocksChange | OtherClock


class WeekChange(msgspec.Struct, frozen=True):
    """Weeks with the same figures for the same reasons, unlike the usual ones; not always in a row.

    `first` is the Monday of the first one, `last` the Sunday of the last (UTC dates).
    """

    first: str
    last: str
    weeks: int
    figures: WeekFigures
    reasons: tuple[Reason, ...]


def week_figures(
    period: Period, covered: Intervals, broken: Intervals, chart: TimeMap, raised: Intervals
) -> tuple[WeekFigures, ...]:
    """Return the figures of each whole week of the period."""
    found = []
    for start in range(period.start, period.end - WEEK + 1, WEEK):
        part = ((start, start + WEEK),)
        wait = waits(chart, intersect(raised, part))
        found.append(
            WeekFigures(
                total(clip(covered, start, start + WEEK)),
                total(intersect(broken, part)),
                wait.worst if wait.raised else 0,
            )
        )
    return tuple(found)


def usual(weeks: Sequence[WeekFigures]) -> WeekFigures | None:
    """Return the figures that most weeks have, of equals the earlier; None without a week."""
    return Counter(weeks).most_common(1)[0][0] if weeks else None


def changes(weeks: Sequence[WeekFigures], period: Period, rosters: Sequence[Roster]) -> tuple[WeekChange, ...]:
    """Return the weeks that differ from the usual one, those of equal figures and reasons together."""
    normal, seasons = usual(weeks), _seasons(period, rosters)
    starts: dict[tuple[WeekFigures, tuple[Reason, ...]], list[date]] = {}
    for number, figures in enumerate(weeks):
        if figures != normal:
            minute = period.start + number * WEEK
            monday = from_minute(minute).date()
            reasons = (*_holidays(rosters, monday), *_clocks(rosters, minute, seasons))
            starts.setdefault((figures, reasons), []).append(monday)
    return tuple(
        WeekChange(days[0].isoformat(), (days[-1] + timedelta(days=6)).isoformat(), len(days), figures, reasons)
        for (figures, reasons), days in starts.items()
    )


def _holidays(rosters: Sequence[Roster], start: date) -> tuple[Reason, ...]:
    """Return the holidays on which somebody would have worked in the week from `start`, or the night before it."""
    found = []
    for roster in rosters:
        calendar = roster.calendar
        if not calendar.observes_holidays:
            continue
        days = holidays_between(calendar, start - timedelta(days=1), start + timedelta(days=7))
        weekdays = {shift.weekday for shift in calendar.hours}
        for day in days:
            if date.fromisoformat(day.date).weekday() in weekdays:
                found.append(DayOff(roster.name, day.name, day.date))
    return tuple(dict.fromkeys(found))


def _clocks(rosters: Sequence[Roster], start: int, seasons: dict[str, str]) -> tuple[Reason, ...]:
    """Return the zones that stand on another offset than in most weeks, or change it within this one."""
    found = list[Reason]()
    for roster in rosters:
        tz = roster.calendar.tz
        begin, end = (short_offset(tz, from_minute(minute)) for minute in (start, start + WEEK - 1))
        if begin != end:
            found.append(ClocksChange(tz, begin, end))
        elif begin != seasons[tz]:
            found.append(OtherClock(tz, begin))
    return tuple(dict.fromkeys(found))


def _seasons(period: Period, rosters: Sequence[Roster]) -> dict[str, str]:
    """Return zone → the offset that it has in most weeks of the period."""
    middles = [from_minute(start + WEEK // 2) for start in range(period.start, period.end - WEEK + 1, WEEK)]
    return {
        tz: Counter(short_offset(tz, local(middle, tz)) for middle in middles).most_common(1)[0][0]
        for tz in {roster.calendar.tz for roster in rosters}
        if middles
    }
