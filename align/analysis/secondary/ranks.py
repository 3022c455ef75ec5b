"""Published measures on ranks: concordance of rankings, differences between groups. For checks, never the headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from align.errors import AnalysisError


def midranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, 1 = smallest; equal values share the middle of their places."""
    rank, place = {}, 0
    for value, count in sorted(Counter(values).items()):
        rank[value] = place + (count + 1) / 2
        place += count
    return [rank[value] for value in values]


def kendall_w(ratings: Sequence[Sequence[float]]) -> float | None:
    """Return Kendall's W corrected for ties, 0 to 1; None if every rater ties all items.

    `ratings`: m >= 2 raters x n >= 2 items, ranks or ratings. Its expectation under random rankings is 1/m, which
    flatters small teams. Source: Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10.
    """
    raters, items = len(ratings), len(ratings[0]) if ratings else 0
    if raters < 2 or items < 2:
        raise AnalysisError("Concordance needs two raters and two items or more.")
    ranks = [midranks(row) for row in ratings]
    middle = raters * (items + 1) / 2
    squares = sum((sum(column) - middle) ** 2 for column in zip(*ranks, strict=True))
    most = raters**2 * (items**3 - items) - raters * sum(map(_ties, ratings))
    return 12 * squares / most if most else None


def mean_spearman(ratings: Sequence[Sequence[float]]) -> float | None:
    """Return (mW - 1)/(m - 1), the mean Spearman correlation over all pairs of raters, -1/(m-1) to 1.

    An identity when no rater ties items (Kendall & Gibbons 1990); shapes as for `kendall_w`.
    """
    concordance = kendall_w(ratings)
    return None if concordance is None else (len(ratings) * concordance - 1) / (len(ratings) - 1)


def kruskal_wallis(groups: Sequence[Sequence[float]]) -> float | None:
    """Return H corrected for ties, 0 to n - 1; None if all values are equal.

    `groups`: two or more, each with at least one value. Source: Kruskal & Wallis 1952, JASA 47.
    """
    if len(groups) < 2 or not all(groups):
        raise AnalysisError("A comparison needs two groups or more, each with at least one value.")
    values = list(chain.from_iterable(groups))
    n, ranks = len(values), iter(midranks(values))
    sums = [sum(next(ranks) for _ in group) ** 2 / len(group) for group in groups]
    untied = 1 - _ties(values) / (n**3 - n)
    return (12 / (n * (n + 1)) * sum(sums) - 3 * (n + 1)) / untied if untied > 0 else None


def eta_squared(h: float, groups: int, n: int) -> float | None:
    """Return eta²[H] = (H - k + 1)/(n - k), the share of rank variance between k groups; may fall below 0.

    None when every group has one value. Source: Tomczak & Tomczak 2014, Trends in Sport Sciences 21.
    """
    return (h - groups + 1) / (n - groups) if n > groups else None


def _ties(values: Sequence[float]) -> int:
    return sum(count**3 - count for count in Counter(values).values())
