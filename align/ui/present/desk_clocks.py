"""The regions' clocks for the desk: local time, when each is at work over the UTC day, and when all are. The instant
is passed in; it knows no Textual and no people.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache, reduce

import msgspec

from align.analysis.cover.intervals import Interval, intersect
from align.analysis.cover.rosters import work_minutes
from align.domain.calendars import WorkCalendar, from_minute, local, to_minute, working
from align.domain.hours import DAY, DAY_NAMES, WEEK
from align.domain.model import Plan
from align.language import _

AT_WORK, OFF, NOW = "▓", "·", "▾"


class ClockRow(msgspec.Struct, frozen=True):
    """One region: its wall clock ("19:32", "Tue 01:32" where the day is not UTC's), whether it is at work, and the UTC
    day as a bar of cells."""

    region: str
    letter: str
    name: str
    clock: str
    at_work: bool
    bar: str


class Clocks(msgspec.Struct, frozen=True):
    """All regions on one axis. `now` is the cell in which this instant lies, `day` the UTC day ("Mon")."""

    day: str
    axis: str
    now: int
    rows: tuple[ClockRow, ...]
    together: str


def clocks(plan: Plan, now: datetime, cells: int = 24) -> Clocks:
    """Return the regions' clocks at an aware instant, with bars of `cells` cells (a divisor of 24) for the UTC day."""
    today = to_minute(now) // DAY * DAY
    column = (to_minute(now) - today) * cells // DAY
    rows = tuple(
        ClockRow(
            region.id, region.letter, region.name, _clock(region.calendar.tz, now),
            working(region.calendar, now), _bar(region.calendar, today, cells),
        )
        for region in plan.regions
    )  # fmt: skip
    return Clocks(_(DAY_NAMES[now.astimezone(UTC).weekday()]), _axis(cells), column, rows, together(plan, now))


def _clock(tz: str, now: datetime) -> str:
    there = local(now, tz)
    clock = f"{there:%H:%M}"
    return clock if there.date() == now.astimezone(UTC).date() else f"{_(DAY_NAMES[there.weekday()])} {clock}"


@lru_cache(maxsize=256)
def _bar(calendar: WorkCalendar, start: int, cells: int) -> str:
    """A cell counts as work when its middle does: the bar never promises more than half a cell too much."""
    size = DAY // cells
    parts = work_minutes(calendar, start, start + DAY)
    middles = (start + n * size + size // 2 for n in range(cells))
    return "".join(AT_WORK if any(a <= middle < b for a, b in parts) else OFF for middle in middles)


def _axis(cells: int) -> str:
    return "".join(f"{hour:02d}".ljust(cells // 4) for hour in (0, 6, 12, 18))


def together(plan: Plan, now: datetime) -> str:
    """Return when all regions are at work next, within a week, as a sentence in UTC."""
    minute = to_minute(now)
    window = _next_together(tuple(region.calendar for region in plan.regions), minute)
    if window is None:
        return _("No hour of the next seven days has all regions at work.")
    start, end = from_minute(window[0]), from_minute(window[1])
    if window[0] <= minute:
        return _("All work now, until {end:%H:%M} UTC", end=end)
    day = "" if start.date() == now.astimezone(start.tzinfo).date() else f"{_(DAY_NAMES[start.weekday()])} "
    return _("All work together {day}{start:%H:%M}–{end:%H:%M} UTC", day=day, start=start, end=end)


@lru_cache(maxsize=64)
def _next_together(calendars: tuple[WorkCalendar, ...], minute: int) -> Interval | None:
    first = minute - minute % DAY - DAY
    shared = reduce(intersect, (work_minutes(calendar, first, first + 2 * DAY + WEEK) for calendar in calendars))
    return next((window for window in shared if window[1] > minute), None)
