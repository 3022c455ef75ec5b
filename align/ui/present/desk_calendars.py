"""The regions' calendars at the desk: how each stands, its days off with their sources, the form that changes it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from align.charter.confirmations import NOT_YET, calendar_said, is_confirmed
from align.domain.calendars import WorkCalendar, describe_hours
from align.domain.hours import DAY_NAMES, kept_hours, overnight_words
from align.domain.model import Region
from align.domain.state import State
from align.errors import UserError
from align.language import _
from align.ui.present.calendars import day_off
from align.ui.present.counts import begun, count, joined
from align.ui.present.setup_draft import RegionDraft
from align.ui.present.setup_regions import TYPED, read_holidays, weekend_of, with_sources
from align.ui.present.times import calendar_day
from align.ui.present.weekdays import hours_of


class CalendarRow(msgspec.Struct, frozen=True):
    """How one region's calendar stands: ✓ confirmed, ! said to be wrong, ○ not confirmed yet; the same in words."""

    region: str
    letter: str
    name: str
    mark: str
    words: str


def standing(state: State) -> tuple[CalendarRow, ...]:
    """Return one row a region."""
    return tuple(_row(state, region) for region in state.the_plan.regions)


def _row(state: State, region: Region) -> CalendarRow:
    said = calendar_said(state, region.id)
    mark = "○" if said == [_(NOT_YET)] else "✓" if is_confirmed(state, region.id) else "!"
    return CalendarRow(region.id, region.letter, region.name, mark, "; ".join(said))


def _with_source(days: str, source: str) -> str:
    """Say behind days off where they are from; nothing where nobody said so."""
    if source == TYPED:
        return _("{day} · typed by the facilitator", day=days)
    return _("{day} · from {source}", day=days, source=source) if source else days


def region_facts(state: State, region: Region) -> tuple[str, ...]:
    """Return a region's calendar line by line for the desk: what was said, hours, and each day off with its source."""
    calendar = region.calendar
    rest = joined([_(DAY_NAMES[day]) for day in calendar.weekend]) or _("none")
    special = [f"  {calendar_day(one.date)}  {one.name or _('other hours')}" for one in calendar.exceptions]
    sources = {one.source: None for one in calendar.holidays}
    several = len(sources) > 1
    days = [_with_source(day_off(one), one.source) if several else day_off(one) for one in calendar.holidays]
    source = "" if several else next(iter(sources), "")
    holidays = count(len(calendar.holidays), "holiday")
    return (
        *map(begun, calendar_said(state, region.id)),
        _("{hours}, {zone}, weekend {days}", hours=describe_hours(calendar), zone=calendar.tz, days=rest),
        _with_source(holidays, source),
        *(f"  {day}" for day in days),
        *([_("Days with hours of their own"), *special] if special else []),
    )


def calendar_fields(region: Region) -> dict[str, str]:
    """Return a calendar as the texts of a form: zone, hours, weekend and holidays."""
    calendar = region.calendar
    return {
        "zone": calendar.tz,
        "hours": kept_hours(calendar.hours),
        "weekend": ", ".join(DAY_NAMES[day] for day in calendar.weekend) or "none",
        "holidays": "\n".join(
            f"{one.date} {one.name}".rstrip() + (" ?" if one.estimated else "") for one in calendar.holidays
        ),
    }


def overnight(text: str) -> str:
    """Say which of the hours that are typed go on after midnight; empty for none, and for what is no hours yet."""
    try:
        return overnight_words(hours_of(text))
    except UserError:
        return ""


def calendar_of(region: Region, values: Mapping[str, str]) -> WorkCalendar:
    """Return the calendar that a form's texts mean; a day that stays as it was keeps its source.

    Raises UserError with the first thing that cannot be read.
    """
    days, wrong = read_holidays(values["holidays"])
    if wrong:
        raise UserError(wrong[0])
    return msgspec.structs.replace(
        region.calendar,
        tz=values["zone"].strip(),
        hours=hours_of(values["hours"]),
        weekend=weekend_of(RegionDraft(weekend=values["weekend"])),
        holidays=with_sources(days, region.calendar.holidays),
    )
