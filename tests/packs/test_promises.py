"""Promises and escalation in a plan: what is written is read, what is left out stays empty, mistakes have a way out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.domain.hours import parse_hours
from align.domain.model import Plan
from align.domain.promises import (
    Escalation,
    EscalationStep,
    Holder,
    Promise,
    holder_calendar,
    missing_fields,
    missing_in_steps,
)
from align.packs.promises import ESCALATION_KEYS, HOLDER_KEYS, PROMISE_KEYS, STEP_KEYS
from align.packs.writing import plan_to_yaml
from tests.support.json_schema import fits
from tests.support.plans import SMALL, load, problems

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "schema/plan.schema.json").read_text(encoding="utf-8"))
FULL = """\
promises:
  - level: critical
    starts_when: the call is made
    counts_as: somebody who may decide has answered
    amount: 1 hour
    clock: elapsed
    cover: 24x7
    channel: phone
    owner: [Pune, {name: Medical monitor, region: Basel, staff: 2, hours: Sat-Sun 09:00-17:00}]
  - {level: normal, amount: 2 days, clock: working, calendar: owner, cover: [Basel, Pune], owner: Pune}
escalation:
  - level: critical
    steps:
      - {to: Pune, channel: phone}
      - {to: {name: Medical monitor, region: Basel}, after: 90 min, clock: working}
