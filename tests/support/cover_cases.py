"""Reads coverage_cases.json: its rosters as ours, and our figures under its names. A figure it lacks is a KeyError."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from align.analysis.cover.chains import count_kinds, count_pairs, handovers
from align.analysis.cover.intervals import Interval, total
from align.analysis.cover.overlap import overlap
from align.analysis.cover.promises import check_elapsed, check_working
from align.analysis.cover.rosters import Period, Roster, period_between
from align.analysis.cover.week import week_text
from align.domain.calendars import Holiday, from_minute, work_calendar

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "coverage_cases.json").read_text("utf-8")
)["cases"]

_ROSTER_KEYS = {"id", "tz", "hours", "holidays", "holidays_source", "observes_holidays"}


def period_of(case: dict[str, Any]) -> Period:
    return period_between(*(datetime.fromisoformat(case["period"][end]) for end in ("start", "end")))


def rosters_of(case: dict[str, Any]) -> dict[str, Roster]:
    return {entry["id"]: _roster(entry) for entry in case["rosters"]}


def answer(question: dict[str, Any], rosters: dict[str, Roster], period: Period) -> dict[str, Any]:
    """Return all our figures for a question, under the names of the file."""
    asked = dict(question)
    del asked["id"]
    return _ASKS[asked.pop("ask")](rosters, period, **asked)


def _roster(entry: dict[str, Any]) -> Roster:
    assert set(entry) <= _ROSTER_KEYS, f"unhandled: {set(entry) - _ROSTER_KEYS}"
    calendar = work_calendar(
        entry["tz"],
        entry["hours"],
        holidays=[Holiday(day) for day in entry["holidays"]],
        observes_holidays=entry.get("observes_holidays", True),
    )
    return Roster(entry["id"], calendar)


def _overlap(rosters: dict[str, Roster], period: Period, of: list[str]) -> dict[str, Any]:
    found = overlap([rosters[name] for name in of], period)
    return {
        "overlap_minutes": found.minutes,
        "overlap_hours": found.minutes / 60,
        "utc_days_with_overlap": found.days_with,
        "utc_days_without": found.days_without,
        "minutes_per_overlap_day": {"min": found.day_min, "median": found.day_median, "max": found.day_max},
        "by_week_minutes": list(found.by_week),
        "first_window": _window(found.windows[0]) if found.windows else None,
    }


def _cover(
    rosters: dict[str, Roster], period: Period, by: list[str], respond_within_minutes: int, raised_by: str | None = None
) -> dict[str, Any]:
    askers = [rosters[raised_by]] if raised_by else []
    found = check_elapsed([rosters[name] for name in by], respond_within_minutes, period, askers)
    gap = found.longest_gap
    return {
        "minutes_in_period": period.minutes,
        "covered_minutes": found.covered,
        "covered_pct": _percent(found.covered_share),
        "raise_minutes": found.waits.raised,
        "covered_when_raised_pct": _percent(found.covered_when_raised),
        "gap_count": len(found.gaps),
        "longest_gap": {"minutes": gap[1] - gap[0], "from": _stamp(gap[0]), "to": _stamp(gap[1])} if gap else None,
        "worst_wait_minutes": found.waits.worst,
        "worst_wait_raised_at": _stamp(found.waits.worst_at),
        "mean_wait_minutes": round(found.waits.mean or 0, 4),
        "never_covered_utc_week": [[week_text(end).lower() for end in window] for window in found.never_in_week],
        "never_covered_minutes_per_week": total(found.never_in_week),
        "always_covered_minutes_per_week": total(found.always_in_week),
        "respond_within_minutes": found.within,
        "kept_minutes": found.kept,
        "broken_minutes": found.broken,
        "kept_pct": _percent(found.kept_share),
        "feasible": found.feasible,
        "broken_windows": len(found.broken_windows),
        "first_broken_windows": [_window(window) for window in found.broken_windows[:3]],
    }


def _working_clock(
    rosters: dict[str, Roster],
    period: Period,
    calendar: list[str],
    respond_within_minutes: int,
    raised_by: str | None = None,
) -> dict[str, Any]:
    askers = [rosters[raised_by]] if raised_by else []
    found = check_working([rosters[name] for name in calendar], respond_within_minutes, period, askers)
    return {
        "respond_within_working_minutes": found.within,
        "raise_minutes": found.waits.raised,
        "median_elapsed_minutes": found.waits.median,
        "p90_elapsed_minutes": found.waits.p90,
        "worst_elapsed_minutes": found.waits.worst,
        "worst_raised_at": _stamp(found.waits.worst_at),
        "worst_due_at": _stamp(found.worst_due_at),
        "within_24h_pct": _percent(found.waits.within_24h),
    }


def _chain(
    rosters: dict[str, Roster], period: Period, order: list[str], required_overlap_minutes: int
) -> dict[str, Any]:
    found = handovers([rosters[name] for name in order], period, required_overlap_minutes)
    return {
        "required_overlap_minutes": required_overlap_minutes,
        "handovers": len(found),
        "by_pair": {
            f"{pair.giver}>{pair.taker}": {
                **pair.counts,
                "overlap_minutes": {str(length): times for length, times in pair.overlaps.items()},
                "gap_minutes": {str(length): times for length, times in pair.gaps.items()},
            }
            for pair in count_pairs(found)
        },
        "totals": count_kinds(found),
        "first": [[_stamp(one.at), one.giver, one.taker, one.kind, one.minutes] for one in found[:4]],
    }


_ASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "overlap": _overlap,
    "cover": _cover,
    "working_clock": _working_clock,
    "chain": _chain,
}


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 4)


def _stamp(minute: int | None) -> str | None:
    return None if minute is None else f"{from_minute(minute):%Y-%m-%dT%H:%MZ}"


def _window(window: Interval) -> list[str | None]:
    return [_stamp(end) for end in window]
