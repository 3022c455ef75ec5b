"""Which holidays a check counts on: how many a region gives, where they come from, which may still move."""

from __future__ import annotations

import msgspec

from align.charter.wording import counted, listed, one_line
from align.domain.model import Plan


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
        source = f", from {listed(one.sources)}" if one.sources else ""
        moving = f"; {one.estimated} estimated, may still move" if one.estimated else ""
        lines.append(f"Holidays of {one.region}: {counted(one.days, 'day')}{source}{moving}.")
    return lines
