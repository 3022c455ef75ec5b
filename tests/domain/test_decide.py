"""What comes of commands: given a workshop so far, when somebody asks, then these events or this refusal."""

from __future__ import annotations

from typing import Any

import pytest

from align.domain import commands as c
from align.domain import events as e
from align.domain.model import Scope, edited, likeness
from align.errors import Rejected
from tests.support.builders import FACILITATOR, GOOD_VALUES, Played, person, plan


def assuming(mode: Any = "region") -> Played:
    """A workshop whose round is open."""
    return Played(plan(mode)).lead(c.OpenRound())


def agreeing() -> Played:
    """A workshop that agrees on clause c1."""
    played = assuming().lead(c.CloseRound(), c.MoveTo("agree"))
    return played.lead(c.DraftClause("urgent", "We answer today.", owner="Fay", review_on="2027-03-12"))


def voted(*levels: int) -> Played:
    """A workshop whose first vote on c1 is closed with these levels."""
    played = agreeing().lead(c.OpenVote("c1"))
    for number, level in enumerate(levels, 1):
        played.do(person(f"p{number}"), c.GiveSupport("c1", 1, level, "because" if level < 3 else ""))
    return played.lead(c.CloseVote("c1"))


def refused(played: Played, command: c.Command, who: Any = FACILITATOR) -> str:
    """The code with which a command is refused; nothing may have changed."""
    before = list(played.log)
    with pytest.raises(Rejected) as no:
        played.do(who, command)
    assert played.log == before
    assert str(no.value).endswith(".")
    return no.value.code


@pytest.mark.parametrize("prompt", GOOD_VALUES)
def test_each_type_takes_a_good_value_and_a_skip(prompt: str) -> None:
    played = assuming()
    (given,) = played.do(person("p1"), c.GiveAnswer(prompt, GOOD_VALUES[prompt]))
    assert isinstance(given, e.AnswerGiven)
    assert given.value == GOOD_VALUES[prompt]
    (skipped,) = played.do(person("p1"), c.GiveAnswer(prompt, None))
    assert isinstance(skipped, e.AnswerGiven)
    assert skipped.value is None


BAD: dict[str, list[Any]] = {
    "fact": ["", "   ", 7, ["x"], "x" * 4001, "\u200b"],
    "protect": [[], ["date"], ["date", "date"], ["date", "none"], "date",
                ["date", "scope", "cost"], [["date"], "scope"]],
    "signs": [[], "x", ["a", "b", "c", "d"], [1], ["x" * 401], ["  "]],
    "sure": [11, -1, "7", 7.5, True],
    "wait": [
        4, {"amount": 0, "unit": "hours", "clock": "working"}, {"amount": 4, "unit": "years", "clock": "working"},
        {"amount": 4, "unit": "hours", "clock": "lunar"}, {"amount": float("nan"), "unit": "hours", "clock": "working"},
        {"amount": True, "unit": "hours", "clock": "working"}, {"amount": 4, "unit": "hours"},
        {"amount": 10_001, "unit": "hours", "clock": "working"},
    ],
    "urgent": ["never", 1, ["now"]],
    "updates": [[], ["risks", "dates", "costs"], ["risks", "risks"], "risks", [1]],
    "cards": [{}, {"cameras": "nowhere"}, {"sofas": "each-region"}, "x", {"cameras": ["each-region"]}],
}  # fmt: skip


@pytest.mark.parametrize(("prompt", "value"), [(prompt, value) for prompt in BAD for value in BAD[prompt]])
def test_a_value_of_the_wrong_type_or_over_the_limit_is_refused(prompt: str, value: Any) -> None:
    assert refused(assuming(), c.GiveAnswer(prompt, value), person("p1")) == "bad-answer"


def test_a_later_answer_replaces_the_earlier_until_the_round_closes_and_not_after() -> None:
    played = assuming().answer("p1", urgent="now").answer("p1", urgent="today")
    assert [answer.value for answer in played.state.answers["urgent"].values()] == ["today"]
    played.lead(c.CloseRound())
    assert refused(played, c.GiveAnswer("urgent", "now"), person("p1")) == "round-closed"
    played.answer("p2", urgent="now")
    assert [answer.late for answer in played.state.answers["urgent"].values()] == [False, True]


def test_ones_own_answer_comes_before_guesses() -> None:
    played = assuming()
    assert refused(played, c.GivePrediction("urgent", "boston", "now"), person("p1")) == "own-answer-first"
    played.answer("p1", urgent="now").guess("p1", "urgent", boston="today")
    assert refused(played, c.GivePrediction("urgent", "mars", "now"), person("p1")) == "no-such-group"
    assert refused(played, c.GivePrediction("urgent", "everyone", "now"), person("p1")) == "no-such-group"
    played.answer("p1", fact="x")
    assert refused(played, c.GivePrediction("fact", "boston", "x"), person("p1")) == "no-prediction"


