"""Published measures of consensus on a scale, from counts per point in order. For checks, never the headline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from align.analysis.distance.tally import LineTally
from align.errors import AnalysisError


def van_der_eijk(counts: Sequence[float]) -> float:
    """Return agreement A: 1 = one point, 0 = evenly spread, -1 = two camps at the ends.

    `counts`: answers per point, k >= 2 points in order. Raises AnalysisError without answers.
    Source: van der Eijk 2001, Measuring agreement in ordered rating scales, Quality & Quantity 35.
    """
    rest = list(_counted(counts))
    total, result = sum(rest), 0.0
    while any(rest):
        height = min(count for count in rest if count)
        layer = [count > 0 for count in rest]
        result += height * sum(layer) / total * _layer_agreement(layer)
        rest = [count - height if held else count for count, held in zip(rest, layer, strict=True)]
    return result


def _layer_agreement(layer: Sequence[bool]) -> float:
    points, held = len(layer), sum(layer)
    narrow = 1 - (held - 1) / (points - 1)
    # Of three points, two held: the empty one lies between them, or it does not.
    triples = math.comb(held, 2) * (points - held)
    if not triples:
        return narrow
    gaps = sum(below * (held - below) for below, here in zip(accumulate(layer), layer, strict=True) if not here)
    fitting = triples - gaps
    return narrow * ((points - 2) * fitting - (points - 1) * gaps) / ((points - 2) * triples)


def polarization(counts: Sequence[float]) -> float:
    """Return (1 - A) / 2: 0 = one point, 0.5 = evenly spread, 1 = two camps at the ends. Source: van der Eijk 2001."""
    return (1 - van_der_eijk(counts)) / 2


def tastle_wierman(counts: Sequence[float]) -> float:
    """Return consensus Cns, 0 (two camps at the ends) to 1 (one point), with points coded 1 to k.

    Source: Tastle & Wierman 2007, Consensus and dissention, Int. J. Approximate Reasoning 45.
    """
    total = sum(_counted(counts))
    mean = sum(place * count for place, count in enumerate(counts)) / total
    width = len(counts) - 1
    held = ((place, count) for place, count in enumerate(counts) if count)
    return 1 + sum(count / total * math.log2(1 - abs(place - mean) / width) for place, count in held)


def leik(counts: Sequence[float]) -> float:
    """Return ordinal dispersion D, 0 (one point) to 1 (two camps at the ends).

    Source: Leik 1966, A measure of ordinal consensus, Pacific Sociological Review 9.
    """
    return 2 * sum(min(below, 1 - below) for below in cumulative(counts)) / (len(counts) - 1)


def blair_lacy(counts: Sequence[float]) -> float:
    """Return concentration l², 0 (two camps at the ends) to 1 (one point).

    Source: Blair & Lacy 2000, Statistics of ordinal variation, Sociological Methods & Research 28.
    """
    return sum((below - 0.5) ** 2 for below in cumulative(counts)) / ((len(counts) - 1) / 4)


def iqr(values: Sequence[float]) -> float:
    """Return the interquartile range, quartiles of type 7 (Hyndman & Fan 1996), in the unit of the values.

    Raises AnalysisError without values.
    """
    if not values:
        raise AnalysisError("A range needs at least one value.")
    places = LineTally(values, length=1)
    return places.at(0.75) - places.at(0.25)


def cumulative(counts: Sequence[float]) -> list[float]:
    """Return the share of answers up to each point but the last, which is always 1."""
    total = sum(_counted(counts))
    return [below / total for below in list(accumulate(counts))[:-1]]


def _counted(counts: Sequence[float]) -> Sequence[float]:
    if len(counts) < 2 or min(counts) < 0 or not any(counts):
        raise AnalysisError("Give a count for each of two points or more, none below 0 and not all 0.")
    return counts
