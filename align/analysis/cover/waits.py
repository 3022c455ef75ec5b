"""How long people wait, over every minute at which something can be raised. Counts minutes, never people."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate

import msgspec

from align.analysis.cover.intervals import Interval, Intervals, intersect, merge, subtract, total
from align.analysis.cover.timemaps import TimeMap, limited, where
from align.domain.hours import DAY


class Waits(msgspec.Struct, frozen=True):
    """The distribution of a wait in minutes. None where nothing can be said: nothing raised, or nobody ever comes."""

    raised: int
    """Minutes at which something can be raised."""
    never: int
    """Of these, after how many nobody comes within three weeks of the period's end."""
    mean: float | None
    median: float | None
    p90: float | None
    worst: int | None
    """The longest wait; None if some wait has no end."""
    worst_at: int | None
    """First minute raised with the longest wait, or with one that has no end."""
    within_24h: float | None
    """Share 0–1 of all raised minutes."""


def waits(chart: TimeMap, raised: Intervals) -> Waits:
    """Return the distribution of `chart(t) - t` over the raised minutes; percentiles interpolate linearly (type 7)."""
    pieces = limited(chart, raised)
    never = subtract(raised, where(pieces))
    count = total(raised)
    if not pieces:
        at = never[0][0] if never else None
        return Waits(count, total(never), None, None, None, None, at, 0.0 if count else None)
    longest = max(piece.at - piece.start for piece in pieces)
    worst_at = min(piece.start for piece in pieces if piece.at - piece.start == longest)
    upto = _counts(pieces, longest)
    sum_twice = sum(
        (piece.end - piece.start) * (piece.at - piece.start + piece.value(piece.end - 1) - piece.end + 1)
        for piece in pieces
    )
    return Waits(
        raised=count,
        never=total(never),
        mean=sum_twice / 2 / upto[-1],
        median=_percentile(upto, 50),
        p90=_percentile(upto, 90),
        worst=None if never else longest,
        worst_at=never[0][0] if never else worst_at,
        within_24h=upto[min(DAY, longest)] / count,
    )


def longer_than(chart: TimeMap, raised: Intervals, limit: int) -> Intervals:
    """Return the raised minutes after which the wait is longer than `limit`, or has no end."""
    late: list[Interval] = list(subtract(raised, where(chart)))
    for start, end, at, slope in chart:
        stop = end if slope else min(end, at - limit)
        if at - start > limit and start < stop:
            late.append((start, stop))
    return intersect(merge(late), raised)


def _counts(pieces: TimeMap, longest: int) -> list[int]:
    """Return for each wait 0..longest how many minutes wait at most so long."""
    steps = [0] * (longest + 2)
    for start, end, at, slope in pieces:
        high = at - start
        if slope:
            steps[high] += end - start
            steps[high + 1] -= end - start
        else:
            steps[at - end + 1] += 1
            steps[high + 1] -= 1
    return list(accumulate(accumulate(steps[:-1])))


def _percentile(upto: list[int], percent: int) -> float:
    low, rest = divmod((upto[-1] - 1) * percent, 100)
    value = bisect_right(upto, low)
    above = bisect_right(upto, min(low + 1, upto[-1] - 1))
    return float(value + (above - value) * Fraction(rest, 100))
