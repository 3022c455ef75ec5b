"""Whether a promise can be kept by the people who are at work. Says nothing about how fast those people are.

A wait ends when somebody is at work, so every share kept here is an upper bound: people still have to answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.analysis.cover.intervals import Interval, Intervals, clip, gaps, intersect, total
from align.analysis.cover.rosters import Period, Roster, asking, cover
from align.analysis.cover.timemaps import due_in, first_in, value_at
from align.analysis.cover.waits import Waits, longer_than, waits
from align.analysis.cover.week import always_in_week, never_in_week


class ElapsedCheck(msgspec.Struct, frozen=True):
    """A promise on the elapsed clock ("within 1 hour, day and night") against the hours of those who made it."""

    within: int
    covered: int
    """Minutes of the period in which somebody is at work; `covered_share` is the share of the period, 0–1."""
    covered_share: float
    covered_when_raised: float | None
    """Share of the minutes in which something can be raised that finds somebody at work at once."""
    gaps: Intervals
    longest_gap: Interval | None
    """Uncovered stretches inside the period; a gap over its end is cut there (waits are not)."""
    never_in_week: Intervals
    always_in_week: Intervals
    """Minutes of the UTC week (0 is Monday 00:00) that are covered in no week, and in every week."""
    waits: Waits
    kept: int
    broken: int
    """Minutes at which something can be raised and is seen in time, or is not."""
    kept_share: float | None
    broken_windows: Intervals

    @property
    def feasible(self) -> bool:
        """Whether the promise can be kept whenever something is raised."""
        return not self.broken


class WorkingCheck(msgspec.Struct, frozen=True):
    """A promise on a working clock ("within 4 working hours") as the asker lives through it, in elapsed minutes."""

    within: int
    waits: Waits
    worst_due_at: int | None


def check_elapsed(
    promised_by: Sequence[Roster], within: int, period: Period, raised_by: Sequence[Roster] = ()
) -> ElapsedCheck:
    """Check "somebody is at work within `within` minutes", raised at any time or in the hours of `raised_by`."""
    everyone = cover(promised_by, period)
    inside = clip(everyone, period.start, period.end)
    open_gaps = gaps(inside, period.start, period.end)
    raised = asking(raised_by, period)
    raisable = total(raised)
    seen = first_in(everyone, period.start, period.end)
    late = longer_than(seen, raised, within)
    return ElapsedCheck(
        within=within,
        covered=total(inside),
        covered_share=total(inside) / period.minutes,
        covered_when_raised=total(intersect(inside, raised)) / raisable if raisable else None,
        gaps=open_gaps,
        longest_gap=max(open_gaps, key=lambda gap: gap[1] - gap[0], default=None),
        never_in_week=never_in_week(inside, period),
        always_in_week=always_in_week(inside, period),
        waits=waits(seen, raised),
        kept=raisable - total(late),
        broken=total(late),
        kept_share=(raisable - total(late)) / raisable if raisable else None,
        broken_windows=late,
    )


def check_working(
    clock_of: Sequence[Roster], within: int, period: Period, raised_by: Sequence[Roster] = ()
) -> WorkingCheck:
    """Check "within `within` minutes in which one of `clock_of` works": what that means in elapsed time.

    Name the calendar to people: owner, asker or any region changes the answer more than the amount does.
    """
    chart = due_in(cover(clock_of, period), within, period.start, period.end)
    lived = waits(chart, asking(raised_by, period))
    due_at = lived.worst_at + lived.worst if lived.worst_at is not None and lived.worst is not None else None
    return WorkingCheck(within, lived, due_at)


def due(clock_of: Sequence[Roster], within: int, raised_at: int) -> int | None:
    """Return the minute at which `within` working minutes have passed; None if not within three weeks.

    If they end exactly at closing time it is closing time, not the next morning.
    """
    period = Period(raised_at, raised_at + 1)
    return value_at(due_in(cover(clock_of, period), within, raised_at, raised_at + 1), raised_at)
