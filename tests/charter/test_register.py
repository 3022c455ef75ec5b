"""The register in a charter: who decides, the same as RACI and DACI, and both documents made of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from align.charter.catalogue import RACI, REGISTER
from align.charter.context import context
from align.charter.register import register
from align.charter.render import charter_markdown, render, written
from align.cli.exits import OK
from align.cli.main import run
from align.domain.decisions import VOICES, Decision
from tests.charter.reading import shape_of_tables, structure
from tests.charter.story import DECISIONS, shown, story, the_plan
from tests.charter.told import view

PLAN = the_plan()


def test_every_decision_has_one_accountable_and_everybody_has_a_letter() -> None:
    raci = register(PLAN)["raci"]
    assert raci["people"][:2] == ["Study lead", "Sponsor"], "deciders first"
    for row, decision in zip(raci["rows"], DECISIONS, strict=True):
        letters = dict(zip(raci["people"], row["cells"], strict=True))
        assert [name for name, letter in letters.items() if letter.startswith("A")] == [decision.decider]
        heard = {name for voice in VOICES for name in getattr(decision, voice)}
        assert {name for name, letter in letters.items() if letter} == {decision.decider} | heard
    first = dict(zip(raci["people"], raci["rows"][0]["cells"], strict=True))
    assert first["Pune lead"] == "R" and first["Medical monitor"] == "C, must agree"
    assert first["Boston lead"] == "C" and first["Sponsor"] == "I"
    assert raci["rows"][1]["cells"][1] == "A, R", "nobody recommends, so who decides prepares too"


def test_daci_has_one_driver_where_nobody_recommends_and_marks_who_must_agree() -> None:
    first, second = register(PLAN)["daci"]
    assert first["driver"] == "Pune lead" and first["approver"] == "Study lead"
    assert first["contributors"] == ["Medical monitor (must agree)", "Boston lead"]
    assert second["driver"] == second["approver"] == "Sponsor"


def test_names_that_differ_in_case_only_are_one_column() -> None:
    made = (Decision(what="a", decider="Lead", inform=("sponsor",)), Decision(what="b", decider="Sponsor"))
    assert register(msgspec.structs.replace(PLAN, decisions=made))["raci"]["people"] == ["Lead", "Sponsor"]


def test_the_charter_says_who_decides_and_without_a_register_nothing_of_it() -> None:
    state = shown(story())
    assert "## Who decides\n" in charter_markdown(state)
    assert "| 1 | adding a site | Study lead | Pune lead | Medical monitor | Boston lead |" in charter_markdown(state)
    without = msgspec.structs.replace(state, plan=msgspec.structs.replace(state.the_plan, decisions=()))
    assert "## Who decides" not in charter_markdown(without)
    for own in (REGISTER, RACI):
        assert "No decision is in the register yet." in written(context(without), own=own)


def test_words_of_the_register_never_become_markup() -> None:
    state = shown(story())
    hostile = Decision(what="a | b\n# c", decider="[x](http://y)", inform=("<b>", "*i*"), rule="| - |")
    harmless = Decision(what="a", decider="x", inform=("b", "i"), rule="r")

    def text(decision: Decision, own: str) -> str:
        plan = msgspec.structs.replace(state.the_plan, decisions=(decision,))
        return render(context(msgspec.structs.replace(state, plan=plan)), own=own)

    for own in (REGISTER, RACI):
        assert structure(text(hostile, own)) == structure(text(harmless, own))
        assert shape_of_tables(text(hostile, own)) == shape_of_tables(text(harmless, own))


@pytest.mark.parametrize("kind", ["register", "raci"])
def test_both_documents_are_made_by_the_command_as_text_and_as_page(
    kind: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from align.resources import bundled

    example = bundled("templates").parent / "sessions/example"
    assert run(["charter", "orion-3", "--folder", str(example), "--format", kind]) == OK
    text = capfdbinary.readouterr().out.decode()
    assert text.startswith("# ") and "Content sha256" in text
    out = tmp_path / "x.html"
    assert run(["charter", "orion-3", "--folder", str(example), "--format", kind, "-o", str(out)]) == OK
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_norms_stand_where_most_people_put_them_and_local_ones_in_every_annex() -> None:
    (sort,) = view()["norms"]
    assert [(place["place"], place["local"], place["cards"]) for place in sort["places"]] == [
        ("Same everywhere", False, [{"card": "Recording", "people": "11 of 11"}]),
        ("Each region", True, [{"card": "Cameras", "people": "7 of 11"}]),
    ]
    assert [annex["own_ways"] for annex in view()["annexes"]] == [["Cameras (Each region)"]] * 3
    before = context(msgspec.structs.replace(shown(story()), revealed={}))
    assert before["norms"] == [] and all(not annex["own_ways"] for annex in before["annexes"])


def test_each_level_has_its_promise_and_its_ladder_with_a_clock_a_step() -> None:
    (level,) = view()["escalation"]
    assert level["level"] == "critical" and level["promised"] == ["within 1 hour, elapsed clock: a first reply"]
    assert [(step["after"], step["clock"]) for step in level["steps"]] == [
        ("at once", ""), ("90 min", "working time of those told before"),
    ]  # fmt: skip
    assert all(step["at_work"].endswith(" h at worst") for step in level["steps"])
    assert level["first_reached"].endswith(" h") and not level["missing"]
