"""Regions that are being set up: from a city and a line of hours to a work calendar, or what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from align.domain.calendars import DatedHours, Holiday, WorkCalendar, parse_hours
from align.domain.hours import DAY_NAMES, overnight_words, weekly_text
from align.domain.model import Region
from align.domain.text import LONGEST_NAME, clean_line, name_key
from align.domain.zones import check_zone, local, nearest_zones, short_offset, zones_of_place
from align.errors import UserError
from align.language import _, for_all, plural, retold, written
from align.packs.fields import unique_slug
from align.packs.regions import LONGEST_NOTE, MOST_REGIONS, choose_letter
from align.ui.present.counts import count, joined
from align.ui.present.setup_draft import Check, RegionDraft, is_day, missing, note, problem
from align.ui.present.weekdays import days_in_english, hours_of

_HOLIDAY = re.compile(r"(\S+)(?:\s+(.*?))?(\s*\?)?")
TYPED = for_all("typed by the facilitator")
"""The source of a holiday that was written into a form."""
_NO_DAYS = ("", "none", "-")
NOWHERE = WorkCalendar("UTC", ())
"""Stands in for a calendar that is not right yet, where only a region's name matters."""


def check_region_name(region: RegionDraft, others: Sequence[RegionDraft]) -> Check:
    """A region's name: told apart from the others."""
    name = clean_line(region.name, longest=10 * LONGEST_NAME)
    if not name:
        return missing(_("As your team calls it: a city, a site. Never a nationality."))
    if len(name) > LONGEST_NAME:
        return problem(_("It has {n} characters; {most} is the most.", n=len(name), most=LONGEST_NAME))
    if name_key(name) in [name_key(other.name) for other in others]:
        return problem(_("There is a region “{name}” already.", name=name))
    return note()


def zone_of(region: RegionDraft) -> str:
    """Return the region's zone, or nothing when what is typed is not exactly one."""
    found = zones_of_place(region.place.strip() or region.name)
    if len(found) == 1:
        return found[0]
    typed = region.place.strip()
    try:
        return check_zone(typed) if typed else ""
    except UserError:
        return ""


def check_place(region: RegionDraft, now: datetime) -> Check:
    """The zone: from a city, from its own name, or from the region's name. Says what its clock shows."""
    zone, typed = zone_of(region), region.place.strip()
    if zone:
        clock = f"{local(now, zone):%H:%M}"
        there = _("{zone}, {offset}, now {clock}", zone=zone, offset=short_offset(zone, now), clock=clock)
        return note(there if typed else _("From the name: {there}", there=there))
    named = zones_of_place(typed or region.name)
    if len(named) > 1:
        return problem(_("That may be {zones}. ↓ takes one.", zones=joined(named[:4], "or")), tuple(named))
    near = tuple(nearest_zones(typed or region.name)) if typed or region.name.strip() else ()
    if near:
        return problem(_("Did you mean {zones}? ↓ takes one.", zones=joined(list(near), "or")), near)
    if not typed:
        return missing(_("A city or a zone, for instance Pune or Europe/Zurich."))
    return problem(_("No such city or zone is known here. Try a larger city near by, or Area/City."))


def check_hours(region: RegionDraft) -> Check:
    """The weekly hours."""
    try:
        hours = hours_of(region.hours)
    except UserError as error:
        return (problem if region.hours.strip() else missing)(clean_line(retold(str(error)), longest=200))
    week = sum(shift.minutes for shift in hours) / 60
    said = [weekly_text(hours), _("{n} hours a week", n=written(f"{week:g}")), overnight_words(hours)]
    return note(" · ".join(filter(None, said)))


def weekend_of(region: RegionDraft) -> tuple[int, ...]:
    """Return the rest days as weekdays 0–6; raises UserError."""
    if region.weekend.strip().casefold() in _NO_DAYS:
        return ()
    days = parse_hours({days_in_english(region.weekend): "00:00-24:00"})
    return tuple(sorted({day.weekday for day in days}))


