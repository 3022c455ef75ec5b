"""The register of decisions in a plan: what is written is read and written back, and two deciders are refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.domain.decisions import Decision
from align.errors import PackError
from align.packs.decisions import DECISION_KEYS
from align.packs.source import parse_document
from align.packs.writing import plan_to_yaml
from tests.packs.test_schema import plain
from tests.support.json_schema import fits
from tests.support.plans import SMALL, load, problems

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "schema/plan.schema.json").read_text(encoding="utf-8"))
PAGE = (DOCS / "plan.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## decisions\n", 1)[1].split("\n## ", 1)[0]


def register(*written: str) -> str:
    return f"{SMALL}decisions: [{', '.join(written)}]\n"


def test_the_register_on_the_page_is_read_as_it_is_written() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", SECTION, re.S | re.M)
    (found,) = load(SMALL + text).decisions
    assert found == Decision(
        what="adding or closing a site", decider="Study lead", recommend=("Site start-up lead",),
        must_agree=("Medical monitor",), input=("Project manager",), inform=("Pune", "Boston"),
        rule="alone, after hearing the others", window="2 working days",
        default_if_silent="the recommendation stands", reopen_when="a country leaves the study",
    )  # fmt: skip


def test_schema_and_page_name_every_key() -> None:
    assert tuple(SCHEMA["definitions"]["decision"]["properties"]) == DECISION_KEYS == Decision.__struct_fields__
    assert re.findall(r"^\| `([^`]+)` \|", SECTION, re.M) == list(DECISION_KEYS)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{what: a}", "decisions[1].decider: this key is missing."),
        ("{decider: a}", "decisions[1].what: this key is missing."),
        ("{what: a, decider: B and C}", "“B and C” reads as more than one. Exactly one decides"),
        ("{what: a, decider: [B, C]}", "this must be a single value, not a list"),
        ("{what: a, decider: B, inform: b}", "b stands under decider and inform. Keep the one that counts."),
        ("{what: a, decider: B, inform: [C, c]}", "decisions[1].inform[2]: 'c' stands here twice."),
        ("{what: a, decider: B, inform: [[C]]}", "this must be a name of 1 to 120 letters."),
        ("{what: a, decider: B, owner: C}", "there is no such key."),
        ("{what: a, decider: B}, {what: A, decider: C}", "decisions[2].what: 'A' stands here twice."),
    ],
)
def test_a_mistake_has_its_sentence(written: str, expected: str) -> None:
    (found,) = problems(register(written))
    assert expected in found
    assert found.startswith("plan:10:")


def test_a_role_of_the_plan_is_one_decider_whatever_its_name() -> None:
    text = register("{what: a, decider: Labs and safety}")
    assert problems(text)
    asha = "{name: Asha Rao, region: Pune"
    assert load(text.replace(asha, f"{asha}, role: Labs and safety")).decisions[0].decider == "Labs and safety"


@pytest.mark.parametrize(
    "written",
    [
        "{what: a, decider: B}", "{what: a}", "{}", "{what: a, decider: B, inform: [C, D]}",
        "{what: a, decider: B, inform: C, rule: x, window: 2 days}", "{what: a, decider: B, size: 2}",
        "{what: a, decider: [B]}", "{what: a, decider: B, rule: [x]}",
    ],
)  # fmt: skip
def test_schema_and_loader_agree(written: str) -> None:
    text = register(written)
    try:
        load(text)
        loaded = True
    except PackError:
        loaded = False
    assert fits(plain(parse_document(text, "f").root), SCHEMA, SCHEMA) == loaded


words = st.sampled_from(["the call is made", "a: b", "x #y", "NO", "é", '"q"', "9:30"])
decisions = st.builds(
    Decision, what=words, decider=words, recommend=st.just(("Pia",)) | st.just(()),
    inform=st.sampled_from([(), ("Ann", "no: one")]), rule=words | st.just(""), window=words | st.just(""),
    default_if_silent=words | st.just(""), reopen_when=words | st.just(""),
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(decisions, max_size=4, unique_by=lambda decision: decision.what))
def test_a_register_that_is_written_reads_back_as_itself(made: list[Decision]) -> None:
    plan = msgspec.structs.replace(load(SMALL), decisions=tuple(made))
    assert load(plan_to_yaml(plan)) == plan
