"""The promises of a plan for a charter: what was promised, whether it can be kept, and the weeks as tables of letters.

The year that is checked begins in the week of the sealing: a sealed charter reads the same whenever it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from align.analysis.cover.rosters import Period, weeks_from
from align.analysis.keeping import HolderWeek, PromiseCheck, check_promise
from align.charter.agreed_view import PromisesView, PromiseView, StripView
from align.charter.promise_text import UPPER_BOUND, moments_text, verdict_words
from align.charter.promise_words import amount_words, calendar_words, cover_words, owner_words, wait_words, wordings
from align.charter.week_text import strip_letters, together_letters
from align.charter.wording import day, iso_day, one_line
from align.domain.calendars import from_minute
from align.domain.hours import DAY_NAMES
from align.domain.model import Plan
from align.domain.promises import missing_fields
from align.domain.state import State
from align.domain.text import clean

WEEKS = 52
MOST_STRIPS = 6
_CELL = 6


def promises(state: State) -> PromisesView:
    """Return the plan's promises as they stand, checked over the 52 weeks from the sealing on.

    Before the sealing the milestone's day takes its place; without any day there are no figures.
    """
    plan = state.the_plan
    first = iso_day(state.sealed_on) or iso_day(plan.milestone.date)
    period = weeks_from(date.fromisoformat(first), WEEKS) if first and plan.promises else None
    return {
        "list": [_promise(plan, number, period) for number in range(len(plan.promises))],
        "period": f"Checked over {WEEKS} weeks from {_first_day(period)} on." if period else "",
        "note": UPPER_BOUND if plan.promises else "",
        "despite": clean(state.sealed_despite),
    }


def _first_day(period: Period) -> str:
    return day(from_minute(period.start).date().isoformat())


def _promise(plan: Plan, at: int, period: Period | None) -> PromiseView:
    promise = plan.promises[at]
    check = check_promise(plan, promise, period) if period else None
    return {
        "number": at + 1,
        "level": one_line(promise.level),
        "within": amount_words(promise) if promise.said or promise.amount else "",
        "clock": f"{promise.clock}{calendar_words(plan, promise)}" if promise.clock else "",
        "raised": cover_words(plan, promise),
        "starts_when": one_line(promise.starts_when),
        "counts_as": one_line(promise.counts_as),
        "channel": one_line(promise.channel),
        "owners": [owner_words(plan, holder) for holder in promise.owner],
        "missing": [name.replace("_", " ") for name in missing_fields(promise)],
        "verdict": verdict_words(check) if check else "",
        "worst": _worst(check) if check else "",
        "wordings": list(wordings(plan, check)) if check else [],
        "strips": _strips(check.people) if check else [],
    }


def _worst(check: PromiseCheck) -> str:
    worst = check.worst
    if worst is None:
        return ""
    return f"{wait_words(worst.minutes)}, raised {moments_text(worst.raised)}, ended {moments_text(worst.ended)}"


def _strips(people: Sequence[HolderWeek]) -> list[StripView]:
    """Return all owners together in UTC, then each on the own clock; many owners are shown together only."""
    if not people:
        return []
    found = [_strip("All owners", "UTC", together_letters(people))] if len(people) > 1 else []
    if len(people) <= MOST_STRIPS:
        for one in people:
            name = f"{one.letter.upper()} {one_line(one.name)}"
            zones = {"UTC": one.utc.strip, one_line(one.local.tz): one.local.strip}
            found += [_strip(name, zone, strip_letters(strip, one.letter)) for zone, strip in zones.items()]
    return found


def _strip(who: str, zone: str, rows: Sequence[str]) -> StripView:
    return {
        "who": who,
        "zone": zone,
        "days": [
            {"day": name, "hours": [row[hour : hour + _CELL] for hour in range(0, 24, _CELL)]}
            for name, row in zip(DAY_NAMES, rows, strict=True)
        ],
    }
