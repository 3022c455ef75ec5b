"""The pages about packs and plans name every key, and what they show is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from align.domain.prompts import AREAS
from align.errors import PackError
from align.packs.packs import CUTS, PACK_KEYS, read_pack
from align.packs.people import COLUMNS
from align.packs.plans import ATTRIBUTIONS, MILESTONE_KEYS, PACK_CHOICE_KEYS, PLAN_KEYS
from align.packs.prompts import CLOCKS, PROMPT_KEYS, TYPES, TYPES_OF_KEY, UNITS
from align.packs.regions import HOLIDAY_KEYS, REGION_KEYS, SPECIAL_DAY_KEYS
from align.packs.source import parse_document
from align.packs.templates import CLAUSE_PLACEHOLDERS
from tests.support.plans import load, problems

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PACKS = (DOCS / "packs.md").read_text(encoding="utf-8")
PLAN = (DOCS / "plan.md").read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return [text for name, text in fenced if name == language]


def rows(page: str, heading: str) -> list[str]:
    """Return the first cells of the table under a heading, without their back quotes."""
    section = page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_every_key_of_a_pack_has_a_row_in_the_order_of_the_code() -> None:
    assert rows(PACKS, "Keys of a pack") == list(PACK_KEYS)
    assert rows(PACKS, "Keys of a prompt") == list(PROMPT_KEYS)
    assert rows(PACKS, "Types of prompts") == [
        "text", "list", "choice", "choices", "rank", "scale", "duration", "sort", "scenario", "window",
        "decision_rights",
    ]  # fmt: skip
    assert set(rows(PACKS, "Types of prompts")) == set(TYPES)


def test_every_key_of_a_plan_has_a_row_in_the_order_of_the_code() -> None:
    assert rows(PLAN, "Keys of a plan") == list(PLAN_KEYS)
    assert rows(PLAN, "milestone") == list(MILESTONE_KEYS)
    assert rows(PLAN, "regions") == list(REGION_KEYS)
    assert rows(PLAN, "people") == list(COLUMNS)
    assert rows(PLAN, "pack") == list(PACK_CHOICE_KEYS)


@pytest.mark.parametrize("word", [*AREAS, *UNITS, *CLOCKS, *CUTS, "id", "label", "value"])
def test_every_word_that_a_pack_can_hold_is_on_its_page(word: str) -> None:
    assert f"`{word}`" in PACKS


@pytest.mark.parametrize("word", [*ATTRIBUTIONS, *HOLIDAY_KEYS, *SPECIAL_DAY_KEYS])
def test_every_word_that_a_plan_can_hold_is_on_its_page(word: str) -> None:
    assert f"`{word}`" in PLAN


def test_every_placeholder_is_explained_with_the_types_that_fill_it() -> None:
    found = dict(re.findall(r"^\| `\{(\w+)\}` \|.*\| ([^|]+) \|$", PACKS, re.MULTILINE))
    assert list(found) == list(CLAUSE_PLACEHOLDERS)
    for name, kinds in CLAUSE_PLACEHOLDERS.items():
        assert (set(TYPES) if found[name] == "all" else set(found[name].split(", "))) == kinds


def test_keys_that_some_types_alone_have_are_named_with_these_types() -> None:
    lines = {line.split("`")[1]: line for line in PACKS.splitlines() if line.startswith("| `")}
    for key, kinds in TYPES_OF_KEY.items():
        if not key.startswith("predict"):
            assert all(kind in lines[key] for kind in kinds), key
    assert "Not for text and list" in lines["predict"]


def test_the_pack_on_the_page_loads_and_its_mistakes_read_as_shown() -> None:
    source = blocks(PACKS, "yaml")[0]
    assert read_pack(parse_document(source, "f")).id == "handover"
    broken = source.replace("type: choice", "type: choise").replace("options:", "optoins:")
    with pytest.raises(PackError) as error:
        read_pack(parse_document(broken, "prompts/handover.yaml"))
    assert "\n".join(error.value.problems) == blocks(PACKS, "text")[-1].strip()


def test_the_plans_on_the_page_load_and_their_mistakes_read_as_shown() -> None:
    small, table, listed, _, packs, *_ = blocks(PLAN, "yaml")
    plan = load(small)
    assert len(plan.participants) == 6
    head = small[: small.index("people:")]
    for people in (table, listed):
        assert len(load(f"{head}parties: [CRO, Sponsor]\n{people}").participants) == 2
    assert len(load(small + packs).pack.prompts) == 9
    found = problems(small.replace("Asia/Kolkata", "Asia/Pune").replace("Luca Brunner, Basel", "Luca Brunner, Basle"))
    assert [line.replace("plan:", "plan.yaml:", 1) for line in found] == blocks(PLAN, "text")[-1].strip().splitlines()
