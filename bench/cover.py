"""How long a year of cover takes: five regions, ten promises; beside it the same figures by brute force.

Run: python -m bench.cover
"""

from __future__ import annotations

import sys
from datetime import date
from time import perf_counter

from align.analysis.cover import (
    Level,
    Roster,
    check_elapsed,
    check_ladder,
    check_working,
    fix_hints,
    handovers,
    overlap,
    tzdata_source,
    week_strip,
    weeks_from,
)
from align.analysis.cover.rosters import at_work, work_minutes
from align.domain.calendars import Holiday, work_calendar
from tests.support.brute_cover import Brute

WITHIN = (15, 60, 120, 240, 480)
LIMIT = 1.0
"""Seconds for everything but the brute force."""

PERIOD = weeks_from(date(2026, 1, 5))


def regions() -> list[Roster]:
    """Five regions of a study team; each is closed on the first of every other month."""
    closed = [Holiday(f"2026-{month:02d}-01") for month in range(1, 13, 2)]
    return [
        Roster(name, work_calendar(tz, hours, holidays=closed))
        for name, tz, hours in (
            ("Basel", "Europe/Zurich", "Mon-Fri 08:00-17:00"),
            ("Pune", "Asia/Kolkata", "Mon-Fri 09:30-18:30"),
            ("Boston", "America/New_York", "Mon-Fri 09:00-17:00"),
            ("Cairo", "Africa/Cairo", "Sun-Thu 09:00-17:00"),
            ("Tokyo", "Asia/Tokyo", "Mon-Fri 09:00-18:00"),
        )
    ]


def timed(label: str, start: float) -> float:
    """Print how long it took since `start`, and return it in seconds."""
    seconds = perf_counter() - start
    print(f"{label:<46}{seconds * 1000:>10.1f} ms")
    return seconds


def fast(team: list[Roster]) -> tuple[float, list[float | None]]:
    """Return the seconds for a whole report, and the figures that the brute force must match."""
    work_minutes.cache_clear()
    spent = 0.0
    start = perf_counter()
    for roster in team:
        at_work(roster, PERIOD)
        check_elapsed([roster], 60, PERIOD)
    spent += timed("five calendars to UTC, each with one promise", start)
    start = perf_counter()
    figures: list[float | None] = [check_elapsed(team, within, PERIOD).waits.mean for within in WITHIN]
    figures += [check_working(team[:2], within, PERIOD, team[2:3]).waits.p90 for within in WITHIN]
    spent += timed("ten promises, elapsed and working", start)
    start = perf_counter()
    overlap(team[:3], PERIOD)
    handovers(team, PERIOD)
    check_ladder([Level(team[0], 60), Level(team[2], 120, "working"), Level(team[4], 60)], PERIOD)
    week_strip(at_work(team[0], PERIOD), PERIOD, "Asia/Kolkata")
    spent += timed("overlap, handovers, escalation chain, strip", start)
    start = perf_counter()
    fix_hints(team, 60, PERIOD)
    spent += timed("on-call hints", start)
    return spent, figures


def slow(team: list[Roster]) -> list[float | None]:
    """Return the figures of the ten promises, counted minute by minute."""
    start = perf_counter()
    brute = Brute({roster.name: roster.calendar for roster in team}, PERIOD.start, PERIOD.end)
    names = list(brute.works)
    figures = [brute.cover(names, within)["mean_wait_minutes"] for within in WITHIN]
    figures += [brute.working_clock(names[:2], within, names[2])["p90_elapsed_minutes"] for within in WITHIN]
    timed("the ten promises by brute force", start)
    return figures


def main() -> int:
    """Print the measurements; exit 1 if too slow, or if brute force finds other figures."""
    print(f"52 weeks from 2026-01-05, {tzdata_source()}")
    team = regions()
    seconds, figures = fast(team)
    print(f"{'all of it (limit 1000 ms)':<46}{seconds * 1000:>10.1f} ms")
    pairs = zip(figures, slow(team), strict=True)
    same = all(abs((ours or 0) - (theirs or 0)) < 1e-4 for ours, theirs in pairs)
    print("brute force agrees" if same else f"brute force finds other figures than {figures}")
    return 0 if same and seconds < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
