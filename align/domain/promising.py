"""The rules for making a promise on the desk: every field is said, every place is known, nothing is guessed."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from align.domain.commands import SetPromise
from align.domain.hours import parse_hours
from align.domain.model import Plan
from align.domain.promises import (
    ALWAYS,
    ASKER,
    LONGEST_AMOUNT,
    LONGEST_SAID,
    MOST_HOLDERS,
    MOST_MINUTES,
    MOST_PROMISES,
    MOST_STAFF,
    OWNER,
    Holder,
    Promise,
    amount_minutes,
    missing_fields,
)
from align.domain.text import LONGEST_NAME, clean_line
from align.errors import Rejected, UserError


def promise_set(plan: Plan, command: SetPromise) -> tuple[int, Promise]:
    """Return the place that a promise gets and the promise as it is kept: clean, its minutes those of its words.

    Raises Rejected (not-said, bad-amount, no-such-group, bad-holder, bad-hours, full, no-such-promise).
    """
    places = len(plan.promises)
    at = places if command.replaces is None else place_of(plan, command.replaces)
    if at >= MOST_PROMISES:
        raise Rejected("full", f"A workshop holds {MOST_PROMISES} promises at the most.")
    promise = _cleaned(plan, command.promise)
    missing = missing_fields(promise)
    if not promise.level or missing:
        named = [name.replace("_", " ") for name in (*(() if promise.level else ("level",)), *missing)]
        raise Rejected("not-said", f"Not said yet: {', '.join(named)}. Nobody else can know it, so say it first.")
    return at, promise


def place_of(plan: Plan, promise: Promise) -> int:
    """Return where a promise stands in the list; raises Rejected (no-such-promise) when it is no longer there."""
    if promise not in plan.promises:
        raise Rejected("no-such-promise", "This promise is no longer there as you saw it. Look at the list again.")
    return plan.promises.index(promise)


def _cleaned(plan: Plan, promise: Promise) -> Promise:
    said = clean_line(promise.said, longest=LONGEST_AMOUNT)
    clock = promise.clock
    return Promise(
        level=clean_line(promise.level, longest=LONGEST_NAME),
        starts_when=clean_line(promise.starts_when, longest=LONGEST_SAID),
        counts_as=clean_line(promise.counts_as, longest=LONGEST_SAID),
        amount=_minutes(promise, said),
        said=said,
        clock=clock,
        calendar=_places(plan, promise.calendar, (OWNER, ASKER)) if clock == "working" else (),
        cover=_places(plan, promise.cover, (ALWAYS,)),
        channel=clean_line(promise.channel, longest=LONGEST_SAID),
        owner=_holders(plan, promise.owner),
    )


def _minutes(promise: Promise, said: str) -> int:
    if not said:
        return 0
    try:
        minutes = amount_minutes(said, promise.clock)
    except UserError as error:
        raise Rejected("bad-amount", str(error)) from None
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Rejected("bad-amount", "The time is a minute or more, and a year at the most.")
    return minutes or 0


def _places(plan: Plan, places: Collection[str], words: Collection[str]) -> tuple[str, ...]:
    """Return one of `words` alone, or region ids."""
    found = tuple(dict.fromkeys(places))
    if len(found) > 1 and set(found) & set(words):
        raise Rejected("no-such-group", "Say either whose hours by name, or one of the other words alone.")
    if not set(found) <= {*words, *(region.id for region in plan.regions)}:
        raise Rejected("no-such-group", "There is no such region in this workshop.")
    return found


def _holders(plan: Plan, holders: Collection[Holder]) -> tuple[Holder, ...]:
    if len(holders) > MOST_HOLDERS:
        raise Rejected("bad-holder", f"A promise has {MOST_HOLDERS} owners at the most. Join some of them.")
    return tuple(check_holder(plan, holder) for holder in holders)


def check_holder(plan: Plan, holder: Holder) -> Holder:
    """Return who keeps a promise or is told, the name clean; raises Rejected (bad-holder, no-such-group, bad-hours)."""
    name = clean_line(holder.name, longest=LONGEST_SAID)
    if not name:
        raise Rejected("bad-holder", "Whoever keeps a promise or is told needs a name.")
    if holder.region and holder.region not in {region.id for region in plan.regions}:
        raise Rejected("no-such-group", "There is no such region in this workshop.")
    if not 0 <= holder.staff <= MOST_STAFF:
        raise Rejected("bad-holder", f"At work at any one time are 0 to {MOST_STAFF} people.")
    for hours in filter(None, (holder.hours, holder.utc)):
        _check_hours(hours)
    return msgspec.structs.replace(holder, name=name)


def _check_hours(hours: str) -> None:
    try:
        if len(hours) > LONGEST_SAID or not parse_hours(hours):
            raise Rejected("bad-hours", "The hours are too long. Write them like Mon-Fri 09:00-17:00.")
    except UserError as error:
        raise Rejected("bad-hours", str(error)) from None
