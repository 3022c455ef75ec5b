"""The slow truth about cover: every minute looked at one by one, sharing no code with align.analysis.

Answers the questions of coverage_cases.json under the same names, so that two ways of counting can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from align.domain.calendars import WorkCalendar

PAD = 21 * 1440
Works = list[bool]


@lru_cache(maxsize=128)
def wall_clock(tz: str, start: int, end: int) -> list[tuple[int, int]]:
    """What a clock on the wall shows in each UTC minute: (date as ordinal, minute of the day).

    Read off every quarter of an hour and counted on from there: clocks change at full quarters.
    """
    zone = ZoneInfo(tz)
    shown: list[tuple[int, int]] = []
    for quarter in range(start - start % 15, end, 15):
        at = datetime.fromtimestamp(quarter * 60, zone)
        day, minute = at.toordinal(), at.hour * 60 + at.minute
        shown += [(day, minute + more) for more in range(15)]
    return shown[start % 15 :][: end - start]


def works(calendar: WorkCalendar, start: int, end: int) -> Works:
    """Whether the calendar works, minute by minute."""
    days = {
        day: _day_table(tuple(_spans(calendar, day)), tuple(_spans(calendar, day - 1)))
        for day in {day for day, _ in wall_clock(calendar.tz, start, end)}
    }
    return [days[day][minute] for day, minute in wall_clock(calendar.tz, start, end)]


@lru_cache(maxsize=1024)
def _day_table(today: Sequence[tuple[int, int]], yesterday: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each minute that the clock shows on a date is worked; spans past midnight begin the day before."""
    return [
        any(a <= minute and (minute < b or b <= a) for a, b in today)
        or any(b <= a and minute < b for a, b in yesterday)
        for minute in range(1440)
    ]


def _spans(calendar: WorkCalendar, ordinal: int) -> Sequence[tuple[int, int]]:
    day = date.fromordinal(ordinal)
    for exception in calendar.exceptions:
        if exception.date == str(day):
            return exception.spans
    if calendar.observes_holidays and any(holiday.date == str(day) for holiday in calendar.holidays):
        return ()
    return [(shift.start, shift.end) for shift in calendar.hours if shift.weekday == day.weekday()]


