"""The review dates as a calendar of all-day events. A day is a day in every time zone, and no clock moves it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from align.charter.view import CharterView, ClauseView
from align.charter.wording import one_line
from align.errors import UserError

if TYPE_CHECKING:
    from icalendar import Event

_NAMESPACE = "align.invalid"
"""A name that no mail or calendar server can own (RFC 6761)."""


def calendar(view: CharterView, today: date) -> bytes:
    """Return one all-day event a clause with a review date, as iCalendar.

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
        made.add_component(_event(view, clause, stamp))
    return bytes(made.to_ical())


def _event(view: CharterView, clause: ClauseView, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - an extra, and slow to load

    event = Event()
    event.add("uid", f"{view['workshop']}-{clause['id']}@{_NAMESPACE}")
    event.add("sequence", view["version"])
    event.add("dtstamp", stamp)
    event.add("dtstart", _day(clause["review_iso"]))  # a date without an end lasts that day
    event.add("transp", "TRANSPARENT")
    event.add("summary", one_line(f"Review clause {clause['number']}: {clause['title']} ({view['title']})"))
    event.add("description", _description(clause))
    return event


def _description(clause: ClauseView) -> str:
    owner = f"Owner: {clause['owner']}\n" if clause["owner"] else ""
    return f"{clause['text']}\n\n{owner}Status: {clause['status_words']}\nHolds for: {clause['scope']}"


def _day(iso: str) -> date:
    return date.fromisoformat(iso)
