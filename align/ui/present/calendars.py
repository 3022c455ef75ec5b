"""A region's calendar as its people read it before they confirm it, and as the desk changes it. It knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from align.charter.confirmations import NOT_YET, calendar_said, is_confirmed
from align.domain import commands as c
from align.domain.calendars import Holiday, WorkCalendar, describe_hours, holidays_between, parse_hours
from align.domain.hours import DAY_NAMES
from align.domain.model import Participant, Plan, Region
from align.domain.state import State
from align.errors import UserError
from align.ui.present.counts import count, joined
from align.ui.present.setup_draft import RegionDraft
from align.ui.present.setup_regions import read_holidays, weekend_of
from align.ui.present.times import calendar_day

NAMED = "Your name is shown beside what you say; it is no answer."
WRONG = "What is wrong with your region's calendar?"
_CHANGEABLE = ("setup", "assume", "reveal", "agree")


def can_be_said(state: State) -> bool:
    """Whether calendars can be confirmed and changed: until the charter is sealed, and again while it is amended."""
    return state.phase in _CHANGEABLE


def person_of(state: State, participant: str) -> Participant | None:
    """Return who sits here, as the plan knows them."""
    plan = state.plan
    return next((one for one in plan.participants if one.id == participant), None) if plan is not None else None


def calendar_text(plan: Plan, region: Region, today: date) -> str:
    """Return zone, hours, weekend and the days off from `today` to the milestone, in two sentences."""
    calendar = region.calendar
    rest = joined([DAY_NAMES[day] for day in calendar.weekend]) or "none"
    last = date.fromisoformat(plan.milestone.date)
    days = holidays_between(calendar, today, last)
    until = f"until {calendar_day(plan.milestone.date)}"
    off = f"Days off {until}: {', '.join(_day(one) for one in days)}." if days else f"No day off is listed {until}."
    return f"{region.name} works {describe_hours(calendar)} ({calendar.tz}), weekend {rest}. {off}"


def _day(one: Holiday) -> str:
    name = f" {one.name}" if one.name else ""
    return f"{calendar_day(one.date)}{name}{' (estimated, may still move)' if one.estimated else ''}"


def own_word(state: State, me: str) -> str:
    """Return what a person said about their region's calendar as it stands; empty for nothing yet."""
    said = state.confirmed.get(me)
    if said is None:
        return ""
    return f"You confirmed it on {calendar_day(said.on)}." if said.ok else f"You said what is wrong: {said.text}"


def confirmation(state: State, me: str, wrong: str = "") -> c.ConfirmCalendar | None:
    """Return the command that confirms a person's calendar or, with words, says what is wrong; None for nobody's."""
    person = person_of(state, me)
    return c.ConfirmCalendar(state.edition(person.region), not wrong, wrong) if person is not None else None


# ---- the desk ------------------------------------------------------------------------------------------------------


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
    mark = "○" if said == [NOT_YET] else "✓" if is_confirmed(state, region.id) else "!"
    return CalendarRow(region.id, region.letter, region.name, mark, "; ".join(said))


def region_facts(state: State, region: Region) -> tuple[str, ...]:
    """Return a region's calendar line by line for the desk: what was said, hours, and each day off with its source."""
    calendar = region.calendar
    rest = joined([DAY_NAMES[day] for day in calendar.weekend]) or "none"
    special = [f"  {calendar_day(one.date)}  {one.name or 'other hours'}" for one in calendar.exceptions]
    return (
        *(f"{said[:1].upper()}{said[1:]}" for said in calendar_said(state, region.id)),
        f"{describe_hours(calendar)}, {calendar.tz}, weekend {rest}",
        count(len(calendar.holidays), "holiday"),
        *(f"  {_day(one)}{f' · from {one.source}' if one.source else ''}" for one in calendar.holidays),
        *(["Days with hours of their own", *special] if special else []),
    )


def calendar_fields(region: Region) -> dict[str, str]:
    """Return a calendar as the texts of a form: zone, hours, weekend and holidays."""
    calendar = region.calendar
    return {
        "zone": calendar.tz,
        "hours": describe_hours(calendar).replace("–", "-"),
        "weekend": ", ".join(DAY_NAMES[day] for day in calendar.weekend) or "none",
        "holidays": "\n".join(
            f"{one.date} {one.name}".rstrip() + (" ?" if one.estimated else "") for one in calendar.holidays
        ),
    }


def calendar_of(region: Region, values: Mapping[str, str]) -> WorkCalendar:
    """Return the calendar that a form's texts mean; a day that stays as it was keeps its source.

    Raises UserError with the first thing that cannot be read.
    """
    days, wrong = read_holidays(values["holidays"])
    if wrong:
        raise UserError(wrong[0])
    before = {(one.date, one.name, one.estimated): one for one in region.calendar.holidays}
    return msgspec.structs.replace(
        region.calendar,
        tz=values["zone"].strip(),
        hours=parse_hours(values["hours"]),
        weekend=weekend_of(RegionDraft(weekend=values["weekend"])),
        holidays=tuple(before.get((one.date, one.name, one.estimated), one) for one in days),
    )
