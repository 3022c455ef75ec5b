"""Input for `window`: a start and an end typed as digits, days switched by number, or no such hours."""

from __future__ import annotations

import re
from typing import Any

from textual import events
from textual.content import Content

from align.domain.hours import DAY, DAY_NAMES, clock
from align.domain.windows import DAYS, NO_HOURS, NONE
from align.language import _, mark
from align.ui.say import ours
from align.ui.widgets.answers.base import AnswerField, Row, hint
from align.ui.widgets.bars import fit

_START, _END, _DAYS, _NONE = range(4)
_HEADS = (mark("from"), mark("to"), mark("days"), mark("or"))
_HEAD, _CELL = 8, 9
"""Cells before what a row holds and of one day, at least."""
_STEP = 30
_BEGINNING = re.compile(r"[01]?\d?|2[0-3]?|24|(?:[01]\d|2[0-3])(?:[03]0?|[14]5?)|240?0?")
"""Digits with which a time on a quarter hour begins, or which are one."""
_FIRST = ("18:00", "20:00")
_WEEKDAYS = DAYS[:5]
_NO_TIME = mark("No time goes on with {digit} here: they run from 00:00 to 24:00, in quarter hours.")
_HINTS = (
    mark("Type four digits, such as 1800, or press space for half an hour more. ↑ and ↓ change the row."),
    mark("Type four digits, such as 2000, or press space for half an hour more. ↑ and ↓ change the row."),
    mark("1 to 7 switch a day, space all from Mon to Fri. ↑ and ↓ change the row."),
    mark("Space says that there are no such hours. ↑ and ↓ change the row."),
)


