"""When does what is raised at minute t happen: first covered minute, due time, next level told.

Such a function of t is piecewise: either it waits for a fixed minute or it moves along with t. A `TimeMap` is
the sorted list of its pieces; where it has none, nothing ever happens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from align.analysis.cover.intervals import Intervals, merge, subtract


class Piece(NamedTuple):
    """For t in [start, end): the value is `at + slope * (t - start)`, with slope 0 or 1."""

    start: int
    end: int
    at: int
    slope: int

    def value(self, minute: int) -> int:
        """Return the value at a minute of the piece."""
        return self.at + self.slope * (minute - self.start)

    def part(self, start: int, end: int) -> Piece:
        """Return the piece cut down to [start, end)."""
        return Piece(start, end, self.value(start), self.slope)


TimeMap = tuple[Piece, ...]


def after(amount: int, start: int, end: int) -> TimeMap:
    """Return the map from each minute of [start, end) to `amount` minutes later."""
    return (Piece(start, end, start + amount, 1),)


def first_in(cover: Intervals, start: int, end: int) -> TimeMap:
    """Return the map from each minute of [start, end) to the first covered minute at or after it."""
    pieces: list[Piece] = []
    minute = start
    for begin, stop in cover:
        if minute >= end:
            break
        if minute < begin:
            pieces.append(Piece(minute, min(begin, end), begin, 0))
        low, high = max(begin, minute), min(stop, end)
        if low < high:
            pieces.append(Piece(low, high, low, 1))
        minute = max(minute, stop)
    return tuple(pieces)


def due_in(calendar: Intervals, within: int, start: int, end: int) -> TimeMap:
    """Return the map from t to the earliest s with at least `within` (>= 1) calendar minutes in [t, s)."""
    if within < 1:
        raise ValueError("a promise takes at least one minute")
    done = list(accumulate((stop - begin for begin, stop in calendar), initial=0))

    def reached(work: int) -> tuple[int, int] | None:
        """The minute by which `work` calendar minutes are done, and how many more fit into that interval."""
        index = bisect_left(done, work, lo=1) - 1
        return (calendar[index][0] + work - done[index], done[index + 1] - work) if work <= done[-1] else None

    pieces: list[Piece] = []
    minute = start
    for index in range(max(0, bisect_right(calendar, (start, start)) - 1), len(calendar)):
        begin, stop = calendar[index]
        if minute < min(begin, end) and (goal := reached(done[index] + within)):
            pieces.append(Piece(minute, min(begin, end), goal[0], 0))
        minute = max(minute, begin)
        while minute < min(stop, end) and (goal := reached(done[index] + minute - begin + within)):
            last = min(stop, end, minute + goal[1] + 1)
            pieces.append(Piece(minute, last, goal[0], 1))
            minute = last
        minute = max(minute, stop)
    return tuple(pieces)


def value_at(chart: TimeMap, minute: int) -> int | None:
    """Return the map's value at a minute, or None where it has none."""
    index = bisect_right(chart, minute, key=lambda piece: piece.start) - 1
    return chart[index].value(minute) if index >= 0 and minute < chart[index].end else None


def where(chart: TimeMap) -> Intervals:
    """Return the minutes at which the map has a value."""
    return merge((piece.start, piece.end) for piece in chart)


def limited(chart: TimeMap, to: Intervals) -> TimeMap:
    """Return the map on the minutes in `to` alone."""
    return tuple(piece for piece, _ in _shared(chart, tuple(Piece(start, end, start, 1) for start, end in to)))


def then(first: TimeMap, second: TimeMap) -> TimeMap:
    """Return the map that applies `first`, then `second` to its value."""
    pieces: list[Piece] = []
    for piece in first:
        if not piece.slope:
            value = value_at(second, piece.at)
            if value is not None:
                pieces.append(Piece(piece.start, piece.end, value, 0))
            continue
        shift = piece.at - piece.start
        low = max(0, bisect_right(second, piece.at, key=lambda one: one.start) - 1)
        for one in second[low:]:
            start, end = max(piece.start, one.start - shift), min(piece.end, one.end - shift)
            if one.start - shift >= piece.end:
                break
            if start < end:
                pieces.append(Piece(start, end, one.value(start + shift), one.slope))
    return tuple(pieces)


def not_after(one: TimeMap, other: TimeMap) -> Intervals:
    """Return the minutes at which `one` has a value that is not later than that of `other`, or `other` has none."""
    kept = list(subtract(where(one), where(other)))
    for a, b in _shared(one, other):
        lead, slope = b.at - a.at, b.slope - a.slope  # other minus one is lead + slope * (t - start)
        start = a.start + max(0, -lead) if slope > 0 else a.start
        end = min(a.end, a.start + lead + 1) if slope < 0 else a.end
        if start < end and (slope or lead >= 0):
            kept.append((start, end))
    return merge(kept)


def earlier(one: TimeMap, other: TimeMap) -> TimeMap:
    """Return the map to the earlier of the two values, or to the only one there is."""
    first = not_after(one, other)
    return tuple(sorted((*limited(one, first), *limited(other, subtract(where(other), first)))))


def _shared(one: TimeMap, other: TimeMap) -> Iterator[tuple[Piece, Piece]]:
    """Give the parts of both maps over each stretch on which both have one piece."""
    # A week of a year's map begins where the week does.
    i = bisect_right(one, other[0].start, key=lambda piece: piece.end) if other else 0
    j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i].start, other[j].start), min(one[i].end, other[j].end)
        if start < end:
            yield one[i].part(start, end), other[j].part(start, end)
        if one[i].end < other[j].end:
            i += 1
        else:
            j += 1