class Brute:
    """Rosters by name, simulated over [start, end) UTC minutes and three weeks around."""

    def __init__(self, calendars: dict[str, WorkCalendar], start: int, end: int) -> None:
        self.start, self.end, self.first = start, end, start - PAD
        self.works = {name: works(calendar, start - PAD, end + PAD) for name, calendar in calendars.items()}

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        asked = dict(question)
        del asked["id"]
        asks: dict[str, Callable[..., dict[str, Any]]] = {
            "overlap": self.overlap,
            "cover": self.cover,
            "working_clock": self.working_clock,
            "chain": self.chain,
        }
        return asks[asked.pop("ask")](**asked)

    def any_of(self, names: Sequence[str]) -> Works:
        return [any(now) for now in zip(*(self.works[name] for name in names), strict=True)]

    def raised(self, raised_by: str | None) -> list[int]:
        minutes = range(self.start, self.end)
        return [m for m in minutes if raised_by is None or self.works[raised_by][m - self.first]]

    def first_covered(self, covered: Works) -> list[int | None]:
        """For each simulated minute the first covered one from there on."""
        found: list[int | None] = [None] * len(covered)
        coming = None
        for index in range(len(covered) - 1, -1, -1):
            coming = index + self.first if covered[index] else coming
            found[index] = coming
        return found

    def due(self, covered: Works, within: int) -> list[int | None]:
        """For each simulated minute t the earliest s with `within` covered minutes in [t, s)."""
        done = [index + self.first + 1 for index, now in enumerate(covered) if now]
        found: list[int | None] = []
        passed = 0
        for now in covered:
            found.append(done[passed + within - 1] if passed + within <= len(done) else None)
            passed += now
        return found

    def overlap(self, of: list[str]) -> dict[str, Any]:
        together = [m for m in range(self.start, self.end) if all(self.works[name][m - self.first] for name in of)]
        per_day = Counter(m // 1440 for m in together)
        per_week = Counter((m - self.start) // 10080 for m in together)
        days = len({m // 1440 for m in range(self.start, self.end)})
        values = list(per_day.values())
        return {
            "overlap_minutes": len(together),
            "overlap_hours": len(together) / 60,
            "utc_days_with_overlap": len(values),
            "utc_days_without": days - len(values),
            "minutes_per_overlap_day": {
                "min": min(values, default=None),
                "median": median(values) if values else None,
                "max": max(values, default=None),
            },
            "by_week_minutes": [per_week[week] for week in range((self.end - self.start - 1) // 10080 + 1)],
            "first_window": _stamps(runs(together)[0]) if together else None,
        }

    def cover(self, by: list[str], respond_within_minutes: int, raised_by: str | None = None) -> dict[str, Any]:
        everyone = self.any_of(by)
        inside = [m for m in range(self.start, self.end) if everyone[m - self.first]]
        gaps = runs(sorted(set(range(self.start, self.end)) - set(inside)))
        longest = max(gaps, key=lambda gap: gap[1] - gap[0], default=None)
        raised = self.raised(raised_by)
        seen = self.first_covered(everyone)
        waits = [(m, _minus(seen[m - self.first], m)) for m in raised]
        late = [m for m, wait in waits if wait is None or wait > respond_within_minutes]
        known = [wait for _, wait in waits if wait is not None]
        occurs = Counter((m + 4320) % 10080 for m in range(self.start, self.end))
        hit = Counter((m + 4320) % 10080 for m in inside)
        never = [minute for minute in range(10080) if occurs[minute] and not hit[minute]]
        worst, worst_at = _worst(waits)
        return {
            "minutes_in_period": self.end - self.start,
            "covered_minutes": len(inside),
            "covered_pct": _percent(len(inside), self.end - self.start),
            "raise_minutes": len(raised),
            "covered_when_raised_pct": _percent(sum(everyone[m - self.first] for m in raised), len(raised)),
            "gap_count": len(gaps),
            "longest_gap": _gap(longest),
            "worst_wait_minutes": worst,
            "worst_wait_raised_at": _stamp(worst_at),
            "mean_wait_minutes": round(sum(known) / len(known), 4) if known else 0,
            "never_covered_utc_week": [[_week(a), _week(b)] for a, b in runs(never)],
            "never_covered_minutes_per_week": len(never),
            "always_covered_minutes_per_week": sum(1 for m in occurs if occurs[m] == hit[m]),
            "respond_within_minutes": respond_within_minutes,
            "kept_minutes": len(raised) - len(late),
            "broken_minutes": len(late),
            "kept_pct": _percent(len(raised) - len(late), len(raised)),
            "feasible": not late,
            "broken_windows": len(runs(late)),
            "first_broken_windows": [_stamps(window) for window in runs(late)[:3]],
        }

    def working_clock(
        self, calendar: list[str], respond_within_minutes: int, raised_by: str | None = None
    ) -> dict[str, Any]:
        due = self.due(self.any_of(calendar), respond_within_minutes)
        raised = self.raised(raised_by)
        waits = [(m, _minus(due[m - self.first], m)) for m in raised]
        known = sorted(wait for _, wait in waits if wait is not None)
        worst, worst_at = _worst(waits)
        return {
            "respond_within_working_minutes": respond_within_minutes,
            "raise_minutes": len(raised),
            "median_elapsed_minutes": percentile(known, 0.5),
            "p90_elapsed_minutes": percentile(known, 0.9),
            "worst_elapsed_minutes": worst,
            "worst_raised_at": _stamp(worst_at),
            "worst_due_at": _stamp(worst_at + worst) if worst_at is not None and worst is not None else None,
            "within_24h_pct": _percent(sum(1 for wait in known if wait <= 1440), len(raised)),
        }

    def chain(self, order: list[str], required_overlap_minutes: int) -> dict[str, Any]:
        found: list[list[Any]] = []
        holder: int | None = None
        idle = 0
        for minute in range(self.start, self.end):
            now = [self.works[name][minute - self.first] for name in order]
            if holder is None:
                holder = now.index(True) if any(now) else None
            elif now[holder] and not idle:
                continue
            elif not any(now):
                idle += 1
            else:
                turn = [(holder + step) % len(order) for step in range(1, len(order) + 1)]
                taker = next(one for one in turn if now[one])
                length = idle or self._both_before(order[holder], order[taker], minute)
                kind = "gap" if idle else "cold" if not length else "short"
                if kind == "short" and length >= required_overlap_minutes:
                    kind = "warm"
                found.append([_stamp(minute), order[holder], order[taker], kind, length])
                holder, idle = taker, 0
        return _count_chain(found, required_overlap_minutes)

    def _both_before(self, one: str, other: str, minute: int) -> int:
        index = minute - self.first - 1
        length = 0
        while index >= 0 and self.works[one][index] and self.works[other][index]:
            length += 1
            index -= 1
        return length


def _count_chain(found: list[list[Any]], required: int) -> dict[str, Any]:
    kinds = ("warm", "short", "cold", "gap")
    pairs: dict[str, Any] = {}
    for _, giver, taker, kind, length in found:
        pair = pairs.setdefault(
            f"{giver}>{taker}", {**dict.fromkeys(kinds, 0), "overlap_minutes": {}, "gap_minutes": {}}
        )
        pair[kind] += 1
        lengths = pair["gap_minutes" if kind == "gap" else "overlap_minutes"]
        lengths[str(length)] = lengths.get(str(length), 0) + 1
    return {
        "required_overlap_minutes": required,
        "handovers": len(found),
        "by_pair": pairs,
        "totals": {kind: sum(1 for one in found if one[3] == kind) for kind in kinds},
        "first": found[:4],
    }


def runs(minutes: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending minutes as half-open runs."""
    found: list[tuple[int, int]] = []
    for minute in minutes:
        if found and found[-1][1] == minute:
            found[-1] = (found[-1][0], minute + 1)
        else:
            found.append((minute, minute + 1))
    return found


def percentile(ordered: Sequence[int], share: float) -> float | None:
    """Linear interpolation between order statistics (type 7)."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _minus(value: int | None, minute: int) -> int | None:
    return None if value is None else value - minute


def _worst(waits: Sequence[tuple[int, int | None]]) -> tuple[int | None, int | None]:
    """The longest wait and the first minute that has it; a wait without end is longer than any."""
    for minute, wait in waits:
        if wait is None:
            return None, minute
    worst = max((wait for _, wait in waits if wait is not None), default=None)
    return worst, next((minute for minute, wait in waits if wait == worst), None)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 4) if whole else None


def _stamp(minute: int | None) -> str | None:
    return None if minute is None else f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%dT%H:%MZ}"


def _stamps(window: tuple[int, int]) -> list[str | None]:
    return [_stamp(end) for end in window]


def _gap(gap: tuple[int, int] | None) -> dict[str, Any] | None:
    return {"minutes": gap[1] - gap[0], "from": _stamp(gap[0]), "to": _stamp(gap[1])} if gap else None


def _week(minute: int) -> str:
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[minute // 1440 % 7]
    return f"{day} {minute % 1440 // 60:02d}:{minute % 60:02d}"
