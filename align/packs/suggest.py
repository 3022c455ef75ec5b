"""Proposes regions for places: zone, hours, weekend, public holidays. It proposes only: each region confirms its own.

Holidays come from the package `holidays`, which is an extra: it is imported here and nowhere else, when it is needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from align.domain.calendars import DatedHours, Holiday, WorkCalendar, check_zone, nearest_zones
from align.domain.hours import DAY_NAMES, Hours
from align.domain.model import Region
from align.domain.text import LONGEST_NAME, clean_line, name_key
from align.domain.zones import zones_of_place
from align.errors import UserError
from align.language import mark
from align.packs.fields import unique_slug
from align.packs.regions import LONGEST_NOTE, MOST_REGIONS, choose_letter
from align.packs.writing import regions_to_yaml

START, END = 9 * 60, 17 * 60
"""Nine to five: a placeholder for hours that only the people there know."""
FIRST_YEAR, LAST_YEAR, MOST_YEARS = 2000, 2100, 5
"""Beyond these years lists of moving holidays end without a word."""
HOW_TO_GET = mark(
    "No holidays are proposed: they take the extra `calendar`. Install it with: pip install 'align-workshop[calendar]'"
)
_ESTIMATED = re.compile(r"(?:, *|\()estimated(?=\))")

# Where public holidays differ inside a country: the part (ISO 3166-2) in which a city lies.
_PARTS = {
    "US": "MA:boston NY:new_york PA:philadelphia,pittsburgh NC:raleigh,durham,charlotte GA:atlanta "
    "CA:san_francisco,san_diego,los_angeles,palo_alto WA:seattle IL:chicago TX:houston,dallas,austin "
    "MN:minneapolis CO:denver,boulder NJ:princeton,newark MD:baltimore DC:washington FL:miami,orlando",
    "IN": "MH:pune,mumbai,bombay KA:bangalore,bengaluru TS:hyderabad TN:chennai DL:delhi,new_delhi WB:kolkata,calcutta "
    "GJ:ahmedabad HR:gurgaon,gurugram UP:noida KL:kochi",
    "CH": "BS:basel ZH:zurich,zuerich GE:geneva,genf BE:bern VD:lausanne ZG:zug",
    "DE": "BE:berlin BY:munich,muenchen,munchen HH:hamburg HE:frankfurt,darmstadt NW:cologne,koeln,koln,leverkusen "
    "BW:stuttgart,mannheim",
    "GB": "ENG:london,oxford,manchester SCT:edinburgh,glasgow",
    "BR": "SP:sao_paulo,campinas RJ:rio,rio_de_janeiro PR:curitiba",
    "CA": "ON:toronto,ottawa QC:montreal,quebec BC:vancouver",
    "AU": "NSW:sydney VIC:melbourne QLD:brisbane WA:perth ACT:canberra",
    "ES": "MD:madrid CT:barcelona VC:valencia",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A region that somebody there has to confirm, and remarks on what was left open."""

    region: Region
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    holidays: tuple[Holiday, ...]
    weekend: tuple[int, ...]
    make_up: tuple[date, ...]
    remarks: tuple[str, ...]


def suggest(places: Sequence[str], years: Sequence[int]) -> tuple[Proposal, ...]:
    """Return a proposal a place, in order. A place is a city, a country or a zone, or NAME=ZONE.

    Raises UserError for a place that is unknown or may be several, for too many places, and for years out of range.
    """
    if not 1 <= len(places) <= MOST_REGIONS:
        raise UserError(f"Name 1 to {MOST_REGIONS} places, for example: Boston, Pune, São Paulo.")
    if not 1 <= len(years) <= MOST_YEARS or not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise UserError(f"Name 1 to {MOST_YEARS} years from {FIRST_YEAR} to {LAST_YEAR}, for example: 2027,2028.")
    found: list[Proposal] = []
    for place in places:
        name, zone = _located(place)
        if name_key(name) in {name_key(one.region.name) for one in found}:
            raise UserError(f"{name} stands here twice. Name it once.")
        found.append(_proposal(name, zone, years, [one.region for one in found]))
    return tuple(found)


def proposals_to_yaml(proposals: Sequence[Proposal]) -> str:
    """Return proposals as the `regions` of a plan, with what is to be confirmed in comments above."""
    lines = ["# Proposed, and confirmed by nobody yet. Ask each region for its hours, its weekend, and which of these"]
    lines += ["# holidays it really takes; firms' own closing days are not among them."]
    for one in proposals:
        lines += [f"# {one.region.name}: {remark}" for remark in one.remarks]
    return "\n".join(lines) + "\n" + regions_to_yaml([one.region for one in proposals])


