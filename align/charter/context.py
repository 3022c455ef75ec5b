"""The public state of a workshop as plain values for a template: dicts, lists, texts and numbers, nothing that acts.

All text is clean. Answers, comments and notes are not quoted: a charter outlives the workshop and travels further, so
it holds the clauses, the counts, and what people chose to put on record (reasons and dissent).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import cast

from align.charter.clauses import annexes, areas
from align.charter.confirmations import calendar_said
from align.charter.ladder import ladders
from align.charter.norms import local_norms, norms
from align.charter.promises import promises
from align.charter.pulses import pulse_views
from align.charter.register import register
from align.charter.spread import conventions, spread
from align.charter.versions import history
from align.charter.view import CharterView, ClauseView, FactsView, MilestoneView, PeopleView, PersonView, RegionView
from align.charter.wording import ATTRIBUTIONS, day, iso_day, one_line, party_name, region_name
from align.domain.calendars import describe_hours, holidays_between, short_offset
from align.domain.events import Signed
from align.domain.hours import DAY_NAMES
from align.domain.model import CONSENT_FROM, SENSITIVE_MIN_N, SUPPORT_LEVELS, Participant, Plan, Region, clause_number
from align.domain.state import State
from align.domain.text import clean
from align.language import _, in_english

RECORD = (
    "This charter is a record of ways of working. It transfers no duties and replaces no contract, protocol or SOP. "
    "Where it disagrees with one of them, they hold."
)
NO_PATIENT_DATA = "It must hold no patient data. Whoever finds some tells the facilitator, who has it removed."


@in_english()
def context(state: State) -> CharterView:
    """Return what a charter template may use; `templates/README.md` lists it. `state` is the public fold.

    Raises ValueError for a state without a plan.
    """
    plan = state.the_plan
    in_areas = areas(state)
    sealed_on = state.sealed_on if state.in_force else ""
    clauses = [clause for area in in_areas for clause in area["clauses"]]
    return {
        # A digest, for it travels further than the log's own id.
        "workshop": hashlib.sha256(f"align:{state.workshop}".encode()).hexdigest()[:16],
        "title": one_line(plan.title),
        "milestone": _milestone(plan),
        "version": state.version if state.in_force else 0,
        "version_words": version_words(state),
        "sealed_on": day(sealed_on),
        "sealed_iso": iso_day(sealed_on),
        "draft": why_draft(state),
        "history": history(state),
        "parties": [party_name(plan, party.id) for party in plan.parties],
        "facilitators": [one_line(name) for name in plan.facilitators],
        "regions": [_region(state, region) for region in plan.regions],
        "areas": in_areas,
        "annexes": annexes(plan, clauses, local_norms(state)),
        "open_assumptions": [clause for clause in clauses if clause["status"] == "open"],
        "dissent": [clause for clause in clauses if clause["dissent"]],
        "people": _people(state, clauses),
        "norms": norms(state),
        "register": register(plan),
        "escalation": ladders(state),
        "promises": promises(state),
        "pulses": pulse_views(state),
        "answers_shown": bool(state.revealed),
        "spread": spread(state),
        "facts": _facts(plan),
        "support_levels": [{"level": level, "words": words} for level, words in enumerate(SUPPORT_LEVELS)],
        "statement": {"record": RECORD, "no_patient_data": NO_PATIENT_DATA},
    }


def version_words(state: State) -> str:
    """Return `Version 1`, `Draft`, or `Draft of version 2` where a sealed charter is amended."""
    if state.in_force:
        return f"Version {state.version}"
    return f"Draft of version {state.version + 1}" if state.version else "Draft"


def why_draft(state: State) -> str:
    """Return why this is a draft; empty for a sealed charter."""
    if state.in_force:
        return ""
    if state.phase in ("setup", "assume"):
        return _("The answers are not shown yet, so this draft holds the plan only.")
    if state.version:
        return _("It is not sealed; version {version} stays in force until it is.", version=state.version)
    if not state.clauses:
        return _("The charter is not sealed and holds no clause yet.")
    return _("The charter is not sealed. Its clauses can still change.")


def _milestone(plan: Plan) -> MilestoneView:
    milestone = plan.milestone
    return {
        "name": one_line(milestone.name),
        "date": day(milestone.date),
        "iso": iso_day(milestone.date),
        "code": one_line(milestone.code),
        "meaning": clean(milestone.meaning),
    }


def _region(state: State, region: Region) -> RegionView:
    plan, calendar = state.the_plan, region.calendar
    first, last = _years(state)
    days = holidays_between(calendar, date(first, 1, 1), date(last, 12, 31)) if first else calendar.holidays
    return {
        "id": region.id,
        "name": region_name(plan, region.id),
        "letter": one_line(region.letter),
        "zone": one_line(calendar.tz),
        "offsets": _offsets(calendar.tz, last or 2000),
        "hours": describe_hours(calendar),
        "weekend": ", ".join(DAY_NAMES[weekday] for weekday in calendar.weekend),
        "holidays": [
            {
                "date": day(one.date),
                "name": one_line(one.name),
                "source": one_line(one.source),
                "estimated": one.estimated,
            }
            for one in days
        ],
        "calendar_said": calendar_said(state, region.id),
        "people": sum(person.region == region.id for person in plan.participants),
    }


def _years(state: State) -> tuple[int, int]:
    """Return the first and the last year that the plan is about: from sealing to the milestone; zeros if unknown."""
    years = [int(text[:4]) for text in (state.sealed_on, state.the_plan.milestone.date) if iso_day(text)]
    return (min(years), max(years)) if years else (0, 0)


def _offsets(zone: str, year: int) -> str:
    winter, summer = (short_offset(zone, datetime(year, month, 1, 12, tzinfo=UTC)) for month in (1, 7))
    return f"{winter} all year" if winter == summer else f"{winter} in January, {summer} in July"


def _people(state: State, clauses: list[ClauseView]) -> list[PeopleView]:
    plan, held = state.the_plan, {clause["id"] for clause in clauses}
    return [
        {
            "region": region_name(plan, region.id),
            "signed": _turnout(state, region.id),
            "people": [_person(state, person, held) for person in plan.participants if person.region == region.id],
        }
        for region in plan.regions
        if any(person.region == region.id for person in plan.participants)
    ]


def _turnout(state: State, region: str) -> str:
    said = [state.signed(person.id) for person in state.the_plan.participants if person.region == region]
    given = [one for one in said if one is not None] if state.in_force else []
    if not given:
        return ""
    signed = sum(one.agrees for one in given)
    objects = f"{len(given) - signed} object{'s' if len(given) - signed == 1 else ''}"
    parts = [f"{signed} of {len(said)} signed", objects if signed < len(given) else ""]
    return ", ".join(filter(None, [*parts, f"{len(said) - len(given)} not yet" if len(given) < len(said) else ""]))


def _person(state: State, person: Participant, held: set[str]) -> PersonView:
    plan, said = state.the_plan, state.signed(person.id) if state.in_force else None
    return {
        "name": one_line(person.name),
        "role": one_line(person.role),
        "party": party_name(plan, person.party) if person.party else "",
        "signature": _signature(said, held) if said else "",
    }


def _signature(said: Signed, held: set[str]) -> str:
    if said.agrees:
        return f"signed on {day(said.on)}"
    clause = f" to clause {clause_number(said.clause)}" if said.clause in held else ""
    return f"objects{clause} on {day(said.on)}: {one_line(said.reason)}"


def without_signatures(view: Mapping[str, object]) -> dict[str, object]:
    """Return a charter's facts as they were when it was sealed, before anybody signed."""
    people = [
        {**group, "signed": "", "people": [{**person, "signature": ""} for person in group["people"]]}
        for group in cast("list[PeopleView]", view["people"])
    ]
    return {**view, "people": people}


def _facts(plan: Plan) -> FactsView:
    limits = conventions(plan)
    return {
        "pack": one_line(plan.pack.title),
        "pack_version": plan.pack.version,
        "people": len(plan.participants),
        "attribution": plan.attribution,
        "attribution_words": ATTRIBUTIONS[plan.attribution],
        "min_n": plan.min_n,
        "min_n_sensitive": max(plan.min_n, SENSITIVE_MIN_N),
        "threshold_percent": round(100 * limits.near_share),
        "split_below_percent": round(100 * limits.split_below),
        "consent_from": CONSENT_FROM,
        "tzdata": one_line(plan.tzdata),
    }
