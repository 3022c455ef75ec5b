"""Writes a Plan as the YAML that a facilitator could have written. It knows no files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from itertools import groupby
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

from align.domain.calendars import Holiday, WorkCalendar
from align.domain.decisions import TERMS, VOICES, Decision
from align.domain.hours import DAY_NAMES, clock, kept_hours
from align.domain.model import Milestone, Participant, Plan, Region
from align.domain.promises import ALWAYS, ASKER, OWNER, Escalation, EscalationStep, Holder, Promise
from align.domain.prompts import Pack
from align.packs.regions import FROM_PLAN

_HEADER = "# A plan for an align workshop. Check it with `align plan check`; docs/plan.md explains every key.\n"
_USUAL = WorkCalendar("UTC", ())
# Words, times and dates; all else is quoted, since what the library leaves bare it cannot always read (`[?!x]`).
_PLAIN = re.compile(r"\w(?:[\w ,./+()-]|:(?=\d))*")


class _Representer(RoundTripRepresenter):
    """Quotes every text that is not plain words."""

    def represent_text(self, text: str) -> ScalarNode:
        style = None if _PLAIN.fullmatch(text) else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Representer.add_representer(str, _Representer.represent_text)


def plan_to_yaml(plan: Plan) -> str:
    """Return the plan as YAML; `load_plan` gives it back where the same pack is at hand and ids follow from names."""
    content = {
        "title": plan.title,
        "milestone": _milestone(plan.milestone),
        "parties": _flow([party.name for party in plan.parties]),
        "regions": [_region(region) for region in plan.regions],
        "people": [_person(plan, person) for person in plan.participants],
        "facilitators": _flow(list(plan.facilitators)),
        "pack": _pack(plan.pack),
        "attribution": plan.attribution,
        "min_n": plan.min_n,
        "threshold": plan.threshold,
        "open_door": plan.open_door,
        "promises": [_promise(plan, promise) for promise in plan.promises],
        "escalation": [_escalation(plan, chain) for chain in plan.escalation],
        "decisions": [_decision(decision) for decision in plan.decisions],
    }
    return _HEADER + _dumped({key: value for key, value in content.items() if value != []})


def regions_to_yaml(regions: Sequence[Region]) -> str:
    """Return regions as the part of a plan that they are, from `regions:` on."""
    return _dumped({"regions": [_region(region) for region in regions]})


def _dumped(content: dict[str, Any]) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.width = 1_000_000  # a person stays on one line
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def _region(region: Region) -> dict[str, Any]:
    return {"name": region.name, **_calendar(region.calendar)}


def _source(day: Holiday) -> str:
    """A plan that is read says of its own accord that a day is from the plan."""
    return "" if day.source == FROM_PLAN else day.source


def _pack(pack: Pack) -> Any:
    """Return the pack with the ids of its prompts; where packs were combined, a list with each run of one pack."""
    runs = [
        {"name": origin, "prompts": [prompt.id for prompt in prompts]}
        for origin, prompts in groupby(pack.prompts, key=lambda prompt: prompt.origin or pack.id)
    ]
    return runs[0] if len(runs) == 1 else runs


def _milestone(milestone: Milestone) -> dict[str, str]:
    optional = {"code": milestone.code, "meaning": milestone.meaning}
    return {"name": milestone.name, "date": milestone.date, **{key: text for key, text in optional.items() if text}}


def _calendar(calendar: WorkCalendar) -> dict[str, Any]:
    written: dict[str, Any] = {"zone": calendar.tz, "hours": kept_hours(calendar.hours)}
    if calendar.weekend != _USUAL.weekend:
        written["weekend"] = _flow([DAY_NAMES[day] for day in calendar.weekend])
    if calendar.holidays:
        written["holidays"] = [
            _short(date=one.date, name=one.name, source=_source(one), estimated=one.estimated)
            for one in calendar.holidays
        ]
    if calendar.exceptions:
        written["special_days"] = [
            _short(date=one.date, hours=_spans(one.spans), name=one.name) for one in calendar.exceptions
        ]
    if not calendar.observes_holidays:
        written["observes_holidays"] = False
    return written


def _spans(spans: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{clock(start)}-{clock(end)}" for start, end in spans) or "off"


def _person(plan: Plan, person: Participant) -> CommentedMap:
    party = plan.party(person.party).name if person.party else ""
    return _short(name=person.name, region=plan.region(person.region).name, party=party, role=person.role)


def _promise(plan: Plan, promise: Promise) -> dict[str, Any]:
    written: dict[str, Any] = {
        "level": promise.level,
        "starts_when": promise.starts_when,
        "counts_as": promise.counts_as,
        "amount": promise.said or _minutes(promise.amount),
        "clock": promise.clock,
        "calendar": _flow([_place(plan, place) for place in promise.calendar]),
        "cover": _flow([_place(plan, place) for place in promise.cover]),
        "channel": promise.channel,
        "owner": [_holder(plan, holder) for holder in promise.owner],
    }
    return {key: value for key, value in written.items() if value}


def _escalation(plan: Plan, chain: Escalation) -> dict[str, Any]:
    return {"level": chain.level, "steps": [_step(plan, step) for step in chain.steps]}


def _decision(decision: Decision) -> dict[str, Any]:
    written: dict[str, Any] = {"what": decision.what, "decider": decision.decider}
    written |= {voice: _flow(list(getattr(decision, voice))) for voice in VOICES}
    written |= {term: getattr(decision, term) for term in TERMS}
    return {key: value for key, value in written.items() if value}


def _step(plan: Plan, step: EscalationStep) -> dict[str, Any]:
    after = "" if step.after is None else f"{step.after} minutes"
    written = {"to": _holder(plan, step.to), "after": after, "clock": step.clock, "channel": step.channel}
    return {key: value for key, value in written.items() if value}


def _holder(plan: Plan, holder: Holder) -> CommentedMap:
    region = plan.region(holder.region).name if holder.region else ""
    written = _short(name=holder.name, region=region, hours=holder.hours, utc=holder.utc)
    if holder.staff:
        written["staff"] = holder.staff
    if not holder.observes_holidays:
        written["observes_holidays"] = False
    return written


def _minutes(minutes: int) -> str:
    return f"{minutes} minute{'s' * (minutes != 1)}" if minutes else ""


def _place(plan: Plan, place: str) -> str:
    return place if place in (ALWAYS, OWNER, ASKER) else plan.region(place).name


def _short(**values: str | bool) -> CommentedMap:
    """Return the values that are not empty, to be written on one line."""
    mapping = CommentedMap({key: value for key, value in values.items() if value})
    mapping.fa.set_flow_style()
    return mapping


def _flow(values: list[str]) -> CommentedSeq:
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence
