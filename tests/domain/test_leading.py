"""Leading the talk: its order, what is skipped or parked, and taking back a move that showed nothing."""

from __future__ import annotations

from typing import Any

import pytest

from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import fold
from tests.domain.test_decide import agreeing, assuming, refused
from tests.domain.test_renewal import sealed
from tests.support.builders import Played, person, plan

PROMPTS = tuple(prompt.id for prompt in plan().pack.prompts)


def closed(mode: Any = "region", *answering: str) -> Played:
    """A round closed after these people answered one prompt."""
    played = assuming(mode)
    for who in answering:
        played.answer(who, urgent="now")
    return played.lead(c.CloseRound())


# ---- the order of the talk ---------------------------------------------------------------------------------------


def test_the_talk_gets_an_order_and_loses_it_again() -> None:
    played = closed()
    order = tuple(reversed(PROMPTS))
    assert played.lead(c.OrderTalk(order)).state.talk == order
    assert played.lead(c.OrderTalk(())).state.talk == ()


@pytest.mark.parametrize("order", [PROMPTS[1:], (*PROMPTS, PROMPTS[0]), (*PROMPTS[1:], "nothing")])
def test_an_order_names_each_prompt_once(order: tuple[str, ...]) -> None:
    assert refused(closed(), c.OrderTalk(order)) == "bad-order"


def test_a_prompt_is_skipped_or_parked_with_a_note_and_taken_up_again() -> None:
    played = closed().lead(c.PutAside("fact", "parked", " after the\x1b break "), c.PutAside("urgent", "skipped"))
    assert played.state.aside == {
        "fact": e.PromptPutAside("fact", "parked", "after the break"),
        "urgent": e.PromptPutAside("urgent", "skipped"),
    }
    assert list(played.lead(c.PutAside("fact", "skipped", "no time")).state.aside) == ["urgent", "fact"]
    assert list(played.lead(c.PutAside("urgent", "", "left out")).state.aside) == ["fact"]
    assert refused(played, c.PutAside("urgent", "")) == "not-aside"
    assert refused(played, c.PutAside("nothing", "parked")) == "no-such-prompt"
    assert refused(played, c.PutAside("fact", "parked", "x" * 401)) == "too-long"


def test_order_and_what_is_aside_are_facts_of_the_log() -> None:
    played = closed().lead(c.OrderTalk(PROMPTS), c.PutAside("fact", "parked", "later"))
    again = fold(played.log)
    assert (again.talk, again.aside) == (played.state.talk, played.state.aside)
    still = played.state.still()
    played.lead(c.PutAside("fact", ""))
    assert list(still.aside) == ["fact"], "a still copy stays as it was"


# ---- taking a move back ------------------------------------------------------------------------------------------


def test_a_round_opened_too_early_is_taken_back_until_somebody_has_answered() -> None:
    played = assuming().lead(c.UndoMove())
    assert (played.state.phase, played.state.round) == ("setup", 0)
    played.lead(c.MakeMoreAnonymous("merged"), c.OpenRound())
    assert (played.state.phase, played.state.round) == ("assume", 1)
    played.answer("p1", urgent="now")
    assert refused(played, c.UndoMove()) == "answered"


def test_a_skipped_prompt_is_an_answer_too() -> None:
    played = assuming()
    played.do(person("p1"), c.GiveAnswer("urgent", None))
    assert refused(played, c.UndoMove()) == "answered"


@pytest.mark.parametrize(
    ("mode", "answering", "shown"),
    [
        ("region", (), False),
        ("region", ("p1", "p2"), False),
        ("region", ("p1", "p2", "p3"), True),
        ("merged", ("p1", "p4"), False),
        ("merged", ("p1", "p4", "p7"), True),
        ("named", ("p1",), True),
        ("named", (), False),
    ],
)
def test_a_round_closed_too_early_goes_on_only_where_no_answer_was_shown(
    mode: str, answering: tuple[str, ...], shown: bool
) -> None:
    played = closed(mode, *answering)
    if shown:
        assert refused(played, c.UndoMove()) == "shown"
        return
    given = dict(played.state.answers.get("urgent", {}))
    played.lead(c.UndoMove())
    assert (played.state.phase, played.state.round, played.state.focus) == ("assume", 1, "")
    assert played.state.answers.get("urgent", {}) == given, "what was given stays given"
    played.answer("p9", urgent="today")
    assert not played.lead(c.CloseRound()).state.answers["urgent"][_newest(played)].late


def _newest(played: Played) -> str:
    return next(event.author for event in reversed(played.log) if isinstance(event, e.AnswerGiven))


def test_a_round_stays_closed_once_somebody_has_answered_late() -> None:
    assert refused(closed().answer("p1", urgent="now"), c.UndoMove()) == "late"


def test_going_to_the_clauses_is_taken_back_while_nobody_votes() -> None:
    played = agreeing().lead(c.OpenVote("c1"))
    assert refused(played, c.UndoMove()) == "vote-open"
    played.lead(c.CloseVote("c1"), c.UndoMove())
    assert played.state.phase == "reveal"
    assert "c1" in played.state.clauses


def test_a_seal_and_an_amendment_are_not_taken_back() -> None:
    played = sealed()
    assert refused(played, c.UndoMove()) == "not-now"
    assert refused(played.lead(c.Amend("a date moved")), c.UndoMove()) == "amending"


def test_a_pulse_opened_too_early_leaves_no_trace_in_the_plan() -> None:
    played = sealed()
    before = (played.state.the_plan, played.state.round)
    prompt = played.state.the_plan.pack.prompts[1]
    played.lead(c.OpenPulse((), (prompt,)), c.UndoMove())
    assert played.state.phase == "sealed"
    assert (played.state.the_plan, played.state.round) == before
    assert played.state.pulses == []
    played.lead(c.OpenPulse((), (prompt,)))
    played.do(person("p1"), c.GiveAnswer(played.state.asked[0].id, None))
    assert refused(played, c.UndoMove()) == "answered"
