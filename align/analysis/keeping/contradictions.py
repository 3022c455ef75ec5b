"""What contradicts itself in a plan: hours that are not their UTC, promises against each other. It mends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from align.analysis.cover.intervals import Intervals, merge
from align.analysis.cover.week import fold_week
from align.analysis.keeping.people import week_hours
from align.domain.calendars import WorkCalendar, shift_minutes
from align.domain.hours import Hours, parse_hours, weekly_text
from align.domain.model import Plan
from align.domain.promises import ALWAYS, Escalation, Promise
from align.language import mark

JANUARY, JULY = (1, 11), (7, 11)
"""Days away from every clock change, each inside a whole week that is compared."""


class StatedHours(msgspec.Struct, frozen=True):
    """The same working hours as somebody wrote them twice: on a local clock and in UTC. `tz` may be unknown ("")."""

    who: str
    tz: str
    local: tuple[Hours, ...]
    utc: tuple[Hours, ...]


def contradictions(plan: Plan) -> tuple[str, ...]:
    """Return what contradicts itself in a plan's promises and chains, a sentence each, without repeating one."""
    year = int(plan.milestone.date[:4])
    zones = {region.id: region.calendar.tz for region in plan.regions}
    holders = [holder for promise in plan.promises for holder in promise.owner]
    holders += [step.to for chain in plan.escalation for step in chain.steps]
    stated = [
        StatedHours(holder.name, zones.get(holder.region, ""), parse_hours(holder.hours), parse_hours(holder.utc))
        for holder in holders
        if holder.hours and holder.utc
    ]
    found = [sentence for one in stated for sentence in hours_contradictions(one, year)]
    found += _same_level(plan.promises)
    found += [sentence for promise in plan.promises for sentence in _inside(promise)]
    found += [sentence for chain in plan.escalation for sentence in _late_steps(plan, chain)]
    return tuple(dict.fromkeys(found))


def hours_contradictions(stated: StatedHours, year: int) -> tuple[str, ...]:
    """Return where local hours and the UTC hours beside them cannot both be true, in that year.

    Without a zone only the lengths can be compared. With one, hours that fit for a part of the year alone drift.
    """
    lengths = [sum(shift.minutes for shift in hours) for hours in (stated.local, stated.utc)]
    local, utc = weekly_text(stated.local), weekly_text(stated.utc)
    if lengths[0] != lengths[1]:
        there, beside = map(_hours, lengths)
        return (mark(f"{stated.who}: {local} local time is {there} a week, and the {utc} UTC beside it is {beside}."),)
    if not stated.tz:
        return ()
    real = {month: _in_utc(stated, date(year, *month)) for month in (JANUARY, JULY)}
    wanted = _folded(WorkCalendar("UTC", stated.utc), date(year, *JANUARY))
    fits = [month for month in real if real[month] == wanted]
    told = {month: weekly_text(week_hours(real[month])) for month in real}
    if not fits:
        zone, winter, summer = stated.tz, told[JANUARY], told[JULY]
        if winter == summer:
            return (mark(f"{stated.who}: {local} in {zone} is {winter} UTC, not the {utc} UTC beside it."),)
        return (
            mark(
                f"{stated.who}: {local} in {zone} is {winter} in January, {summer} in July UTC, not the {utc} UTC "
                "beside it."
            ),
        )
    if len(fits) == 1:
        if fits == [JANUARY]:
            said = mark(
                f"{stated.who}: {local} in {stated.tz} is {utc} UTC in January only, and {told[JULY]} UTC in July: "
                "hours fixed in UTC move against local ones twice a year."
            )
        else:
            said = mark(
                f"{stated.who}: {local} in {stated.tz} is {utc} UTC in July only, and {told[JANUARY]} UTC in January: "
                "hours fixed in UTC move against local ones twice a year."
            )
        return (said,)
    return ()


def _in_utc(stated: StatedHours, day: date) -> Intervals:
    return _folded(WorkCalendar(stated.tz, stated.local), day)


def _folded(calendar: WorkCalendar, day: date) -> Intervals:
    """Return one week's shifts, from the Monday on or before `day`, as minutes of the UTC week."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    return fold_week(merge(part for one in days for part in shift_minutes(calendar, one)))


def _same_level(promises: Sequence[Promise]) -> list[str]:
    found = []
    for number, one in enumerate(promises):
        for other in promises[number + 1 :]:
            same = (one.level, one.starts_when, one.counts_as) == (other.level, other.starts_when, other.counts_as)
            if same and one.said and other.said and (one.said, one.clock) != (other.said, other.clock):
                twice = mark(f"{one.level}: promised twice, within {_amount(one)} and within {_amount(other)}.")
                found.append(twice)
    return found


def _inside(promise: Promise) -> list[str]:
    found = []
    if promise.clock == "elapsed" and promise.calendar:
        found.append(mark(f"{promise.level}: every minute counts (elapsed), and yet a calendar is named."))
    if promise.clock == "working" and "asker" in promise.calendar and ALWAYS in promise.cover:
        asks = mark(
            f"{promise.level}: the asker's hours count, and it may be raised by anybody at any time. Say in `cover` "
            "which regions ask."
        )
        found.append(asks)
    return found


def _late_steps(plan: Plan, chain: Escalation) -> list[str]:
    """Return the steps that are told when the promise of their level is broken already."""
    promise = next((one for one in plan.promises if one.level == chain.level and one.amount), None)
    if promise is None or any(step.after is None or step.clock != promise.clock for step in chain.steps[1:]):
        return []
    told, found = 0, []
    for number, step in enumerate(chain.steps[1:], 2):
        told += step.after or 0
        if told > promise.amount:
            late = mark(
                f"{chain.level}: promised within {_amount(promise)}, and step {number} ({step.to.name}) is told after "
                f"{told} minutes."
            )
            found.append(late)
    return found[:1]


def _amount(promise: Promise) -> str:
    return f"{promise.said} ({promise.clock})" if promise.clock else promise.said


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g} h"