def test_a_low_level_needs_a_reason_and_a_level_counts_once_a_person() -> None:
    played = agreeing().lead(c.OpenVote("c1"))
    assert refused(played, c.GiveSupport("c1", 1, 2), person("p1")) == "reason-needed"
    assert refused(played, c.GiveSupport("c1", 1, 6), person("p1")) == "bad-level"
    assert refused(played, c.GiveSupport("c1", 2, 4), person("p1")) == "no-open-vote"
    for level in (4, 5):
        played.do(person("p1"), c.GiveSupport("c1", 1, level))
    assert list(played.state.votes["c1"][0].levels.values()) == [(5, "")]


def test_agreed_needs_a_closed_vote_with_nobody_below_three() -> None:
    assert refused(agreeing(), c.SettleClause("c1", "agreed")) == "no-consent"
    assert refused(voted(), c.SettleClause("c1", "agreed")) == "no-consent"
    assert refused(voted(4, 4, 2), c.SettleClause("c1", "agreed")) == "no-consent"
    assert refused(voted(4, 4), c.SettleClause("c1", "agreed")) == "no-consent", "two levels would be as good as names"
    assert voted(3, 5, 4).lead(c.SettleClause("c1", "agreed")).state.clauses["c1"].status == "agreed"


def test_a_vote_about_other_words_is_no_consent() -> None:
    played = voted(4, 5, 4).lead(c.ChangeClause("c1", "Something else."))
    assert refused(played, c.SettleClause("c1", "agreed")) == "no-consent"
    played.lead(c.OpenVote("c1"))
    for voter in ("p1", "p2", "p3"):
        played.do(person(voter), c.GiveSupport("c1", 2, 4))
    assert played.lead(c.CloseVote("c1"), c.SettleClause("c1", "agreed")).state.clauses["c1"].status == "agreed"


ENDINGS = [
    (c.SettleClause("c1", "regional"), "regional-texts"),
    (c.SettleClause("c1", "regional", regional={"mars": "x"}), "regional-texts"),
    (c.SettleClause("c1", "dissent_recorded"), "dissent-words"),
    (c.SettleClause("c1", "draft"), "bad-status"),
    (c.SettleClause("c9", "open"), "no-such-clause"),
]


@pytest.mark.parametrize(("command", "code"), ENDINGS)
def test_each_ending_needs_what_makes_it_true(command: c.SettleClause, code: str) -> None:
    assert refused(agreeing(), command) == code


def test_open_needs_an_owner_and_a_date() -> None:
    played = assuming().lead(c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Words."))
    assert refused(played, c.SettleClause("c1", "open")) == "open-needs"
    played.lead(c.SettleClause("c1", "open", owner="Fay", review_on="2027-01-01"))
    assert played.state.clauses["c1"].owner == "Fay"


def test_regional_and_dissent_keep_their_own_words() -> None:
    played = agreeing().lead(c.SettleClause("c1", "regional", regional={"pune": "By phone.", "boston": "By mail."}))
    assert played.state.clauses["c1"].regional == {"pune": "By phone.", "boston": "By mail."}
    played.lead(c.SettleClause("c1", "dissent_recorded", dissent=("Not on holidays.",)))
    assert played.state.clauses["c1"].dissent == ("Not on holidays.",)


def test_nothing_is_sealed_while_a_vote_is_open_or_a_clause_is_unsettled() -> None:
    played = assuming().lead(c.CloseRound(), c.MoveTo("agree"))
    assert refused(played, c.Seal()) == "no-clauses"
    played.lead(c.DraftClause("urgent", "Words."))
    assert refused(played, c.Seal()) == "unsettled"
    played.lead(c.OpenVote("c1"))
    for command in (c.Seal(), c.DropClause("c1"), c.ChangeClause("c1", "x"), c.OpenVote("c1"), c.MoveTo("reveal")):
        assert refused(played, command) == "vote-open"
    played.lead(c.CloseVote("c1"), c.SettleClause("c1", "provisional"), c.Seal())
    assert (played.state.version, played.state.sealed_on) == (1, "2026-11-22")


def test_attribution_moves_only_towards_more_anonymous() -> None:
    played = Played(plan("region"))
    assert refused(played, c.MakeMoreAnonymous("named")) == "less-anonymous"
    assert refused(played, c.MakeMoreAnonymous("region")) == "less-anonymous"
    assert played.lead(c.MakeMoreAnonymous("merged")).state.the_plan.attribution == "merged"


PEOPLE = [
    (c.AddParticipant("", "pune"), "bad-name"),
    (c.AddParticipant("PUNE  1", "pune"), "name-taken"),
    (c.AddParticipant("New", "mars"), "no-such-group"),
    (c.AddParticipant("New", "pune", "nobody"), "no-such-group"),
]


@pytest.mark.parametrize(("command", "code"), PEOPLE)
def test_a_person_is_added_once_and_where_there_is_a_place(command: c.AddParticipant, code: str) -> None:
    assert refused(Played(plan()), command) == code


def test_a_dropped_clauses_id_is_never_given_again() -> None:
    played = agreeing().lead(c.DropClause("c1"), c.DraftClause("urgent", "Again."))
    assert list(played.state.clauses) == ["c2"]


SMALL_SLIPS = [
    (c.DraftClause("nope", "x"), "no-such-prompt"),
    (c.DraftClause("urgent", " "), "empty"),
    (c.DraftClause("urgent", "x" * 4001), "too-long"),
    (c.DraftClause("urgent", "x", Scope("region", "mars")), "bad-scope"),
    (c.DraftClause("urgent", "x", review_on="12/03/2027"), "bad-date"),
    (c.CloseVote("c1"), "no-open-vote"),
    (c.MoveTo("sealed"), "no-such-move"),
    (c.SetTimer("soon"), "bad-time"),
    (c.TakeNote("urgent", "\x1b"), "empty"),
]


@pytest.mark.parametrize(("command", "code"), SMALL_SLIPS)
def test_a_slip_gets_one_sentence_and_changes_nothing(command: c.Command, code: str) -> None:
    assert refused(agreeing(), command) == code


def sealed(mode: Any = "region") -> Played:
    """A workshop with version 1 sealed."""
    played = assuming(mode).lead(c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "We answer today."))
    return played.lead(c.SettleClause("c1", "provisional"), c.Seal())


