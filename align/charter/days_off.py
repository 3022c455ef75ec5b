"""What a check counts on: how many holidays a region gives, from where, which may still move; hours past midnight."""

from __future__ import annotations

import msgspec

from align.charter.wording import counted, listed, one_line
from align.domain.hours import overnight_words
from align.domain.model import Plan
from align.language import _


class DaysOff(msgspec.Struct, frozen=True):
    """The holidays of one region between two days."""

    region: str
    days: int
    sources: tuple[str, ...]
    """Empty where nobody said."""
    estimated: int


def days_off(plan: Plan, first: str, last: str) -> tuple[DaysOff, ...]:
    """Return the holidays from `first` to `last` (dates, both included) of each region that gives any at all."""
    found = []
    for region in plan.regions:
        if region.calendar.holidays:
            days = [day for day in region.calendar.holidays if first <= day.date <= last]
            sources = tuple(dict.fromkeys(one_line(day.source) for day in days if day.source))
            found.append(DaysOff(one_line(region.name), len(days), sources, sum(day.estimated for day in days)))
    return tuple(found)


def days_off_lines(plan: Plan, first: str, last: str) -> list[str]:
    """Return the same in words, a line a region."""
    lines = []
    for one in days_off(plan, first, last):
        days = counted(one.days, "day")
        if one.sources:
            days = _("{days}, from {sources}", days=days, sources=listed(one.sources))
        if one.estimated:
            days = _("{days}; {n} estimated, may still move", days=days, n=one.estimated)
        lines.append(_("Holidays of {region}: {days}.", region=one.region, days=days))
    return lines


def overnight_lines(plan: Plan) -> list[str]:
    """Return a line for each region with hours that go on after midnight: it may be meant so, or a slip of the pen."""
    told = ((region.name, overnight_words(region.calendar.hours)) for region in plan.regions)
    return [f"{one_line(name)}: {words}" for name, words in told if words]
