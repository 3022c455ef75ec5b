"""When several regions are at work at once: how much, how regularly, and at which local times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from statistics import median

import msgspec

from align.analysis.cover.intervals import Interval, Intervals, clip, intersect, total
from align.analysis.cover.rosters import Period, Roster, at_work
from align.domain.calendars import from_minute, local
from align.domain.hours import DAY, WEEK


class Overlap(msgspec.Struct, frozen=True):
    """Minutes in which all rosters work. Days are UTC dates; the day figures are None without any overlap."""

    minutes: int
    days_with: int
    days_without: int
    day_min: int | None
    day_median: float | None
    day_max: int | None
    by_week: tuple[int, ...]
    """Minutes per seven days from the period's start; shows the weeks in which clocks change apart."""
    windows: Intervals


class LocalWindow(msgspec.Struct, frozen=True):
    """One window as each roster's clock shows it, e.g. (("Boston", "09:00", "12:00"), …), and how often it comes."""

    clocks: tuple[tuple[str, str, str], ...]
    times: int
    first: str
    last: str
    """UTC dates of the first and the last one."""


def overlap(rosters: Sequence[Roster], period: Period) -> Overlap:
    """Return when all of at least one roster work together in the period."""
    windows = reduce(intersect, (at_work(roster, period) for roster in rosters))
    days = _sums(windows, period, period.start - period.start % DAY, DAY)
    with_overlap = [minutes for minutes in days if minutes]
    return Overlap(
        minutes=total(windows),
        days_with=len(with_overlap),
        days_without=len(days) - len(with_overlap),
        day_min=min(with_overlap, default=None),
        day_median=float(median(with_overlap)) if with_overlap else None,
        day_max=max(with_overlap, default=None),
        by_week=tuple(_sums(windows, period, period.start, WEEK)),
        windows=windows,
    )


def local_windows(windows: Intervals, rosters: Sequence[Roster]) -> tuple[LocalWindow, ...]:
    """Return the windows as each roster's clock shows them, the most frequent first."""
    seen: Counter[tuple[tuple[str, str, str], ...]] = Counter()
    dates: dict[tuple[tuple[str, str, str], ...], list[str]] = {}
    for window in windows:
        clocks = tuple(_clocks(window, roster) for roster in rosters)
        seen[clocks] += 1
        dates.setdefault(clocks, []).append(from_minute(window[0]).date().isoformat())
    return tuple(
        LocalWindow(clocks, times, dates[clocks][0], dates[clocks][-1]) for clocks, times in seen.most_common()
    )


def _clocks(window: Interval, roster: Roster) -> tuple[str, str, str]:
    start, end = (f"{local(from_minute(minute), roster.calendar.tz):%H:%M}" for minute in window)
    return roster.name, start, end


def _sums(windows: Intervals, period: Period, start: int, size: int) -> list[int]:
    """Return the minutes in each stretch of `size` from `start` to the period's end."""
    sums = [0] * -(-(period.end - start) // size)
    for begin, stop in windows:
        for index in range((begin - start) // size, (stop - 1 - start) // size + 1):
            sums[index] += total(clip(((begin, stop),), start + index * size, start + (index + 1) * size))
    return sums
