"""Weekly working hours as values, and as people write them: "Mon–Fri 09:00–17:30". Knows no zone and no date."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from align.errors import UserError
from align.language import _, in_english, mark, plural

DAY = 1440
WEEK = 7 * DAY
DAY_NAMES = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))

_EXAMPLE = mark('Write it like "Mon-Fri 09:00-17:30, Sat 10:00-12:00".')
NO_HOURS = mark(f"No working hours are given. {_EXAMPLE}")
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ALL_WEEK = frozenset({"daily", "every day", "everyday", "all days"})
_ROUND_THE_CLOCK = frozenset({"24x7", "24/7", "24×7"})
_CLOSED = frozenset({"", "off", "closed", "none", "-"})
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-"})
_SPAN = re.compile(r"(\d[\d:.]*)\s*(?:-|to)\s*(\d[\d:.]*)")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class Hours(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """One shift of the week: `weekday` 0 (Monday) to 6, `start` and `end` in minutes after local midnight.

    `start` is 0–1439, `end` 0–1440. An end at or before the start runs past midnight; the shift then
    belongs to the weekday on which it starts.
    """

    weekday: int
    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length on a day without a clock change, 1–1440."""
        return span_minutes(self.start, self.end)


WeeklyHours = str | Mapping[str, str | Sequence[str] | Sequence[Sequence[str]]]


def span_minutes(start: int, end: int) -> int:
    """Return the length of a span of wall-clock minutes; an end at or before the start is on the next day."""
    return end - start if end > start else end + DAY - start


def parse_hours(written: WeeklyHours) -> tuple[Hours, ...]:
    """Return the shifts that `written` means, sorted, or raise UserError saying what is wrong and what is right.

    Takes text ("Mon-Fri 09:00-12:00, 13:00-17:30; Sat 10:00-12:00", "24x7") or a mapping from days to text or
    to pairs ({"mon-fri": "09:00-17:30"}, {"mon": [["09:00", "17:30"]]}).
    """
    if isinstance(written, str):
        shifts = _parse_text(written)
    else:
        shifts = [Hours(day, *span) for days, value in written.items() for day in _days(days) for span in _spans(value)]
    if not shifts:
        raise UserError(NO_HOURS)
    check_hours(shifts)
    return tuple(sorted(shifts))


def check_hours(hours: Iterable[Hours]) -> None:
    """Raise UserError if a shift is out of range or two shifts of the week overlap."""
    ordered = sorted(hours)
    for shift in ordered:
        if not (0 <= shift.weekday <= 6 and 0 <= shift.start < DAY and 0 <= shift.end <= DAY):
            raise UserError(f"A shift of weekday {shift.weekday} from minute {shift.start} to {shift.end} is no shift.")
    for one, other in zip(ordered, [*ordered[1:], *ordered[:1]], strict=True):
        begins = other.weekday * DAY + other.start + (WEEK if other is ordered[0] else 0)
        if one.weekday * DAY + one.start + one.minutes > begins:
            raise UserError(f"{_shift_text(one)} and {_shift_text(other)} overlap. Join them into one.")


