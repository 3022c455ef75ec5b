"""The published measures agree with krippendorff and scipy on cases of their own, and know their limits."""

from __future__ import annotations

import math
import warnings
from collections import Counter
from collections.abc import Callable
from itertools import combinations

import krippendorff as reference
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.stats.contingency import association

from align.analysis import secondary
from align.analysis.drift import wasserstein
from align.errors import AnalysisError

COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=9).filter(any)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(1, 20), min_size=width, max_size=width), min_size=2, max_size=4)
)
LEVELS: tuple[secondary.Level, ...] = ("nominal", "ordinal", "interval", "ratio")


@pytest.mark.parametrize("level", LEVELS)
@given(data=st.data())
def test_alpha_equals_the_reference_package(level: secondary.Level, data: st.DataObject) -> None:
    tags = st.one_of(st.none(), st.integers(1, 5))
    units = data.draw(st.lists(st.lists(tags, min_size=3, max_size=3), min_size=2, max_size=8))
    counts = [Counter(tag for tag in unit if tag is not None) for unit in units]
    pairable = [tag for unit in counts if unit.total() > 1 for tag in unit]
    assume(len(set(pairable)) > 1)
    matrix = np.array([[math.nan if tag is None else tag for tag in unit] for unit in units], dtype=float).T
    expected = reference.alpha(reliability_data=matrix, level_of_measurement=level)
    found = secondary.krippendorff([{float(tag): n for tag, n in unit.items()} for unit in counts], level)
    assert found == pytest.approx(expected, abs=1e-9)


def test_alpha_is_undefined_where_nothing_varies_and_refuses_single_tags() -> None:
    assert secondary.krippendorff([{1: 3}, {1: 2}]) is None
    with pytest.raises(AnalysisError):
        secondary.krippendorff([{1: 1}, {2: 1}])


@given(st.lists(st.lists(st.integers(1, 6), min_size=5, max_size=5), min_size=2, max_size=6))
def test_kendalls_w_equals_friedmans_statistic(ratings: list[list[int]]) -> None:
    assume(any(len(set(row)) > 1 for row in ratings))
    chi2 = stats.friedmanchisquare(*np.array(ratings).T).statistic if len(ratings) > 2 else None
    found = secondary.kendall_w(ratings)
    assert found is not None
    assert -1e-9 <= found <= 1 + 1e-9
    if chi2 is not None:
        assert found == pytest.approx(chi2 / (len(ratings) * 4), abs=1e-9)


@given(st.lists(st.permutations(range(6)), min_size=2, max_size=5))
def test_mean_spearman_is_the_mean_over_pairs_of_raters(ratings: list[list[int]]) -> None:
    expected = np.mean([stats.spearmanr(a, b).statistic for a, b in combinations(ratings, 2)])
    assert secondary.mean_spearman(ratings) == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=8), min_size=2, max_size=4))
def test_kruskal_wallis_equals_scipy(groups: list[list[int]]) -> None:
    assume(len({value for group in groups for value in group}) > 1)
    assert secondary.kruskal_wallis(groups) == pytest.approx(stats.kruskal(*groups).statistic, abs=1e-9)


def test_kruskal_wallis_needs_variation_and_eta_squared_needs_spread_inside() -> None:
    assert secondary.kruskal_wallis([[3, 3], [3]]) is None
    assert secondary.eta_squared(7.988228749443715, 3, 30) == pytest.approx(0.2217862)
    assert secondary.eta_squared(2.0, 3, 3) is None


@given(TABLES)
def test_cramers_v_equals_scipy_and_its_correction_never_exceeds_it(table: list[list[int]]) -> None:
    found, corrected = secondary.cramers_v(table), secondary.cramers_v_corrected(table)
    assert found == pytest.approx(association(np.array(table), method="cramer"), abs=1e-7)
    assert found is not None
    assert corrected is not None
    assert 0 <= corrected <= found + 1e-9


def test_cramers_v_of_one_group_has_no_value_and_of_a_perfect_split_is_1() -> None:
    assert secondary.cramers_v([[3, 4], [0, 0]]) is None
    assert secondary.cramers_v_corrected([[3, 4], [0, 0]]) is None
    assert secondary.cramers_v([[9, 0], [0, 9]]) == pytest.approx(1)
    assert secondary.cramers_v_corrected([[9, 0], [0, 9]]) == pytest.approx(1)


