"""Reads the promises and the escalation chains of a plan. What is left out stays empty: `align check` reports it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from align.domain.hours import kept_hours
from align.domain.model import Region
from align.domain.promises import (
    ALWAYS,
    ASKER,
    LONGEST_AMOUNT,
    LONGEST_SAID,
    MOST_HOLDERS,
    MOST_MINUTES,
    MOST_PROMISES,
    MOST_STAFF,
    MOST_STEPS,
    OWNER,
    Escalation,
    EscalationStep,
    Holder,
    NoClock,
    Promise,
    amount_minutes,
)
from align.domain.prompts import Clock
from align.domain.text import LONGEST_NAME, name_key
from align.errors import UserError
from align.language import mark
from align.packs.fields import Fields, keyed
from align.packs.problems import instead
from align.packs.regions import read_hours
from align.packs.source import Listing, Mapping, Node, Scalar

PROMISE_KEYS = (
    "level", "starts_when", "counts_as", "amount", "clock", "calendar", "cover", "channel", "owner",
)  # fmt: skip
HOLDER_KEYS = ("name", "region", "staff", "hours", "utc", "observes_holidays")
ESCALATION_KEYS = ("level", "steps")
STEP_KEYS = ("to", "after", "clock", "channel")
CLOCKS: tuple[Clock, ...] = get_args(Clock)


def read_promises(fields: Fields, regions: Sequence[Region]) -> tuple[Promise, ...]:
    """Return the plan's promises; what is wrong is in the report of `fields`."""
    return tuple(_promise(Fields(node, path, PROMISE_KEYS, fields.report), regions) for path, node in _some(fields))


def read_escalation(fields: Fields, regions: Sequence[Region]) -> tuple[Escalation, ...]:
    """Return the plan's escalation chains; what is wrong is in the report of `fields`."""
    found = []
    for path, node in fields.items("escalation")[:MOST_PROMISES]:
        inner = Fields(node, path, ESCALATION_KEYS, fields.report)
        level = inner.line("level", longest=LONGEST_NAME)
        steps = inner.items("steps")
        if not 1 <= len(steps) <= MOST_STEPS:
            inner.problem("steps", f"a chain has 1 to {MOST_STEPS} steps; this one has {len(steps)}.")
        read = [_step(inner, *step, regions, first=not number) for number, step in enumerate(steps[:MOST_STEPS])]
        found.append(Escalation(level=level, steps=tuple(read)))
    return tuple(found)


def _some(fields: Fields) -> list[tuple[str, Node]]:
    items = fields.items("promises")
    if len(items) > MOST_PROMISES:
        fields.problem("promises", f"there are {len(items)}; {MOST_PROMISES} is the most.")
    return items[:MOST_PROMISES]


def _promise(fields: Fields, regions: Sequence[Region]) -> Promise:
    clock = _clock(fields)
    said, amount = _amount(fields, "amount", clock)
    return Promise(
        level=fields.line("level", longest=LONGEST_NAME),
        starts_when=fields.line("starts_when", longest=LONGEST_SAID, default=""),
        counts_as=fields.line("counts_as", longest=LONGEST_SAID, default=""),
        amount=amount or 0,
        said=said,
        clock=clock,
        calendar=_places(fields, "calendar", regions, (OWNER, ASKER)),
        cover=_places(fields, "cover", regions, (ALWAYS,)),
        channel=fields.line("channel", longest=LONGEST_SAID, default=""),
        owner=_holders(fields, regions),
    )


def _step(chain: Fields, path: str, node: Node, regions: Sequence[Region], *, first: bool) -> EscalationStep:
    fields = Fields(node, path, STEP_KEYS, chain.report)
    clock = _clock(fields)
    if "to" not in fields:
        fields.problem("to", "this key is missing. Name a region, or write {name: role, region: region}.")
        to = Holder(name="")
    else:
        to = _holder(fields, fields.at("to"), fields.inner("to"), regions)
    after = _amount(fields, "after", clock)[1]
    if first and after:
        fields.problem("after", "the first step is told at once. Remove this key, or put a step before it.")
    if not first and after == 0:
        fields.problem("after", "a step comes a minute or more after the one before. Join the two if not.")
    return EscalationStep(
        to=to,
        after=after,
        clock=clock,
        channel=fields.line("channel", longest=LONGEST_SAID, default=""),
    )


