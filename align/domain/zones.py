"""Time zone names: which are accepted, and what somebody may have meant. Knows no working hours."""

from __future__ import annotations

from datetime import UTC, datetime
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from align.errors import UserError
from align.language import mark

# Cities, countries and abbreviations that people type although they are no zone. Lower case.
_PLACES: dict[str, str] = {
    "America/New_York": (
        "boston cambridge raleigh durham atlanta philadelphia washington baltimore miami princeton "
        "newark pittsburgh charlotte orlando et est edt eastern est5edt"
    ),
    "America/Chicago": "houston dallas austin minneapolis milwaukee st.louis ct cst cdt central cst6cdt",
    "America/Denver": "boulder salt_lake_city mt mst mdt mountain mst7mdt",
    "America/Los_Angeles": "san_francisco san_diego seattle portland palo_alto pt pst pdt pacific pst8pdt",
    "America/Honolulu": "hawaii hst",
    "America/Toronto": "montreal ottawa quebec",
    "America/Sao_Paulo": "brazil rio rio_de_janeiro campinas curitiba brt",
    "America/Argentina/Buenos_Aires": "argentina buenos_aires",
    "America/Mexico_City": "mexico guadalajara",
    "Asia/Kolkata": (
        "india pune bangalore bengaluru mumbai bombay delhi new_delhi hyderabad chennai kolkata calcutta "
        "ahmedabad gurgaon gurugram noida kochi ist"
    ),
    "Asia/Kathmandu": "nepal kathmandu",
    "Asia/Shanghai": "china beijing shenzhen guangzhou chengdu wuhan hangzhou dalian prc",
    "Asia/Hong_Kong": "hongkong hong_kong hkt",
    "Asia/Taipei": "taiwan roc",
    "Asia/Tokyo": "japan osaka kobe kyoto nagoya yokohama jst",
    "Asia/Seoul": "korea south_korea busan rok kst",
    "Asia/Singapore": "singapore sgt",
    "Asia/Kuala_Lumpur": "malaysia penang",
    "Asia/Manila": "philippines cebu",
    "Asia/Ho_Chi_Minh": "vietnam saigon hanoi",
    "Asia/Bangkok": "thailand",
    "Asia/Jakarta": "indonesia",
    "Asia/Jerusalem": "israel tel_aviv haifa ist",
    "Asia/Riyadh": "saudi_arabia jeddah",
    "Asia/Dubai": "uae abu_dhabi emirates",
    "Africa/Cairo": "egypt alexandria",
    "Africa/Johannesburg": "south_africa cape_town pretoria sast",
    "Africa/Lagos": "nigeria abuja",
    "Africa/Nairobi": "kenya",
    "Australia/Sydney": "canberra australia aest aedt",
    "Australia/Lord_Howe": "lord_howe",
    "Pacific/Auckland": "new_zealand wellington nz christchurch",
    "Europe/London": (
        "uk england britain great_britain gb gb-eire cambridge oxford manchester edinburgh glasgow gmt bst"
    ),
    "Europe/Dublin": "ireland eire cork galway limerick ist",
    "Europe/Paris": "france lyon toulouse strasbourg nice lille cet cest met",
    "Europe/Berlin": (
        "germany munich muenchen münchen hamburg frankfurt mannheim leverkusen cologne koeln köln "
        "stuttgart darmstadt cet cest"
    ),
    "Europe/Zurich": "switzerland basel zürich zuerich bern geneva genf lausanne zug cet",
    "Europe/Vienna": "austria wien graz",
    "Europe/Brussels": "belgium ghent antwerp leuven beerse",
    "Europe/Amsterdam": "netherlands leiden rotterdam utrecht the_hague",
    "Europe/Madrid": "spain barcelona valencia",
    "Europe/Lisbon": "portugal porto wet",
    "Europe/Rome": "italy milan milano verona",
    "Europe/Copenhagen": "denmark aarhus",
    "Europe/Stockholm": "sweden gothenburg uppsala lund",
    "Europe/Oslo": "norway bergen",
    "Europe/Helsinki": "finland espoo turku eet",
    "Europe/Warsaw": "poland krakow cracow wroclaw lodz",
    "Europe/Prague": "czechia brno",
    "Europe/Budapest": "hungary",
    "Europe/Bucharest": "romania cluj iasi",
    "Europe/Sofia": "bulgaria",
    "Europe/Athens": "greece thessaloniki",
    "Europe/Istanbul": "turkey ankara izmir",
    "Europe/Kyiv": "ukraine lviv kharkiv",
    "UTC": "utc zulu universal uct greenwich",
}

