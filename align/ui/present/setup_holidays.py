"""Public holidays proposed for a region that is being set up. It proposes only: the region confirms its own."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from align.domain.calendars import Holiday
from align.domain.zones import local, zones_of_place
from align.errors import UserError
from align.language import _, plural, retold
from align.packs.suggest import HOW_TO_GET, MOST_YEARS, has_calendar, suggest
from align.ui.present.counts import begun
from align.ui.present.setup_draft import RegionDraft, is_day
from align.ui.present.setup_regions import read_holidays, zone_of


class Proposed(msgspec.Struct, frozen=True):
    """Holidays that may be taken for a region, with their source, and what there is to know about them."""

    days: tuple[Holiday, ...]
    words: str


def proposed(region: RegionDraft, now: datetime, until: str) -> Proposed:
    """Return the public holidays of a region's place from today there until the year of the day `until` (YYYY-MM-DD;
    this year and the next one where it is no day), five years at the most. Takes a moment the first time.

    Raises UserError where no zone is known yet, or the holidays package is not installed.
    """
    zone = zone_of(region)
    if not zone:
        raise UserError("Say first in which city or zone the region is.")
    if not has_calendar():
        raise UserError(HOW_TO_GET)
    today = local(now, zone).date()
    last = date.fromisoformat(until).year if is_day(until) else today.year + 1
    years = range(today.year, max(today.year, min(last, today.year + MOST_YEARS - 1)) + 1)
    (found,) = suggest([f"{_city(region)}={zone}"], years)
    days = tuple(day for day in found.region.calendar.holidays if day.date >= today.isoformat())
    # The first remark is about hours, which have a line of their own.
    words = "; ".join([*map(retold, found.remarks[1:]), _("ask the people there which ones they take")])
    return Proposed(days, f"{begun(words)}{_('.')}")


def taken(region: RegionDraft, found: Proposed) -> tuple[RegionDraft, str]:
    """Return the region with the proposed days among its lines, and a sentence about them.

    A date that has a line already keeps it, and lines that cannot be read stay as they are.
    """
    typed, _wrong = read_holidays(region.holidays)
    there = {day.date for day in typed}
    new = [day for day in found.days if day.date not in there]
    before = region.holidays.rstrip()
    lines = [*([before] if before else []), *map(_line, new)]
    # Sources of a place that was taken before are still needed for the days that were kept.
    known = {(day.date, day.name, day.estimated): day for day in (*region.proposed, *found.days)}
    more = msgspec.structs.replace(region, holidays="\n".join(lines), proposed=list(known.values()))
    added = plural(len(new), "{n} day added.", "{n} days added.", n=len(new)) if new else _("No day added.")
    return more, f"{added} {found.words}"


def _line(day: Holiday) -> str:
    return f"{day.date} {day.name}".rstrip() + (" ?" if day.estimated else "")


def _city(region: RegionDraft) -> str:
    """Return the name by which the part of a country is found: the city that was typed, else the region's name."""
    typed = region.place.strip()
    name = typed if typed and "/" not in typed and zones_of_place(typed) else region.name
    return name.replace("=", " ").strip() or typed.replace("=", " ")