@given(COUNTS, st.data())
def test_jensen_shannon_and_total_variation_equal_the_textbook(one: list[int], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.integers(0, 40), min_size=len(one), max_size=len(one)).filter(any))
    p, q = np.array(one) / sum(one), np.array(other) / sum(other)
    with warnings.catch_warnings():  # scipy takes the root of a tiny negative number when p equals q
        warnings.simplefilter("ignore", RuntimeWarning)
        expected = float(np.nan_to_num(jensenshannon(p, q, base=2)))
    assert secondary.jensen_shannon(one, other, base=2) == pytest.approx(expected, abs=1e-6)
    assert secondary.total_variation(one, other) == pytest.approx(np.abs(p - q).sum() / 2)


@given(COUNTS, st.data())
def test_wasserstein_equals_scipy(one: list[int], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.integers(0, 40), min_size=len(one), max_size=len(one)).filter(any))
    points = range(len(one))
    assert wasserstein(one, other) == pytest.approx(stats.wasserstein_distance(points, points, one, other), abs=1e-9)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=20))
def test_the_interquartile_range_is_of_type_7(values: list[float]) -> None:
    assert secondary.iqr(values) == pytest.approx(stats.iqr(values), abs=1e-9)


@given(st.integers(1, 50))
def test_the_bound_after_unanimous_answers_is_clopper_and_pearsons(n: int) -> None:
    expected = stats.binomtest(n, n).proportion_ci(method="exact").low
    assert secondary.unanimous_floor(n) == pytest.approx(expected)


@given(COUNTS)
def test_consensus_on_a_scale_does_not_depend_on_its_direction(counts: list[int]) -> None:
    for measure in (
        secondary.van_der_eijk, secondary.polarization, secondary.tastle_wierman, secondary.leik, secondary.blair_lacy
    ):  # fmt: skip
        assert measure(counts) == pytest.approx(measure(counts[::-1]), abs=1e-9)
    assert -1 - 1e-9 <= secondary.van_der_eijk(counts) <= 1 + 1e-9
    for measure in (secondary.tastle_wierman, secondary.leik, secondary.blair_lacy):
        assert -1e-9 <= measure(counts) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("counts", "agreement", "cns", "leik", "l_squared"),
    [
        ([0, 0, 9, 0, 0], 1, 1, 0, 1),
        ([5, 0, 0, 0, 5], -1, 0, 1, 0),
        ([3, 3, 3, 3, 3], 0, 0.4339850, 0.6, 0.2),
    ],
)
def test_unanimous_polar_and_even_answers_have_the_known_values(
    counts: list[int], agreement: float, cns: float, leik: float, l_squared: float
) -> None:
    assert secondary.van_der_eijk(counts) == pytest.approx(agreement, abs=1e-9)
    assert secondary.tastle_wierman(counts) == pytest.approx(cns, abs=1e-6)
    assert secondary.leik(counts) == pytest.approx(leik)
    assert secondary.blair_lacy(counts) == pytest.approx(l_squared)


@given(COUNTS)
def test_raos_entropy_with_0_and_1_is_gini_simpson(counts: list[int]) -> None:
    size = range(len(counts))
    distances = [[float(a != b) for b in size] for a in size]
    assert secondary.rao(counts, distances) == pytest.approx(secondary.gini_simpson(counts), abs=1e-9)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: secondary.van_der_eijk([0, 0]),
        lambda: secondary.gini_simpson([0, 0]),
        lambda: secondary.cramers_v([[0, 0], [0, 0]]),
        lambda: secondary.iqr([]),
        lambda: secondary.kendall_w([[1, 2]]),
        lambda: secondary.kruskal_wallis([[1, 2], []]),
        lambda: secondary.unanimous_floor(0),
        lambda: wasserstein([1, 2], [1, 2, 3]),
    ],
)
def test_figures_of_nobody_are_refused(refused: Callable[[], object]) -> None:
    with pytest.raises(AnalysisError):
        refused()
