"""How many heads a promise rests on at any time: cover by one person is cover until that person is ill."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from align.analysis.cover.intervals import Interval, Intervals, merge
from align.analysis.cover.rosters import Period, Roster, at_work
from align.analysis.cover.week import always_in_week


class Depth(msgspec.Struct, frozen=True):
    """Minutes of the period by head count, and where fewer than `min_staff` (yet somebody) are at work."""

    min_staff: int
    minutes_by_heads: dict[int, int]
    """Ascending; 0 is nobody."""
    thin: Intervals
    thin_share: float | None
    """Share 0–1 of the covered minutes; None if nothing is covered."""
    longest_thin: Interval | None
    thin_every_week: Intervals
    """Minutes of the UTC week (0 is Monday 00:00) that are thin in every week."""


def depth(rosters: Sequence[Roster], period: Period, min_staff: int = 2) -> Depth:
    """Count the heads at work in every minute; each roster brings its `staff`."""
    stretches = _heads(rosters, period)
    minutes: dict[int, int] = {}
    for (start, end), heads in stretches:
        minutes[heads] = minutes.get(heads, 0) + end - start
    thin = merge(part for part, heads in stretches if 0 < heads < min_staff)
    covered = sum(size for heads, size in minutes.items() if heads)
    few = sum(size for heads, size in minutes.items() if 0 < heads < min_staff)
    return Depth(
        min_staff=min_staff,
        minutes_by_heads=dict(sorted(minutes.items())),
        thin=thin,
        thin_share=few / covered if covered else None,
        longest_thin=max(thin, key=lambda part: part[1] - part[0], default=None),
        thin_every_week=always_in_week(thin, period),
    )


def _heads(rosters: Sequence[Roster], period: Period) -> list[tuple[Interval, int]]:
    """Return the stretches of the period between changes, each with its head count."""
    changes = [(period.start, 0), (period.end, 0)]
    for roster in rosters:
        for start, end in at_work(roster, period):
            changes += [(start, roster.staff), (end, -roster.staff)]
    moments = [(at, sum(change for _, change in same)) for at, same in groupby(sorted(changes), lambda one: one[0])]
    stretches = []
    heads = 0
    for (at, change), (until, _) in pairwise(moments):
        heads += change
        stretches.append(((at, until), heads))
    return stretches