# Not "Area/City": "right" counts leap seconds, "posix" repeats the rest.
_NO_AREAS = frozenset({"posix", "right", "SystemV"})


def check_zone(name: str) -> str:
    """Return `name` if it is an IANA zone of the form Area/City (or UTC); else raise UserError with suggestions.

    Bare abbreviations are refused even where the database has them: "EST" there means a fixed offset
    without daylight saving, which hardly anybody in Boston means.
    """
    area, slash, _ = name.partition("/")
    if name == "UTC" or (slash and area not in _NO_AREAS and _exists(name)):
        return name
    near = nearest_zones(name)
    if near:
        hint = f"Did you mean {' or '.join(near)}?"
    else:
        hint = mark("Name it as Area/City, for example Europe/Zurich or America/New_York.")
    raise UserError(f"{name!r} is not a time zone that can be used here. {hint}")


def nearest_zones(text: str, limit: int = 3) -> list[str]:
    """Return up to `limit` zone names that somebody who typed `text` may have meant, best first; maybe none.

    Understands zone names in any case, cities that are no zone ("Pune"), countries and abbreviations.
    """
    wanted = _folded(text)
    names = _names()
    found = zones_of_place(text)
    last = wanted.rpartition("/")[2]
    if not found and len(last) > 3:
        places = _by_place()
        for near in get_close_matches(last, places, n=limit, cutoff=0.75):
            found += places[near]
    if not found and "/" in wanted:
        found += [names[near] for near in get_close_matches(wanted, names, n=limit, cutoff=0.7)]
    return list(dict.fromkeys(found))[:limit]


def zones_of_place(text: str) -> list[str]:
    """Return the zones that `text` names outright, in any case: a zone, a city, a country, an abbreviation.

    Several for words such as "IST"; none for a slip, which `nearest_zones` forgives.
    """
    wanted = _folded(text)
    names = _names()
    found = [names[wanted]] if wanted in names else []
    return list(dict.fromkeys([*found, *_by_place().get(wanted.rpartition("/")[2], [])]))


def local(instant: datetime, tz: str) -> datetime:
    """Return the aware `instant` as wall-clock time in zone `tz`; a naive instant is a ValueError.

    Where that lies outside the years 1 to 9999 it is the first or the last moment of them.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    try:
        return instant.astimezone(ZoneInfo(tz))
    except OverflowError:
        return (datetime.min if instant.year == 1 else datetime.max).replace(tzinfo=ZoneInfo(tz))


def short_offset(tz: str, at: datetime) -> str:
    """Return the zone's offset at that instant in words: "UTC", "UTC+5:30", "UTC−4"."""
    seconds = local(at, tz).utcoffset()
    assert seconds is not None
    minutes = round(seconds.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


def _folded(text: str) -> str:
    return text.strip().casefold().replace(" ", "_")


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name).utcoffset(datetime(2000, 1, 1, tzinfo=UTC))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder, "America/"
        return False
    return True


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every accepted zone by its lower-case name."""
    zones = (zone for zone in sorted(available_timezones()) if "/" in zone)
    return {zone.casefold(): zone for zone in zones if zone.partition("/")[0] not in _NO_AREAS} | {"utc": "UTC"}


@lru_cache(maxsize=1)
def _by_place() -> dict[str, list[str]]:
    """Zones by lower-case city, country or abbreviation; the table above wins over zone names."""
    places: dict[str, list[str]] = {}
    for zone, words in _PLACES.items():
        for word in words.split():
            places.setdefault(word, []).append(zone)
    for folded, zone in _names().items():
        if not zone.startswith("Etc/"):
            places.setdefault(folded.rpartition("/")[2], []).append(zone)
    return places
