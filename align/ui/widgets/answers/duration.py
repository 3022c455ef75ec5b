"""Input for `duration`: a number, a unit and a clock, by three kinds of keys and without leaving the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.content import Content

from align.domain.prompts import Clock, Unit
from align.language import _, mark, written
from align.ui.say import ours
from align.ui.widgets.answers.base import CHOSEN, AnswerField, Row, hint

_CLOCKS: dict[Clock, str] = {"working": mark("working time"), "elapsed": mark("on the clock, nights included")}
_UNITS: dict[Unit, str] = {
    "minutes": mark("minutes"), "hours": mark("hours"), "days": mark("days"), "weeks": mark("weeks"),
}  # fmt: skip
_LONGEST = 7
_POINTS = ("full_stop", "comma")
"""Keys that begin the decimals: which one people press goes by their language and their keyboard."""


class DurationField(AnswerField):
    """Digits write the number, up and down change the unit, space changes the clock."""

    amount: str
    unit: Unit
    clock: Clock

    @property
    def value(self) -> Any:
        """{amount, unit, clock}; None without a digit. Digits that make no number ("1.5.2") stay as they were typed."""
        if not self.amount.strip("."):
            return None
        try:
            number = float(self.amount)
        except ValueError:
            return {"amount": self.amount, "unit": self.unit, "clock": self.clock}
        whole = int(number)
        return {"amount": whole if whole == number else number, "unit": self.unit, "clock": self.clock}

    def load(self, value: Any) -> None:
        """Take over the parts that this prompt allows."""
        given = value if isinstance(value, dict) else {}
        amount = given.get("amount", "")
        if isinstance(amount, str):
            self.amount = amount[:_LONGEST] if amount.replace(".", "0").isdecimal() else ""
        else:
            self.amount = "" if isinstance(amount, bool) or not isinstance(amount, int | float) else f"{amount:g}"
        units, clocks = self.prompt.units, self.prompt.clocks
        self.unit = given["unit"] if given.get("unit") in units else "hours" if "hours" in units else units[0]
        self.clock = given["clock"] if given.get("clock") in clocks else clocks[0]

    def press(self, key: str) -> bool:
        """See the class."""
        if key.isdecimal() or key in _POINTS:
            # A second point is taken too and refused when it is given: without it the number would be another one.
            if len(self.amount) < _LONGEST:
                self.amount += "." if key in _POINTS else key
        elif key == "backspace":
            self.amount = self.amount[:-1]
        elif key in ("up", "down"):
            self.unit = _next(self.prompt.units, self.unit, -1 if key == "up" else 1)
        elif key == "space":
            self.clock = _next(self.prompt.clocks, self.clock, 1)
        else:
            return False
        self.changed()
        return True

    def pick_row(self, row: int) -> None:
        """Clicks are told apart by `on_click`."""

    def on_click(self, event: events.Click) -> None:
        """A click on a unit or a clock takes it; where a narrow window has broken their line, it takes the next one."""
        offset = event.get_content_offset_capture(self)
        drawn = self.rows(self.size.width)
        row = drawn[offset.y][0] if 0 <= offset.y < len(drawn) else None
        if row is None or offset.x < _LONGEST + 4:
            return
        whole = sum(number == row for number, _line in drawn) == 1
        if row == 0:
            at = _at(offset.x, [_UNITS[unit] for unit in self.prompt.units]) if whole else None
            self.unit = _next(self.prompt.units, self.unit, 1) if at is None else self.prompt.units[at]
        else:
            at = _at(offset.x, [_CLOCKS[clock] for clock in self.prompt.clocks]) if whole else None
            self.clock = _next(self.prompt.clocks, self.clock, 1) if at is None else self.prompt.clocks[at]
        self.changed()

    def rows(self, width: int) -> list[Row]:
        """The number and units, the clocks, how to change them."""
        number = ours(
            f" {written(self.amount) or '…'}".ljust(_LONGEST + 2),
            f"{'$accent bold ' if self.amount else ''}underline on $panel",
        )
        units = [_option(_(_UNITS[unit]), chosen=unit == self.unit) for unit in self.prompt.units]
        clocks = [_option(_(_CLOCKS[clock]), chosen=clock == self.clock) for clock in self.prompt.clocks]
        keys = _("Type the number. ↑ and ↓ change the unit.")
        if len(clocks) > 1:
            keys = _("Type the number. ↑ and ↓ change the unit, space changes the clock.")
        under = Content(" " * (_LONGEST + 4))
        lines = [(Content.assemble(number, "  "), units), (under, clocks)]
        drawn: list[Row] = [
            (row, Content.assemble(head if at == 0 else under, part))
            for row, (head, options) in enumerate(lines)
            for at, part in enumerate(_packed(options, max(8, width - under.cell_length)))
        ]
        return [*drawn, *hint(keys, width)]


def _packed(options: Sequence[Content], width: int) -> list[Content]:
    """Return options beside each other in lines of at most `width` cells; one that is longer is broken."""
    lines: list[Content] = []
    for option in options:
        if lines and lines[-1].cell_length + option.rstrip().cell_length <= width:
            lines[-1] = lines[-1] + option
        else:
            first, *broken = option.wrap(max(8, width - 1)) if option.rstrip().cell_length > width else [option]
            lines += [first, *(Content.assemble(" ", part) for part in broken)]  # below its words, not below its mark
    return lines


def _at(x: int, labels: Sequence[str]) -> int | None:
    """Return which of the options beside each other stands at a column; None where none does."""
    begin = _LONGEST + 4
    for number, label in enumerate(labels):
        end = begin + _option(_(label), chosen=False).cell_length
        if begin <= x < end:
            return number
        begin = end
    return None


def _option(label: str, *, chosen: bool) -> Content:
    return ours(f"{CHOSEN if chosen else ' '}{label}  ", "$accent bold" if chosen else "$quiet")


def _next(items: tuple[Any, ...], item: Any, by: int) -> Any:
    return items[(items.index(item) + by) % len(items)]
