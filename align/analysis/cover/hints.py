"""What on-call time would repair a promise, and what it costs the people who give it. Proposes, never decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from align.analysis.cover.intervals import gaps
from align.analysis.cover.rosters import PADDING, Period, Roster, cover
from align.domain.calendars import from_minute, local
from align.domain.hours import DAY, Hours
from align.language import mark

QUESTION = mark("Is on-call time paid and lawful where you are?")
"""Goes with every proposal of on-call time."""

NIGHT = (22, 6)
"""Local hours from–to that count as night: a convention, as the weekend of the calendar is."""

_ONE_DAY = timedelta(days=1)
_DUSK, _DAWN = timedelta(hours=NIGHT[0]), _ONE_DAY + timedelta(hours=NIGHT[1])
_MONTH = 365.2425 / 12 * DAY


class OnCall(msgspec.Struct, frozen=True):
    """What mends one gap: be reachable throughout [start, end), or (`once`) for any one minute of it."""

    start: int
    end: int
    once: bool


class Window(msgspec.Struct, frozen=True):
    """When on-call time is, on a region's own clock: `hours` of the week, or one `stretch` of a day or more.

    A stretch is from–to in minutes of the week (0 is Monday 00:00, up to 10,079). `once`: any one minute of it.
    """

    once: bool
    hours: tuple[Hours, ...] = ()
    stretch: tuple[int, int] | None = None


class Repair(msgspec.Struct, frozen=True):
    """What it takes if one region gives the on-call time.

    `windows` are the times on that region's clock, with how often each comes in the period, most frequent first.
    Costs are per month. Rest days are weekend days and holidays. What is needed once costs a night or a rest day
    only if it cannot be done outside of one.
    """

    name: str
    windows: tuple[tuple[Window, int], ...]
    minutes_per_month: float
    nights_per_month: float
    rest_days_per_month: float
    question: str = QUESTION


class Hints(msgspec.Struct, frozen=True):
    """Ways out for a promise that cannot be kept; all empty if it can."""

    needs: tuple[OnCall, ...]
    check_ins: int
    """Instead of staying reachable: how many single minutes, at most `within` apart, mend all the gaps."""
    by_one: tuple[Repair, ...]
    """One region does it all: each region, the one with fewest nights, then rest days, first."""
    shared: tuple[Repair, ...]
    """Each gap goes to the region for which it costs least, in the order of the regions."""


class _Cost(msgspec.Struct, frozen=True, order=True):
    nights: int
    rest_days: int
    minutes: int


def fix_hints(promised_by: Sequence[Roster], within: int, period: Period) -> Hints:
    """Return the least on-call time after which nothing raised in the period waits longer than `within` minutes.

    A gap from a to b is cut so that no piece is longer than `within`: reachable from a + within to b - within, or
    for one minute in between if that is enough.
    """
    spaces = gaps(cover(promised_by, period), period.start - PADDING, period.end + PADDING)
    # Only what is raised in the period counts, so cost is not taken from the weeks around it.
    asked = [(max(a, period.start), min(b, period.end + within)) for a, b in spaces]
    broken = [(a, b) for a, b in asked if b - a > within]
    needs = tuple(_need(a, b, within) for a, b in broken)
    costs = [_costs(needs, roster) for roster in promised_by]
    share: dict[int, list[int]] = {}
    for number in range(len(needs)):
        cheapest = min(range(len(promised_by)), key=lambda index: costs[index][number])
        share.setdefault(cheapest, []).append(number)
    by_one = [_repair(roster, needs, cost, period) for roster, cost in zip(promised_by, costs, strict=True) if needs]
    return Hints(
        needs=needs,
        # Each single minute ends one piece, and is itself no longer part of the gap.
        check_ins=sum(-(-(b - a - within) // (within + 1)) for a, b in broken),
        by_one=tuple(sorted(by_one, key=lambda one: (one.nights_per_month, one.rest_days_per_month))),
        shared=tuple(
            _repair(promised_by[index], [needs[at] for at in mine], [costs[index][at] for at in mine], period)
            for index, mine in sorted(share.items())
        ),
    )


def _need(start: int, end: int, within: int) -> OnCall:
    if end - start > 2 * within + 1:
        return OnCall(start + within, end - within, once=False)
    earliest = min(end - within, start + within)
    return OnCall(earliest, max(earliest + 1, start + within), once=True)


def _repair(roster: Roster, needs: Sequence[OnCall], costs: Sequence[_Cost], period: Period) -> Repair:
    months = period.minutes / _MONTH
    return Repair(
        name=roster.name,
        windows=_windows(roster, needs),
        minutes_per_month=sum(cost.minutes for cost in costs) / months,
        nights_per_month=sum(cost.nights for cost in costs) / months,
        rest_days_per_month=sum(cost.rest_days for cost in costs) / months,
    )


def _costs(needs: Sequence[OnCall], roster: Roster) -> list[_Cost]:
    """Return what each of the needs costs the people of a roster."""
    holidays = {date.fromisoformat(holiday.date) for holiday in roster.calendar.holidays}
    return [_cost(need, _wall(need.start, roster), _wall(need.end, roster), roster, holidays) for need in needs]


def _cost(need: OnCall, start: datetime, end: datetime, roster: Roster, holidays: set[date]) -> _Cost:
    # From the day before: its night reaches into the first day.
    dates = [start.date() + timedelta(days=day) for day in range(-1, (end - start).days + 2)]
    midnights = [datetime(day.year, day.month, day.day) for day in dates]
    nights = [(at + _DUSK, at + _DAWN) for at in midnights]
    touched = [day for day, at in zip(dates, midnights, strict=True) if start < at + _ONE_DAY and end > at]
    rest = [day.weekday() in roster.calendar.weekend or day in holidays for day in touched]
    if need.once:
        return _Cost(any(dusk <= start and end <= dawn for dusk, dawn in nights), all(rest), 1)
    return _Cost(sum(start < dawn and end > dusk for dusk, dawn in nights), sum(rest), need.end - need.start)


def _windows(roster: Roster, needs: Sequence[OnCall]) -> tuple[tuple[Window, int], ...]:
    """Return the times: those of the same clock times, shorter than a day, go into one window of days."""
    short: dict[tuple[bool, int, int], list[int]] = {}
    counted: Counter[Window] = Counter()
    for need in needs:
        start, end = _wall(need.start, roster), _wall(need.end, roster)
        if need.end - need.start < DAY:
            short.setdefault((need.once, _of_day(start), _of_day(end)), []).append(start.weekday())
        else:
            counted[Window(need.once, stretch=(_of_week(start), _of_week(end)))] += 1
    for (once, begin, stop), days in short.items():
        counted[Window(once, tuple(Hours(day, begin, stop) for day in sorted(set(days))))] = len(days)
    return tuple(counted.most_common())


def _of_day(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute


def _of_week(wall: datetime) -> int:
    return wall.weekday() * DAY + _of_day(wall)


def _wall(minute: int, roster: Roster) -> datetime:
    return local(from_minute(minute), roster.calendar.tz).replace(tzinfo=None)
