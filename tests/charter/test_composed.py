"""Scenarios, windows and decision rights in figures, drafts and tables."""

from __future__ import annotations

import json
from typing import Any

import pytest

from align.analysis.compare import compare, measure_for, measured
from align.analysis.reveal import read_workshop
from align.charter.analysis_text import analysis_facts, analysis_text
from align.charter.context import context
from align.charter.draft import draft_clause, draft_note
from align.charter.facts import workshop_facts, workshop_text
from align.charter.render import charter_markdown
from align.charter.spread import spread
from align.domain import commands as c
from align.domain.model import Plan
from align.domain.state import State
from align.domain.visibility import public
from align.domain.windows import NONE
from tests.support import composed
from tests.support.builders import Played
from tests.support.composed import GOOD, RIGHTS, SCENARIO, TYPED, WINDOW, after, window

PUNE = {"first": "call", "after": after(2)}
BOSTON = {"first": "write", "after": after(1, "days")}
ANSWERS: dict[str, list[Any]] = {
    "late": [PUNE, PUNE, {"first": "call", "after": after(4)}, BOSTON, BOSTON, PUNE, PUNE, BOSTON, PUNE],
    "hours": [
        window("mon tue wed", "18:00", "20:00"), window("mon tue wed", "19:00", "21:00"), NONE,
        window("mon", "18:00", "20:00"), window("mon", "18:00", "22:00"), NONE,
        window("mon sat", "19:00", "20:00"), window("mon", "17:00", "20:00"), window("mon", "19:30", "20:30"),
    ],
    "rights": [
        {"site": {"lead": "decide", "medic": "must_agree"}, "date": {"pm": "decide"}},
        {"site": {"lead": "decide", "medic": "must_agree"}, "date": {"pm": "decide"}},
        {"site": {"lead": "decide"}, "a vendor": {"pm": "decide", "lead": "inform"}},
        {"site": {"pm": "decide", "medic": "must_agree"}, "date": {"lead": "decide"}},
        {"site": {"pm": "decide"}, "date": {"lead": "decide"}},
        {"site": {"pm": "decide", "medic": "must_agree"}, "date": {"lead": "decide"}},
        {"site": {"lead": "decide", "medic": "must_agree"}, "date": {"pm": "decide"}},
        {"site": {"lead": "decide", "medic": "must_agree"}},
        {"site": {"lead": "decide", "medic": "recommend"}},
    ],
}  # fmt: skip


def revealed(plan: Plan, answers: dict[str, list[Any]]) -> State:
    played = Played(plan).lead(c.OpenRound())
    for prompt, values in answers.items():
        for person, value in zip(plan.participants, values, strict=False):
            played.answer(person.id, **{prompt: value})
            if plan.prompt(prompt).predict:
                played.guess(person.id, prompt, pune=value, boston=value, zurich=value)
    played.lead(c.CloseRound())
    return public(played.log, compare)


@pytest.fixture(scope="module")
def state() -> State:
    return revealed(composed.plan(), {**ANSWERS, "typed": [GOOD["typed"]] * 9})


def test_a_scenario_counts_half_for_the_first_step_and_half_for_the_time() -> None:
    assert compare(SCENARIO, PUNE, PUNE) == (0.0, True)
    distance, same = compare(SCENARIO, PUNE, {**PUNE, "first": "write"})
    assert (distance, same) == (0.5, False)
    near, close = compare(SCENARIO, PUNE, {**PUNE, "after": after(3)})
    assert 0 < near < 0.1
    assert close
    assert compare(SCENARIO, PUNE, {**PUNE, "after": after(2, "hours", "elapsed")}) == (0.5, False)


def test_windows_are_as_far_apart_as_the_share_of_hours_they_do_not_have_in_common() -> None:
    one, other = window("mon", "18:00", "20:00"), window("mon", "19:00", "21:00")
    assert compare(WINDOW, one, other)[0] == pytest.approx(2 / 3)
    assert compare(WINDOW, one, window("tue", "18:00", "20:00")) == (1.0, False)
    assert compare(WINDOW, NONE, NONE) == (0.0, True)
    assert compare(WINDOW, one, NONE) == (1.0, False)


