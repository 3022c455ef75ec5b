"""Published measures of spread over options and of differences between groups. For checks, never the headline."""

from __future__ import annotations

import math
from collections.abc import Sequence

from align.errors import AnalysisError


def gini_simpson(shares: Sequence[float]) -> float:
    """Return 1 - sum p², the chance that two draws with replacement differ: 0 to 1 - 1/k.

    `shares`: counts or shares per option. Source: Gini 1912; Simpson 1949, Nature 163.
    """
    return 1 - sum(share**2 for share in _shares(shares))


def rao(shares: Sequence[float], distances: Sequence[Sequence[float]]) -> float:
    """Return Rao's quadratic entropy, sum over i, j of p_i p_j d_ij: the mean distance of two draws with replacement.

    `distances`: k x k, 0 on the diagonal. Source: Rao 1982, Theoretical Population Biology 21.
    """
    parts = _shares(shares)
    return sum(p * q * gap for p, row in zip(parts, distances, strict=True) for q, gap in zip(parts, row, strict=True))


def total_variation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return half the sum of |p - q|, 0 to 1: the share of answers that would have to change option.

    Counts or shares per option, in the same order. Raises AnalysisError for an empty group.
    """
    return sum(abs(p - q) for p, q in zip(_shares(one), _shares(other), strict=True)) / 2


def jensen_shannon(one: Sequence[float], other: Sequence[float], base: float = math.e) -> float:
    """Return the Jensen-Shannon distance (the root of the divergence), 0 to sqrt(log 2); to 1 with base 2.

    Source: Endres & Schindelin 2003, IEEE Trans. Information Theory 49.
    """
    first, second = _shares(one), _shares(other)
    middle = [(p + q) / 2 for p, q in zip(first, second, strict=True)]
    nats = (_divergence(first, middle) + _divergence(second, middle)) / 2
    return math.sqrt(max(0.0, nats) / math.log(base))


def cramers_v(table: Sequence[Sequence[float]]) -> float | None:
    """Return Cramér's V of a table of counts (groups x options), 0 to 1; None with a single filled row or column.

    Source: Cramér 1946, Mathematical Methods of Statistics. It runs high in small groups: see `cramers_v_corrected`.
    """
    phi2, rows, columns, _ = _association(table)
    least = min(rows, columns) - 1
    return math.sqrt(phi2 / least) if least > 0 else None


def cramers_v_corrected(table: Sequence[Sequence[float]]) -> float | None:
    """Return Cramér's V corrected for small groups, 0 to 1; None where it has no value.

    Source: Bergsma 2013, A bias-correction for Cramér's V and Tschuprow's T, J. Korean Statistical Society 42.
    """
    phi2, rows, columns, total = _association(table)
    if min(rows, columns) < 2 or total < 2:
        return None
    excess = max(0.0, phi2 - (rows - 1) * (columns - 1) / (total - 1))
    least = min(rows - (rows - 1) ** 2 / (total - 1), columns - (columns - 1) ** 2 / (total - 1)) - 1
    return math.sqrt(excess / least) if least > 0 else None


def _association(table: Sequence[Sequence[float]]) -> tuple[float, int, int, float]:
    """phi² = chi²/n, and the numbers of filled rows and columns, and n."""
    row_sums = [sum(row) for row in table]
    column_sums = [sum(column) for column in zip(*table, strict=True)]
    total = sum(row_sums)
    if not total:
        raise AnalysisError("A table of counts needs at least one answer.")
    phi2 = sum(
        count**2 / (row_sum * column_sum)
        for row, row_sum in zip(table, row_sums, strict=True)
        for count, column_sum in zip(row, column_sums, strict=True)
        if count
    )
    return max(0.0, phi2 - 1), sum(map(bool, row_sums)), sum(map(bool, column_sums)), total


def _divergence(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(p * math.log(p / q) for p, q in zip(one, other, strict=True) if p)


def _shares(counts: Sequence[float]) -> list[float]:
    total = sum(counts)
    if total <= 0 or min(counts) < 0:
        raise AnalysisError("Shares need at least one answer and no count below 0.")
    return [count / total for count in counts]
