"""The week as people see it: never-covered hours of the UTC week, and a 7 × 24 strip in anybody's time zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from zoneinfo import ZoneInfo

from align.analysis.cover.intervals import Interval, Intervals, clip, gaps, merge, subtract
from align.analysis.cover.rosters import Period
from align.domain.calendars import from_minute
from align.domain.hours import DAY, DAY_NAMES, WEEK, clock

_MONDAY = 3 * DAY
"""1970 began on a Thursday: minute 0 is this far into its week."""

Strip = tuple[tuple[float | None, ...], ...]
"""Seven rows (Monday first) of 24 local hours: share 0–1 of that hour at work, None if the period never has it."""


def fold_week(parts: Intervals) -> Intervals:
    """Return the minutes of the UTC week (0 is Monday 00:00, below 10,080) that lie in any of the parts."""
    return merge(_pieces(parts))


def never_in_week(covered: Intervals, period: Period) -> Intervals:
    """Return the minutes of the UTC week that are covered in no week of the period."""
    return subtract(fold_week(period.whole), fold_week(clip(covered, period.start, period.end)))


def always_in_week(covered: Intervals, period: Period) -> Intervals:
    """Return the minutes of the UTC week that are covered in every week of the period."""
    return subtract(fold_week(period.whole), fold_week(gaps(covered, period.start, period.end)))


def week_text(minute: int) -> str:
    """Return a minute of the week as "Mon 09:00"; the end of the week reads "Mon 00:00"."""
    return f"{DAY_NAMES[minute // DAY % 7]} {clock(minute % DAY)}"


def week_strip(covered: Intervals, period: Period, tz: str = "UTC") -> Strip:
    """Return for each hour of the local week in `tz` the share of its minutes that is covered."""
    stretches = tuple(_offsets(period, tz))
    inside = (((a + offset, b + offset) for a, b in clip(covered, *part)) for part, offset in stretches)
    hits = _by_hour(chain.from_iterable(inside))
    size = _by_hour((start + offset, end + offset) for (start, end), offset in stretches)
    shares = [hit / whole if whole else None for hit, whole in zip(hits, size, strict=True)]
    return tuple(tuple(shares[day * 24 : day * 24 + 24]) for day in range(7))


def _by_hour(parts: Iterable[Interval]) -> list[int]:
    """Return for each of the 168 hours of the week how many minutes of the parts lie in it."""
    steps = [0] * (WEEK + 1)
    for start, end in _pieces(parts):
        steps[start] += 1
        steps[end] -= 1
    minutes = list(accumulate(steps))
    return [sum(minutes[hour : hour + 60]) for hour in range(0, WEEK, 60)]


def _pieces(parts: Iterable[Interval]) -> Iterator[Interval]:
    """Give each part cut at the week's ends, in minutes of the week."""
    for start, end in parts:
        while start < end:
            begin = (start + _MONDAY) % WEEK
            stop = min(end - start + begin, WEEK)
            yield begin, stop
            start += stop - begin


def _offsets(period: Period, tz: str) -> Iterator[tuple[Interval, int]]:
    """Give the stretches of the period in which the zone keeps one offset to UTC, with it in minutes."""
    zone = ZoneInfo(tz)

    def offset(minute: int) -> int:
        shift = from_minute(minute).astimezone(zone).utcoffset()
        assert shift is not None
        return int(shift.total_seconds() // 60)

    start, current = period.start, offset(period.start)
    for day in range(period.start, period.end, DAY):
        low, high = day, min(day + DAY, period.end - 1)
        if offset(high) == current:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == current else (low, middle)
        yield (start, high), current
        start, current = high, offset(high)
    yield (start, period.end), current
