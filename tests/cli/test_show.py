"""`align show --analysis`: the finished example's figures, as text for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from align.domain.codec import Fact, to_doc
from align.domain.decisions import Decision
from align.domain.events import WorkshopCreated
from align.storage import create
from tests.analysis.revealed import FIVE, small_plan

EXAMPLE = str(Path(__file__).resolve().parents[2] / "sessions" / "example")


def test_the_analysis_is_shown_as_text_and_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "orion-3", "--folder", EXAMPLE, "--analysis"]) == OK
    text = capfd.readouterr().out
    assert "Four-state map" in text
    assert "What the figures mean" in text
    assert "Boston expects Pune to say “within one working day”; Pune said “at once, even at night”." in text
    assert run(["show", "orion-3", "--folder", EXAMPLE, "--analysis", "--json"]) == OK
    facts = json.loads(capfd.readouterr().out)
    assert set(facts) == {
        "name", "title", "by", "agenda", "prompts", "guesses", "pulses", "trend", "asked_again", "rule", "explanations",
    }  # fmt: skip
    assert set(facts["agenda"]["talk"]) == {prompt["prompt"] for prompt in facts["prompts"]}


def test_without_names_no_other_groups_than_regions_can_be_compared_and_it_is_said_why(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["show", "orion-3", "--folder", EXAMPLE, "--analysis", "--by", "party"]) == FAILED
    told = capfd.readouterr()
    assert not told.out
    assert "Other cuts need answers with names." in told.err
    assert run(["show", "orion-3", "--folder", EXAMPLE, "--by", "party"]) == USAGE


def test_without_the_option_it_is_the_plain_view(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "orion-3", "--folder", EXAMPLE]) == OK
    assert "Four-state map" not in capfd.readouterr().out


@pytest.mark.parametrize("more", [[], ["--analysis"]])
def test_what_a_foreign_log_holds_cannot_move_the_cursor(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], more: list[str]
) -> None:
    store = create(tmp_path / "odd.json")
    plan = small_plan(msgspec.structs.replace(FIVE, title="First\x1b[2J reply"), {"a": 3, "b": 3})
    try:
        store.append([to_doc(Fact("id-1", WorkshopCreated("w", msgspec.structs.replace(plan, title="T\x1b]0;x"))))], 0)
    finally:
        store.close()
    assert run(["show", "odd", "--folder", str(tmp_path), *more]) == OK
    assert "\x1b" not in capfd.readouterr().out


def test_the_register_is_shown_as_text_and_as_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = create(tmp_path / "one.json")
    made = (Decision(what="adding a site", decider="Study lead", inform=("Pune", "Boston"), window="2 working days"),)
    plan = msgspec.structs.replace(small_plan(FIVE, {"a": 3, "b": 3}), decisions=made)
    try:
        store.append([to_doc(Fact("id-1", WorkshopCreated("w", plan)))], 0)
    finally:
        store.close()
    assert run(["show", "one", "--folder", str(tmp_path)]) == OK
    text = capfd.readouterr().out
    assert "Who decides:\n  1. adding a site: Study lead decides\n     inform: Pune, Boston\n" in text
    assert "     window: 2 working days\n" in text and "rule:" not in text
    assert run(["show", "one", "--folder", str(tmp_path), "--json"]) == OK
    (decision,) = json.loads(capfd.readouterr().out)["decisions"]
    assert decision["decider"] == "Study lead" and decision["inform"] == ["Pune", "Boston"]
