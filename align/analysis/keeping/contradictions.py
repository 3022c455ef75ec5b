"""What contradicts itself in a plan: hours that are not their UTC, promises against each other. It mends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from align.analysis.cover.intervals import Intervals, merge
from align.analysis.cover.week import fold_week
from align.analysis.keeping.people import week_hours
from align.domain.calendars import WorkCalendar, shift_minutes
from align.domain.hours import Hours, parse_hours
from align.domain.model import Plan
from align.domain.promises import ALWAYS, Escalation, Promise
from align.domain.prompts import Clock
from align.language import mark

JANUARY, JULY = (1, 11), (7, 11)
"""Days away from every clock change, each inside a whole week that is compared."""


class StatedHours(msgspec.Struct, frozen=True):
    """The same working hours as somebody wrote them twice: on a local clock and in UTC. `tz` may be unknown ("")."""

    who: str
    tz: str
    local: tuple[Hours, ...]
    utc: tuple[Hours, ...]


class Within(msgspec.Struct, frozen=True):
    """A time that is promised, as it was written ("1 hour"), and the clock it runs on; the clock may be unsaid."""

    said: str
    clock: Clock | Literal[""]


Part = str | int | tuple[Hours, ...] | Within
"""What stands in a field: a name or a figure, hours of a week, or a time."""


class Contradiction(msgspec.Struct, frozen=True):
    """A sentence in English with named fields, and what stands in them: it is told where it is shown."""

    said: str
    fields: tuple[tuple[str, Part], ...]


def contradictions(plan: Plan) -> tuple[Contradiction, ...]:
    """Return what contradicts itself in a plan's promises and chains, without repeating one."""
    year = int(plan.milestone.date[:4])
    zones = {region.id: region.calendar.tz for region in plan.regions}
    holders = [holder for promise in plan.promises for holder in promise.owner]
    holders += [step.to for chain in plan.escalation for step in chain.steps]
    stated = [
        StatedHours(holder.name, zones.get(holder.region, ""), parse_hours(holder.hours), parse_hours(holder.utc))
        for holder in holders
        if holder.hours and holder.utc
    ]
    found = [one for each in stated for one in hours_contradictions(each, year)]
    found += _same_level(plan.promises)
    found += [one for promise in plan.promises for one in _inside(promise)]
    found += [one for chain in plan.escalation for one in _late_steps(plan, chain)]
    return tuple(dict.fromkeys(found))


def hours_contradictions(stated: StatedHours, year: int) -> tuple[Contradiction, ...]:
    """Return where local hours and the UTC hours beside them cannot both be true, in that year.

    Without a zone only the lengths can be compared. With one, hours that fit for a part of the year alone drift.
    """
    lengths = [sum(shift.minutes for shift in hours) for hours in (stated.local, stated.utc)]
    if lengths[0] != lengths[1]:
        there, beside = map(_hours, lengths)
        said = mark("{who}: {local} local time is {there} a week, and the {utc} UTC beside it is {beside}.")
        return (_found(said, who=stated.who, local=stated.local, there=there, utc=stated.utc, beside=beside),)
    if not stated.tz:
        return ()
    real = {month: _in_utc(stated, date(year, *month)) for month in (JANUARY, JULY)}
    wanted = _folded(WorkCalendar("UTC", stated.utc), date(year, *JANUARY))
    fits = [month for month in real if real[month] == wanted]
    if len(fits) == len(real):
        return ()
    winter, summer = (week_hours(real[month]) for month in (JANUARY, JULY))
    if fits == [JANUARY]:
        said = mark(
            "{who}: {local} in {zone} is {utc} UTC in January only, and {summer} UTC in July: hours fixed in UTC move "
            "against local ones twice a year."
        )
    elif fits:
        said = mark(
            "{who}: {local} in {zone} is {utc} UTC in July only, and {winter} UTC in January: hours fixed in UTC move "
            "against local ones twice a year."
        )
    elif winter == summer:
        said = mark("{who}: {local} in {zone} is {winter} UTC, not the {utc} UTC beside it.")
    else:
        said = mark(
            "{who}: {local} in {zone} is {winter} in January, {summer} in July UTC, not the {utc} UTC beside it."
        )
    hours = {"local": stated.local, "utc": stated.utc, "winter": winter, "summer": summer}
    return (_found(said, who=stated.who, zone=stated.tz, **hours),)


def _found(said: str, **fields: Part) -> Contradiction:
    return Contradiction(said, tuple(fields.items()))


def _in_utc(stated: StatedHours, day: date) -> Intervals:
    return _folded(WorkCalendar(stated.tz, stated.local), day)


def _folded(calendar: WorkCalendar, day: date) -> Intervals:
    """Return one week's shifts, from the Monday on or before `day`, as minutes of the UTC week."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    return fold_week(merge(part for one in days for part in shift_minutes(calendar, one)))


def _same_level(promises: Sequence[Promise]) -> list[Contradiction]:
    found = []
    said = mark("{level}: promised twice, within {one} and within {other}.")
    for number, one in enumerate(promises):
        for other in promises[number + 1 :]:
            same = (one.level, one.starts_when, one.counts_as) == (other.level, other.starts_when, other.counts_as)
            if same and one.said and other.said and (one.said, one.clock) != (other.said, other.clock):
                found.append(_found(said, level=one.level, one=_within(one), other=_within(other)))
    return found


def _inside(promise: Promise) -> list[Contradiction]:
    found = []
    if promise.clock == "elapsed" and promise.calendar:
        said = mark("{level}: every minute counts (elapsed), and yet a calendar is named.")
        found.append(_found(said, level=promise.level))
    if promise.clock == "working" and "asker" in promise.calendar and ALWAYS in promise.cover:
        said = mark(
            "{level}: the asker's hours count, and it may be raised by anybody at any time. Say in `cover` which "
            "regions ask."
        )
        found.append(_found(said, level=promise.level))
    return found


def _late_steps(plan: Plan, chain: Escalation) -> list[Contradiction]:
    """Return the steps that are told when the promise of their level is broken already."""
    promise = next((one for one in plan.promises if one.level == chain.level and one.amount), None)
    if promise is None or any(step.after is None or step.clock != promise.clock for step in chain.steps[1:]):
        return []
    said = mark("{level}: promised within {amount}, and step {number} ({name}) is told after {minutes} minutes.")
    told, found = 0, []
    for number, step in enumerate(chain.steps[1:], 2):
        told += step.after or 0
        if told > promise.amount:
            name, amount = step.to.name, _within(promise)
            found.append(_found(said, level=chain.level, amount=amount, number=number, name=name, minutes=told))
    return found[:1]


def _within(promise: Promise) -> Within:
    return Within(promise.said, promise.clock)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g} h"