def check_weekend(region: RegionDraft) -> Check:
    """The rest days."""
    try:
        days = weekend_of(region)
    except UserError as error:
        return problem(clean_line(retold(str(error)), longest=200))
    names = joined([_(DAY_NAMES[day]) for day in days])
    return note(_("{names}: work on these days counts as a burden.", names=names) if names else _("No rest days."))


def and_lines(more: int) -> str:
    """Say how many more lines are wrong."""
    return plural(more, "And {n} more line.", "And {n} more lines.", n=more)


def read_holidays(text: str) -> tuple[tuple[Holiday, ...], list[str]]:
    """Return the holidays of lines such as "2027-01-26 Republic Day", and what is wrong with the other lines.

    A question mark at the end says that the day may still move.
    """
    found: dict[str, Holiday] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = _HOLIDAY.fullmatch(line.strip())
        if said is None:
            continue
        day, name = said[1], clean_line(said[2] or "", longest=LONGEST_NOTE)
        if not is_day(day):
            shown = clean_line(day, longest=16)
            not_a_day = _("“{text}” is not a day. Write 2027-01-26 Republic Day.", text=shown)
            wrong.append(_("Line {line}: {message}", line=number, message=not_a_day))
        elif day in found:
            wrong.append(_("Line {line}: {message}", line=number, message=_("{day} stands here twice.", day=day)))
        else:
            found[day] = Holiday(day, name, TYPED, estimated=bool(said[3]))
    return tuple(sorted(found.values(), key=lambda holiday: holiday.date)), wrong


def with_sources(days: Sequence[Holiday], known: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """Return days that were read from lines, with the source of a `known` one where date, name and ? are the same."""
    sources = {(day.date, day.name, day.estimated): day for day in known}
    return tuple(sources.get((day.date, day.name, day.estimated), day) for day in days)


def check_holidays(region: RegionDraft) -> Check:
    """The days on which nobody is expected at work."""
    days, wrong = read_holidays(region.holidays)
    if wrong:
        return problem(" ".join([wrong[0], *([and_lines(len(wrong) - 1)] if len(wrong) > 1 else [])]))
    if not days:
        return note(_("2027-01-26 Republic Day, one a line; ? if it may move."))
    return note(count(len(days), "day"))


def region_checks(region: RegionDraft, others: Sequence[RegionDraft], now: datetime) -> dict[str, Check]:
    """Return the check of each field of a region, by the field's name."""
    return {
        "name": check_region_name(region, others),
        "place": check_place(region, now),
        "hours": check_hours(region),
        "weekend": check_weekend(region),
        "holidays": check_holidays(region),
    }


def region_line(region: RegionDraft, others: Sequence[RegionDraft], now: datetime) -> tuple[str, str]:
    """Return (what a region is, what is wrong with it or nothing) in a line each."""
    wrong = [check.text for check in region_checks(region, others, now).values() if not check.fine]
    if wrong:
        return clean_line(region.name) or "unnamed", wrong[0]
    days, _wrong = read_holidays(region.holidays)
    zone = zone_of(region)
    holidays = count(len(days), "holiday")
    return f"{zone} · {weekly_text(hours_of(region.hours))} · {holidays}", ""


def regions_of(drafts: Sequence[RegionDraft]) -> tuple[Region, ...]:
    """Return the regions that have a name, with their calendars, or NOWHERE where one is not right yet."""
    regions: list[Region] = []
    for draft in drafts[:MOST_REGIONS]:
        name = clean_line(draft.name)
        if name and name_key(name) not in [name_key(region.name) for region in regions]:
            taken, letters = [region.id for region in regions], [region.letter for region in regions]
            region_id = unique_slug(name, taken, otherwise="region")
            regions.append(Region(region_id, name, choose_letter(name, letters), _calendar(draft)))
    return tuple(regions)


def _calendar(draft: RegionDraft) -> WorkCalendar:
    days, wrong = read_holidays(draft.holidays)
    zone = zone_of(draft)
    if wrong or not zone:
        return NOWHERE
    days = with_sources(days, draft.proposed)
    nothing_special: tuple[DatedHours, ...] = ()
    try:
        return WorkCalendar(zone, hours_of(draft.hours), weekend_of(draft), days, nothing_special)
    except UserError:
        return NOWHERE
