"""Input for `scale`: its points in one line with words at the ends, or as rows when most points have words."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from align.language import _
from align.ui.say import lines_of, ours, say
from align.ui.widgets.answers.base import AnswerField, Row, hint, row_lines


class ScaleField(AnswerField):
    """Numbers are typed, arrows move to the neighbour. A digit that makes a longer number with the one before does so
    (1 and 0 are 10); typed once more it stands alone. No clock is in it: nobody has to type fast."""

    point: int | None
    _typed = ""

    @property
    def value(self) -> Any:
        """The point's number."""
        return self.point

    @property
    def upright(self) -> bool:
        """Whether points are rows."""
        return sum(bool(point.label) for point in self.prompt.points) > 2

    def load(self, value: Any) -> None:
        """Take over a point that this prompt has."""
        known = not isinstance(value, bool) and value in [point.value for point in self.prompt.points]
        self.point = value if known else None

    def press(self, key: str) -> bool:
        """Digits, up and down."""
        if key.isdecimal():
            return self._type(key)
        if key not in ("up", "down"):
            return False
        self._typed = ""
        numbers = [point.value for point in self.prompt.points]
        by = 1 if (key == "down") == self.upright else -1
        at = numbers.index(self.point) + by if self.point is not None else (0 if by > 0 else len(numbers) - 1)
        self.pick_row(max(0, min(at, len(numbers) - 1)))
        return True

    def pick_row(self, row: int) -> None:
        """Choose this point."""
        self.cursor = row
        self.point = self.prompt.points[row].value
        self.changed()

    def rows(self, width: int) -> list[Row]:
        """Rows, or a line of numbers with words under its ends."""
        points = self.prompt.points
        if self.upright:
            drawn: list[Row] = []
            for number, point in enumerate(points):
                style = "$accent bold" if point.value == self.point else ""
                head = ours(f"{'›' if style else ' '} {point.value:>2}  ", style or "$quiet")
                drawn += row_lines(number, head, say(point.label, style), width)
            return drawn
        cells = [self._cell(point.value) for point in points]
        step = max(cell.cell_length for cell in cells) + 1
        line = Content("").join([cell.pad_left(step - cell.cell_length) for cell in cells])
        low, high = say(points[0].label, "$quiet"), say(points[-1].label, "$quiet")
        gap = max(2, line.cell_length - low.cell_length - high.cell_length - 1)
        ends = Content.assemble(" ", low, " " * gap, high)
        folded = lines_of([line, ends]).wrap(max(8, width))
        return [*((None, part) for part in folded), *hint(_("Type the number, or press ↑ and ↓."), width)]

    def on_blur(self) -> None:
        """A number typed later is a new one."""
        self._typed = ""

    def _cell(self, value: int) -> Content:
        chosen = value == self.point
        return ours(f"{'›' if chosen else ' '}{value}", "$accent bold" if chosen else "")

    def _type(self, digit: str) -> bool:
        numbers = [str(point.value) for point in self.prompt.points]
        typed = self._typed + digit
        if not any(number.startswith(typed) for number in numbers):
            typed = digit
        if not any(number.startswith(typed) for number in numbers):
            return False
        self._typed = typed
        if typed in numbers:
            self.pick_row(numbers.index(typed))
        return True
