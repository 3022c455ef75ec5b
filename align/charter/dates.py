"""Review dates and pulses as a calendar of all-day events. A day is a day in every time zone; no clock moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from align.charter.view import CharterView, ClauseView
from align.charter.wording import one_line
from align.errors import UserError

if TYPE_CHECKING:
    from icalendar import Event

_NAMESPACE = "align.invalid"
"""A name that no mail or calendar server can own (RFC 6761)."""

_PULSE = (
    "Two minutes a person: what did you see of each clause? Lived, partly, not seen, or no occasion. The charter stays."
)
FIRST_PULSE = timedelta(days=14)
"""From the seal to the first pulse; the next ones are at milestones (METHOD §2)."""


def calendar(view: CharterView, today: date) -> bytes:
    """Return one all-day event a clause with a review date, and one a pulse that is due, as iCalendar.

    An event's UID stays the same from version to version, and its sequence grows, so that a calendar replaces what it
    had. `today` stamps drafts; a sealed charter bears the day of its seal. Raises UserError when there is no date, or
    when the library is not installed.
    """
    clauses = [clause for area in view["areas"] for clause in area["clauses"] if clause["review_iso"]]
    if not clauses:
        raise UserError("No clause has a review date yet, so there is nothing to put into a calendar.")
    try:
        from icalendar import Calendar  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise UserError(
            "Calendar files need one more library: install align with its extra, align-workshop[calendar]."
        ) from None
    made = Calendar()
    made.add("prodid", "-//align//charter//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", one_line(f"{view['title']}: reviews"))
    stamp = datetime.combine(_day(view["sealed_iso"]) if view["sealed_iso"] else today, datetime.min.time(), UTC)
    for clause in clauses:
        made.add_component(_review(view, clause, stamp))
    for name, day in _pulses(view):
        made.add_component(_event(view, f"pulse-{name}", stamp, day, "Pulse: how is our charter lived?", _PULSE))
    return bytes(made.to_ical())


def _pulses(view: CharterView) -> Iterator[tuple[str, date]]:
    """Give the pulses of a sealed charter: two weeks after the seal, and at the milestone where that is later."""
    if view["sealed_iso"]:
        first = _day(view["sealed_iso"]) + FIRST_PULSE
        yield "first", first
        if view["milestone"]["iso"] and _day(view["milestone"]["iso"]) > first:
            yield "milestone", _day(view["milestone"]["iso"])


def _review(view: CharterView, clause: ClauseView, stamp: datetime) -> Event:
    what = f"Review clause {clause['number']}: {clause['title']}"
    return _event(view, clause["id"], stamp, _day(clause["review_iso"]), what, _description(clause))


def _event(view: CharterView, name: str, stamp: datetime, day: date, what: str, more: str) -> Event:
    from icalendar import Event  # noqa: PLC0415 - an extra, and slow to load

    event = Event()
    event.add("uid", f"{view['workshop']}-{name}@{_NAMESPACE}")
    event.add("sequence", view["version"])
    event.add("dtstamp", stamp)
    event.add("dtstart", day)  # a date without an end lasts that day
    event.add("transp", "TRANSPARENT")
    event.add("summary", one_line(f"{what} ({view['title']})"))
    event.add("description", more)
    return event


def _description(clause: ClauseView) -> str:
    owner = f"Owner: {clause['owner']}\n" if clause["owner"] else ""
    return f"{clause['text']}\n\n{owner}Status: {clause['status_words']}\nHolds for: {clause['scope']}"


def _day(iso: str) -> date:
    return date.fromisoformat(iso)
