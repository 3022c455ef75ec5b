"""What is weak in a charter is named with its place and a way out, and what a team can be held to is left alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.cover.rosters import weeks_from
from align.charter.lint import Weak, weak, weak_line
from align.charter.plan_check import check_plan
from align.cli.exits import FAILED, OK
from align.cli.main import run
from align.domain import commands as c
from align.domain.codec import Fact, to_doc
from align.domain.decisions import Decision
from align.domain.model import Clause, Status
from align.domain.promises import Holder
from align.domain.state import State
from align.engine.languages import VARIABLE
from align.packs.catalogue import find_pack
from align.resources import bundled
from align.storage import create
from tests.charter.story import PROMISE
from tests.support import builders
from tests.support.builders import Played

GOOD = "Whoever is asked a normal question sends a first reply within 4 working hours."
SOUND = Clause(
    id="c1", prompt="urgent", area="escalation", text=GOOD, owner="Pune 1", review_on="2027-02-01", status="agreed"
)


def found(**changes: Any) -> list[Weak]:
    """Return what is weak in a workshop with one clause, sound but for these changes."""
    clause = msgspec.structs.replace(SOUND, **changes)
    return weak(State(plan=builders.plan(), phase="agree", clauses={clause.id: clause}))


def codes(**changes: Any) -> list[str]:
    return [one.code for one in found(**changes)]


def test_a_clause_to_be_held_to_has_no_finding() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"owner": ""}, "no-owner"), ({"owner": "Pune 1 and Boston 1"}, "two-owners"), ({"review_on": ""}, "no-review"),
        ({"review_on": "2027-03-13"}, "late-review"),
        ({"text": "Whoever is asked a question sends a reply."}, "no-number"),
        ({"text": "Each region sends news ____ times a week, within 1 day."}, "blank"),
        ({"text": "We respect each other's evenings after 18:00."}, "not-seen"),
        ({"text": "Everybody is mindful of time zones."}, "not-seen"),
        ({"text": "Whoever is asked replies soon, within 1 day."}, "vague"),
        ({"text": "The study lead and the monitor decide within 1 day."}, "two-deciders"),
        ({"text": "Within 1 day it is decided by the lead and the monitor."}, "two-deciders"),
        ({"text": "Both regions decide within 1 day."}, "two-deciders"),
        ({"text": "Both leads, jointly, decide within 1 day."}, "two-deciders"),
        ({"regional": {"pune": "Off, as appropriate."}}, "vague"),
    ],
)  # fmt: skip
def test_each_weakness_is_named_with_its_place_and_a_way_out(changes: dict[str, Any], code: str) -> None:
    ones = [one for one in found(**changes) if one.code == code]
    assert len(ones) == 1, codes(**changes)
    assert ones[0].where == "Clause 1, Urgent means" and ones[0].clause == "c1" and ones[0].mend
    assert weak_line(ones[0]).startswith("Clause 1, Urgent means: ")


@pytest.mark.parametrize(
    "text",
    [
        "The study lead decides within 1 working day and tells the monitor.",
        "People write and decide within 1 day, the owner alone.",
        "Nobody replies after 18:00 without being asked by phone.",
        "One person in each region reads the log on the first working day.",
        "The lead decides; the monitor and the programmer are told within 1 day.",
    ],
)
def test_good_sentences_are_left_alone(text: str) -> None:
    assert codes(text=text) == []


def test_the_day_of_the_milestone_is_not_late() -> None:
    assert codes(review_on="2027-03-12") == []


@pytest.mark.parametrize("status", ["open", "locked"])
def test_an_open_assumption_and_a_rule_from_outside_need_no_number(status: Status) -> None:
    assert codes(text="It is not known who reads the reports.", status=status) == []


def test_clauses_in_another_language_are_looked_at_without_their_words() -> None:
    plan = builders.plan()
    plan = msgspec.structs.replace(plan, pack=msgspec.structs.replace(plan.pack, language="de"))
    clause = msgspec.structs.replace(SOUND, text="Wir antworten soon.", owner="")
    assert [one.code for one in weak(State(plan=plan, clauses={"c1": clause}))] == ["no-owner"]


def test_promises_that_cannot_be_kept_come_with_a_wording_that_can() -> None:
    plan = builders.plan(promises=(PROMISE,))
    checks = check_plan(plan, weeks_from(date(2027, 3, 1), 52))
    by_code = {one.code: one for one in weak(State(plan=plan), checks)}
    assert by_code["not-kept"].where == "Promise 1, critical" and "within 1 hour while" in by_code["not-kept"].mend
    assert by_code["unsaid"].what == "it leaves out starts when"
    assert weak(State(plan=plan)) == [], "nothing is said about promises that nobody checked"


def test_a_promise_owned_by_somebody_whose_hours_nobody_knows_is_named() -> None:
    promise = msgspec.structs.replace(PROMISE, owner=(Holder(name="Bosto"),))
    plan = builders.plan(promises=(promise,))
    found = weak(State(plan=plan), check_plan(plan, weeks_from(date(2027, 3, 1), 1)))
    assert [one.what for one in found if one.code == "no-hours"] == ["nobody knows the hours of Bosto"]


def test_a_decision_without_a_time_or_a_default_is_named() -> None:
    bare, full = (
        Decision(what="a", decider="b"),
        Decision(what="c", decider="d", window="2 days", default_if_silent="x"),
    )
    ones = weak(State(plan=builders.plan(decisions=(bare, full))))
    assert [(one.code, one.where) for one in ones] == [("unsaid", "Decision 1, a")] * 2


def test_what_the_bundled_packs_draft_is_not_weak_once_the_answers_are_in() -> None:
    for name in ("kickoff", "cro-sponsor", "partner-signals", "pulse"):
        pack = find_pack(name, [bundled("prompts")])
        for prompt in pack.prompts:
            text = prompt.clause.replace("{leading}", "2 hours").replace("{after}", "2 hours")
            assert not {one.code for one in found(text=text)} - {"blank"}, (pack.id, prompt.id)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    for one in found(text=text, owner=text):
        assert one.what and one.mend


def test_the_command_says_it_in_words_and_as_json_with_an_exit_code(capfd: pytest.CaptureFixture[str]) -> None:
    example = str(Path(bundled("templates")).parent / "sessions/example")
    assert run(["lint", "orion-3", "--folder", example]) == OK
    assert "Nothing weak was found." in capfd.readouterr().out


@pytest.fixture
def sloppy(tmp_path: Path) -> list[str]:
    """The command line that looks at a workshop with a clause of which much is weak."""
    played = Played(builders.plan()).lead(c.OpenRound(), c.CloseRound(), c.MoveTo("agree"))
    played.lead(c.DraftClause("urgent", "We answer soon.\x1b"))
    store = create(tmp_path / "weak.json")
    try:
        store.append([to_doc(Fact(f"id-{n}", event)) for n, event in enumerate(played.log)], 0)
    finally:
        store.close()
    return ["lint", "weak", "--folder", str(tmp_path)]


def test_findings_of_one_clause_stand_together(sloppy: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(sloppy) == FAILED
    text = capfd.readouterr().out
    assert text.count("Clause 1, Urgent means") == 1 and "  Nobody owns it.\n    → Name one person" in text
    assert run([*sloppy, "--json"]) == FAILED
    facts = json.loads(capfd.readouterr().out)
    assert [one["code"] for one in facts["weak"]] == ["no-owner", "no-review", "vague", "no-number"]


@pytest.mark.usefixtures("german")
def test_findings_are_told_in_german_and_are_the_same_as_json_in_every_language(
    sloppy: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run([*sloppy, "--json"]) == FAILED
    english = capfd.readouterr().out
    monkeypatch.setenv(VARIABLE, "de")
    assert run(sloppy) == FAILED
    assert "  Niemand ist zuständig.\n" in capfd.readouterr().out
    assert run([*sloppy, "--json"]) == FAILED
    assert capfd.readouterr().out == english and "nobody owns it" in english
