"""How far people who tag the same texts agree beyond chance. For taggers, never for the answers to one prompt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Literal

from align.errors import AnalysisError

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff(units: Sequence[Mapping[float, int]], level: Level = "nominal") -> float | None:
    """Return alpha, 1 = full agreement, 0 = as by chance, below 0 = worse; None if nothing varies.

    `units`: for each text, value -> number of taggers who gave it. Texts with one tagger do not count. A single unit
    gives 0 whatever its values: alpha says nothing about one prompt. Raises AnalysisError if no unit has two values.
    Source: Krippendorff 2018, Content Analysis, 4th ed., chapter 12.
    """
    pairable = [unit for unit in units if sum(unit.values()) > 1]
    if not pairable:
        raise AnalysisError("Agreement of taggers needs a text with two tags or more.")
    totals: Counter[float] = Counter()
    for unit in pairable:
        totals.update(unit)
    gap = _gap(level, totals)
    observed = sum(_disagreement(unit, gap) / (sum(unit.values()) - 1) for unit in pairable)
    expected = _disagreement(totals, gap) / (totals.total() - 1)
    return 1 - observed / expected if expected else None


def _disagreement(counts: Mapping[float, int], gap: Callable[[float, float], float]) -> float:
    held = [value for value, count in counts.items() if count]
    return 2 * sum(counts[a] * counts[b] * gap(a, b) for a, b in combinations(held, 2))


def _gap(level: Level, totals: Mapping[float, int]) -> Callable[[float, float], float]:
    """The squared difference of two values at this level of measurement."""
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "interval":
        return lambda a, b: (a - b) ** 2
    if level == "ratio":
        return lambda a, b: ((a - b) / (a + b)) ** 2
    middle, below = {}, 0
    for value in sorted(totals):
        middle[value] = below + totals[value] / 2
        below += totals[value]
    # Ranks between two values, both ends counted half: the gap between the middles of their places.
    return lambda a, b: (middle[a] - middle[b]) ** 2


def unanimous_floor(n: int, confidence: float = 0.95) -> float:
    """Return the exact lower bound for the share that "would answer so" after n equal answers, 0 to 1.

    Two-sided: ((1 - confidence)/2)^(1/n); 5 of 5 give 0.478. A bootstrap would claim 1.
    Source: Clopper & Pearson 1934, Biometrika 26.
    """
    if n < 1:
        raise AnalysisError("A bound needs at least one answer.")
    return float(((1 - confidence) / 2) ** (1 / n))
