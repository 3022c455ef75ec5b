"""What lies between regions, and whether chance could do it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.analysis.distance import Measure, Span
from align.analysis.permutation import chance, relabelings, smallest_p
from align.analysis.regions import centre_gap, cross_distance, regional_share, split_options, together
from align.errors import AnalysisError
from tests.analysis.helpers import ANSWERS, CHOICE, CHOICES, DURATION, SCALE, kinds, pair_sum


def share(measure: Measure[Any, Any], *groups: Any) -> float | None:
    return regional_share(measure, [measure.count(group) for group in groups])


def test_a_clean_split_lies_wholly_between_regions_and_an_even_one_not_at_all() -> None:
    assert share(SCALE, [1, 1], [5, 5]) == 1
    assert share(SCALE, [1, 5], [1, 5]) == 0


@pytest.mark.parametrize("groups", [([1, 2],), ([1], [2], [5]), ([3, 3], [3]), ([], [1, 2]), ()])
def test_the_share_is_undefined_without_two_regions_spread_or_a_region_of_two(groups: Any) -> None:
    assert share(SCALE, *groups) is None


@given(st.data())
def test_the_share_is_its_definition(data: st.DataObject) -> None:
    measure, answers = ANSWERS[data.draw(kinds())]
    groups = data.draw(st.lists(st.lists(answers, min_size=1, max_size=4), min_size=2, max_size=3))
    everyone = [answer for group in groups for answer in group]
    n, total = len(everyone), pair_sum(measure, everyone)
    found = share(measure, *groups)
    if n == len(groups) or total < 1e-12:
        return
    within = sum(2 * pair_sum(measure, group) / len(group) for group in groups) / (n - len(groups))
    assert found == pytest.approx(max(0.0, 1 - within / (2 * total / (n * (n - 1)))), abs=1e-6)


def test_shuffled_labels_give_a_share_of_0_on_average_before_it_is_cut() -> None:
    answers = [1, 2, 2, 3, 5, 4]
    total = together(SCALE, [SCALE.count(answers)]).mean_distance
    assert total
    withins = []
    for order in permutations(answers):
        groups = SCALE.count(order[:2]), SCALE.count(order[2:])
        withins.append(sum(2 * group.pair_sum / group.n for group in groups) / 4)
    assert sum(withins) / len(withins) == pytest.approx(total)


def test_differences_of_centres_are_told_in_the_unit_of_the_type() -> None:
    assert centre_gap(SCALE, 1.0, 3.0) == 2
    assert centre_gap(DURATION, DURATION.code(Span(60)), DURATION.code(Span(180))) == pytest.approx(3)
    assert centre_gap(CHOICE, CHOICE.code("now"), CHOICE.code("day")) == 1
    assert centre_gap(CHOICE, None, 1) is None


def test_the_mean_distance_across_two_groups_is_over_all_cross_pairs() -> None:
    assert cross_distance(SCALE.count([2, 2, 3]), SCALE.count([4, 4, 5, 3])) == pytest.approx(5 / 12)
    assert cross_distance(SCALE.count([]), SCALE.count([4])) is None


def test_options_are_pointed_out_where_regions_differ_by_half() -> None:
    tallies = {"emea": CHOICES.count(["ab", "a"]), "apac": CHOICES.count(["ac", "a"]), "amer": CHOICES.count([])}
    assert split_options(CHOICES, tallies) == {"b": 0.5, "c": 0.5}
    assert split_options(CHOICES, tallies, gap=0.6) == {}
    assert split_options(CHOICES, {}) == {}


@pytest.mark.parametrize(
    ("sizes", "ways", "smallest"),
    [((2, 2), 6, 1 / 3), ((2, 2, 2), 90, 1 / 15), ((3, 3), 20, 1 / 10), ((3, 3, 2), 560, 2 / 560)],
)
def test_small_teams_have_few_relabelings(sizes: tuple[int, ...], ways: int, smallest: float) -> None:
    assert relabelings(sizes) == ways
    assert smallest_p(sizes) == pytest.approx(smallest)


@settings(max_examples=20)
@given(st.lists(st.integers(1, 5), min_size=3, max_size=3), st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_the_exact_p_equals_counting_all_orders(one: list[int], other: list[int]) -> None:
    def inside(people: Any) -> float:
        return sum(2 * pair_sum(SCALE, group) / 3 for group in (people[:3], people[3:]))

    found = chance(SCALE, [one, other])
    if len({*one, *other}) == 1:
        assert found is None
        return
    sums = [inside(order) for order in permutations([*one, *other])]
    assert found is not None
    assert found.exact
    assert found.p == pytest.approx(sum(each <= inside([*one, *other]) + 1e-9 for each in sums) / len(sums))


def test_too_few_people_are_told_so_instead_of_a_p() -> None:
    assert str(chance(SCALE, [[1, 1], [5, 5]])) == "too few people for a test"
    assert str(chance(SCALE, [[1, 1, 1, 1], [5, 5, 5, 5]])) == "p = 0.029"


def test_larger_teams_are_sampled_the_same_way_from_the_same_seed() -> None:
    groups = [[1, 1, 2, 2, 3] * 3, [3, 4, 4, 5, 5] * 3]
    first = chance(SCALE, groups, seed=7, draws=199)
    assert first == chance(SCALE, groups, seed=7, draws=199)
    assert first is not None
    assert not first.exact
    assert first.p == 1 / 200
    mixed = chance(SCALE, [[1, 3, 5] * 5, [1, 3, 5] * 5], seed=7, draws=199)
    assert mixed is not None
    assert mixed.p > 0.5


def test_chance_needs_two_regions_and_a_draw() -> None:
    assert chance(SCALE, [[1, 2], []]) is None
    assert chance(SCALE, [[1], [2]]) is None
    with pytest.raises(AnalysisError):
        chance(SCALE, [[1, 2], [3]], draws=0)
