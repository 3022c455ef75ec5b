"""Nothing that is shown without names is about fewer than min_n people: no group, no rest, no difference, no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain import events as e
from align.domain.model import EVERYONE, Attribution, Plan
from align.domain.visibility import Projector
from align.errors import Rejected
from tests.support.builders import Played, person, plan

ANONYMOUS = st.sampled_from(["region", "merged"])
SIZES = st.lists(st.integers(0, 5), min_size=2, max_size=3).filter(lambda sizes: sum(sizes) > 0)
WORDS = ("now", "today", "one-day")


class Told:
    """What everybody is told, fact by fact."""

    def __init__(self, the_plan: Plan) -> None:
        self.played = Played(the_plan)
        self._projector = Projector(compare)
        self.events: list[e.VisibleEvent] = []
        self._told = 0
        self._follow()

    def do(self, who: str, command: c.Command) -> None:
        """Let somebody ask for something; a no is taken for an answer."""
        try:
            self.played.lead(command) if who == "desk" else self.played.do(person(who), command)
        except Rejected:
            return
        self._follow()

    def _follow(self) -> None:
        for event in self.played.log[self._told :]:
            self.events += self._projector.feed(event)
        self._told = len(self.played.log)

    def reveals(self) -> list[e.PromptRevealed]:
        """How "urgent" was shown, each time anew."""
        return [event for event in self.events if isinstance(event, e.PromptRevealed) and event.prompt == "urgent"]


@st.composite
def stories(draw: Any) -> Told:
    """A round with gaps, guesses and skips, then late answers and changes of them, in any order."""
    mode: Attribution = draw(ANONYMOUS)
    told = Told(plan(mode, sizes=tuple(draw(SIZES)), min_n=draw(st.integers(1, 4))))
    people = [each.id for each in told.played.state.the_plan.participants]
    told.do("desk", c.OpenRound())
    for who in people:
        if draw(st.booleans()):
            told.do(who, c.GiveAnswer("urgent", draw(st.sampled_from([*WORDS, None]))))
            for target in draw(st.sets(st.sampled_from(["pune", "boston", "zurich", EVERYONE]))):
                told.do(who, c.GivePrediction("urgent", target, draw(st.sampled_from(WORDS))))
    told.do("desk", c.CloseRound())
    for who in draw(st.lists(st.sampled_from(people), max_size=10)):
        told.do(
            who, c.GiveAnswer("urgent", draw(st.sampled_from([*WORDS, None])), draw(st.sampled_from(["", "a word"])))
        )
    return told


@settings(max_examples=150)
@given(stories())
def test_no_group_is_smaller_than_min_n_and_none_overlap(told: Told) -> None:
    least = told.played.state.the_plan.min_n
    for shown in told.reveals():
        sizes = [len(group.answers) for group in shown.groups]
        assert all(size == 0 or size >= least for size in sizes)
        assert shown.answered - sum(sizes) < least, "enough to be shown, and not shown"
        shown_by = [region for group in shown.groups for region in group.regions]
        assert len(shown_by) == len(set(shown_by)), "a region in two groups could be subtracted"


@settings(max_examples=150)
@given(stories())
def test_two_displays_differ_by_nobody_or_by_min_n_answers_at_least(told: Told) -> None:
    least = told.played.state.the_plan.min_n
    for before, after in zip(told.reveals(), told.reveals()[1:], strict=False):
        old, new = _answers(before), _answers(after)
        for answer in set(map(repr, old)):
            assert list(map(repr, new)).count(answer) >= list(map(repr, old)).count(answer), "an answer went away"
        assert len(new) == len(old) or len(new) - len(old) >= least, "the newest answer stands alone"


def _answers(shown: e.PromptRevealed) -> Sequence[e.Shown]:
    return [answer for group in shown.groups for answer in group.answers]


@settings(max_examples=150)
@given(stories())
def test_guesses_are_shown_and_compared_only_where_min_n_people_gave_them(told: Told) -> None:
    state = told.played.state
    least, answers = state.the_plan.min_n, state.answers.get("urgent", {})
    for shown in told.reveals():
        for guess in shown.guesses:
            assert len(guess.values) >= least
            givers = [
                who for (who, target), given in state.predictions["urgent"].items()
                if target == guess.target and (state.the_plan.attribution == "merged" or given.region == guess.source)
            ]  # fmt: skip
            compared = [who for who in givers if answers[who].value is not None]
            assert len(compared) >= least or (guess.same_as_own, guess.own_distance) == (0, 0.0)


@settings(max_examples=100)
@given(ANONYMOUS, st.integers(1, 4), st.lists(st.integers(0, 5), max_size=6))
def test_the_levels_of_fewer_than_min_n_people_are_not_shown(mode: Attribution, least: int, levels: list[int]) -> None:
    told = Told(plan(mode, min_n=least))
    for command in (
        c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Words."), c.OpenVote("c1"),
    ):  # fmt: skip
        told.do("desk", command)
    for number, level in enumerate(levels, 1):
        told.do(f"p{number}", c.GiveSupport("c1", 1, level, "why" if level < 3 else ""))
    told.do("desk", c.CloseVote("c1"))
    (counted,) = (event.result for event in told.events if isinstance(event, e.VoteCounted))
    shown = len(levels) >= least
    assert sum(counted.counts) == (len(levels) if shown else 0)
    assert bool(counted.reasons) == (shown and any(level < 3 for level in levels))
    assert counted.too_few == (0 < len(levels) < least)
    told.do("desk", c.SettleClause("c1", "agreed"))
    settled = told.played.state.clauses["c1"].status == "agreed"
    assert settled == (shown and bool(levels) and min(levels) >= 3), "a yes or no would tell what is not shown"


def test_a_pool_that_shows_one_person_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The properties above can fail."""
    monkeypatch.setattr("align.domain.visibility.pool", lambda counts, least: (frozenset(counts), frozenset()))
    with pytest.raises((AssertionError, ExceptionGroup)):
        test_no_group_is_smaller_than_min_n_and_none_overlap()


def test_late_answers_shown_one_by_one_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plan, "min_n_for", lambda self, prompt: 1)
    with pytest.raises((AssertionError, ExceptionGroup)):
        test_two_displays_differ_by_nobody_or_by_min_n_answers_at_least()
