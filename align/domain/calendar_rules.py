"""The rules for work calendars once a workshop is set up: a region's people confirm theirs, or say what is wrong; the
facilitator puts another one in its place until the charter is sealed.

A calendar that changes gets another edition, so that nobody confirms one that they have not seen.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from align.domain import commands as c
from align.domain import events as e
from align.domain.calendars import check_calendar
from align.domain.checks import LONGEST_COMMENT, needed, text_of
from align.domain.state import State
from align.domain.text import clean_line
from align.errors import Rejected, UserError

MOST_DATES = 400
"""Holidays, or dates with hours of their own, of one region: five years with every second Friday off."""
LONGEST_NOTE = 80

_Dated = TypeVar("_Dated", bound=msgspec.Struct)


def calendar_confirmed(state: State, command: c.ConfirmCalendar, participant: str, day: str) -> e.CalendarConfirmed:
    """Return that somebody confirmed their region's calendar, or said what is wrong with it, on `day` (YYYY-MM-DD).

    Raises Rejected: other-calendar for one that was changed meanwhile, empty for a calendar said to be wrong without a
    word, too-long, and answers-open while answers or levels without names come in.
    """
    region = state.the_plan.participant(participant).region
    if command.edition != state.edition(region):
        raise Rejected("other-calendar", "The calendar was changed meanwhile. Look at it again.")
    _beside_no_answers(state)
    text = clean_line(text_of(command.text, "What is wrong"), longest=LONGEST_COMMENT)
    if not command.ok:
        needed(text, "Say in a line what is wrong with the calendar.")
    return e.CalendarConfirmed(participant, region, command.ok, day, "" if command.ok else text)


def calendar_changed(state: State, command: c.ChangeCalendar, day: str) -> e.CalendarChanged:
    """Return the calendar that a region gets on `day`, its texts clean and its dates in order.

    Raises Rejected: no-such-group, other-calendar for one that was changed meanwhile, bad-calendar, full.
    """
    calendar = command.calendar
    name = next((region.name for region in state.the_plan.regions if region.id == command.region), None)
    if name is None:
        raise Rejected("no-such-group", "There is no such region in this workshop.")
    if command.edition not in (None, state.edition(command.region)):
        raise Rejected(
            "other-calendar",
            f"The calendar of {name} was changed at another desk meanwhile. Leave this one and look at it again; what "
            "you typed would undo that change.",
        )
    if max(len(calendar.holidays), len(calendar.exceptions)) > MOST_DATES:
        raise Rejected("full", f"A calendar holds {MOST_DATES} days off at the most.")
    try:
        check_calendar(calendar)
    except UserError as error:
        raise Rejected("bad-calendar", str(error)) from None
    days = [holiday.date for holiday in calendar.holidays]
    if len(set(days)) < len(days):
        twice = next(one for one in days if days.count(one) > 1)
        raise Rejected("bad-calendar", f"{twice} stands twice among the holidays. Join the two.")
    kept = msgspec.structs.replace(
        calendar,
        weekend=tuple(sorted(set(calendar.weekend))),
        holidays=_cleaned(calendar.holidays, ("name", "source"), lambda one: one.date),
        exceptions=_cleaned(calendar.exceptions, ("name",), lambda one: one.date),
    )
    return e.CalendarChanged(command.region, kept, day)


def waits_until(state: State) -> str:
    """Return until when nobody can say anything of a calendar, "round is closed" or "vote is closed"; empty for now.

    A name in the log between answers without names would tell who was at the keyboard just then.
    """
    if state.the_plan.attribution == "named":
        return ""
    if state.open_votes:
        return "vote is closed"
    return "round is closed" if state.answering else ""


def _beside_no_answers(state: State) -> None:
    until = waits_until(state)
    if until:
        raise Rejected(
            "answers-open",
            f"Answers without names come in just now, and this would stand among them with your name. Wait until the "
            f"{until}.",
        )


def _cleaned(dated: Sequence[_Dated], texts: Sequence[str], key: Callable[[_Dated], str]) -> tuple[_Dated, ...]:
    kept = [
        msgspec.structs.replace(one, **{text: clean_line(getattr(one, text), longest=LONGEST_NOTE) for text in texts})
        for one in dated
    ]
    return tuple(sorted(kept, key=key))