def test_decision_rights_are_compared_by_who_decides_each_given_decision() -> None:
    one = GOOD["rights"]
    assert compare(RIGHTS, one, {**one, "site": {"lead": "decide", "pm": "inform"}})[0] == 0
    assert compare(RIGHTS, one, {**one, "site": {"pm": "decide"}})[0] == 0.5
    assert compare(RIGHTS, one, {**one, "our own": {"pm": "decide"}})[0] == 0
    assert compare(TYPED, GOOD["typed"], {"other": {"pm": "decide"}}) == (1.0, False)
    assert measure_for(TYPED) is None


def test_middle_answers_are_words_and_ids() -> None:
    hours = measure_for(WINDOW)
    assert hours is not None
    values = [window("mon", "18:00", "20:00"), window("mon", "19:00", "20:00"), NONE]
    assert hours.centre([measured(WINDOW, value) for value in values]) == "Mon 19:00–20:00"
    assert hours.centre([measured(WINDOW, value) for value in [NONE, NONE, values[0]]]) == "no such hours"


def test_a_clause_is_drafted_from_each_part(state: State) -> None:
    assert draft_clause(state, SCENARIO) == (
        "Whoever sees it will call somebody, not write a note; after 2 working hours it goes up (2 working hours to 1 "
        "working day). call somebody (6), write a note (3)"
    )
    assert draft_clause(state, WINDOW).startswith("People can be called at Mon 19:00–20:00. no such hours (2), ")
    assert draft_clause(state, RIGHTS) == (
        "Each has one role that takes it: adding a site: the study lead decides, the medical monitor must agree; "
        "moving the date: ____ decides; “a vendor”: the project manager decides, the study lead is informed."
    )
    assert draft_clause(state, TYPED) == (
        "Each has one role that takes it: “which vendor”: the project manager decides, the study lead is informed."
    )


def test_the_note_says_where_groups_differ_and_what_stays_open(state: State) -> None:
    assert "Boston with “write a note”" in draft_note(state, SCENARIO)
    assert "Two people picked at random share" in draft_note(state, WINDOW)
    note = draft_note(state, RIGHTS)
    assert "Groups differ on adding a site and moving the date." in note
    assert "No role leads for moving the date." in note
    assert "agree on who takes" in note


def test_nothing_shown_leaves_blanks() -> None:
    empty = revealed(composed.plan(), {})
    assert draft_clause(empty, RIGHTS) == "Each has one role that takes it: ____."
    assert draft_clause(empty, SCENARIO).count("____") == 5


def test_tables_show_every_part_by_group(state: State) -> None:
    tables = {entry["id"]: entry["table"] for entry in spread(state)}
    late = {row["label"]: row["cells"] for row in tables["late"]["rows"]}
    assert late["call somebody"] == ["3", "1", "2"]
    assert late["Time. Middle answer"][:2] == ["2 working hours", "1 working day"]
    hours = {row["label"]: row["cells"] for row in tables["hours"]["rows"]}
    assert hours["19:00–20:00"] == ["2", "2", "3"]
    assert hours["no such hours"] == ["1", "1", "0"]
    assert hours["Sat"] == ["0", "0", "1"]
    rights = {row["label"]: row["cells"] for row in tables["rights"]["rows"]}
    assert rights["adding a site"] == [
        "the study lead (3 of 3)",
        "the project manager (3 of 3)",
        "the study lead (3 of 3)",
    ]
    assert tables["typed"]["rows"] == []
    bars = {entry["id"]: entry["bars"] for entry in spread(state)}
    assert bars["late"][0] == {"label": "call somebody", "counts": [3, 1, 2]}
    assert bars["rights"] == []


def test_figures_charter_and_exports_are_made_of_them(state: State) -> None:
    figures = read_workshop(state.the_plan, state.revealed)
    assert figures.prompt("late").parts[0].centre == "call"
    assert figures.prompt("rights").parts[0].groups[0].centre == {"site": "lead", "date": "pm"}
    assert figures.prompt("typed").parts == ()
    facts = analysis_facts("w", state)
    centres = {prompt["prompt"]: [part["centre_words"] for part in prompt["parts"]] for prompt in facts["prompts"]}
    assert centres["late"] == ["“call somebody”"]
    assert centres["hours"] == ["Mon 19:00–20:00"]
    assert json.dumps(facts)
    assert json.dumps(workshop_facts("w", state))
    assert "Mon–Wed 18:00–20:00" in workshop_text("w", state)
    assert "adding a site" in analysis_text("w", state)
    assert json.dumps(context(state))
    assert "no such hours" in charter_markdown(state)
