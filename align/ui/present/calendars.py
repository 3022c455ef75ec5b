"""A region's calendar as its people read it before they confirm it. It knows no Textual, and nothing of changing it."""

from __future__ import annotations

from datetime import date

from align.domain import commands as c
from align.domain.calendar_rules import waits_until
from align.domain.calendars import Holiday, describe_hours, holidays_between
from align.domain.hours import DAY_NAMES, overnight_words
from align.domain.model import Participant, Plan, Region
from align.domain.state import State
from align.language import _, mark
from align.ui.present.counts import joined
from align.ui.present.times import calendar_day

NAMED = mark("Your name is shown beside what you say; it is no answer.")
WRONG = mark("What is wrong with your region's calendar?")
CHANGED = mark("Your region's calendar was changed. ^p finds it: confirm it, or say what is wrong.")
CHANGED_LATER = mark(
    "Your region's calendar was changed. Once the answers are shown, ^p finds it: confirm it, or say what is wrong."
)
ASKED = mark("Your region's calendar: c shows and confirms it, w says what is wrong.")
ASKED_LATER = mark("Is that right? Once the answers are shown, ^p finds it: confirm it, or say what is wrong.")
_CHANGEABLE = ("setup", "assume", "reveal", "agree")


def can_be_said(state: State) -> bool:
    """Whether calendars can be confirmed and changed: until the charter is sealed, and again while it is amended."""
    return state.phase in _CHANGEABLE


def can_be_said_now(state: State) -> bool:
    """Whether somebody can say a word about theirs just now; with names that is at any time until sealing."""
    return can_be_said(state) and not waits_until(state)


def changed_words(state: State) -> str:
    """Return what people of a region are told whose calendar was changed: where they say a word about it, and when."""
    return _(CHANGED) if can_be_said_now(state) else _(CHANGED_LATER)


def person_of(state: State, participant: str) -> Participant | None:
    """Return who sits here, as the plan knows them."""
    plan = state.plan
    return next((one for one in plan.participants if one.id == participant), None) if plan is not None else None


def calendar_text(plan: Plan, region: Region, today: date) -> str:
    """Return zone, hours, weekend and the days off from `today` to the milestone, in two sentences."""
    calendar = region.calendar
    rest = joined([_(DAY_NAMES[day]) for day in calendar.weekend]) or _("none")
    last = date.fromisoformat(plan.milestone.date)
    days = holidays_between(calendar, today, last)
    until = calendar_day(plan.milestone.date)
    off = _("No day off is listed until {day}.", day=until)
    if days:
        off = _("Days off until {day}: {days}.", day=until, days=_(", ").join(day_off(one) for one in days))
    works = _(
        "{region} works {hours} ({zone}), weekend {weekend}.",
        region=region.name, hours=describe_hours(calendar), zone=calendar.tz, weekend=rest,
    )  # fmt: skip
    return " ".join(filter(None, [works, overnight_words(calendar.hours), off]))


def day_off(one: Holiday) -> str:
    """Return a holiday in words: "26 Jan 2027 Republic Day"."""
    name = f" {one.name}" if one.name else ""
    moves = f" ({_('estimated, may still move')})" if one.estimated else ""
    return f"{calendar_day(one.date)}{name}{moves}"


def own_word(state: State, me: str) -> str:
    """Return what a person said about their region's calendar as it stands; empty for nothing yet."""
    said = state.confirmed.get(me)
    if said is None:
        return ""
    return (
        _("You confirmed it on {day}.", day=calendar_day(said.on))
        if said.ok
        else _("You said what is wrong: {text}", text=said.text)
    )


def confirmation(state: State, me: str, wrong: str = "") -> c.ConfirmCalendar | None:
    """Return the command that confirms a person's calendar or, with words, says what is wrong; None for nobody's."""
    person = person_of(state, me)
    return c.ConfirmCalendar(state.edition(person.region), not wrong, wrong) if person is not None else None
