"""One chosen week on the regions' clocks: how many are at work in each hour, when all are, and what is unlike other
weeks. Days are UTC days; the instant is passed in; it knows no Textual and no people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

import msgspec

from align.analysis.cover.intervals import clip
from align.analysis.cover.overlap import Overlap, local_windows, overlap
from align.analysis.cover.rosters import Period, Roster, weeks_from, work_minutes
from align.analysis.keeping.people import week_hours
from align.charter.promise_words import hours_words
from align.charter.wording import day
from align.domain.calendars import from_minute, holidays_between, short_offset
from align.domain.hours import DAY, DAY_NAMES, weekly_text
from align.domain.model import Plan, Region
from align.language import _
from align.ui.present.counts import count

HOUR = 60
FURTHEST = 104
"""How many weeks ahead can be looked at."""


class Week(msgspec.Struct, frozen=True):
    """`at_work[day][hour]` counts the regions at work in the middle of that UTC hour, Monday first."""

    title: str
    regions: int
    at_work: tuple[tuple[int, ...], ...]
    together: tuple[str, ...]
    unlike: tuple[str, ...]
    """Clocks that change in this week, and days off."""


def week(plan: Plan, now: datetime, ahead: int) -> Week:
    """Return the week that begins `ahead` weeks after this one's Monday, 0 to `FURTHEST`."""
    this, chosen = _period(now, 0), _period(now, ahead)
    first = from_minute(chosen.start).date()
    title = _("This week")
    if ahead:
        title = _("Week of {day}, in {weeks}", day=day(first.isoformat()), weeks=count(ahead, "week"))
    return Week(
        title=title,
        regions=len(plan.regions),
        at_work=_at_work(plan.regions, chosen),
        together=_together(plan.regions, chosen, this),
        unlike=(*_clock_changes(plan.regions, first), *_days_off(plan.regions, first)),
    )


def _period(now: datetime, ahead: int) -> Period:
    return weeks_from((now + timedelta(weeks=ahead)).date(), 1)


def _at_work(regions: Sequence[Region], period: Period) -> tuple[tuple[int, ...], ...]:
    counts = [0] * (period.minutes // HOUR)
    for region in regions:
        for window in work_minutes(region.calendar, period.start, period.end):
            first, last = (-(-(minute - period.start - HOUR // 2) // HOUR) for minute in window)
            for hour in range(first, last):
                counts[hour] += 1
    return tuple(tuple(counts[n : n + 24]) for n in range(0, len(counts), 24))


def _together(regions: Sequence[Region], chosen: Period, this: Period) -> tuple[str, ...]:
    rosters = tuple(Roster(region.name, region.calendar) for region in regions)
    found, now = _overlap(rosters, chosen), _overlap(rosters, this)
    if not found.minutes:
        return (_("No hour of this week has all regions at work."),)
    together = _("All together {hours}", hours=hours_words(found.minutes))
    if found.minutes != now.minutes:
        together += _(", {hours} this week", hours=hours_words(now.minutes))
    inside = clip(found.windows, chosen.start, chosen.end)
    hours = week_hours([(start - chosen.start, end - chosen.start) for start, end in inside])
    usual = local_windows(found.windows, rosters)[0]
    clocks = tuple(f"{name} {start}–{end}" for name, start, end in usual.clocks)
    return (together, f"{weekly_text(hours)} UTC", *clocks)


@lru_cache(maxsize=64)
def _overlap(rosters: tuple[Roster, ...], period: Period) -> Overlap:
    return overlap(rosters, period)


def _clock_changes(regions: Sequence[Region], first: date) -> list[str]:
    found = []
    for region in regions:
        offsets = [short_offset(region.calendar.tz, _midnight(first + timedelta(days=n))) for n in range(8)]
        for n, (before, after) in enumerate(pairwise(offsets)):
            if before != after:
                day_name = _(DAY_NAMES[n])
                changed = _("clocks change {day}, {before} to {after}", day=day_name, before=before, after=after)
                found.append(f"{region.name}: {changed}")
    return found


def _midnight(when: date) -> datetime:
    return from_minute((when - date(1970, 1, 1)).days * DAY)


def _days_off(regions: Sequence[Region], first: date) -> list[str]:
    found = []
    for region in regions:
        if not region.calendar.observes_holidays:
            continue
        for holiday in holidays_between(region.calendar, first, first + timedelta(days=6)):
            off = _("day off {day}", day=_(DAY_NAMES[date.fromisoformat(holiday.date).weekday()]))
            found.append(f"{region.name}: {off}{f', {holiday.name}' if holiday.name else ''}")
    return found
