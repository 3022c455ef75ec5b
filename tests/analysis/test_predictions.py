"""Assumption gaps, share predictions, drift and practice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.distance import Choice, Span
from align.analysis.drift import drift, practice_of_norm, practice_of_promise
from align.analysis.predictions import Guess, assumption_gap, own_assumption_gap
from align.analysis.shares import (
    QuietView,
    ShareGuess,
    assumed_support,
    distribution_gap,
    false_consensus,
    mean_shares,
    most_surprising,
    quiet_view,
)
from align.errors import AnalysisError
from tests.analysis.helpers import ANSWERS, CHOICE, DURATION, SCALE, kinds, mean_to

FULL: dict[str, list[Any]] = {"scale": [1, 2, 3, 4, 5], "choice": list(CHOICE.ids)}


@given(st.data())
def test_a_gap_is_its_definition(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["scale", "choice", "choices", "rank", "top", "duration"]))
    measure, answers = ANSWERS[kind]
    ours, theirs = (data.draw(st.lists(answers, min_size=1, max_size=5)) for _ in range(2))
    guessed = data.draw(st.lists(answers, min_size=len(ours), max_size=len(ours)))
    found = assumption_gap(measure, [Guess(p, a) for a, p in zip(ours, guessed, strict=True)], ours, theirs)
    assert found is not None
    options = FULL.get(kind, theirs if kind == "duration" else [*theirs, *guessed])
    gross = sum(mean_to(measure, guess, theirs) for guess in guessed) / len(guessed)
    floor = min(mean_to(measure, option, theirs) for option in options)
    assert found.gross == pytest.approx(gross)
    assert found.floor == pytest.approx(floor)
    assert found.assumption_gap == pytest.approx(gross - floor, abs=1e-9)
    assert found.congruency == pytest.approx(
        sum(measure.distance(a, p) for a, p in zip(ours, guessed, strict=True)) / len(ours), abs=1e-9
    )
    assert found.agreement == pytest.approx(sum(mean_to(measure, a, theirs) for a in ours) / len(ours), abs=1e-9)


@given(st.data())
def test_guesses_about_the_own_region_leave_the_predictor_out(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["scale", "choice", "choices", "rank", "duration"]))
    measure, answers = ANSWERS[kind]
    everyone = data.draw(st.lists(answers, min_size=2, max_size=6))
    guessers = data.draw(st.integers(1, len(everyone)))
    silent = data.draw(st.lists(answers, max_size=2))
    guessed = data.draw(st.lists(answers, min_size=guessers, max_size=guessers))
    guesses = [Guess(p, a) for a, p in zip(everyone, guessed, strict=False)] + [Guess(p) for p in silent]
    found = own_assumption_gap(measure, guesses, everyone)
    assert found is not None
    options = FULL.get(kind, everyone if kind == "duration" else [*everyone, *guessed, *silent])
    others = [everyone[:i] + everyone[i + 1 :] for i in range(guessers)] + [everyone] * len(silent)
    gross = [mean_to(measure, guess.predicted, rest) for guess, rest in zip(guesses, others, strict=True)]
    floor = [min(mean_to(measure, option, rest) for option in options) for rest in others]
    assert found.gross == pytest.approx(sum(gross) / len(gross), abs=1e-6)
    assert found.floor == pytest.approx(sum(floor) / len(floor), abs=1e-6)
    assert found.agreement is None
    if kind == "scale":
        bias = [guess.predicted - sum(rest) / len(rest) for guess, rest in zip(guesses, others, strict=True)]
        assert found.bias == pytest.approx(sum(bias) / len(bias), abs=1e-6)


@given(kinds(), st.data())
def test_no_guess_beats_the_floor(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    everyone = data.draw(st.lists(answers, min_size=2, max_size=5))
    guesses = [Guess(data.draw(answers), own) for own in everyone]
    for found in (own_assumption_gap(measure, guesses, everyone), assumption_gap(measure, guesses, [], everyone)):
        assert found is not None
        assert found.gross >= found.floor - 1e-9
        assert 0 <= found.assumption_gap <= 1


def test_the_bias_of_durations_is_a_factor() -> None:
    found = assumption_gap(DURATION, [Guess(Span(480))], [], [Span(60), Span(240)])
    assert found is not None
    assert found.bias == pytest.approx(4)
    assert found.congruency is None


def test_there_is_no_gap_without_guesses_or_with_too_few_answers() -> None:
    assert assumption_gap(SCALE, [], [1], [2, 3]) is None
    assert assumption_gap(SCALE, [Guess(2)], [1], []) is None
    assert assumption_gap(SCALE, [Guess(2)], [1], [2, 3], min_n=3) is None
    assert own_assumption_gap(SCALE, [Guess(2, 1)], [1]) is None
    assert own_assumption_gap(SCALE, [Guess(2, 1)], [1, 2], min_n=3) is None


def test_a_guesser_whose_answer_is_missing_from_the_region_is_a_slip_of_the_caller() -> None:
    with pytest.raises(AnalysisError, match="pass the answers of all"):
        own_assumption_gap(SCALE, [Guess(2, 5)], [1, 2])
    with pytest.raises(AnalysisError, match="pass the answers of all"):
        assumed_support([ShareGuess("yes", {"yes": 0.5})], ["no", "no"])


def test_people_thought_more_agree_with_them_than_do() -> None:
    guesses = [ShareGuess("yes", {"yes": 0.8}), ShareGuess("yes", {"yes": 0.7}), ShareGuess("no", {"no": 0.6})]
    found = assumed_support(guesses, ["yes", "yes", "no"])
    assert found is not None
    assert found.assumed == pytest.approx(0.7)
    assert found.actual == pytest.approx((0.5 + 0.5 + 0) / 3)
    assert str(found) == "People thought 70 % agree with them; 33 % do."
    assert assumed_support([ShareGuess(None, {"yes": 1})], ["yes", "no"]) is None
    assert assumed_support(guesses[:1], ["yes"]) is None


def test_false_consensus_compares_holders_with_the_others() -> None:
    guesses = [ShareGuess("yes", {"yes": 0.8}), ShareGuess("no", {"yes": 0.5}), ShareGuess(None, {"yes": 0.1})]
    assert false_consensus(guesses, "yes") == pytest.approx(0.3)
    assert false_consensus(guesses, "perhaps") is None


def test_mean_shares_and_their_gap_to_the_answers() -> None:
    guesses = [ShareGuess("yes", {"yes": 0.8, "no": 0.2}), ShareGuess("no", {"yes": 0.6, "no": 0.4})]
    predicted = mean_shares(guesses, ["yes", "no"])
    assert predicted == pytest.approx({"yes": 0.7, "no": 0.3})
    assert distribution_gap({"yes": 0.4, "no": 0.6}, predicted or {}) == pytest.approx(0.3)
    assert mean_shares([], ["yes"]) is None


def test_a_quiet_view_needs_six_answers_and_fifteen_points() -> None:
    actual, predicted = {"yes": 0.65, "no": 0.35}, {"yes": 0.8, "no": 0.2}
    found = quiet_view(actual, predicted, n=6)
    assert found == QuietView("no", 0.35, 0.2)
    assert str(found) == "More people hold this than expected: 35 %, expected 20 %."
    assert quiet_view(actual, predicted, n=5) is None
    assert quiet_view(actual, {"yes": 0.79, "no": 0.21}, n=6) is None
    assert most_surprising({"yes": 0.5}, {"yes": 0.5}) is None
    assert most_surprising({"a": 0.5, "b": 0.5, "c": 0}, {"a": 0.25, "b": 0.25, "c": 0.5}) is None


def test_drift_tells_how_far_the_centre_and_the_answers_moved() -> None:
    found = drift(SCALE, SCALE.count([2, 2, 3]), SCALE.count([3, 3, 4]))
    assert found is not None
    assert found.centre_change == 1
    assert found.moved == pytest.approx(1)
    yes_no = Choice(("yes", "no"))
    found = drift(yes_no, yes_no.count(["yes", "yes"]), yes_no.count(["yes", "no", "no", "no"]))
    assert found is not None
    assert (found.centre_change, found.moved) == (1, 0.75)
    found = drift(DURATION, DURATION.count([Span(240)]), DURATION.count([Span(120)]))
    assert found is not None
    assert found.centre_change == pytest.approx(0.5)
    assert found.moved is None
    assert drift(SCALE, SCALE.count([]), SCALE.count([3])) is None


def test_the_practice_gap_counts_cases() -> None:
    cases = [Span(60), Span(240), Span(480), Span(480)]
    found = practice_of_promise(DURATION, cases, Span(240))
    assert found is not None
    assert found.factor == pytest.approx(2**0.5)
    assert found.share_kept == 0.5
    assert str(found) == "2 of 4 recent cases later than promised"
    kept = practice_of_norm(CHOICE, ["now", "day", "now"], "now")
    assert str(kept) == "1 of 3 recent cases not as agreed"
    assert practice_of_promise(DURATION, [], Span(240)) is None
    assert practice_of_norm(CHOICE, [], "now") is None
