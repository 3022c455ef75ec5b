"""Every figure of the simulated years in coverage_cases.json is reproduced, and none is left out."""

from __future__ import annotations

from typing import Any

import pytest

from align.analysis.cover.intervals import total
from align.analysis.cover.rosters import at_work
from tests.support.cover_cases import CASES, answer, period_of, rosters_of

QUESTIONS = [pytest.param(case, question, id=question["id"]) for case in CASES for question in case["questions"]]


@pytest.mark.parametrize(("case", "question"), QUESTIONS)
def test_a_question_gives_exactly_the_expected_figures(case: dict[str, Any], question: dict[str, Any]) -> None:
    figures = answer(question, rosters_of(case), period_of(case))
    _same(figures, case["expected"][question["id"]], question["id"])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_each_roster_works_exactly_the_expected_minutes(case: dict[str, Any]) -> None:
    period = period_of(case)
    minutes = {name: total(at_work(roster, period)) for name, roster in rosters_of(case).items()}
    assert minutes == case["expected"]["roster_minutes"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_expects_nothing_that_no_test_looks_at(case: dict[str, Any]) -> None:
    assert set(case["expected"]) == {question["id"] for question in case["questions"]} | {"roster_minutes"}


def _same(ours: object, theirs: object, path: str) -> None:
    if isinstance(theirs, dict):
        assert isinstance(ours, dict)
        assert set(ours) == set(theirs), f"{path}: different figures"
        for key, value in theirs.items():
            _same(ours[key], value, f"{path}.{key}")
    elif isinstance(theirs, float):
        # Their percentiles carry floating point noise in the twelfth place; ours are exact.
        assert ours == pytest.approx(theirs, rel=1e-11), path
    else:
        assert ours == theirs, path
