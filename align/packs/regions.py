"""Makes regions and parties of a plan's lists: names become ids and letters, hours become work calendars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from string import ascii_uppercase
from typing import TypeVar

from align.domain.calendars import DatedHours, Holiday, Hours, WorkCalendar, check_zone, parse_hours, parse_spans
from align.domain.hours import check_hours
from align.domain.model import Party, Region
from align.domain.text import LONGEST_NAME, name_key
from align.errors import UserError
from align.packs.fields import Fields, keyed, slug, unique_slug
from align.packs.source import Listing, Mapping, Node, Scalar

REGION_KEYS = ("name", "zone", "hours", "weekend", "holidays", "special_days", "observes_holidays")
HOLIDAY_KEYS = ("date", "name", "source", "estimated")
SPECIAL_DAY_KEYS = ("date", "hours", "name")
PARTY_KEYS = ("name",)
MOST_REGIONS = len(ascii_uppercase)
LONGEST_NOTE = 80
FROM_PLAN = "plan file"
"""The source of a holiday whose plan does not say where it is from."""

_Value = TypeVar("_Value")


def choose_letter(name: str, taken: Collection[str]) -> str:
    """Return a capital letter for a region that is not in `taken`: the first of its name that is free, else any.

    Raises UserError when all letters are taken.
    """
    for letter in slug(name).upper() + ascii_uppercase:
        if letter in ascii_uppercase and letter not in taken:
            return letter
    raise UserError(f"More than {MOST_REGIONS} regions cannot be told apart by a letter. Join some of them.")


def read_regions(fields: Fields) -> tuple[Region, ...]:
    """Return the plan's regions; what is wrong is in the report of `fields`."""
    items = fields.items("regions")
    if not 1 <= len(items) <= MOST_REGIONS:
        fields.problem("regions", f"a plan has 1 to {MOST_REGIONS} regions; this one has {len(items)}.")
    regions: list[Region] = []
    for path, node in items[:MOST_REGIONS]:
        inner = Fields(node, path, REGION_KEYS, fields.report)
        name = _name(inner, [region.name for region in regions])
        taken_ids, letters = [region.id for region in regions], [region.letter for region in regions]
        region_id = unique_slug(name, taken_ids, otherwise="region")
        regions.append(Region(region_id, name, choose_letter(name, letters), _calendar(inner)))
    return tuple(regions)


def read_parties(fields: Fields) -> tuple[Party, ...]:
    """Return the plan's parties; what is wrong is in the report of `fields`."""
    parties: list[Party] = []
    for path, node in fields.items("parties"):
        name = _name(Fields(keyed(node, "name"), path, PARTY_KEYS, fields.report), [party.name for party in parties])
        parties.append(Party(unique_slug(name, [party.id for party in parties], otherwise="party"), name))
    return tuple(parties)


def _name(fields: Fields, taken: Sequence[str]) -> str:
    name = fields.line("name", longest=LONGEST_NAME)
    if name and name_key(name) in map(name_key, taken):
        fields.problem("name", f"'{name}' stands here twice. Make the names differ, or remove one.")
    return name


def _calendar(fields: Fields) -> WorkCalendar:
    holidays = [_holiday(fields, path, node) for path, node in fields.items("holidays")]
    special = [_special_day(fields, path, node) for path, node in fields.items("special_days")]
    for number, day in enumerate(special):
        if day.date and day.date in [other.date for other in special[:number]]:
            fields.problem("special_days", f"{day.date} stands here twice. Put all its hours into one.")
    return WorkCalendar(
        tz=_zone(fields),
        hours=_hours(fields),
        weekend=_weekend(fields),
        holidays=tuple(sorted(holidays, key=lambda holiday: holiday.date)),
        exceptions=tuple(sorted(special, key=lambda day: day.date)),
        observes_holidays=fields.flag("observes_holidays", True),
    )


def _zone(fields: Fields) -> str:
    zone = fields.line("zone", longest=LONGEST_NOTE)
    return _try(fields, "zone", lambda: check_zone(zone), zone) if zone else ""


def _hours(fields: Fields) -> tuple[Hours, ...]:
    if "hours" not in fields:
        fields.problem("hours", 'this key is missing. Write, for example, hours: "Mon-Fri 09:00-17:30".')
        return ()
    return read_hours(fields, "hours")


def read_hours(fields: Fields, key: str) -> tuple[Hours, ...]:
    """Return the weekly hours under a key that is there; what is wrong is in the report of `fields`."""
    node = fields.at(key)
    if isinstance(node, Mapping):
        written = {entry.key: _texts(entry.value) for entry in node.entries}
        return _try(fields, key, lambda: parse_hours(written), ())
    return _try(fields, key, lambda: parse_hours("; ".join(_texts(node))), ())


def _weekend(fields: Fields) -> tuple[int, ...]:
    """Return the rest days as weekdays 0–6; an empty list means that there are none."""
    if "weekend" not in fields:
        return WorkCalendar("UTC", ()).weekend
    names = dict.fromkeys(_texts(fields.at("weekend")), "00:00-24:00")
    if not names:
        return ()
    days: tuple[Hours, ...] = _try(fields, "weekend", lambda: parse_hours(names), ())
    return tuple(sorted({day.weekday for day in days}))


def _holiday(fields: Fields, path: str, node: Node) -> Holiday:
    inner = Fields(keyed(node, "date"), path, HOLIDAY_KEYS, fields.report)
    return Holiday(
        date=inner.date("date"),
        name=inner.line("name", longest=LONGEST_NOTE, default=""),
        source=inner.line("source", longest=LONGEST_NOTE, default=FROM_PLAN),
        estimated=inner.flag("estimated", False),
    )


def _special_day(fields: Fields, path: str, node: Node) -> DatedHours:
    inner = Fields(node, path, SPECIAL_DAY_KEYS, fields.report)
    spans: tuple[tuple[int, int], ...] = ()
    if "hours" in inner:
        spans = _try(inner, "hours", lambda: _spans(_texts(inner.at("hours"))), ())
    else:
        inner.problem("hours", 'this key is missing. Write hours such as "09:00-12:00", or off.')
    return DatedHours(inner.date("date"), spans, inner.line("name", longest=LONGEST_NOTE, default=""))


def _spans(written: Sequence[str]) -> tuple[tuple[int, int], ...]:
    spans = parse_spans(written)
    check_hours(Hours(0, start, end) for start, end in spans)
    return spans


def _texts(node: Node) -> list[str]:
    """Return a value, or the values of a list, as texts; anything nested becomes a text that no hours are."""
    if isinstance(node, Listing):
        return [item.text if isinstance(item, Scalar) else "?" for item in node.items]
    return [node.text] if isinstance(node, Scalar) else ["?"]


def _try(fields: Fields, key: str, read: Callable[[], _Value], otherwise: _Value) -> _Value:
    """Return what `read` gives; when the domain refuses, its sentence becomes this key's problem."""
    try:
        return read()
    except UserError as error:
        fields.problem(key, str(error))
        return otherwise
