"""Distances: range, symmetry, worst cases, centres, and sums from counts that equal sums over pairs."""

from __future__ import annotations

import math
from itertools import combinations_with_replacement, permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.distance import BitTally, Choice, Choices, Duration, Measure, Rank, Scale, Sort, Span
from align.analysis.distance.base import levelled
from align.analysis.distance.bits import fact
from align.errors import AnalysisError
from tests.analysis.helpers import ANSWERS, CHOICE, CHOICES, DURATION, RANK, SCALE, SORT, TOP, kinds, pair_sum


@given(kinds(), st.data())
def test_a_distance_is_symmetric_within_0_and_1_and_0_to_oneself(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    one, other = data.draw(answers), data.draw(answers)
    assert 0 <= measure.distance(one, other) <= 1
    assert measure.distance(one, other) == measure.distance(other, one)
    assert measure.distance(one, one) == 0


@given(kinds(), st.data())
def test_a_detour_is_never_shorter(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    a, b, c = (data.draw(answers) for _ in range(3))
    assert measure.distance(a, c) <= measure.distance(a, b) + measure.distance(b, c) + 1e-12


@given(kinds(), st.data())
def test_sums_from_counts_equal_sums_over_pairs(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    drawn, other = data.draw(st.lists(answers, max_size=9)), data.draw(answers)
    tally = measure.count(drawn)
    assert tally.pair_sum == pytest.approx(pair_sum(measure, drawn), abs=1e-9)
    to_all = sum(measure.distance(other, answer) for answer in drawn)
    assert tally.sum_to(measure.code(other)) == pytest.approx(to_all, abs=1e-9)


@given(kinds(), st.data())
def test_sums_between_groups_and_the_best_guess_are_those_of_all_pairs(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    ours, theirs = (data.draw(st.lists(answers, min_size=least, max_size=9)) for least in (0, 1))
    one, other = measure.count(ours), measure.count(theirs)
    slow = sum(measure.distance(a, b) for a in ours for b in theirs)
    assert one.sum_between(other) == pytest.approx(slow, abs=1e-9)
    told = list(map(measure.code, theirs))
    best = min(sum(measure.between(code, b) for b in told) for code in measure.options(other, one.counts))
    assert measure.least_sum(other, one.counts) == pytest.approx(best, abs=1e-9)


@given(st.lists(st.dictionaries(st.sampled_from(SORT.cards), st.sampled_from(SORT.buckets)), min_size=1, max_size=9))
def test_the_best_guess_about_cards_may_leave_some_out(given: list[dict[str, str]]) -> None:
    tally = SORT.count(given)
    slow = min(sum(SORT.distance(one, other) for other in given) for one in (*given, SORT.decode(SORT.best(tally))))
    assert SORT.least_sum(tally, ()) == pytest.approx(slow, abs=1e-9)


@given(st.dictionaries(st.frozensets(st.integers(0, 40)), st.integers(0, 9), max_size=12))
def test_facts_are_counted_as_often_as_answers_have_them(held: dict[frozenset[int], int]) -> None:
    facts = BitTally({sum(map(fact, places)): count for places, count in held.items()}, 82).facts
    for place in range(41):
        told = sum(count for places, count in held.items() if place in places)
        assert (facts[place] if place < len(facts) else 0) == told


def test_tens_of_thousands_of_answers_are_counted_as_well_as_few() -> None:
    orders = list(permutations(RANK.items))[:7]
    few, many = RANK.count(orders), RANK.count(orders * 9_000)
    assert [9_000 * held for held in RANK.facts(few, 36)] == list(RANK.facts(many, 36))
    assert many.sum_to(RANK.code(orders[3])) == 9_000 * few.sum_to(RANK.code(orders[3]))
    assert many.mean_distance == pytest.approx(few.pair_sum * 9_000**2 / (7 * 9_000 * (7 * 9_000 - 1) / 2), rel=1e-4)
    assert RANK.median_ranks(many) == RANK.median_ranks(few)


@given(st.lists(st.floats(1, 1e6).map(Span), max_size=8))
def test_durations_beyond_the_ends_count_1_at_the_most(drawn: list[Span]) -> None:
    assert DURATION.count(drawn).pair_sum == pytest.approx(pair_sum(DURATION, drawn), abs=1e-9)


@given(kinds(), st.data())
def test_an_answer_survives_its_code(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    code = measure.code(data.draw(answers))
    again = measure.code(measure.decode(code))
    assert again == pytest.approx(code, abs=1e-9) if kind == "duration" else again == code


SMALL: dict[str, tuple[Measure[Any, Any], list[Any]]] = {
    "scale": (Scale.of(points=3), [1, 2, 3]),
    "choice": (Choice(("a", "b", "c")), ["a", "b", "c"]),
    "choices": (Choices(("a", "b")), ["a", "b", "ab"]),
    "duration": (Duration(60, 240), [Span(60), Span(120), Span(240)]),
    "rank": (Rank(("a", "b", "c")), list(permutations("abc"))),
    "sort": (Sort(("x", "y"), ("u", "v")), [{"x": x, "y": y} for x, y in product("uv", repeat=2)]),
}


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_dmax_is_the_largest_d_of_all_possible_groups(kind: str, n: int) -> None:
    measure, answers = SMALL[kind]
    found = max(measure.count(group).mean_distance or 0.0 for group in combinations_with_replacement(answers, n))
    assert found == pytest.approx(measure.dmax(n))


@pytest.mark.parametrize("n", [2, 3, 4])
def test_dmax_of_the_first_few_is_reached_for_two_and_never_exceeded(n: int) -> None:
    measure = Rank(("a", "b", "c", "d"), top=2)
    groups = combinations_with_replacement(list(permutations("abcd", 2)), n)
    found = max(measure.count(group).mean_distance or 0.0 for group in groups)
    assert found <= measure.dmax(n) + 1e-12
    assert found == pytest.approx(measure.dmax(n), rel=0 if n == 2 else 0.1)


@pytest.mark.parametrize(("n", "worst"), [(2, 1.0), (5, 0.6), (6, 0.6), (1_000, 0.5005005)])
def test_two_camps_are_the_worst_on_a_line_and_in_a_full_ranking(n: int, worst: float) -> None:
    assert SCALE.dmax(n) == DURATION.dmax(n) == RANK.dmax(n) == pytest.approx(worst)


@given(kinds(), st.integers(2, 200))
def test_dmax_lies_within_0_and_1(kind: str, n: int) -> None:
    assert 0 < ANSWERS[kind][0].dmax(n) <= 1


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 20))
def test_levelling_raises_the_smallest_counts_one_by_one(counts: list[int], extra: int) -> None:
    slow = sorted(counts)
    for _ in range(extra):
        slow[slow.index(min(slow))] += 1
    assert sorted(levelled(counts, extra)) == sorted(slow)


def test_the_centres_are_median_mode_log_median_and_order_of_median_ranks() -> None:
    assert SCALE.centre([2, 2, 3]) == 2
    assert SCALE.centre([1, 2, 3, 5]) == 2.5
    assert CHOICE.centre(["now", "day", "now"]) == "now"
    assert DURATION.centre([Span(60), Span(240)]) == Span(pytest.approx(120))  # type: ignore[arg-type]  # approximate
    assert CHOICES.centre(["ab", "ac", "ad"]) == {"a"}
    assert SORT.centre([{"chat": "same"}, {"chat": "same"}, {"chat": "aim", "cameras": "local"}]) == {
        "chat": "same",
        "cameras": "local",
    }
    ranked = RANK.centre([RANK.items, RANK.items, RANK.items[::-1]])
    assert ranked == {"date": 1, "scope": 2, "quality": 3, "cost": 4, "load": 5}


def test_items_not_ranked_tie_at_the_end() -> None:
    assert TOP.decode(TOP.code(("cost", "date"))) == {"cost": 1, "date": 2, "scope": 4, "quality": 4, "load": 4}
    # Of ten pairs: date-cost turned round, nothing else differs.
    assert TOP.distance(("cost", "date"), ("date", "cost")) == pytest.approx(0.1)
    assert TOP.distance(("cost", "date"), ("cost", "load")) == pytest.approx((1 + 2 * 2 * 0.5) / 10)


@pytest.mark.parametrize(
    ("measure", "answers"),
    [(CHOICE, ["now", "day"]), (CHOICES, ["a", "b"]), (SORT, [{"chat": "same"}, {"chat": "aim"}]), (SCALE, [])],
)
def test_there_is_no_centre_where_answers_tie_or_are_missing(measure: Measure[Any, Any], answers: list[Any]) -> None:
    assert measure.centre(answers) is None


def test_the_same_means_one_step_the_same_option_or_a_factor_of_two() -> None:
    assert SCALE.same(2, 3)
    assert not SCALE.same(2, 4)
    assert not CHOICE.same("now", "today")
    assert DURATION.same(Span(60), Span(120))
    assert not DURATION.same(Span(60), Span(121))
    assert RANK.same(("date", "scope", "quality", "cost", "load"), ("scope", "date", "quality", "cost", "load"))
    assert not RANK.same(("date", "scope", "quality", "cost", "load"), ("load", "date", "scope", "quality", "cost"))


def test_a_scale_may_have_values_of_its_own() -> None:
    percent = Scale((20, 40, 60, 80, 100))
    assert percent.distance(20, 40) == 0.25
    assert percent.centre([20, 40]) == 30


def test_a_card_left_out_lies_in_a_place_of_its_own() -> None:
    assert SORT.distance({"chat": "same"}, {"chat": "same", "cameras": "aim"}) == pytest.approx(1 / 3)
    assert SORT.distance({"chat": "same"}, {"chat": "same"}) == 0


def test_two_empty_sets_are_the_same_and_share_nothing_with_others() -> None:
    assert CHOICES.distance((), ()) == 0
    assert CHOICES.distance((), ("a",)) == 1
    assert CHOICES.count([(), (), ("a",)]).pair_sum == 2


@pytest.mark.parametrize(
    ("measure", "answer", "words"),
    [
        (SCALE, 6, "6 is no point of this scale"),
        (CHOICE, "never", "'never' is not one of this prompt's ids: now, today, day, channel"),
        (RANK, ("date", "date"), "'date' is ranked twice"),
        (DURATION, Span(60, "working"), "working time cannot be compared with elapsed time"),
    ],
)
def test_an_answer_the_prompt_cannot_have_is_refused_in_words(
    measure: Measure[Any, Any], answer: Any, words: str
) -> None:
    with pytest.raises(AnalysisError, match=words):
        measure.code(answer)


def test_a_prompt_that_leaves_no_choice_is_refused() -> None:
    for build in (lambda: Scale((1,)), lambda: Choice(("a",)), lambda: Rank(("a", "a")), lambda: Duration(60, 60)):
        with pytest.raises(AnalysisError):
            build()


def test_typical_gap_of_durations_is_not_limited() -> None:
    assert DURATION.tally([0.0, 20.0]).mean_gap == 20
    assert DURATION.tally([0.0]).mean_gap is None
    assert DURATION.between(0.0, math.log2(1e9)) == 1


def test_unknown_cards_and_buckets_are_named() -> None:
    with pytest.raises(AnalysisError, match="'tea' is not one of this prompt's ids: chat, cameras, agenda"):
        SORT.code({"tea": "same"})
    with pytest.raises(AnalysisError, match="'never' is not one of this prompt's ids: same, local, aim"):
        SORT.code({"chat": "never"})


def test_a_prompt_cannot_ask_for_more_items_than_it_has() -> None:
    with pytest.raises(AnalysisError, match="cannot ask for the first 6"):
        Rank(RANK.items, top=6)
