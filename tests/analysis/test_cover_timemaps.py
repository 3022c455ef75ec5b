"""Time maps: working on pieces gives what working on every minute gives."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from align.analysis.cover.intervals import Intervals, merge
from align.analysis.cover.timemaps import (
    Piece,
    TimeMap,
    after,
    due_in,
    earlier,
    first_in,
    limited,
    not_after,
    then,
    value_at,
    where,
)
from align.analysis.cover.waits import longer_than

END = 60
Table = list[int | None]


@st.composite
def charts(draw: st.DrawFn) -> TimeMap:
    """Sorted pieces over parts of 0–60 with values that never fall, as those of waits and due times."""
    pieces: list[Piece] = []
    minute = value = 0
    while minute < END and len(pieces) < 5:
        start = minute + draw(st.integers(0, 8))
        end = start + draw(st.integers(1, 15))
        at = max(value, start) + draw(st.integers(0, 10))
        pieces.append(Piece(start, end, at, draw(st.integers(0, 1))))
        minute, value = end, pieces[-1].value(end - 1)
    return tuple(pieces)


parts = st.sets(st.integers(0, END)).map(lambda found: merge((minute, minute + 1) for minute in found))


def table(chart: TimeMap) -> Table:
    return [value_at(chart, minute) for minute in range(200)]


def minutes_of(found: Intervals) -> set[int]:
    return {minute for start, end in found for minute in range(start, end)}


def one_by_one(rule: Callable[[int], int | None]) -> Table:
    return [rule(minute) for minute in range(200)]


@given(charts(), charts())
def test_one_map_after_another(first: TimeMap, second: TimeMap) -> None:
    def rule(minute: int) -> int | None:
        value = value_at(first, minute)
        return None if value is None else value_at(second, value)

    assert table(then(first, second)) == one_by_one(rule)


@given(charts(), charts())
def test_where_one_map_is_not_after_another(one: TimeMap, other: TimeMap) -> None:
    expected = {
        minute
        for minute, (a, b) in enumerate(zip(table(one), table(other), strict=True))
        if a is not None and (b is None or a <= b)
    }
    assert minutes_of(not_after(one, other)) == expected


@given(charts(), charts())
def test_the_earlier_of_two_maps(one: TimeMap, other: TimeMap) -> None:
    def rule(minute: int) -> int | None:
        values = [value for value in (value_at(one, minute), value_at(other, minute)) if value is not None]
        return min(values, default=None)

    assert table(earlier(one, other)) == one_by_one(rule)


@given(charts(), parts)
def test_a_map_limited_to_some_minutes(chart: TimeMap, to: Intervals) -> None:
    kept = minutes_of(to)
    assert table(limited(chart, to)) == one_by_one(lambda minute: value_at(chart, minute) if minute in kept else None)
    assert minutes_of(where(chart)) == {minute for minute, value in enumerate(table(chart)) if value is not None}


@given(charts(), parts, st.integers(0, 30))
def test_the_minutes_that_wait_too_long(chart: TimeMap, raised: Intervals, limit: int) -> None:
    expected = {
        minute for minute in minutes_of(raised) if (value := value_at(chart, minute)) is None or value - minute > limit
    }
    assert minutes_of(longer_than(chart, raised, limit)) == expected


@given(parts, st.integers(0, 30), st.integers(1, 20))
def test_first_covered_minute_and_due_time(cover: Intervals, start: int, within: int) -> None:
    covered = sorted(minutes_of(cover))
    seen, due = first_in(cover, start, 50), due_in(cover, within, start, 50)
    later = after(within, start, 50)
    for minute in range(start, 50):
        coming = [one for one in covered if one >= minute]
        assert value_at(seen, minute) == (coming[0] if coming else None)
        assert value_at(due, minute) == (coming[within - 1] + 1 if len(coming) >= within else None)
        assert value_at(later, minute) == minute + within
    assert value_at(seen, start - 1) is None
    assert value_at(due, 50) is None
