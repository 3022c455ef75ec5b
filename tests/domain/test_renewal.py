"""What comes after the seal: signing in time, pulses, what they reopen, and the next version of the charter."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import fold
from align.domain.forgetting import remains
from align.domain.prompts import Prompt
from align.domain.pulses import LIVED, asked_before, base_of, lived, the_lived
from align.domain.state import State
from align.domain.visibility import public
from align.errors import Rejected
from tests.support.builders import FACILITATOR, PROMPTS, Played, options, person, plan

EVERYBODY = [f"p{n}" for n in range(1, 10)]
LIVED_PROMPT = Prompt(
    id=LIVED, area="pulse", type="sort", title="Clauses as lived", text="What did you see?", why="Paper.",
    options=options("Any"), buckets=options("One", "Two"),
)  # fmt: skip
AGAIN = next(prompt for prompt in PROMPTS if prompt.id == "urgent")


def sealed(mode: Any = "region", **more: Any) -> Played:
    """A workshop with two agreed clauses, sealed as version 1."""
    played = Played(plan(mode, **more)).lead(c.OpenRound())
    for who in EVERYBODY:
        played.answer(who, urgent="now", fact=f"a fact of {who}")
    played.lead(c.CloseRound(), c.MoveTo("agree"))
    for prompt, text in (("urgent", "We answer today."), ("cards", "Cameras stay off.")):
        played.lead(c.DraftClause(prompt, text, owner="Fay", review_on="2027-03-12"))
    settle(played, "c1", "c2")
    return played.lead(c.Seal())


def settle(played: Played, *clauses: str) -> Played:
    """Vote on clauses with nobody below 3, and settle them as agreed."""
    for clause in clauses:
        played.lead(c.OpenVote(clause))
        number = len(played.state.votes[clause])
        for who in EVERYBODY:
            played.do(person(who), c.GiveSupport(clause, number, 4))
        played.lead(c.CloseVote(clause), c.SettleClause(clause, "agreed"))
    return played


def pulse(played: Played, clauses: tuple[str, ...] = ("c1", "c2"), **seen: str) -> Played:
    """Hold a pulse about clauses; `seen` says what everybody saw of each."""
    played.lead(c.OpenPulse(clauses, (LIVED_PROMPT, AGAIN)))
    prompt = the_lived(played.state.asked)
    assert prompt is not None
    for who in EVERYBODY:
        played.answer(who, **{prompt.id: seen})
    return played.lead(c.CloseRound())


def refused(played: Played, command: c.Command, who: Any = FACILITATOR) -> str:
    """The code with which a command is refused; nothing may have changed."""
    before = list(played.log)
    with pytest.raises(Rejected) as no:
        played.do(who, command)
    assert played.log == before
    assert str(no.value).endswith(".")
    return no.value.code


# ---- amending --------------------------------------------------------------------------------------------------


def test_a_sealed_clause_changes_only_after_somebody_said_why_and_the_rest_stands_as_it_was() -> None:
    played = sealed().lead(c.Amend("The night shift begins in March."))
    assert played.state.phase == "agree"
    for command in (
        c.ChangeClause("c1", "x"),
        c.DropClause("c1"),
        c.OpenVote("c1"),
        c.SettleClause("c1", "provisional"),
    ):
        assert refused(played, command) == "reopen-first"
    played.lead(c.ReopenClause("c1", "Nights are staffed now.", asked_by="p4"))
    assert played.state.clauses["c1"].status == "draft"
    assert refused(played, c.ReopenClause("c1", "again")) == "reopened"
    played.lead(c.ChangeClause("c1", "We answer at once, day and night.", owner="Fay", review_on="2027-03-12"))
    settle(played, "c1").lead(c.Seal())
    assert (played.state.version, played.state.phase) == (2, "sealed")
    one, two = played.state.versions
    assert (one.clauses["c1"].text, two.clauses["c1"].text) == ("We answer today.", "We answer at once, day and night.")
    assert one.clauses["c2"] == two.clauses["c2"]
    assert two.why == "The night shift begins in March."
    assert two.reopened == (e.ClauseReopened("c1", "Nights are staffed now.", "p4"),)


def test_consent_to_the_old_words_does_not_count_for_a_reopened_clause() -> None:
    played = sealed().lead(c.ReopenClause("c1", "Nights."), c.Amend("Nights."))
    assert refused(played, c.SettleClause("c1", "agreed")) == "no-consent"


def test_an_objection_that_still_stands_reopens_its_clause_with_its_words_and_name() -> None:
    played = sealed()
    played.do(person("p1"), c.Sign(1, agrees=False, reason="Not at night.", clause="c1"))
    played.do(person("p2"), c.Sign(1, agrees=False, reason="Cameras.", clause="c2"))
    played.do(person("p2"), c.Sign(1, agrees=True))
    played.do(person("p3"), c.Sign(1, agrees=False, reason="As a whole."))
    played.lead(c.Amend("Objections."))
    assert played.state.reopened == [e.ClauseReopened("c1", "Not at night.", "p1")]
    assert [clause.status for clause in played.state.clauses.values()] == ["draft", "agreed"]


def test_a_new_clause_of_the_amendment_can_change_until_the_next_seal() -> None:
    played = sealed().lead(c.Amend("One more."), c.DraftClause("wait", "A decision waits a day."))
    played.lead(c.ChangeClause("c3", "A decision waits two days."))
    assert played.state.clauses["c3"].text == "A decision waits two days."


def test_the_reasons_are_needed_and_an_asker_must_be_on_the_list() -> None:
    played = sealed()
    assert refused(played, c.Amend("  ")) == "empty"
    assert refused(played, c.ReopenClause("c1", "")) == "empty"
    assert refused(played, c.ReopenClause("c1", "x", asked_by="p99")) == "no-such-person"
    assert refused(played, c.ReopenClause("c9", "x")) == "no-such-clause"


def test_answers_of_the_round_stay_as_they_are_while_the_charter_is_amended() -> None:
    played = sealed("named").lead(c.Amend("Late."))
    assert (
        refused(played, c.GiveAnswer("wait", {"amount": 1, "unit": "hours", "clock": "working"}), person("p1"))
        == "sealed"
    )


# ---- signing ---------------------------------------------------------------------------------------------------


def test_signing_ends_when_the_facilitator_said_and_can_be_opened_again() -> None:
    played = sealed().lead(c.SetSigning("2026-11-22T13:59:00+00:00"))
    assert refused(played, c.Sign(1, agrees=True), person("p1")) == "too-late"
    played.lead(c.SetSigning("2026-11-24T12:00:00+00:00"))
    played.do(person("p1"), c.Sign(1, agrees=True))
    assert refused(played, c.SetSigning("tomorrow")) == "bad-time"
    assert refused(played, c.SetSigning("9999-12-31T23:59:00+00:00")) == "too-far"
    assert refused(played, c.SetSigning("2026-11-24T12:00:00")) == "bad-time"


def test_each_version_is_signed_anew() -> None:
    played = sealed()
    played.do(person("p1"), c.Sign(1, agrees=True))
    played.lead(c.Amend("x"), c.Seal())
    assert played.state.signed("p1") is None
    assert refused(played, c.Sign(1, agrees=True), person("p1")) == "other-version"


# ---- pulses ----------------------------------------------------------------------------------------------------


def test_a_pulse_asks_its_own_prompts_and_leaves_the_answers_of_the_first_round_alone() -> None:
    played = sealed().lead(c.OpenPulse(("c1",), (LIVED_PROMPT, AGAIN)))
    assert [prompt.id for prompt in played.state.asked] == ["p1-clauses-lived", "p1-urgent"]
    assert [option.id for option in played.state.asked[0].options] == ["c1"]
    assert refused(played, c.GiveAnswer("urgent", "today"), person("p1")) == "other-round"
    played.answer("p1", **{"p1-urgent": "today"})
    assert refused(played, c.Seal()) == "not-now"
    played.lead(c.CloseRound())
    assert played.state.phase == "sealed"
    assert {a.value for a in played.state.answers["urgent"].values()} == {"now"}
    assert [a.value for a in played.state.answers["p1-urgent"].values()] == ["today"]
    assert refused(played, c.GiveAnswer("p1-urgent", "now"), person("p1")) == "not-now"
    assert not played.state.pulses[0].open


def test_answers_to_a_pulse_are_hidden_until_it_closes_and_kept_under_the_same_rules() -> None:
    played = sealed()
    played.lead(c.OpenPulse(("c1",), (LIVED_PROMPT, AGAIN)))
    for who in EVERYBODY[:4]:
        played.answer(who, **{"p1-urgent": "today"})
    assert "p1-urgent" not in public(played.log, compare).revealed
    played.lead(c.CloseRound())
    shown = public(played.log, compare).revealed["p1-urgent"]
    # Pune's three could be shown, but then the one in Boston would be what is left.
    assert [(group.id, len(group.answers)) for group in shown.groups] == [("everyone", 4)]
    authors = {a.author for given in played.state.answers.values() for a in given.values()}
    assert not authors & set(EVERYBODY)


def test_the_rule_reopens_what_fewer_than_half_of_those_with_an_occasion_saw_lived() -> None:
    played = pulse(sealed(), c1="not-seen", c2="lived")
    assert [(asked.clause, asked.asked_by) for asked in played.state.reopened] == [("c1", "pulse")]
    assert "0 of 9" in played.state.reopened[0].why
    assert played.state.clauses["c1"].status == "agreed"
    played.lead(c.Amend("As the pulse said."))
    assert [clause.status for clause in played.state.clauses.values()] == ["draft", "agreed"]


def test_too_few_occasions_reopen_nothing() -> None:
    played = sealed().lead(c.OpenPulse(("c1", "c2"), (LIVED_PROMPT,)))
    for who in EVERYBODY:
        seen = "not-seen" if who in ("p1", "p2") else "no-occasion"
        played.answer(who, **{"p1-clauses-lived": {"c1": seen, "c2": "lived"}})
    played.lead(c.CloseRound())
    assert played.state.reopened == []


def test_what_the_rule_says_of_a_clause_is_what_everybody_can_count() -> None:
    played = pulse(sealed(), c1="partly", c2="lived")
    seen = public(played.log, compare)
    prompt = seen.the_plan.prompt("p1-clauses-lived")
    shown = [one.value for group in seen.revealed[prompt.id].groups for one in group.answers]
    assert lived(prompt, shown)["c1"].occasions == 9
    assert seen.reopened == played.state.reopened


def test_pulses_are_numbered_and_compare_with_the_first_round() -> None:
    played = pulse(pulse(sealed(), c1="lived", c2="lived"), c1="lived", c2="lived")
    assert [one.number for one in played.state.pulses] == [1, 2]
    again = played.state.the_plan.prompt("p2-urgent")
    assert base_of(again) == "urgent"
    before = asked_before(played.state.the_plan, again)
    assert before is not None and before.id == "urgent"
    changed = msgspec.structs.replace(again, options=options("Other"))
    assert asked_before(played.state.the_plan, changed) is None


BROKEN: dict[str, tuple[c.Command, str]] = {
    "no prompts": (c.OpenPulse((), ()), "no-prompts"),
    "clauses without a prompt about them": (c.OpenPulse(("c1",), (AGAIN,)), "no-lived-prompt"),
    "only a prompt about clauses, and no clause": (c.OpenPulse((), (LIVED_PROMPT,)), "no-prompts"),
    "an unknown clause": (c.OpenPulse(("c9",), (LIVED_PROMPT,)), "no-such-clause"),
    "one id twice": (c.OpenPulse((), (AGAIN, AGAIN)), "bad-prompt"),
    "an id that is a path": (c.OpenPulse((), (msgspec.structs.replace(AGAIN, id="../x"),)), "bad-prompt"),
    "a choice of nothing": (c.OpenPulse((), (msgspec.structs.replace(AGAIN, options=()),)), "bad-prompt"),
    "a question of controls": (c.OpenPulse((), (msgspec.structs.replace(AGAIN, text="\x1b\x07"),)), "bad-prompt"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_pulse_that_cannot_be_asked_is_refused(what: str) -> None:
    command, code = BROKEN[what]
    assert refused(sealed(), command) == code


def test_the_words_of_a_pulse_are_cleaned_at_the_door() -> None:
    hostile = msgspec.structs.replace(AGAIN, title="Ur\x1b[31mgent", options=options("A\u202eb", "C"))
    played = sealed().lead(c.OpenPulse((), (hostile,)))
    assert played.state.asked[0].title == "Ur[31mgent"
    assert played.state.asked[0].options[0].label == "Ab"


# ---- forgetting ------------------------------------------------------------------------------------------------


def test_forgetting_keeps_every_version_its_signatures_pulses_and_reasons_and_no_typed_word() -> None:
    played = sealed()
    played.do(person("p1"), c.Sign(1, agrees=False, reason="Not at night.", clause="c1"))
    pulse(played, c1="not-seen", c2="lived")
    played.lead(c.AddParticipant("New", "pune"), c.Amend("Nights."), c.ChangeClause("c1", "We answer tomorrow."))
    settle(played, "c1").lead(c.Seal())
    pulse(played, c1="lived", c2="not-seen")
    seen = public(played.log, compare)
    log = list(remains(seen, "2027-04-01"))
    after = public(log, compare)
    kept = ("phase", "round", "version", "versions", "pulses", "reopened", "signatures", "clauses", "clauses_begun",
            "sealed_on", "plan")  # fmt: skip
    for field in kept:
        assert getattr(after, field) == getattr(seen, field), field
    assert after.revealed["p2-clauses-lived"].answered == 9
    assert "a fact of" not in str(log)
    assert after.forgotten_on == "2027-04-01"
    # Each version can be folded again as it was when it was sealed.
    first = next(n for n, event in enumerate(log) if isinstance(event, e.Sealed))
    assert fold(log[: first + 1]).clauses == seen.versions[0].clauses
    assert len(fold(log[: first + 1]).the_plan.participants) == 9


def test_after_forgetting_it_is_known_of_each_version_which_clauses_were_changed_since_their_vote() -> None:
    played = sealed().lead(c.Amend("Nights."), c.ReopenClause("c1", "Nights."), c.ReopenClause("c2", "Nights."))
    played.lead(c.SettleClause("c1", "provisional"))
    settle(played, "c2").lead(c.ChangeClause("c2", "Cameras may stay off.", owner="Fay"))
    played.lead(c.SettleClause("c2", "provisional"), c.Seal())
    played.lead(c.Amend("Again."), c.ReopenClause("c1", "Again."), c.SettleClause("c1", "provisional"), c.Seal())
    assert [version.reworded for version in played.state.versions] == [
        frozenset(), frozenset({"c1", "c2"}), frozenset({"c1", "c2"}),
    ]  # fmt: skip
    seen = public(played.log, compare)
    after = public(list(remains(seen, "2027-04-01")), compare)
    assert after.versions == seen.versions
    assert after.clauses == seen.clauses
    assert after.reworded == seen.reworded


def test_nothing_is_forgotten_while_a_pulse_is_open_or_the_charter_is_amended() -> None:
    for command in (c.OpenPulse(("c1",), (LIVED_PROMPT,)), c.Amend("x")):
        state: State = sealed().lead(command).state
        with pytest.raises(Rejected):
            remains(state, "2027-04-01")
