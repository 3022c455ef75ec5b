"""Work calendars: when a region works, in its own wall-clock time. Knows no clock: the instant is passed in.

A calendar is a time zone, weekly hours, a weekend, holidays and dated exceptions; never a nationality.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from align.domain.hours import DAY, NO_HOURS, Hours, WeeklyHours, check_hours, parse_hours, parse_spans, weekly_text
from align.domain.zones import check_zone, local, nearest_zones, short_offset
from align.errors import UserError

__all__ = [
    "DatedHours",
    "Holiday",
    "Hours",
    "WorkCalendar",
    "check_calendar",
    "check_zone",
    "describe_hours",
    "from_minute",
    "holidays_between",
    "local",
    "nearest_zones",
    "parse_hours",
    "parse_spans",
    "shift_minutes",
    "short_offset",
    "to_minute",
    "work_calendar",
    "working",
]

_EPOCH = datetime(1970, 1, 1)


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A local date on which nobody is expected at work; `estimated` dates may still move (moon sighting)."""

    date: str
    name: str = ""
    source: str = ""
    estimated: bool = False


class DatedHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hours of one local date instead of the weekly ones: a half day, a make-up day, or closed (no spans).

    `spans` are (start, end) in minutes after local midnight, as in `Hours`. They hold on a holiday too.
    """

    date: str
    spans: tuple[tuple[int, int], ...] = ()
    name: str = ""


class WorkCalendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When one region works. Hashable, and plain JSON through msgspec.

    `weekend` (weekdays 0–6) says which days are rest days for counting human cost; it switches off no hours.
    With `observes_holidays=False` (an on-call rota) the weekly hours hold on holidays too.
    """

    tz: str
    hours: tuple[Hours, ...]
    weekend: tuple[int, ...] = (5, 6)
    holidays: tuple[Holiday, ...] = ()
    exceptions: tuple[DatedHours, ...] = ()
    observes_holidays: bool = True


def work_calendar(
    tz: str,
    hours: WeeklyHours,
    *,
    weekend: Iterable[int] = (5, 6),
    holidays: Iterable[Holiday] = (),
    exceptions: Iterable[DatedHours] = (),
    observes_holidays: bool = True,
) -> WorkCalendar:
    """Build a calendar from what a person wrote; raises UserError for a zone, hours or dates that cannot be."""
    calendar = WorkCalendar(
        tz=tz,
        hours=parse_hours(hours),
        weekend=tuple(sorted(set(weekend))),
        holidays=tuple(sorted(holidays, key=lambda holiday: holiday.date)),
        exceptions=tuple(sorted(exceptions, key=lambda exception: exception.date)),
        observes_holidays=observes_holidays,
    )
    check_calendar(calendar)
    return calendar


def check_calendar(calendar: WorkCalendar) -> None:
    """Raise UserError with the first thing wrong in a calendar that came from a file."""
    check_zone(calendar.tz)
    if not calendar.hours:
        raise UserError(NO_HOURS)
    check_hours(calendar.hours)
    if not all(0 <= day <= 6 for day in calendar.weekend):
        raise UserError("Weekend days run from 0 (Monday) to 6 (Sunday), for example [4, 5] for Friday and Saturday.")
    dates = [exception.date for exception in calendar.exceptions]
    for day in [holiday.date for holiday in calendar.holidays] + dates:
        if not _is_date(day):
            raise UserError(f"{day!r} is not a date. Write it as year-month-day, like 2026-12-24.")
    if len(set(dates)) < len(dates):
        twice = next(day for day in dates if dates.count(day) > 1)
        raise UserError(f"{twice} has two entries of special hours. Put all its hours into one.")
    for exception in calendar.exceptions:
        weekday = date.fromisoformat(exception.date).weekday()
        check_hours(Hours(weekday, start, end) for start, end in exception.spans)


