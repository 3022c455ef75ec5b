"""Hours of the week on one's own clock, as an answer: {days, start, end}. Knows no zone: 18:00 is 18:00 for everyone.

Days are "mon" to "sun"; times are "HH:MM" on full quarter hours; an end at or before the start is on the next day.
Without days it says that there are no such hours, which is an answer too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from align.domain.hours import DAY, DAY_NAMES, WEEK, Hours, clock, parse_hours, parse_spans, weekly_text
from align.errors import Rejected, UserError
from align.language import _, mark

DAYS = tuple(name.casefold() for name in DAY_NAMES)
QUARTER = 15
QUARTERS = WEEK // QUARTER
NONE: dict[str, Any] = {"days": [], "start": "", "end": ""}
"""No such hours."""
NO_HOURS = mark("no such hours")
_NO_START = (
    mark("The start must be a time such as 18:00."),
    mark("The start must be a time from 00:00 to 24:00."),
    mark("The start must be on a quarter hour, such as 18:00 or 18:15."),
)
_NO_END = (
    mark("The end must be a time such as 18:00."),
    mark("The end must be a time from 00:00 to 24:00."),
    mark("The end must be on a quarter hour, such as 18:00 or 18:15."),
)
"""Why something is no time: not written as one, not one of a day, between quarter hours."""


def check_window(raw: object) -> dict[str, Any]:
    """Return `raw` as a canonical window; raises Rejected("bad-answer") with what is allowed."""
    if not isinstance(raw, dict) or set(raw) != {"days", "start", "end"}:
        raise _no("Give days, a start and an end, or say that there are no such hours.")
    days = raw["days"]
    if not isinstance(days, list) or not all(day in DAYS for day in days if isinstance(day, str)):
        raise _no(f"The days must be some of: {', '.join(DAYS)}.")
    if not all(isinstance(day, str) for day in days) or len(set(days)) < len(days):
        raise _no("Name each day once at the most.")
    if not days and not raw["start"] and not raw["end"]:
        return {**NONE, "days": []}
    start, end = _minute(raw["start"], _NO_START), _minute(raw["end"], _NO_END)
    if not days:
        raise _no("Choose at least one day, or say that there are no such hours.")
    if start % DAY == end % DAY:
        raise _no("The window ends when it starts. Let it end later.")
    return {"days": [day for day in DAYS if day in days], "start": clock(start % DAY), "end": clock(end or DAY)}


def parse_window(text: str) -> dict[str, Any]:
    """Return what a typed line such as "Mon-Fri 18:00-20:00" means; "none" is no hours. Raises Rejected."""
    if text.strip().casefold() in ("none", "no", "no hours", NO_HOURS):
        return {**NONE, "days": []}
    try:
        hours = parse_hours(text)
    except UserError as error:
        raise _no(f"{error} Or enter none.") from None
    spans = {(shift.start, shift.end) for shift in hours}
    if len(spans) > 1:
        raise _no("Give one span of time for all the days, such as Mon-Fri 18:00-20:00.")
    (start, end), days = spans.pop(), [DAYS[shift.weekday] for shift in hours]
    return check_window({"days": days, "start": clock(start), "end": clock(end)})


def window_words(value: dict[str, Any]) -> str:
    """Return the window as people read it: "Mon–Fri 18:00–20:00", "no such hours"."""
    return weekly_text(_hours(value)) if value["days"] else _(NO_HOURS)


def quarters(value: dict[str, Any]) -> frozenset[int]:
    """Return the quarter hours of the week that the window holds, 0 (Monday 00:00) to 671."""
    return frozenset(
        (shift.weekday * DAY + shift.start + minute) % WEEK // QUARTER
        for shift in _hours(value)
        for minute in range(0, shift.minutes, QUARTER)
    )


def quarters_words(held: Collection[int]) -> str:
    """Return quarter hours of the week as people read them; the inverse of `quarters`, for any set."""
    if not held:
        return NO_HOURS
    starts = [quarter for quarter in held if (quarter - 1) % QUARTERS not in held] or [0]
    shifts = []
    for start in starts:
        left = next((n for n in range(1, QUARTERS) if (start + n) % QUARTERS not in held), QUARTERS) * QUARTER
        begin = start * QUARTER
        # A run of more than a day goes on at the next midnight, so that each shift belongs to one day.
        while left > 0:
            taken = left if left <= DAY - begin % DAY or left < DAY // 2 else DAY - begin % DAY
            end = (begin % DAY + taken) % DAY
            shifts.append(Hours(begin // DAY % 7, begin % DAY, end or DAY))
            begin, left = begin + taken, left - taken
    return weekly_text(shifts)


def shared_hours(values: Iterable[dict[str, Any]]) -> str | None:
    """Return the hours that more than half of the answers hold, in words; None where there are none.

    Where more than half say that there are no such hours, this is what is returned.
    """
    given = list(values)
    if 2 * sum(not value["days"] for value in given) > len(given):
        return NO_HOURS
    counts = Counter(quarter for value in given for quarter in quarters(value))
    held = {quarter for quarter, n in counts.items() if 2 * n > len(given)}
    return quarters_words(held) if held else None


def _hours(value: dict[str, Any]) -> list[Hours]:
    if not value["days"]:
        return []
    ((start, end),) = parse_spans(f"{value['start']}-{value['end']}")
    return [Hours(DAYS.index(day), start, end) for day in value["days"]]


def _minute(text: object, refusals: tuple[str, str, str]) -> int:
    """Return minutes after midnight, 0 to 1440; only two digits, a colon and two digits are a time."""
    no_time, outside, between = refusals
    parts = text.split(":") if isinstance(text, str) and len(text) == 5 and text.isascii() else []
    if len(parts) != 2 or not all(len(part) == 2 and part.isdecimal() for part in parts):
        raise _no(no_time)
    hour, minute = int(parts[0]), int(parts[1])
    if minute > 59 or hour * 60 + minute > DAY:
        raise _no(outside)
    if minute % QUARTER:
        raise _no(between)
    return hour * 60 + minute


def _no(text: str) -> Rejected:
    return Rejected("bad-answer", text)
