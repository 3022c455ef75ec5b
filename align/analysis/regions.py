"""What lies between regions and what within them. A region is a key for a tally here: no calendar, no people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from align.analysis.distance import A, C, Choices, Measure, Tally


def together(measure: Measure[A, C], tallies: Iterable[Tally[C]]) -> Tally[C]:
    """Return the answers of several groups as one tally."""
    counts: Counter[C] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return measure.tally(counts)


def regional_share(measure: Measure[A, C], tallies: Iterable[Tally[C]]) -> float | None:
    """Return the share of disagreement that lies between regions, 0 to 1: 1 - D_within / D_total, never below 0.

    D_within is the mean of the regions' own D, weighted by n_r - 1 and over n - g, so that shuffled labels give 0 on
    average (the construction of epsilon-squared). None if all agree, if there is a single region with answers, or if
    no region has two answers.
    """
    filled = [tally for tally in tallies if tally.n]
    total = together(measure, filled)
    freedom = total.n - len(filled)
    if len(filled) < 2 or freedom == 0 or not total.mean_distance:
        return None
    return max(0.0, 1 - within_sum(filled) / freedom / total.mean_distance)


def within_sum(tallies: Iterable[Tally[C]]) -> float:
    """Return the sum over groups of (n_r - 1) D_r, the disagreement inside them."""
    return sum(2 * tally.pair_sum / tally.n for tally in tallies if tally.n)


def cross_distance(one: Tally[C], other: Tally[C]) -> float | None:
    """Return the mean distance of an answer of one group from an answer of the other, 0 to 1; None if either is empty.

    In coorientation terms (McLeod & Chaffee 1973) this is *agreement*: our answers against yours.
    """
    if not one.n or not other.n:
        return None
    return one.sum_between(other) / (one.n * other.n)


def centre_gap(measure: Measure[A, C], one: C | None, other: C | None) -> float | None:
    """Return how far the second centre lies from the first, in the words of the type; None if there is none.

    Scale: signed steps. Duration: the second over the first, as a factor. Other types: the distance, 0 to 1.
    """
    return None if one is None or other is None else measure.apart(one, other)


def split_options(measure: Choices, tallies: Mapping[str, Tally[int]], gap: float = 0.5) -> dict[str, float]:
    """Return option -> widest difference of shares between regions, 0 to 1, where it is at least `gap`."""
    shares = [measure.shares(tally) for tally in tallies.values() if tally.n]
    if not shares:
        return {}
    widest = {name: max(share[name] for share in shares) - min(share[name] for share in shares) for name in measure.ids}
    return {name: width for name, width in widest.items() if width >= gap}
