"""The committed JSON Schemas say what the loader does: same keys, words and limits, same verdicts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

import pytest

from align.domain.model import Plan
from align.domain.prompts import AREAS, Pack, Prompt
from align.errors import PackError
from align.packs.example import example_plan
from align.packs.packs import CUTS, PACK_KEYS, read_pack
from align.packs.people import COLUMNS
from align.packs.plans import ATTRIBUTIONS, MILESTONE_KEYS, PACK_CHOICE_KEYS, PLAN_KEYS
from align.packs.prompts import CLOCKS, OPTION_KEYS, POINT_KEYS, PROMPT_KEYS, TYPES, UNITS
from align.packs.regions import HOLIDAY_KEYS, PARTY_KEYS, REGION_KEYS, SPECIAL_DAY_KEYS
from align.packs.source import Listing, Mapping, Node, Scalar, parse_document
from align.resources import bundled
from tests.support.json_schema import fits
from tests.support.plans import SMALL, load

ROOT = Path(__file__).resolve().parent.parent.parent
PACK: dict[str, Any] = json.loads((ROOT / "docs/schema/pack.schema.json").read_text(encoding="utf-8"))
PLAN: dict[str, Any] = json.loads((ROOT / "docs/schema/plan.schema.json").read_text(encoding="utf-8"))
PROMPT, REGION = PACK["definitions"]["prompt"], PLAN["definitions"]["region"]


def plain(node: Node) -> Any:
    """Return a tree as JSON, by the core schema of YAML 1.2 that editors use."""
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.quoted:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if re.fullmatch(r"-?\d+", node.text):
        return int(node.text)
    return float(node.text) if re.fullmatch(r"-?\d+\.\d+", node.text) else node.text


def allows(schema: AnyMapping[str, Any], text: str) -> bool:
    return fits(plain(parse_document(text, "f").root), schema, schema)


def keys(schema: AnyMapping[str, Any], *path: str) -> tuple[str, ...]:
    for step in path:
        schema = schema["properties"][step]
    options = [schema, *schema.get("anyOf", []), schema.get("items", {}), *schema.get("items", {}).get("anyOf", [])]
    options += [item for option in schema.get("anyOf", []) if (item := option.get("items"))]
    return next(tuple(option["properties"]) for option in options if "properties" in option)


def test_the_schemas_name_the_keys_that_the_loader_knows() -> None:
    assert keys(PACK) == PACK_KEYS
    assert keys(PROMPT) == PROMPT_KEYS
    assert keys(PACK["definitions"]["option"]) == OPTION_KEYS
    assert keys(PACK["definitions"]["point"]) == POINT_KEYS
    assert keys(PLAN) == PLAN_KEYS
    assert keys(PLAN, "milestone") == MILESTONE_KEYS
    assert keys(PLAN, "parties") == PARTY_KEYS
    assert keys(PLAN, "people") == COLUMNS
    assert keys(PLAN["definitions"]["pack_choice"]) == PACK_CHOICE_KEYS
    assert keys(REGION) == REGION_KEYS
    assert keys(REGION, "holidays") == HOLIDAY_KEYS
    assert keys(REGION, "special_days") == SPECIAL_DAY_KEYS


def test_the_loader_knows_every_field_of_the_domains_packs_and_plans() -> None:
    assert set(Pack.__struct_fields__) == set(PACK_KEYS)
    assert set(Prompt.__struct_fields__) == set(PROMPT_KEYS) - {"cards"} | {"origin"}
    # What pulses asked and which time zones it was set up with no plan file says.
    beside = {"participants", "later", "tzdata"}
    assert set(Plan.__struct_fields__) - beside == set(PLAN_KEYS) - {"people", "people_file"}


def test_the_schemas_allow_the_words_of_the_domain() -> None:
    found = PROMPT["properties"]
    assert tuple(found["type"]["enum"]) == TYPES
    assert tuple(found["area"]["enum"]) == AREAS
    assert set(found["units"]["items"]["enum"]) == set(UNITS)
    assert set(found["clocks"]["items"]["enum"]) == set(CLOCKS)
    assert tuple(PACK["properties"]["cuts"]["items"]["enum"]) == CUTS
    assert tuple(PLAN["properties"]["attribution"]["enum"]) == ATTRIBUTIONS


def test_the_schemas_give_the_defaults_of_the_domain() -> None:
    for struct, properties in ((Pack, PACK["properties"]), (Prompt, PROMPT["properties"]), (Plan, PLAN["properties"])):
        given = dict(zip(reversed(struct.__struct_fields__), reversed(struct.__struct_defaults__), strict=False))
        for key, part in properties.items():
            if "default" in part and key != "pack":
                default = given[key]
                assert part["default"] == (list(default) if isinstance(default, tuple) else default), key


def test_every_key_is_described() -> None:
    for part in (PACK, PROMPT, PLAN, REGION, PLAN["properties"]["milestone"]):
        assert [key for key, inner in part["properties"].items() if not inner.get("description")] == []


def test_what_align_ships_is_allowed() -> None:
    assert allows(PLAN, example_plan())
    assert all(allows(PLAN, path.read_text(encoding="utf-8")) for path in (ROOT / "tests/data/plans").glob("*.yaml"))
    assert all(allows(PACK, path.read_text(encoding="utf-8")) for path in bundled("prompts").glob("*.yaml"))


PROMPT_START = "id: p\ntitle: P\nabout: A\nprompts:\n  - {id: q, area: norms, title: Q, text: Why, why: W, "


@pytest.mark.parametrize(
    "rest",
    [
        "type: text}", "type: txt}", "type: choice}", "type: choice, options: [a]}", "type: choice, options: [a, b]}",
        "type: rank, options: [a, {label: b}], top: 1}", "type: rank, options: [a, {id: b}]}", "type: scale}",
        "type: scale, points: [1, {value: 2, label: x}]}", "type: scale, points: [1, x]}", "type: scale, points: [1]}",
        "type: sort, cards: [a], buckets: [b, c]}", "type: sort, cards: [a]}", "type: sort, options: [a, b]}",
        "type: text, predict: true}", "type: duration, predict: true, predict_text: And they}",
        "type: duration, predict_text: And they}", "type: duration, units: [hours, hours]}", "type: list, most: 3}",
        "type: duration, units: [years]}", "type: text, most: 3}", "type: list, most: 21}", "type: text, core: 1}",
        "type: text, minutes: 0.5}", "type: text, minutes: 61}", "type: text, helpp: x}", "type: duration, clocks: []}",
        "type: scenario, options: [a, b]}", "type: scenario}", "type: scenario, options: [a, b], after_text: When}",
        "type: scenario, options: [a, b], units: [hours], predict: true}", "type: scenario, options: [a, b], most: 2}",
        "type: window}", "type: window, predict: true}", "type: window, options: [a, b]}",
        "type: window, units: [days]}",
        "type: decision_rights, roles: [a, b]}", "type: decision_rights, roles: [a]}", "type: decision_rights}",
        "type: decision_rights, roles: [a, b], options: [c], most: 0, predict: true}",
        "type: decision_rights, roles: [a, b], most: 0}", "type: decision_rights, roles: [a, b], predict: true}",
        f"type: decision_rights, roles: {[*'abcdefghij']}}}", "type: choice, options: [a, b], roles: [c, d]}",
        "type: choices, options: [a, b], most: 0}", "type: duration, after_text: When}",
        f"type: text, pulse: {'x' * 301}}}", f"type: text, pulse: {'x' * 300}}}",
    ],
)  # fmt: skip
def test_schema_and_loader_agree_on_a_prompt(rest: str) -> None:
    text = PROMPT_START + rest
    try:
        read_pack(parse_document(text, "f"))
        loaded = True
    except PackError:
        loaded = False
    assert allows(PACK, text) == loaded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: T", "title: T"), ("title: T", "titel: T"), ("title: T", "title: [T]"), ("2027-03-31", "31.3.2027"),
        ("title: T", f"title: {'x' * 81}"), ("[CRO]", "[CRO, {name: Sponsor}]"), ("[CRO]", "CRO"),
        ("hours: Mon-Fri 09:00-17:30", "hours: {Mon: 9-17, Tue: [9-12, 13-17]}"), (", zone: UTC", ""),
        ("hours: Mon-Fri 09:00-17:30", "hours: [Mon 9-17, Tue 9-17]"), ("zone: Asia/Kolkata, ", ""),
        ("zone: Asia/Kolkata", "zone: Asia/Kolkata, weekend: []"), ("zone: Asia/K", "weekend: [Sat], zone: Asia/K"),
        ("zone: Asia/K", "holidays: [2027-01-01, {date: 2027-01-02, name: N, estimated: true}], zone: Asia/K"),
        ("zone: Asia/K", "holidays: [New Year], zone: Asia/K"), ("zone: Asia/K", "special_days: [{}], zone: Asia/K"),
        ("zone: Asia/K", "special_days: [{date: 2027-12-24, hours: off}], zone: Asia/K"),
        ("name: Asha Rao, ", ""), ("name: Asha Rao", "name: Asha Rao, age: 40"), ("title: T", "title: T\nmin_n: 0"),
        ("title: T", "title: T\npack: kickoff"), ("title: T", "title: T\npack: {name: kickoff, core: true}"),
        ("title: T", "title: T\npack: {name: kickoff, core: true, prompts: [urgent]}"),
        ("title: T", "title: T\npack: {name: kickoff, prompts: []}"), ("title: T", "title: T\npack: {core: true}"),
        ("title: T", "title: T\npack: [{name: kickoff, core: true}, partner-signals]"),
        ("title: T", "title: T\npack: []"),
        ("title: T", "title: T\npack: [{name: kickoff, prompts: [urgent]}, {name: pulse, prompts: [bad-news]}]"),
        ("title: T", "title: T\nattribution: merged"), ("title: T", "title: T\nattribution: anyone"),
        ("title: T", "title: T\nthreshold: 75 %"), ("title: T", "title: T\nthreshold: 0.8"),
        ("title: T", "title: T\nthreshold: 75"), ("title: T", "title: T\nthreshold: 0.4"),
        ("title: T", "title: T\nopen_door: true"), ("title: T", "title: T\npeople_file: p.csv"),
        ("title: T", "title: T\nfacilitators: [A B]"), ("title: T", "title: T\nfacilitators: A B"),
    ],
)  # fmt: skip
def test_schema_and_loader_agree_on_a_plan(old: str, new: str) -> None:
    text = SMALL.replace(old, new)
    try:
        load(text)
        loaded = True
    except PackError:
        loaded = False
    assert allows(PLAN, text) == loaded