"""


def promise(written: str) -> Promise:
    return load(f"{SMALL}promises: [{{level: high, {written}}}]\n").promises[0]


def test_a_full_promise_is_read_as_it_is_written() -> None:
    plan = load(SMALL + FULL)
    critical, normal = plan.promises
    assert (critical.amount, critical.clock, critical.cover) == (60, "elapsed", ("24x7",))
    assert critical.owner == (
        Holder(name="Pune", region="pune"),
        Holder(name="Medical monitor", region="basel", staff=2, hours="Sat-Sun 09:00-17:00"),
    )
    assert (normal.amount, normal.said, normal.calendar) == (2 * 480, "2 days", ("owner",))
    assert normal.cover == ("basel", "pune")
    (chain,) = plan.escalation
    assert chain.steps[1] == EscalationStep(
        to=Holder(name="Medical monitor", region="basel"), after=90, clock="working"
    )


def test_what_is_left_out_stays_empty_and_is_named() -> None:
    bare = promise("owner: Pune")
    assert missing_fields(bare) == ("starts_when", "counts_as", "amount", "clock", "cover", "channel")
    assert missing_fields(promise("clock: working, owner: Pune, amount: 1 hour"))[2] == "calendar"
    chain = load(f"{SMALL}escalation: [{{level: x, steps: [{{to: Pune}}, {{to: Basel, after: 1 hour}}]}}]\n")
    assert missing_in_steps(chain.escalation[0]) == ("step 1: channel", "step 2: clock", "step 2: channel")


def test_days_without_a_clock_are_no_amount_but_keep_their_words() -> None:
    assert (promise("amount: 1 day").amount, promise("amount: 1 day").said) == (0, "1 day")
    assert promise("amount: 4 hours").amount == 240
    assert promise("amount: 1 day, clock: elapsed").amount == 1440


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("amount: soon", "'soon' is no length of time. Write a number and minutes, hours, days or weeks."),
        ("amount: 0 hours", "'0 hours' must be a minute or more, and a year at the most."),
        ("clock: office", "'office' is not known here. Use one of: elapsed, working."),
        ("cover: Bsel", "'Bsel' is not known here. Did you mean Basel?"),
        ("cover: [24x7, Basel]", "24x7 stands alone. Remove the others."),
        ("calendar: ownr", "'ownr' is not known here. Did you mean owner?"),
        ("owner: Pun", "'Pun' is no region of the plan. Did you mean Pune? For a role write {name: Pun}."),
        ("owner: {staff: 2}", "nobody is named. Write a `name`, a `region`, or both."),
        ("owner: {name: A, hours: 9 to}", "'9 to' names no day."),
        ("owner: {name: A, staff: many}", "'many' must be a whole number from 0 to 1000."),
        ("within: 1 hour", "there is no such key."),
    ],
)
def test_a_mistake_has_its_sentence(written: str, expected: str) -> None:
    (found,) = problems(f"{SMALL}promises: [{{level: high, {written}}}]\n")
    assert expected in found
    assert found.startswith("plan:10:")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("[]", "a chain has 1 to 10 steps; this one has 0."),
        ("[{to: Pune, after: 1 hour}]", "the first step is told at once."),
        ("[{to: Pune}, {to: Basel, after: 0 minutes}]", "a step comes a minute or more after the one before."),
        ("[{channel: phone}]", "this key is missing. Name a region"),
    ],
)
def test_a_mistake_in_a_chain_has_its_sentence(steps: str, expected: str) -> None:
    (found,) = problems(f"{SMALL}escalation: [{{level: high, steps: {steps}}}]\n")
    assert expected in found


def test_hours_in_utc_count_before_hours_of_its_own_and_those_before_the_regions() -> None:
    plan = load(SMALL)
    calendars = {region.id: region.calendar for region in plan.regions}
    own, utc = "Sat 10:00-12:00", "Mon 01:00-02:00"
    bare = holder_calendar(Holder(name="P", region="pune"), calendars)
    assert bare == calendars["pune"]
    found = holder_calendar(Holder(name="P", region="pune", hours=own, observes_holidays=False), calendars)
    assert found is not None
    assert (found.tz, found.hours, found.observes_holidays) == ("Asia/Kolkata", parse_hours(own), False)
    both = holder_calendar(Holder(name="P", region="pune", hours=own, utc=utc), calendars)
    assert both is not None
    assert (both.tz, both.hours) == ("UTC", parse_hours(utc))
    assert holder_calendar(Holder(name="P", hours=own), calendars) is None


def test_a_rota_keeps_its_hours_on_half_days_and_is_closed_when_its_region_is() -> None:
    half = "special_days: [{date: 2027-12-24, hours: 09:00-12:00}, {date: 2027-12-31, hours: off}], zone: Asia/K"
    plan = load(SMALL.replace("zone: Asia/K", half))
    calendars = {region.id: region.calendar for region in plan.regions}
    rota = Holder(name="R", region="pune", hours="24x7")
    found = holder_calendar(rota, calendars)
    assert found is not None
    assert [day.date for day in found.exceptions] == ["2027-12-31"]
    always = holder_calendar(msgspec.structs.replace(rota, observes_holidays=False), calendars)
    assert always is not None
    assert always.exceptions == ()


# ---- written and read again ------------------------------------------------------------------------------------------

words = st.sampled_from(["the call is made", "a: b", "x #y", "NO", "é", '"q"'])
shifts = st.sampled_from(["", "Mon-Fri 09:00-17:30", "Mon-Sun 00:00-24:00", "Sat 22:00-06:00"])

holders = st.builds(
    Holder, name=words, region=st.sampled_from(["", "pune", "basel"]), staff=st.integers(0, 9),
    hours=shifts, utc=shifts, observes_holidays=st.booleans(),
)  # fmt: skip
clocks: st.SearchStrategy[Any] = st.sampled_from(["working", "elapsed"])
promises = st.builds(
    Promise, level=words, starts_when=words | st.just(""), counts_as=words | st.just(""),
    amount=st.just(60), said=st.sampled_from(["1 hour", "60 min"]), clock=clocks | st.just(""),
    calendar=st.sampled_from([(), ("owner",), ("asker",), ("pune", "basel")]),
    cover=st.sampled_from([(), ("24x7",), ("basel",)]), channel=words | st.just(""),
    owner=st.lists(holders, max_size=3).map(tuple),
)  # fmt: skip
chains = st.builds(
    lambda level, first, rest: Escalation(level=level, steps=(first, *rest)),
    words,
    st.builds(EscalationStep, to=holders, channel=words),
    st.lists(st.builds(EscalationStep, to=holders, after=st.integers(1, 9_999), clock=clocks), max_size=2),
)


@settings(max_examples=25)
@given(st.lists(promises, max_size=3), st.lists(chains, max_size=2))
def test_promises_that_are_written_read_back_as_themselves(made: list[Promise], escalation: list[Escalation]) -> None:
    plan: Plan = msgspec.structs.replace(load(SMALL), promises=tuple(made), escalation=tuple(escalation))
    assert load(plan_to_yaml(plan)) == plan


def test_a_log_from_before_promises_is_still_read() -> None:
    plan = load(SMALL)
    old = msgspec.to_builtins(plan)
    del old["promises"], old["escalation"]
    assert msgspec.convert(old, Plan) == plan


# ---- the schema and the page ---------------------------------------------------------------------------------------


def keys(definition: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(definition["properties"])


def test_schema_and_page_name_every_key() -> None:
    made = SCHEMA["definitions"]
    assert keys(made["promise"]) == PROMISE_KEYS == Promise.__struct_fields__[:4] + PROMISE_KEYS[4:]
    assert keys(made["holder"]["anyOf"][1]) == HOLDER_KEYS == Holder.__struct_fields__
    assert keys(made["escalation"]) == ESCALATION_KEYS == Escalation.__struct_fields__
    assert keys(made["escalation"]["properties"]["steps"]["items"]) == STEP_KEYS == EscalationStep.__struct_fields__
    page = (DOCS / "plan.md").read_text(encoding="utf-8")
    told = {heading: page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0] for heading in ("promises", "escalation")}
    assert re.findall(r"^\| `([^`]+)` \|", told["promises"], re.M) == [*PROMISE_KEYS, *HOLDER_KEYS]
    assert re.findall(r"^\| `([^`]+)` \|", told["escalation"], re.M) == list(STEP_KEYS)


def test_the_plan_on_the_page_loads() -> None:
    page = (DOCS / "plan.md").read_text(encoding="utf-8")
    shown = [text for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.S | re.M) if "level: critical" in text]
    plan = load(SMALL + "".join(shown))
    assert (len(plan.promises), len(plan.escalation)) == (2, 1)


@pytest.mark.parametrize(
    "written",
    [
        "{level: a}", "{}", "{level: a, amount: 1 hour}", "{level: a, amount: 1}", "{level: a, clock: office}",
        "{level: a, owner: Pune}", "{level: a, owner: [Pune, {name: x}]}", "{level: a, owner: {staff: 2}}",
        "{level: a, cover: [Pune]}", "{level: a, cover: 24x7}", "{level: a, owner: {name: x, utc: Mon 09:00-10:00}}",
        "{level: a, owner: {name: x, staff: -1}}", "{level: a, size: 2}",
    ],
)  # fmt: skip
def test_schema_and_loader_agree_on_a_promise(written: str) -> None:
    from align.errors import PackError
    from align.packs.source import parse_document
    from tests.packs.test_schema import plain

    text = f"{SMALL}promises: [{written}]\n"
    try:
        load(text)
        loaded = True
    except PackError:
        loaded = False
    assert fits(plain(parse_document(text, "f").root), SCHEMA, SCHEMA) == loaded


def test_the_example_plan_shows_promises_that_load_once_the_comment_marks_are_gone() -> None:
    from align.packs.example import example_plan

    text = example_plan()
    at = text.index("# promises:")
    shown = load(text[:at] + text[at:].replace("# ", "", 1).replace("\n# ", "\n"))
    assert (len(shown.promises), len(shown.escalation), len(shown.decisions)) == (1, 1, 1)
    assert (load(text).promises, load(text).decisions) == ((), ())
