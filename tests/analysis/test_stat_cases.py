"""Every published or hand-worked case of tests/data/stat_cases.json holds to its stated tolerance."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from align.analysis.agreement import alignment, typical_factor
from align.analysis.distance import Duration, Rank, Scale, Span
from align.analysis.permutation import chance
from align.analysis.predictions import Guess, assumption_gap
from align.analysis.secondary import (
    cramers_v,
    gini_simpson,
    jensen_shannon,
    kendall_w,
    krippendorff,
    kruskal_wallis,
    mean_spearman,
    polarization,
    rao,
    unanimous_floor,
    van_der_eijk,
)
from align.analysis.secondary.reliability import Level
from align.analysis.shares import ShareGuess, false_consensus, most_surprising

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "stat_cases.json").read_text(encoding="utf-8")
)["cases"]


def _alpha(level: Level) -> Callable[[dict[str, Any]], float | None]:
    def run(given: dict[str, Any]) -> float | None:
        units = zip(*given["raters_x_units"], strict=True)
        return krippendorff([Counter(value for value in unit if value is not None) for unit in units], level)

    return run


def _alignment(given: dict[str, Any]) -> float | None:
    answers = given["answers"]
    scale = Scale.of(points=2, first=0) if 0 in answers else Scale.of(points=5)
    return alignment(scale, scale.count(answers))


def _duration(given: dict[str, Any]) -> dict[str, Any]:
    measure = Duration(*given["scale"])
    tally = measure.tally([measure.code(Span(minutes)) for minutes in given["minutes"]])
    return {"mean_abs_log2": tally.mean_gap, "typical_factor": typical_factor(measure, tally)}


def _ranking(given: dict[str, Any]) -> float | None:
    return Rank(("a", "b", "c")).count(given["rankings"]).mean_distance


def _gap_matrix(given: dict[str, Any]) -> dict[str, Any]:
    scale = Scale.of(points=5)
    found: dict[str, float | None] = {}
    for here, there in (("EMEA", "APAC"), ("APAC", "EMEA")):
        ours, theirs = given[f"{here}_own"], given[f"{there}_own"]
        guesses = [Guess(p, own) for own, p in zip(ours, given[f"{here}_predicts_{there}"], strict=True)]
        gap = assumption_gap(scale, guesses, ours, theirs)
        assert gap is not None
        found[f"{here}_to_{there}_gross"] = gap.gross
        found[f"{here}_to_{there}_floor"] = gap.floor
        found[f"{here}_to_{there}_excess"] = gap.assumption_gap
        found[f"{here}_to_{there}_bias_steps"] = gap.bias
        found[f"{here}_congruency"] = gap.congruency
        found["actual_distance"] = gap.agreement
    return found


def _surprising(given: dict[str, Any]) -> dict[str, Any]:
    keys = ("actual_pct", "mean_predicted_pct")
    actual, predicted = ({option: percent / 100 for option, percent in given[key].items()} for key in keys)
    view = most_surprising(actual, predicted)
    assert view is not None
    return {"answer": view.option, "surplus_points": 100 * view.surplus}


def _false_consensus(given: dict[str, Any]) -> float | None:
    guesses = [
        ShareGuess("agree", {"agree": given["agreers_estimate_pct_agree"] / 100}),
        ShareGuess("refuse", {"agree": given["refusers_estimate_pct_agree"] / 100}),
    ]
    gap = false_consensus(guesses, "agree")
    return None if gap is None else 100 * gap


def _smallest_p(given: dict[str, Any]) -> dict[str, Any]:
    found = {name: chance(Scale.of(points=5), groups) for name, groups in given.items()}
    assert all(test is not None and test.p == pytest.approx(test.smallest) for test in found.values())
    return {name: test.p for name, test in found.items() if test is not None}


FUNCTIONS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "ord-vdeijk-agrmt": lambda given: van_der_eijk(given["freq"]),
    "ord-polarization-agrmt": lambda given: polarization(given["freq"]),
    "kripp-C-nominal": _alpha("nominal"),
    "kripp-C-ordinal": _alpha("ordinal"),
    "kripp-C-interval": _alpha("interval"),
    "kripp-C-ratio": _alpha("ratio"),
    "kripp-single-item-is-zero": lambda given: krippendorff([Counter(given["ratings"])]),
    "rank-kendallW-ties": lambda given: kendall_w(given["raters_x_items"]),
    "rank-mean-spearman": lambda given: mean_spearman(given["raters_x_items"]),
    "nom-cramer-clickhouse": lambda given: cramers_v(given["table"]),
    "nom-gini-simpson": lambda given: gini_simpson(given["p"]),
    "nom-diversity-index": lambda given: gini_simpson(given["p"]),
    "rao-quadratic-entropy": lambda given: rao(
        given["p"], [[1 - alike for alike in row] for row in given["similarity"]]
    ),
    "between-kruskal-H": lambda given: kruskal_wallis(list(given.values())),
    "js-distance-nat": lambda given: jensen_shannon(given["p"], given["q"]),
    "pred-surprisingly-popular": _surprising,
    "pred-false-consensus-joes": _false_consensus,
    "gap-matrix-hand": _gap_matrix,
    "small-n-min-p": _smallest_p,
    "small-n-unanimous": lambda given: {name.replace(" ", ""): unanimous_floor(int(name[0])) for name in given},
    "align-ord-3-2": _alignment,
    "align-ord-polar-3-2": _alignment,
    "align-yesno-5-1": _alignment,
    "align-duration": _duration,
    "align-ranking-kendall": _ranking,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_case_of_the_file_has_a_function_and_holds(case: dict[str, Any]) -> None:
    found = FUNCTIONS[case["id"]](case["input"])
    expected, tolerance = case["expected"], case["tolerance"]
    if not isinstance(expected, dict):
        assert found == pytest.approx(expected, abs=tolerance, rel=0)
        return
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        if isinstance(value, str):
            assert found[name] == value
        else:
            assert found[name] == pytest.approx(value, abs=tolerance, rel=0), name