def working(calendar: WorkCalendar, instant: datetime) -> bool:
    """Return whether the region is at work in the UTC minute of this aware instant."""
    minute = to_minute(instant)
    day = local(instant, calendar.tz).date()
    near = (day - timedelta(days=1), day, day + timedelta(days=1))
    return any(start <= minute < end for one in near for start, end in shift_minutes(calendar, one))


def shift_minutes(calendar: WorkCalendar, day: date) -> list[tuple[int, int]]:
    """Return the shifts that start on a local date as half-open UTC minutes since 1970.

    The clock on the wall decides: skipped time is not worked, repeated time is worked twice. A shift over a
    clock change comes in two parts, which touch unless it begins or ends within the repeated time.
    """
    zone = ZoneInfo(calendar.tz)
    midnight = datetime(day.year, day.month, day.day)
    return [
        part
        for start, end in _spans_of(calendar, day)
        for part in _utc_parts(midnight, start, end if end > start else end + DAY, zone)
    ]


def describe_hours(calendar: WorkCalendar) -> str:
    """Return the weekly hours for people: "Mon–Fri 09:00–17:30"."""
    return weekly_text(calendar.hours)


def holidays_between(calendar: WorkCalendar, first: date, last: date) -> tuple[Holiday, ...]:
    """Return the holidays from `first` to `last`, both included, by date."""
    low, high = first.isoformat(), last.isoformat()
    return tuple(sorted((h for h in calendar.holidays if low <= h.date <= high), key=lambda h: h.date))


def to_minute(instant: datetime) -> int:
    """Return the UTC minutes since 1970 in which an aware instant lies; a naive one is a ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (instant.astimezone(UTC).replace(tzinfo=None) - _EPOCH) // timedelta(minutes=1)


def from_minute(minute: int) -> datetime:
    """Return the UTC instant at which a minute since 1970 begins."""
    return (_EPOCH + timedelta(minutes=minute)).replace(tzinfo=UTC)


class _Dates(msgspec.Struct, frozen=True):
    weekly: tuple[tuple[tuple[int, int], ...], ...]
    closed: frozenset[str]
    special: dict[str, tuple[tuple[int, int], ...]]


@lru_cache(maxsize=64)
def _dates(calendar: WorkCalendar) -> _Dates:
    weekly = tuple(
        tuple((shift.start, shift.end) for shift in calendar.hours if shift.weekday == day) for day in range(7)
    )
    closed = frozenset(h.date for h in calendar.holidays) if calendar.observes_holidays else frozenset[str]()
    return _Dates(weekly, closed, {exception.date: exception.spans for exception in calendar.exceptions})


def _spans_of(calendar: WorkCalendar, day: date) -> tuple[tuple[int, int], ...]:
    dates = _dates(calendar)
    text = day.isoformat()
    if text in dates.special:
        return dates.special[text]
    return () if text in dates.closed else dates.weekly[day.weekday()]


def _utc_parts(midnight: datetime, start: int, end: int, zone: ZoneInfo) -> list[tuple[int, int]]:
    """Return when the zone's clock shows `start` to `end` minutes after midnight, in UTC minutes."""
    wall = (midnight - _EPOCH) // timedelta(minutes=1)
    before = _offset((midnight + timedelta(minutes=start)).replace(tzinfo=zone, fold=0))
    after = _offset((midnight + timedelta(minutes=end)).replace(tzinfo=zone, fold=1))
    if before == after:
        return [(wall + start - before, wall + end - before)]
    # Find the change between a minute surely before and one surely after it.
    low, change = wall + start - max(before, after) - 1, wall + end - min(before, after)
    while change - low > 1:
        middle = (low + change) // 2
        if _offset(from_minute(middle).astimezone(zone)) == before:
            low = middle
        else:
            change = middle
    parts = [
        (wall + start - before, min(wall + end - before, change)),
        (max(wall + start - after, change), wall + end - after),
    ]
    return [(begin, stop) for begin, stop in parts if begin < stop]


def _offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    assert offset is not None
    return offset // timedelta(minutes=1)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
