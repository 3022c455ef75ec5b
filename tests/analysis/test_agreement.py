"""Alignment, labels, bounds and sentences of one group."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.agreement import agreement, alignment, bounds, label, typical_factor
from align.analysis.conventions import STANDARD, Conventions
from align.analysis.distance import Choice, Measure, Scale, Span
from align.analysis.secondary import blair_lacy
from tests.analysis.helpers import ANSWERS, CHOICE, CHOICES, DURATION, RANK, SCALE, SORT, kinds
from tests.analysis.test_distance import SMALL


def aligned(measure: Measure[Any, Any], answers: Any) -> float:
    found = alignment(measure, measure.count(answers))
    assert found is not None
    return found


@given(kinds(), st.data())
def test_alignment_lies_within_0_and_1_and_is_1_only_if_all_agree(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    drawn = data.draw(st.lists(answers, min_size=2, max_size=9))
    found = aligned(measure, drawn)
    assert 0 <= found <= 1
    codes = {measure.code(answer) for answer in drawn}
    if kind == "duration":
        assert found == pytest.approx(1) or len(codes) > 1
    else:
        assert (found == 1) == (len(codes) == 1)


@given(kinds(), st.data())
def test_the_order_of_answers_does_not_matter(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    drawn = data.draw(st.lists(answers, min_size=2, max_size=9))
    mixed = data.draw(st.permutations(drawn))
    assert aligned(measure, drawn) == pytest.approx(aligned(measure, mixed))


@given(st.lists(st.integers(1, 5), min_size=2, max_size=12))
def test_turning_a_scale_round_changes_nothing(drawn: list[int]) -> None:
    assert aligned(SCALE, drawn) == pytest.approx(aligned(SCALE, [6 - answer for answer in drawn]))


@given(st.lists(st.sampled_from(CHOICE.ids), min_size=2, max_size=12), st.permutations(CHOICE.ids))
def test_renaming_options_changes_nothing(drawn: list[str], names: list[str]) -> None:
    renamed = dict(zip(CHOICE.ids, names, strict=True))
    assert aligned(CHOICE, drawn) == pytest.approx(aligned(CHOICE, [renamed[answer] for answer in drawn]))


@given(st.lists(st.floats(60, 1_000), min_size=2, max_size=9), st.floats(1, 10))
def test_stretching_all_durations_changes_nothing(minutes: list[float], factor: float) -> None:
    stretched = [Span(factor * each) for each in minutes]
    assert aligned(DURATION, stretched) == pytest.approx(aligned(DURATION, [Span(each) for each in minutes]))


@given(kinds(), st.data())
def test_one_more_answer_like_the_nearest_one_never_raises_the_mean_distance(kind: str, data: st.DataObject) -> None:
    measure, answers = ANSWERS[kind]
    tally = measure.count(data.draw(st.lists(answers, min_size=2, max_size=9)))
    nearest = min(tally.counts, key=tally.sum_to)
    more = measure.tally([*tally.counts.elements(), nearest])
    assert more.mean_distance is not None
    assert tally.mean_distance is not None
    assert more.mean_distance <= tally.mean_distance + 1e-9


@given(st.lists(st.integers(0, 30), min_size=2, max_size=7).filter(lambda counts: sum(counts) > 1))
def test_on_a_scale_alignment_of_an_even_group_is_blair_and_lacys_l_squared(counts: list[int]) -> None:
    counts = [2 * count for count in counts]
    scale = Scale.of(points=len(counts))
    drawn = [point for point, count in enumerate(counts, 1) for _ in range(count)]
    assert aligned(scale, drawn) == pytest.approx(blair_lacy(counts))


def test_fewer_than_two_answers_have_no_alignment() -> None:
    assert alignment(SCALE, SCALE.count([3])) is None
    assert agreement(SCALE, SCALE.count([])) is None
    assert bounds(SCALE, SCALE.count([3]), 0) is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([3, 3, 3, 4], "aligned"),  # everyone within a step
        ([1, 3, 3, 3], "aligned"),  # three of four are 75 %
        ([1, 1, 3, 4, 4], "split"),
        ([1, 1, 1, 5, 5], "split"),
        ([1, 1, 3, 3, 3, 3], "mixed"),
    ],
)
def test_labels_on_a_scale(answers: list[int], expected: str) -> None:
    found = agreement(SCALE, SCALE.count(answers))
    assert found is not None
    assert found.label == expected


def test_two_camps_make_a_group_split_whatever_its_alignment() -> None:
    assert label(0.6, 0.5, True, STANDARD) == "split"
    assert label(0.6, 0.5, False, STANDARD) == "mixed"
    assert label(0.4, 0.5, False, STANDARD) == "split"
    assert label(0.4, 0.75, True, STANDARD) == "aligned"
    assert label(0.6, 0.75, False, Conventions(near_share=0.8)) == "mixed"


def test_a_choice_is_aligned_if_three_quarters_name_one_option() -> None:
    yes_no = Choice(("yes", "no"))
    for answers, expected in (("yyyn", "aligned"), ("yyn", "split"), ("yn", "split"), ("yyyyynn", "split")):
        found = agreement(yes_no, yes_no.count(["yes" if letter == "y" else "no" for letter in answers]))
        assert found is not None
        assert found.label == expected, answers
        assert not found.two_camps


@pytest.mark.parametrize(
    ("measure", "answers", "sentence"),
    [
        (SCALE, [2, 2, 3, 5], "Two people picked at random are 1.7 steps apart."),
        (CHOICE, ["now", "now", "day"], "Two people picked at random agree 33 % of the time."),
        (DURATION, [Span(60), Span(180)], "Two people picked at random differ by a factor of 3.0."),
        (CHOICES, ["ab", "a"], "Two people picked at random share 50 % of what they name."),
        (RANK, [RANK.items, RANK.items[::-1]], "Two people picked at random agree on 0 % of the order."),
        (
            SORT,
            [{"chat": "same", "cameras": "aim", "agenda": bucket} for bucket in ("aim", "local")],
            "Two people picked at random put 67 % of the cards in the same place.",
        ),
        (SCALE, [4, 4, 4], "All 3 gave the same answer."),
        (SCALE, [4, 4], "Both gave the same answer."),
    ],
)
def test_each_type_has_its_sentence(measure: Measure[Any, Any], answers: list[Any], sentence: str) -> None:
    found = agreement(measure, measure.count(answers))
    assert found is not None
    assert found.sentence == sentence


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("missing", [0, 1, 2, 3])
def test_bounds_hold_whatever_the_missing_people_answer(kind: str, missing: int) -> None:
    measure, answers = SMALL[kind]
    for given_answers in combinations_with_replacement(answers, 2):
        filled = [aligned(measure, [*given_answers, *more]) for more in combinations_with_replacement(answers, missing)]
        found = bounds(measure, measure.count(given_answers), missing)
        assert found is not None
        assert found.low <= min(filled) + 1e-9
        assert found.high >= max(filled) - 1e-9 or kind == "choices"
        if kind in {"scale", "choice", "duration", "sort"}:
            assert (found.low, found.high) == pytest.approx((min(filled), max(filled)))


def test_bounds_say_how_many_answered() -> None:
    found = bounds(SCALE, SCALE.count([3] * 7), 2)
    assert str(found) == "7 of 9 answered"
    assert found is not None
    assert found.high == 1


def test_bounds_of_nobody_are_everything() -> None:
    for measure, _ in ANSWERS.values():
        found = bounds(measure, measure.count([]), 4)
        assert found is not None
        assert found.low == pytest.approx(0, abs=1e-9), measure.kind
        assert found.high == 1


def test_a_typical_factor_needs_two() -> None:
    assert typical_factor(DURATION, DURATION.count([Span(60), Span(240)])) == pytest.approx(4)
    assert typical_factor(DURATION, DURATION.count([Span(60)])) is None


@pytest.mark.parametrize(
    ("n", "shown", "named"),
    [
        (0, "nothing", "nothing"), (1, "total", "dots"), (2, "total", "dots"),
        (3, "few", "few"), (4, "few", "few"), (5, "all", "all"),
    ],
)  # fmt: skip
def test_what_a_region_may_show_grows_with_its_answers(n: int, shown: str, named: str) -> None:
    assert STANDARD.visible(n) == shown
    assert STANDARD.visible(n, named=True) == named
    assert Conventions(min_n=5).visible(4) == "total"


def test_bounds_without_missing_people_are_the_alignment_itself() -> None:
    found = bounds(SCALE, SCALE.count([1, 2, 5]), 0)
    assert found is not None
    assert found.low == found.high == pytest.approx(aligned(SCALE, [1, 2, 5]))
