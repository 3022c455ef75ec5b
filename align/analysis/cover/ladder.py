"""An escalation chain with a clock per level: who is told when, and whose turn passes before they are at work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from align.analysis.cover.intervals import total
from align.analysis.cover.rosters import PADDING, Period, Roster, asking, padded
from align.analysis.cover.timemaps import TimeMap, after, due_in, earlier, first_in, limited, not_after, then, where
from align.analysis.cover.waits import Waits, waits

Clock = Literal["elapsed", "working"]


class Level(msgspec.Struct, frozen=True):
    """One level: `to` is told, and has `hold` minutes before the next level is told.

    The clock of `hold` starts when this level is told, so no level eats the time of the next; on the "working"
    clock it runs only while this level is at work. The last level's `hold` has no effect.
    """

    to: Roster
    hold: int
    clock: Clock = "elapsed"


class LevelCheck(msgspec.Struct, frozen=True):
    """How one level fares over every minute at which something can be raised. Waits count from the raising."""

    name: str
    told: Waits
    reached: Waits
    """Until the level has been told and is at work."""
    passed_over: float | None
    """Share 0–1 of raised minutes after which the next level is told before this one was at work for a minute."""
    told_asleep: float | None
    """Share 0–1 of raised minutes after which this level is told while nobody of it is at work."""


class LadderCheck(msgspec.Struct, frozen=True):
    """The levels in order, and how long until the first told person of any level is at work."""

    levels: tuple[LevelCheck, ...]
    first_reached: Waits


def check_ladder(levels: Sequence[Level], period: Period, raised_by: Sequence[Roster] = ()) -> LadderCheck:
    """Walk the chain from every minute of the period at once; the first level is told at once.

    Raises ValueError if there is no level or a `hold` below one minute.
    """
    if not levels or any(level.hold < 1 for level in levels[:-1]):
        raise ValueError("a chain has at least one level, and each holds for at least one minute")
    raised = asking(raised_by, period)
    horizon = period.end + PADDING
    told = limited(after(0, period.start, period.end), raised)
    first: TimeMap = ()
    checks: list[LevelCheck] = []
    for index, level in enumerate(levels):
        hours = padded(level.to, period)
        reached = then(told, first_in(hours, period.start, horizon))
        first = earlier(first, reached)
        next_told: TimeMap = ()
        if index + 1 < len(levels):
            holds = after(level.hold, period.start, horizon)
            if level.clock == "working":
                holds = due_in(hours, level.hold, period.start, horizon)
            next_told = then(told, holds)
        over = total(not_after(next_told, reached))
        asleep = total(where(told)) - total(where(then(told, limited(after(0, period.start, horizon), hours))))
        checks.append(
            LevelCheck(
                name=level.to.name,
                told=waits(told, raised),
                reached=waits(reached, raised),
                passed_over=over / total(raised) if raised else None,
                told_asleep=asleep / total(raised) if raised else None,
            )
        )
        told = next_told
    return LadderCheck(tuple(checks), waits(first, raised))