def _clock(fields: Fields) -> Clock | NoClock:
    return fields.one_of("clock", CLOCKS) if "clock" in fields else ""


def _amount(fields: Fields, key: str, clock: Clock | NoClock) -> tuple[str, int | None]:
    """Return the text and its minutes; None where it is left out, or in days while the clock is left out."""
    text = fields.line(key, longest=LONGEST_AMOUNT, default="")
    if not text:
        return "", None
    try:
        minutes = amount_minutes(text, clock)
    except UserError as error:
        fields.problem(key, str(error))
        return "", None
    if minutes is None:
        return text, None
    if not (0 if key == "after" else 1) <= minutes <= MOST_MINUTES:
        fields.problem(key, f"'{text}' must be a minute or more, and a year at the most.")
        return "", None
    return text, minutes


def _places(fields: Fields, key: str, regions: Sequence[Region], words: Sequence[str]) -> tuple[str, ...]:
    """Return one of `words` alone, or region ids."""
    found: list[str] = []
    for path, node in _listed(fields, key):
        text = node.text if isinstance(node, Scalar) else ""
        if text in words:
            found.append(text)
            continue
        region = _region(text, regions)
        if region is None:
            known = [*words, *(one.name for one in regions)]
            fields.report.add(node.line, node.column, path, f"'{text[:40]}' is not known here. {instead(text, known)}")
        else:
            found.append(region.id)
    if len(found) > 1 and set(found) & set(words):
        fields.problem(key, f"{' and '.join(set(found) & set(words))} stands alone. Remove the others.")
    return tuple(dict.fromkeys(found))


def _holders(fields: Fields, regions: Sequence[Region]) -> tuple[Holder, ...]:
    items = _listed(fields, "owner")
    if len(items) > MOST_HOLDERS:
        fields.problem("owner", f"there are {len(items)}; {MOST_HOLDERS} is the most. Join some of them.")
    return tuple(_holder(fields, node, path, regions) for path, node in items[:MOST_HOLDERS])


def _holder(outer: Fields, node: Node, path: str, regions: Sequence[Region]) -> Holder:
    bare = isinstance(node, Scalar)
    fields = Fields(keyed(node, "region"), path, HOLDER_KEYS, outer.report)
    region = _named_region(fields, regions, bare=bare)
    name = fields.line("name", longest=LONGEST_SAID, default="")
    if not name and region is None and not bare:
        fields.problem("name", "nobody is named. Write a `name`, a `region`, or both.")
    return Holder(
        name=name or (region.name if region else ""),
        region=region.id if region else "",
        staff=fields.whole("staff", default=0, low=0, high=MOST_STAFF),
        hours=_hours(fields, "hours"),
        utc=_hours(fields, "utc"),
        observes_holidays=fields.flag("observes_holidays", True),
    )


def _named_region(fields: Fields, regions: Sequence[Region], *, bare: bool) -> Region | None:
    text = fields.line("region", longest=LONGEST_NAME, default="")
    found = _region(text, regions)
    if text and found is None:
        hint = instead(text, [region.name for region in regions])
        said = mark(f"'{text}' is no region of the plan. {hint}")
        written = "{name: " + text + "}"
        fields.problem("region", mark(f"{said} For a role write {written}.") if bare else said)
    return found


def _region(text: str, regions: Sequence[Region]) -> Region | None:
    return next((region for region in regions if text and name_key(region.name) == name_key(text)), None)


def _hours(fields: Fields, key: str) -> str:
    hours = read_hours(fields, key) if key in fields else ()
    return kept_hours(hours) if hours else ""


def _listed(fields: Fields, key: str) -> list[tuple[str, Node]]:
    """Return a list's items, or the only value as if it were a list of one."""
    if key not in fields:
        return []
    node = fields.at(key)
    if isinstance(node, Scalar | Mapping):
        return [(fields.inner(key), node)]
    assert isinstance(node, Listing)
    return fields.items(key)