class WindowField(AnswerField):
    """Four rows: from, to, days, none. `times` are "18:00" when complete, and shorter while they are typed.

    A digit that makes no time with those before it is not taken, and said; a 9 alone is the beginning of 09.
    """

    times: list[str]
    days: set[str]
    none: bool
    _went_on = False
    """Whether the last digit of a time has moved to the next row: a hand that presses ↓ as well means the same step."""
    _refused = ""
    """The digit pressed last where it makes no time."""

    @property
    def value(self) -> Any:
        """{days, start, end}, maybe unfinished; None when nothing is given."""
        if self.none:
            return {**NONE, "days": []}
        if not self.days and not any(self.times):
            return None
        start, end = self.times
        return {"days": [day for day in DAYS if day in self.days], "start": start or "…", "end": end or "…"}

    def load(self, value: Any) -> None:
        """Take over what is a time or a day."""
        given = value if isinstance(value, dict) else {}
        days = given.get("days")
        self.days = {day for day in days if isinstance(day, str) and day in DAYS} if isinstance(days, list) else set()
        self.times = [_digits(given.get("start")), _digits(given.get("end"))]
        self.none = given == NONE

    def press(self, key: str) -> bool:
        """See the hints."""
        went_on, self._went_on = self._went_on, False
        self._refused = ""
        if key == "down" and went_on:
            return True
        if key in ("up", "down"):
            self.cursor = (self.cursor + (1 if key == "down" else -1)) % 4
            self.moved()
            return True
        if key == "space":
            self._switch()
        elif key == "backspace" and self.cursor in (_START, _END):
            self.times[self.cursor] = self.times[self.cursor][:-1].rstrip(":")
        elif key.isdecimal() and self.cursor in (_START, _END):
            self._type(key)
        elif key.isdecimal() and self.cursor == _DAYS and 0 < int(key) <= 7:
            self._switch_day(DAYS[int(key) - 1])
        else:
            return False
        self.changed()
        return True

    def pick_row(self, row: int) -> None:
        """A click moves there; on the row where the cursor is, it does what space does. Days are for `on_click`."""
        if row == _DAYS:
            return
        again, self.cursor = row in (self.cursor, _NONE), row
        if again:
            self._switch()
            self.changed()
        else:
            self.moved()

    def on_click(self, event: events.Click) -> None:
        """A click on a day switches it."""
        drawn = self.rows(self.size.width)
        offset = event.get_content_offset_capture(self)
        if not 0 <= offset.y < len(drawn) or drawn[offset.y][0] != _DAYS:
            return
        self.cursor = _DAYS
        above = [row for row, _ in drawn[: offset.y]].count(_DAYS)
        day = above * _days_a_line(self.size.width) + (offset.x - _head_cells()) // _day_cells()
        if offset.x >= _head_cells() and day < len(DAYS):
            self._switch_day(DAYS[day])
        self.changed()

    def rows(self, width: int) -> list[Row]:
        """The times, the days, none, and what the keys do in this row."""
        drawn: list[Row] = []
        for row in (_START, _END):
            time = self.times[row]
            shown = f" {time or '…'}".ljust(7)
            text = ours(shown, "$accent bold underline on $panel" if time and not self.none else "underline on $panel")
            drawn.append((row, Content.assemble(self._head(row), text)))
        a_line = _days_a_line(width)
        for start in range(0, len(DAYS), a_line):
            cells = [self._day(number) for number in range(start, min(start + a_line, len(DAYS)))]
            head = self._head(_DAYS) if start == 0 else Content(" " * _head_cells())
            drawn.append((_DAYS, Content.assemble(head, *cells)))
        box = ours("■ " if self.none else "□ ", "$accent" if self.none else "$quiet")
        drawn.append((_NONE, Content.assemble(self._head(_NONE), box, ours(_(NO_HOURS)))))
        told = _(_NO_TIME, digit=self._refused) if self._refused else _(_HINTS[self.cursor])
        return [*drawn, *hint(told, width)]

    def _head(self, row: int) -> Content:
        here = self.has_focus and row == self.cursor
        words = ours(f"{'›' if here else ' '} {_(_HEADS[row])}", "$accent bold" if here else "$quiet")
        return fit(words, _head_cells())

    def _day(self, number: int) -> Content:
        on = DAYS[number] in self.days and not self.none
        box = ours("■" if on else "□", "$accent" if on else "$quiet")
        name = ours(f" {number + 1} {_(DAY_NAMES[number])}  ", "$accent bold" if on else "")
        return fit(Content.assemble(box, name), _day_cells())

    def _type(self, digit: str) -> None:
        typed = self.times[self.cursor].replace(":", "")
        typed = digit if len(typed) >= 4 else typed + digit
        typed = f"0{typed}" if len(typed) == 1 and typed > "2" else typed
        if not _BEGINNING.fullmatch(typed):
            self._refused = digit
            return
        self.times[self.cursor] = typed if len(typed) < 3 else f"{typed[:2]}:{typed[2:]}"
        self.none = False
        if len(typed) == 4:
            self.cursor += 1
            self._went_on = True

    def _switch(self) -> None:
        if self.cursor == _NONE:
            self.none = not self.none
        elif self.cursor == _DAYS:
            self.days = set() if set(_WEEKDAYS) <= self.days else self.days | set(_WEEKDAYS)
            self.none = False
        else:
            self.times[self.cursor] = _later(self.times[self.cursor]) or _FIRST[self.cursor]
            self.none = False

    def _switch_day(self, day: str) -> None:
        self.days ^= {day}
        self.none = False


def _digits(text: Any) -> str:
    """Return a time, or the beginning of one, as it was typed; empty for all else."""
    if not isinstance(text, str) or len(text) > 5 or not text.isascii():
        return ""
    return text if text.replace(":", "", 1).isdecimal() else ""


def _later(time: str) -> str:
    """Return the time half an hour later; empty when it is not complete."""
    hour, colon, minute = time.partition(":")
    if not colon or len(minute) != 2 or int(hour) * 60 + int(minute) > DAY:
        return ""
    return clock((int(hour) * 60 + int(minute) + _STEP) % DAY)


def _days_a_line(width: int) -> int:
    return max(1, min(len(DAYS), (width - _head_cells()) // _day_cells()))


def _day_cells() -> int:
    """Return how many cells a day takes, in the language spoken, with its box, its number and a gap."""
    return max(_CELL, 6 + max(ours(_(name)).cell_length for name in DAY_NAMES))


def _head_cells() -> int:
    """Return how many cells the words before the rows take, in the language spoken, with a gap."""
    return max(_HEAD, 3 + max(ours(_(words)).cell_length for words in _HEADS))