def parse_spans(written: str | Sequence[str] | Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) minutes of one day written as "09:00-12:00, 13:00-17:30"; "off" gives none."""
    return tuple(_spans(written))


def weekly_text(hours: Iterable[Hours]) -> str:
    """Return hours as people read them: "Mon–Fri 09:00–17:30, Sat 10:00–12:00", "Sun–Thu …", "no hours"."""
    by_day: list[tuple[Hours, ...]] = [()] * 7
    for shift in sorted(hours):
        by_day[shift.weekday] += (shift,)
    spans = [", ".join(f"{clock(s.start)}–{clock(s.end)}" for s in shifts) for shifts in by_day]
    if not any(spans):
        return _("no hours")
    # Begin where the week does: at a day unlike the one before it, so that Sun–Thu stays in one piece.
    changes = [day for day in range(7) if spans[day] != spans[day - 1]] or [0]
    groups = [
        (first, (after - 1 - first) % 7)
        for first, after in zip(changes, [*changes[1:], changes[0]], strict=True)
        if spans[first]
    ]
    # A group that runs over the end of the week (Sun–Thu) is named first.
    groups.sort(key=lambda group: (group[0] + group[1] < 7, group[0]))
    return ", ".join(f"{_days_text(first, more)} {spans[first]}" for first, more in groups)


@in_english()
def kept_hours(hours: Iterable[Hours]) -> str:
    """Return hours as files keep them and `parse_hours` reads them, whatever is spoken: "Mon-Fri 09:00-17:30"."""
    return weekly_text(hours).replace("–", "-")


def overnight_words(hours: Iterable[Hours]) -> str:
    """Return which of the hours go on after midnight: "17:30–08:30 runs overnight, into the next day."; else empty.

    A night shift is written so, and so is a slip of the pen: whoever typed it reads how it is understood.
    """
    spans = dict.fromkeys(f"{clock(one.start)}–{clock(one.end)}" for one in hours if 0 < one.end <= one.start)
    if not spans:
        return ""
    return plural(
        len(spans), "{spans} runs overnight, into the next day.", "{spans} run overnight, into the next day.",
        spans=_(", ").join(spans),
    )  # fmt: skip


def clock(minute: int) -> str:
    """Return minutes after midnight as "09:05"; 1440 is "24:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _parse_text(text: str) -> list[Hours]:
    shifts: list[Hours] = []
    days: list[int] = []
    open_days = False  # days read whose times are still to come: "Mon, Wed 09:00-12:00"
    for part in re.split(r"[,;\n]|\band\b", text.translate(_DASHES).strip().casefold()):
        part = part.strip()
        if not part:
            continue
        if part in _ROUND_THE_CLOCK:
            return [Hours(day, 0, DAY) for day in range(7)]
        first_digit = re.search(r"\d", part)
        day_text, times = (
            (part, "") if first_digit is None else (part[: first_digit.start()], part[first_digit.start() :])
        )
        if day_text.strip():
            named = _days(day_text)
            days = days + named if open_days else named
            open_days = True
        if times:
            if not days:
                raise UserError(f"{part!r} names no day. {_EXAMPLE}")
            shifts += [Hours(day, *span) for day in days for span in _spans(times)]
            open_days = False
    if open_days:
        raise UserError(f"No times are given for {', '.join(DAY_NAMES[day] for day in days)}. {_EXAMPLE}")
    return shifts


def _days(text: str) -> list[int]:
    text = text.translate(_DASHES).strip().casefold().rstrip(":").strip()
    if text in _ALL_WEEK:
        return list(range(7))
    days: list[int] = []
    for part in re.split(r"[,;]|\band\b", text):
        first, dash, last = part.partition("-")
        begin = _day(first)
        days += [(begin + step) % 7 for step in range((_day(last) - begin) % 7 + 1)] if dash else [begin]
    return days


def _day(text: str) -> int:
    word = text.strip().rstrip(".")
    matches = [day for day, name in enumerate(_FULL_NAMES) if name.startswith(word)]
    if len(word) < 2 or len(matches) != 1:
        raise UserError(f"{text.strip()!r} is not a day of the week. Use Mon, Tue, Wed, Thu, Fri, Sat or Sun.")
    return matches[0]


def _spans(value: str | Sequence[str] | Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    if not isinstance(value, str):
        return [span for one in value for span in (_spans(one) if isinstance(one, str) else [_pair(one)])]
    text = value.translate(_DASHES).strip().casefold()
    if text in _CLOSED:
        return []
    found = [_pair(match.groups()) for match in _SPAN.finditer(text)]
    rest = _SPAN.sub("", text).strip(" ,;+&")
    if rest or not found:
        raise UserError(f"{value.strip()!r} is not a time from–to. Use the 24-hour clock, like 09:00-17:30.")
    return found


def _pair(pair: Sequence[str]) -> tuple[int, int]:
    if len(pair) != 2:
        raise UserError(f"{list(pair)} is not a start and an end. Write two times, like 09:00-17:30.")
    start, end = (_minute(text) for text in pair)
    if start == DAY:
        raise UserError("A shift cannot start at 24:00. Let it start at 00:00 of the next day.")
    return start, end


def _minute(text: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if minute > 59 or hour * 60 + minute > DAY:
        raise UserError(f"{text!r} is not a time of day. Times run from 00:00 to 24:00, like 09:00 or 17:30.")
    return hour * 60 + minute


def _days_text(first: int, more: int) -> str:
    return _(DAY_NAMES[first]) + (f"–{_(DAY_NAMES[(first + more) % 7])}" if more else "")


def _shift_text(shift: Hours) -> str:
    return f"{DAY_NAMES[shift.weekday]} {clock(shift.start)}–{clock(shift.end)}"