def has_calendar() -> bool:
    """Return whether the extra `calendar` is installed."""
    return _library() is not None


def _proposal(name: str, zone: str, years: Sequence[int], others: Sequence[Region]) -> Proposal:
    days = _days(name, zone, years)
    hours = tuple(Hours(day, START, END) for day in range(7) if day not in days.weekend)
    make_up = [DatedHours(day.isoformat(), ((START, END),), "make-up working day") for day in days.make_up]
    calendar = WorkCalendar(zone, hours, days.weekend, days.holidays, tuple(make_up))
    region_id = unique_slug(name, [one.id for one in others], otherwise="region")
    region = Region(region_id, name, choose_letter(name, [one.letter for one in others]), calendar)
    return Proposal(region, ("the hours are a placeholder", *days.remarks))


def _located(place: str) -> tuple[str, str]:
    """Return the name and the zone of a place."""
    name, given, zone = (part.strip() for part in place.partition("="))
    name = clean_line(name, longest=LONGEST_NAME)
    if not name:
        raise UserError("A place has no name. Write cities with commas between them: Boston, Pune.")
    if given:
        return name, check_zone(zone)
    zones = zones_of_place(name) or zones_of_place(_plain(name))
    if len(zones) == 1:
        return name.rpartition("/")[2].replace("_", " "), zones[0]
    if zones:
        raise UserError(f"{name} may be in {' or '.join(zones)}. Say which: {name}={zones[0]}.")
    near = nearest_zones(_plain(name))
    example = near[0] if near else "Europe/Zurich"
    if near:
        said = mark(f"{name} is no place that align knows. If you mean {' or '.join(near)}, write {name}={example}.")
        raise UserError(said)
    raise UserError(f"{name} is no place that align knows. Give its time zone: {name}={example}.")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _days(name: str, zone: str, years: Sequence[int]) -> _Days:
    usual, library, country = (5, 6), _library(), _countries().get(zone, "")
    if library is None:
        return _Days((), usual, (), (mark("weekend and holidays are not known here, see the extra `calendar`"),))
    if country not in library.list_supported_countries(include_aliases=False):
        return _Days((), usual, (), (mark(f"no holidays are known for {zone}"),))
    parts = library.list_supported_countries(include_aliases=False)[country]
    part = _part(name, country, parts)
    listed = _listed(library, country, part, years)
    area = f"{country}-{part}" if part else country
    source = f"holidays package {version('holidays')}, {area}, category public"
    found = tuple(_holiday(day, listed[day], source) for day in sorted(listed) if day.year in years)
    weekend = tuple(sorted(listed.weekend))
    remarks = [mark(f"public holidays of {area}")]
    if parts and not part:
        remarks.append(mark(f"holidays of a part of {country} alone are left out; add those of yours"))
    if weekend != usual:
        remarks.append(mark(f"weekend {' and '.join(DAY_NAMES[day] for day in weekend)}"))
    if any(one.estimated for one in found):
        remarks.append(mark("estimated days may still move"))
    make_up = tuple(sorted(day for day in listed.weekend_workdays if day.year in years))
    return _Days(found, weekend, make_up, tuple(remarks))


def _listed(library: Any, country: str, part: str, years: Sequence[int]) -> Any:
    """Return the library's days, in English where it has them in English."""
    listed = library.country_holidays(country, subdiv=part or None, years=list(years))
    if "en_US" in listed.supported_languages:
        listed = library.country_holidays(country, subdiv=part or None, years=list(years), language="en_US")
    return listed


def _holiday(day: date, named: str, source: str) -> Holiday:
    """Return one day. Several may fall on it: it moves only if all of them are estimated."""
    names = [name.strip() for name in named.split(";")]
    estimated = all(_ESTIMATED.search(name) for name in names)
    if estimated:
        names = [_ESTIMATED.sub("", name).removesuffix(" )") for name in names]
    text = "; ".join(names)
    return Holiday(day.isoformat(), clean_line(text, longest=LONGEST_NOTE), source[:LONGEST_NOTE], estimated)


def _part(name: str, country: str, known: Sequence[str]) -> str:
    """Return the part of the country that a city is in; empty where it is not known here or in the library."""
    wanted = _plain(name).strip().casefold().replace(" ", "_")
    for entry in _PARTS.get(country, "").split():
        part, _, cities = entry.partition(":")
        if part in known and wanted in cities.split(","):
            return part
    return ""


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return zone → country code, from the table beside the time zones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


@lru_cache(maxsize=1)
def _library() -> Any:
    try:
        import holidays  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        return None
    return holidays
