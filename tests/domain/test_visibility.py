"""What may leave the host: nothing of others before the reveal, and no group small enough to point at somebody."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain import events as e
from align.domain.model import Attribution
from align.domain.visibility import Projector, guessed, own, pool, public
from tests.support.builders import GOOD_VALUES, Played, person, plan

MODES: tuple[Attribution, ...] = ("named", "region", "merged")
COUNTS = st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e"]), st.integers(0, 9), max_size=6)


def everybody_answers(mode: Attribution, values: list[str], sizes: tuple[int, ...] = (3, 3, 3)) -> Played:
    """A closed round in which p1, p2, … chose `values` for the urgent prompt."""
    played = Played(plan(mode, sizes=sizes)).lead(c.OpenRound())
    for number, value in enumerate(values, 1):
        played.answer(f"p{number}", urgent=value)
    return played.lead(c.CloseRound())


@given(COUNTS, st.integers(1, 5))
def test_pool_shows_no_group_below_min_n_and_loses_no_region_that_can_be_shown(
    counts: dict[str, int], min_n: int
) -> None:
    alone, pooled = pool(counts, min_n)
    present = {region for region, n in counts.items() if n}
    assert not alone & pooled
    assert "" not in alone
    assert all(counts[region] >= min_n for region in alone)
    assert not pooled or sum(counts[region] for region in pooled) >= min_n
    if sum(counts.values()) >= min_n:
        assert alone | pooled == present
    else:
        assert not alone
        assert not pooled


@given(COUNTS, st.integers(2, 5))
def test_no_sum_of_shown_groups_subtracted_from_the_total_leaves_a_small_region(
    counts: dict[str, int], min_n: int
) -> None:
    alone, pooled = pool(counts, min_n)
    total = sum(counts.values())
    left = total - sum(counts[region] for region in alone)
    assert left == 0 or left >= min_n or not (alone or pooled)


@pytest.mark.parametrize("mode", MODES)
def test_before_the_round_closes_no_answer_or_guess_is_public(mode: Attribution) -> None:
    played = Played(plan(mode)).lead(c.OpenRound())
    target = "everyone" if mode == "merged" else "boston"
    played.answer("p1", fact="canary-answer", urgent="now").guess("p1", "urgent", **{target: "one-day"})
    projector = Projector(compare)
    frames = [msgspec.json.encode(v) for event in played.log for v in projector.feed(event)]
    assert not any(b"canary-answer" in frame for frame in frames)
    kinds = {type(v) for event in played.log for v in Projector(compare).feed(event) if event is not played.log[0]}
    assert e.AnswerGiven not in kinds
    assert e.PredictionGiven not in kinds


@pytest.mark.parametrize("mode", MODES)
def test_open_votes_are_hidden_and_closed_ones_come_all_at_once(mode: Attribution) -> None:
    played = everybody_answers(mode, ["now"] * 9).lead(c.MoveTo("agree"), c.DraftClause("urgent", "Words."))
    played.lead(c.OpenVote("c1"))
    played.do(person("p1"), c.GiveSupport("c1", 1, 1, "canary-reason"))
    played.do(person("p2"), c.GiveSupport("c1", 1, 4))
    played.do(person("p3"), c.GiveSupport("c1", 1, 4))
    assert b"canary-reason" not in msgspec.json.encode(public(played.log, compare).clauses)
    assert public(played.log, compare).votes["c1"][0].levels == {}
    played.lead(c.CloseVote("c1"))
    result = public(played.log, compare).votes["c1"][0].result
    assert result is not None
    assert result.counts == (0, 1, 0, 0, 2, 0)
    assert [(r.text, r.author) for r in result.reasons] == [("canary-reason", "p1" if mode == "named" else "")]


def test_named_shows_authors_region_only_regions_merged_nothing() -> None:
    values = ["now", "today", "now", "one-day", "now", "today", "today", "now", "now"]
    named = public(everybody_answers("named", values).log, compare).revealed["urgent"]
    by_region = public(everybody_answers("region", values).log, compare).revealed["urgent"]
    merged = public(everybody_answers("merged", values).log, compare).revealed["urgent"]
    assert {shown.author for group in named.groups for shown in group.answers} == {f"p{n}" for n in range(1, 10)}
    assert [group.id for group in by_region.groups] == ["pune", "boston", "zurich"]
    assert [group.id for group in merged.groups] == ["everyone"]
    for revealed in (by_region, merged):
        assert not any(shown.author for group in revealed.groups for shown in group.answers)


@pytest.mark.parametrize("mode", ["region", "merged"])
def test_who_said_what_within_a_region_changes_nothing_that_is_public(mode: Attribution) -> None:
    seen = {
        msgspec.json.encode(public(everybody_answers(mode, [*order, *["now"] * 6]).log, compare).revealed)
        for order in permutations(["now", "today", "one-day"])
    }
    assert len(seen) == 1


@pytest.mark.parametrize("mode", ["region", "merged"])
def test_the_log_holds_no_participant_id_beside_an_anonymous_answer(mode: Attribution) -> None:
    played = everybody_answers(mode, ["now"] * 9)
    answers = [event for event in played.log if isinstance(event, e.AnswerGiven)]
    ids = {person.id for person in played.state.the_plan.participants}
    assert not ids & {answer.author for answer in answers}
    assert len({answer.author for answer in answers}) == 9


def test_one_persons_pseudonyms_differ_from_prompt_to_prompt() -> None:
    played = Played(plan("region")).lead(c.OpenRound()).answer("p1", fact="a", urgent="now", sure=3)
    authors = [event.author for event in played.log if isinstance(event, e.AnswerGiven)]
    assert len(set(authors)) == 3


def test_a_small_region_is_pooled_and_its_name_is_not_in_the_log() -> None:
    played = everybody_answers("region", ["now", "today", "now", "one-day", "today", "now", "now"], sizes=(3, 3, 1))
    answers = [event for event in played.log if isinstance(event, e.AnswerGiven)]
    assert {answer.region for answer in answers} == {"pune", "boston", ""}
    revealed = public(played.log, compare).revealed["urgent"]
    assert [group.id for group in revealed.groups] == ["pune", "other"]
    assert revealed.groups[1].regions == ("boston", "zurich")
    assert len(revealed.groups[1].answers) == 4


def test_a_guess_is_summed_up_by_region_and_shown_only_where_both_sides_are_large_enough() -> None:
    played = Played(plan("region", sizes=(3, 3, 2))).lead(c.OpenRound())
    for number in range(1, 9):
        played.answer(f"p{number}", urgent="now" if number <= 3 else "one-day")
    for number in (1, 2, 3):
        played.guess(f"p{number}", "urgent", boston="now", zurich="today")
    for number in (4, 5):
        played.guess(f"p{number}", "urgent", pune="one-day")
    guesses = public(played.lead(c.CloseRound()).log, compare).revealed["urgent"].guesses
    # Boston is pooled with Zürich here, so nothing that was guessed about it alone can be shown beside it.
    assert guesses == ()


def test_guesses_say_what_a_region_expected_of_another() -> None:
    played = Played(plan("region")).lead(c.OpenRound())
    for number in range(1, 10):
        played.answer(f"p{number}", urgent="now" if number <= 3 else "one-day")
    for number in (1, 2, 3):
        played.guess(f"p{number}", "urgent", boston="now")
    (guess,) = public(played.lead(c.CloseRound()).log, compare).revealed["urgent"].guesses
    assert (guess.source, guess.target, guess.values) == ("pune", "boston", ("now", "now", "now"))
    assert guess.same_as_own == 3
    assert guess.own_distance == 0


@pytest.mark.parametrize("mode", MODES)
def test_everybody_gets_their_own_back_and_nobody_elses(mode: Attribution) -> None:
    played = Played(plan(mode)).lead(c.OpenRound())
    played.answer("p1", **GOOD_VALUES).answer("p2", fact="other")
    mine = own(played.state, person("p1"))
    assert {event.prompt: event.value for event in mine if isinstance(event, e.AnswerGiven)} == GOOD_VALUES
    assert "other" not in [event.value for event in mine if isinstance(event, e.AnswerGiven)]


def test_late_anonymous_answers_wait_until_there_are_min_n_of_them() -> None:
    played = everybody_answers("region", ["now"] * 6)
    for number in (7, 8):
        played.answer(f"p{number}", urgent="today")
        revealed = public(played.log, compare).revealed["urgent"]
        assert revealed.answered == 6
        assert revealed.late_waiting
    played.answer("p9", urgent="one-day")
    revealed = public(played.log, compare).revealed["urgent"]
    assert revealed.answered == 9
    assert revealed.groups[-1].id == "late"
    assert all(shown.late for shown in revealed.groups[-1].answers)


@pytest.mark.parametrize("mode", MODES)
def test_a_signature_is_public_at_once_with_its_name(mode: Attribution) -> None:
    played = everybody_answers(mode, ["now"] * 9).lead(c.MoveTo("agree"), c.DraftClause("urgent", "Words."))
    played.lead(c.SettleClause("c1", "provisional"), c.Seal())
    (event,) = played.do(person("p1"), c.Sign(1, agrees=False, reason="Not at night."))
    projector = Projector(compare)
    assert [list(projector.feed(fact)) for fact in played.log][-1] == [event]
    seen = public(played.log, compare)
    assert seen.signed("p1") == event
    assert seen.signed("p2") is None


SIZES = {"a": 4, "b": 3, "c": 1, "d": 0}


@pytest.mark.parametrize(
    ("own", "open_door", "targets"),
    [
        ("a", False, ("b", "a")),
        ("b", False, ("a", "b")),
        ("c", False, ()),
        ("nowhere", False, ()),
        ("c", True, ("a", "b", "c")),
        ("d", True, ()),
    ],
)
def test_who_is_asked_to_guess_guesses_about_others_and_then_their_own_region(
    own: str, open_door: bool, targets: tuple[str, ...]
) -> None:
    assert guessed(SIZES, own, 3, open_door=open_door) == targets
