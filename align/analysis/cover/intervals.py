"""Sets of half-open minute intervals. Knows neither zones nor people.

An `Intervals` value is sorted, and its parts neither overlap nor touch; every function returns such a value.
"""

from __future__ import annotations

from collections.abc import Iterable

Interval = tuple[int, int]
"""Minutes [start, end) with start < end."""
Intervals = tuple[Interval, ...]


def merge(parts: Iterable[Interval]) -> Intervals:
    """Return the minutes in any of the parts, which may overlap, touch and come in any order."""
    merged: list[Interval] = []
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def union(sets: Iterable[Intervals]) -> Intervals:
    """Return the minutes in at least one of the sets."""
    return merge(part for one in sets for part in one)


def intersect(one: Intervals, other: Intervals) -> Intervals:
    """Return the minutes in both sets."""
    common: list[Interval] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            common.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(common)


def subtract(one: Intervals, other: Intervals) -> Intervals:
    """Return the minutes of `one` that are not in `other`."""
    if not one:
        return ()
    return intersect(one, gaps(other, one[0][0], one[-1][1]))


def gaps(parts: Intervals, start: int, end: int) -> Intervals:
    """Return the minutes of [start, end) that are in none of the parts."""
    free: list[Interval] = []
    for begin, stop in clip(parts, start, end):
        if start < begin:
            free.append((start, begin))
        start = stop
    if start < end:
        free.append((start, end))
    return tuple(free)


def clip(parts: Intervals, start: int, end: int) -> Intervals:
    """Return the minutes of the parts that lie in [start, end)."""
    return tuple((max(begin, start), min(stop, end)) for begin, stop in parts if begin < end and stop > start)


def total(parts: Intervals) -> int:
    """Return how many minutes the parts hold."""
    return sum(end - start for start, end in parts)