@pytest.mark.parametrize("mode", ["named", "region", "merged"])
def test_a_signature_bears_the_name_of_who_gave_it_in_every_mode(mode: Any) -> None:
    played = sealed(mode)
    assert played.do(person("p1"), c.Sign(1, agrees=True)) == [e.Signed("p1", 1, True, "2026-11-22")]


def test_the_newest_of_signature_and_objection_counts() -> None:
    played = sealed()
    assert played.state.signed("p1") is None
    objection = c.Sign(1, agrees=False, reason=" Nights\u200b. ", clause="c1")
    assert played.do(person("p1"), objection) == [e.Signed("p1", 1, False, "2026-11-22", "Nights.", "c1")]
    played.do(person("p2"), c.Sign(1, agrees=True))
    played.do(person("p1"), c.Sign(1, agrees=True, reason="left over"))
    assert played.state.signed("p1") == e.Signed("p1", 1, True, "2026-11-22")
    assert len(played.state.signatures[1]) == 3


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.Sign(2, agrees=True), "other-version"),
        (c.Sign(1, agrees=False), "reason-needed"),
        (c.Sign(1, agrees=False, reason=" \u200b "), "reason-needed"),
        (c.Sign(1, agrees=False, reason="x" * 401), "too-long"),
        (c.Sign(1, agrees=False, reason="x", clause="c9"), "no-such-clause"),
    ],
)
def test_an_objection_needs_a_reason_and_both_need_what_is_there(command: c.Sign, code: str) -> None:
    assert refused(sealed(), command, person("p1")) == code


def test_a_clause_that_another_desk_changed_is_changed_by_nobody_who_did_not_see_it() -> None:
    played = agreeing()
    seen = played.state.clauses["c1"]
    played.lead(c.ChangeClause("c1", "BBB", replaces=seen))
    assert refused(played, c.ChangeClause("c1", "AAA", replaces=seen)) == "other-clause"
    seen = played.state.clauses["c1"]
    played.lead(c.ChangeClause("c1", seen.text, owner="Fay"))
    assert refused(played, c.ChangeClause("c1", "AAA", replaces=seen)) == "other-clause", "not of the words alone"
    played.lead(c.SettleClause("c1", "provisional", "Fay", "2027-03-12"))
    played.lead(c.ChangeClause("c1", "AAA", replaces=edited(played.state.clauses["c1"])))
    assert played.state.clauses["c1"].text == "AAA"


def test_a_clause_that_another_desk_changed_is_neither_settled_nor_dropped_by_who_did_not_see_it() -> None:
    played = agreeing()
    for changing in (
        c.ChangeClause("c1", "BBB"), c.SettleClause("c1", "regional", regional={"pune": "By noon."}),
        c.SettleClause("c1", "regional", regional={"pune": "By one."}),
    ):  # fmt: skip
        seen = likeness(played.state.clauses["c1"])
        played.lead(changing)
        assert refused(played, c.SettleClause("c1", "provisional", seen=seen)) == "other-clause", changing
        assert refused(played, c.DropClause("c1", seen)) == "other-clause", changing
    played.lead(c.DropClause("c1", likeness(played.state.clauses["c1"])))
    assert "c1" not in played.state.clauses


def test_a_second_clause_for_a_prompt_is_begun_only_by_who_saw_the_first() -> None:
    played = agreeing()
    prompt = played.state.clauses["c1"].prompt
    assert refused(played, c.DraftClause(prompt, "BBB", beside=())) == "other-clause"
    played.lead(c.DraftClause(prompt, "BBB", beside=("c1",)), c.DropClause("c1"))
    played.lead(c.DraftClause(prompt, "CCC", beside=("c1", "c2")))
    assert [one.text for one in played.state.clauses.values()] == ["BBB", "CCC"]
