"""The register of decisions: exactly one decides, everybody has one voice, and what stands there stands there once."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from align.domain import commands as c
from align.domain import events as e
from align.domain.decisions import TERMS, Decision, several, unsaid
from align.domain.fold import evolve, fold
from align.domain.forgetting import remains
from align.errors import Rejected
from tests.support import builders
from tests.support.builders import Played

DECISION = Decision(
    what="adding a site", decider="Study lead", recommend=("Project manager",), must_agree=("Medical monitor",),
    input=("Pune",), inform=("Boston", "Zürich"), rule="alone, after hearing the others", window="2 working days",
    default_if_silent="the recommendation stands", reopen_when="a country leaves the study",
)  # fmt: skip


def other(**fields: Any) -> Decision:
    return msgspec.structs.replace(DECISION, **fields)


def refused(played: Played, command: c.Command) -> Rejected:
    with pytest.raises(Rejected) as no:
        played.do(builders.FACILITATOR, command)
    return no.value


def register(played: Played) -> list[Decision]:
    return list(played.state.the_plan.decisions)


def test_decisions_are_made_changed_and_dropped_and_keep_their_places() -> None:
    second = other(what="moving a date")
    played = Played(builders.plan()).lead(c.SetDecision(DECISION), c.SetDecision(second))
    assert register(played) == [DECISION, second]
    later = other(decider="Sponsor lead")
    played.lead(c.SetDecision(later, DECISION))
    assert register(played) == [later, second]
    played.lead(c.DropDecision(later))
    assert register(played) == [second] == list(fold(played.log).the_plan.decisions)


@pytest.mark.parametrize("decider", ["A and B", "A, B", "A / B", "A & B", "A;B", "either A or B", "A + B", "A AND B"])
def test_two_deciders_are_refused_however_they_are_joined(decider: str) -> None:
    no = refused(Played(builders.plan()), c.SetDecision(other(decider=decider)))
    assert no.code == "two-deciders" and "Exactly one decides" in no.text


@pytest.mark.parametrize("decider", ["Brand lead", "Coordinator", "Region lead", "Andrew Orson", "the sponsor's lead"])
def test_one_name_is_one_decider(decider: str) -> None:
    played = Played(builders.plan()).lead(c.SetDecision(other(decider=decider)))
    assert register(played)[0].decider == decider


def test_a_role_that_somebody_has_is_one_whatever_its_name() -> None:
    played = Played(builders.plan()).lead(c.AddParticipant("Mira", "pune", role="Safety and labs lead"))
    played.lead(c.SetDecision(other(decider="safety and  labs lead")))
    assert register(played)[0].decider == "safety and labs lead"
    assert several("safety and labs lead") and not several("Safety and labs lead", ["safety and labs lead"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"what": " \u202e"}, "not-said"), ({"decider": ""}, "not-said"),
        ({"inform": ("study  LEAD",)}, "two-voices"), ({"recommend": ("Pune",)}, "two-voices"),
        ({"inform": tuple(f"n{n}" for n in range(21))}, "full"),
    ],
)  # fmt: skip
def test_what_is_missing_or_contradicts_itself_is_refused(fields: dict[str, Any], code: str) -> None:
    assert refused(Played(builders.plan()), c.SetDecision(other(**fields))).code == code


def test_the_same_decision_is_not_taken_twice() -> None:
    played = Played(builders.plan()).lead(c.SetDecision(DECISION), c.SetDecision(other(what="moving a date")))
    assert refused(played, c.SetDecision(other(what="Adding  a site", decider="B"))).code == "said-twice"
    assert refused(played, c.SetDecision(other(what="moving a date"), DECISION)).code == "said-twice"
    played.lead(c.SetDecision(other(what="Adding a Site"), DECISION))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    played = Played(builders.plan()).lead(c.SetDecision(DECISION), c.SetDecision(other(rule="x"), DECISION))
    assert refused(played, c.SetDecision(other(rule="y"), DECISION)).code == "no-such-decision"
    assert refused(played, c.DropDecision(DECISION)).code == "no-such-decision"


def test_there_is_an_end_to_the_register() -> None:
    full = tuple(other(what=f"decision {n}") for n in range(100))
    assert refused(Played(builders.plan(decisions=full)), c.SetDecision(DECISION)).code == "full"


def test_texts_are_cleaned_and_names_stand_once() -> None:
    played = Played(builders.plan()).lead(
        c.SetDecision(other(rule="al\x1b[31mone\u202e", inform=("Boston", " boston ", "", "[b]x[/]")))
    )
    kept = register(played)[0]
    assert (kept.rule, kept.inform) == ("al[31mone", ("Boston", "[b]x[/]"))


def test_what_nobody_said_is_named() -> None:
    assert unsaid(DECISION) == ()
    assert unsaid(Decision(what="x", decider="y")) == TERMS


def test_the_register_stays_when_answers_are_forgotten() -> None:
    played = Played(builders.plan()).lead(c.SetDecision(DECISION), c.OpenRound(), c.CloseRound(), c.MoveTo("agree"))
    played.lead(c.DraftClause("fact", "x"), c.SettleClause("c1", "provisional"), c.Seal())
    assert fold(remains(played.state, "2027-03-13")).the_plan.decisions == (DECISION,)


def test_a_log_from_before_the_register_is_still_read_and_the_fold_takes_any_place() -> None:
    old = msgspec.to_builtins(builders.plan())
    del old["decisions"]
    state = evolve(Played(msgspec.convert(old, type(builders.plan()))).state, e.DecisionSet(7, DECISION))
    assert state.the_plan.decisions == (DECISION,)
    evolve(state, e.DecisionDropped(9))
    assert state.the_plan.decisions == (DECISION,)
