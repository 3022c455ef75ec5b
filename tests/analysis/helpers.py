"""Slow and obvious versions of the measures, and strategies, to hold the fast ones against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from align.analysis.distance import Choice, Choices, Duration, Measure, Rank, Scale, Sort, Span

ITEMS = ("date", "scope", "quality", "cost", "load")
SCALE = Scale.of(points=5)
CHOICE = Choice(("now", "today", "day", "channel"))
CHOICES = Choices(("a", "b", "c", "d"))
DURATION = Duration(60, 10_080)
RANK = Rank(ITEMS)
TOP = Rank(ITEMS, top=2)
SORT = Sort(("chat", "cameras", "agenda"), ("same", "local", "aim"))

ANSWERS: dict[str, tuple[Measure[Any, Any], st.SearchStrategy[Any]]] = {
    "scale": (SCALE, st.integers(1, 5)),
    "choice": (CHOICE, st.sampled_from(CHOICE.ids)),
    "choices": (CHOICES, st.frozensets(st.sampled_from(CHOICES.ids), min_size=1)),
    "duration": (DURATION, st.floats(60, 10_080).map(Span)),
    "rank": (RANK, st.permutations(ITEMS).map(tuple)),
    "top": (TOP, st.permutations(ITEMS).map(lambda order: tuple(order[:2]))),
    "sort": (
        SORT,
        st.fixed_dictionaries({card: st.sampled_from(SORT.buckets) for card in SORT.cards}),
    ),
}


def kinds() -> st.SearchStrategy[str]:
    """The names of ANSWERS."""
    return st.sampled_from(sorted(ANSWERS))


def pair_sum(measure: Measure[Any, Any], answers: Sequence[Any]) -> float:
    """The sum of distances, pair by pair."""
    return sum(measure.distance(one, other) for one, other in combinations(answers, 2))


def mean_to(measure: Measure[Any, Any], answer: Any, others: Sequence[Any]) -> float:
    """L: the mean distance of one answer from others."""
    return sum(measure.distance(answer, other) for other in others) / len(others)
