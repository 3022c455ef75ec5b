"""Handing work from region to region around the clock: who takes over, and how long both were at work before."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from align.analysis.cover.intervals import Interval, Intervals
from align.analysis.cover.rosters import Period, Roster, padded

WARM_FROM = 30
"""Minutes of overlap that make a handover warm: a convention, so a charter says which one it used."""

Kind = Literal["warm", "short", "cold", "gap"]
KINDS: tuple[Kind, ...] = ("warm", "short", "cold", "gap")


class Handover(msgspec.Struct, frozen=True):
    """`taker` takes over at minute `at`. `minutes` is the overlap just before, or the length of a gap."""

    at: int
    giver: str
    taker: str
    kind: Kind
    minutes: int


class PairCount(msgspec.Struct, frozen=True):
    """How one region handed over to one other: counts per kind, and how often each overlap or gap came (minutes)."""

    giver: str
    taker: str
    counts: dict[Kind, int]
    overlaps: dict[int, int]
    gaps: dict[int, int]


def handovers(order: Sequence[Roster], period: Period, warm_from: int = WARM_FROM) -> tuple[Handover, ...]:
    """Return the handovers in the period, in order of time.

    The first region in `order` that is at work begins. The holder keeps the work while at work; then the next
    region at work takes it, in cyclic order. If there is none, the first one to come does: a gap.
    """
    hours = [padded(roster, period) for roster in order]
    minute = _next_start(hours, period.start)
    found: list[Handover] = []
    holder = None if minute is None else _first_at_work(hours, range(len(order)), minute)
    while holder is not None and minute is not None:
        leaves = _shift(hours[holder], minute)
        assert leaves is not None
        minute = _next_start(hours, leaves[1])
        if minute is None or minute >= period.end:
            break
        turn = [(holder + step) % len(order) for step in range(1, len(order) + 1)]
        taker = _first_at_work(hours, turn, minute)
        if minute == leaves[1]:
            joins = _shift(hours[taker], minute)
            assert joins is not None
            kind, length = _kind(minute - max(leaves[0], joins[0]), warm_from)
        else:
            kind, length = "gap", minute - leaves[1]
        found.append(Handover(minute, order[holder].name, order[taker].name, kind, length))
        holder = taker
    return tuple(found)


def count_pairs(found: Sequence[Handover]) -> tuple[PairCount, ...]:
    """Return the handovers counted per pair, pairs in the order of their first handover."""
    pairs: dict[tuple[str, str], list[Handover]] = {}
    for one in found:
        pairs.setdefault((one.giver, one.taker), []).append(one)
    return tuple(
        PairCount(
            giver,
            taker,
            count_kinds(group),
            dict(Counter(one.minutes for one in group if one.kind != "gap").most_common()),
            dict(Counter(one.minutes for one in group if one.kind == "gap").most_common()),
        )
        for (giver, taker), group in pairs.items()
    )


def count_kinds(found: Sequence[Handover]) -> dict[Kind, int]:
    """Return how many handovers there are of each kind, zeros included."""
    return {kind: sum(one.kind == kind for one in found) for kind in KINDS}


def _kind(overlap: int, warm_from: int) -> tuple[Kind, int]:
    if overlap == 0:
        return "cold", 0
    return ("warm" if overlap >= warm_from else "short"), overlap


def _shift(hours: Intervals, minute: int) -> Interval | None:
    """Return the interval that holds the minute."""
    index = bisect_right(hours, minute, key=lambda shift: shift[0]) - 1
    return hours[index] if index >= 0 and minute < hours[index][1] else None


def _next_start(hours: Sequence[Intervals], minute: int) -> int | None:
    """Return the first minute from `minute` on at which somebody works."""
    starts: list[int] = []
    for one in hours:
        index = bisect_right(one, minute, key=lambda shift: shift[1])
        if index < len(one):
            starts.append(max(minute, one[index][0]))
    return min(starts, default=None)


def _first_at_work(hours: Sequence[Intervals], turn: Sequence[int], minute: int) -> int:
    return next(index for index in turn if _shift(hours[index], minute))
