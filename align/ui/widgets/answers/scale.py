"""Input for `scale`: its points in one line with words at the ends, or as rows when most points have words."""

from __future__ import annotations

import re
from typing import Any

from textual import events
from textual.content import Content

from align.language import _
from align.ui.say import ours, say
from align.ui.widgets.answers.base import AnswerField, Row, hint, row_lines
from align.ui.widgets.bars import fit

POINTS = {"full_stop": ".", "comma": ","}
"""Keys that begin decimals, and the mark of each: which one people press goes by their language and keyboard."""
_LONGEST = 7
"""Characters of what is typed and is no point."""
_TYPED = re.compile(rf"[0-9.,]{{1,{_LONGEST}}}")


class ScaleField(AnswerField):
    """Numbers are typed, arrows move to the neighbour. A digit behind one that begins a longer number belongs to it
    (1 and 0 are 10); behind any other it stands alone. No clock is in it: nobody has to type fast. What makes no point
    ("7,5", "11", "100") stays as it was typed and is said: one digit of it would be another answer in silence."""

    point: int | None
    wrong: str
    """What is typed and is no point: digits and marks of decimals; empty for a point and for nothing."""
    _typed = ""

    @property
    def value(self) -> Any:
        """The point's number, or the text of what is none."""
        return self.wrong or self.point

    @property
    def upright(self) -> bool:
        """Whether points are rows: where most of them have words."""
        return 2 * sum(bool(point.label) for point in self.prompt.points) > len(self.prompt.points)

    def load(self, value: Any) -> None:
        """Take over a point that this prompt has, or what was typed and is none."""
        known = not isinstance(value, bool) and value in [point.value for point in self.prompt.points]
        self.point = value if known else None
        self.wrong = value if isinstance(value, str) and self._is_wrong(value) and _TYPED.fullmatch(value) else ""

    def press(self, key: str) -> bool:
        """Digits, up and down; the mark of decimals makes a number that is no point, backspace takes it back."""
        if key.isdecimal() or key in POINTS:
            return self._type(POINTS.get(key, key))
        if key == "backspace" and self.wrong:
            self._take("")
            return True
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
        self.point, self.wrong = self.prompt.points[row].value, ""
        self.changed()

    def rows(self, width: int) -> list[Row]:
        """Rows, or a line of numbers with words under its ends."""
        points = self.prompt.points
        if self.upright:
            drawn: list[Row] = []
            for number, point in enumerate(points):
                style = "$accent bold" if point.value == self.point else ""
                head = ours(f"{self.sign(chosen=bool(style))} {point.value:>2}  ", style or "$quiet")
                drawn += row_lines(number, head, say(point.label, style), width)
            return [*drawn, *hint(self._objection(), width)] if self.wrong else drawn
        step, beside = self._step(width), max(1, width // self._step(width))
        shown: list[Row] = []
        for first in range(0, len(points), beside):
            cells = [fit(self._cell(point.value, step), step) for point in points[first : first + beside]]
            shown.append((first, Content("").join(cells)))
        shown += [(None, line) for line in self._words(step, width, one_line=len(shown) == 1)]
        told = self._objection() if self.wrong else _("Type the number; ↑ is one more, ↓ one less.")
        return [*shown, *hint(told, width)]

    def on_click(self, event: events.Click) -> None:
        """A click on a number chooses it."""
        if self.upright:
            return  # rows are picked as in every field
        event.prevent_default()
        offset = event.get_content_offset_capture(self)
        drawn = self.rows(self.size.width)
        first = drawn[offset.y][0] if 0 <= offset.y < len(drawn) else None
        step = self._step(self.size.width)
        here = None if first is None else first + offset.x // step
        if here is not None and offset.x < max(1, self.size.width // step) * step and here < len(self.prompt.points):
            self.pick_row(here)

    def in_sight(self, row: int | None) -> bool:
        """Numbers beside each other are in sight together."""
        return super().in_sight(row) if self.upright else row is not None

    def _step(self, width: int) -> int:
        """Return how many cells each number has where they stand beside each other."""
        points = self.prompt.points
        return max(len(str(point.value)) for point in points) + min(5, max(2, width // len(points) - 2))

    def _words(self, step: int, width: int, *, one_line: bool) -> list[Content]:
        """Return the words of points under their numbers; where they would touch, below each other with them."""
        named = [(at, point, say(point.label, "$quiet")) for at, point in enumerate(self.prompt.points) if point.label]
        line, all_fit = Content(""), one_line
        for at, _point, words in named:
            middle = at * step + step // 2
            begin = max(0, min(middle - words.cell_length // 2, len(self.prompt.points) * step - words.cell_length))
            all_fit &= begin >= line.cell_length + (2 if line else 0)
            line = Content.assemble(line, " " * max(0, begin - line.cell_length), words)
        if all_fit and line.cell_length <= width:
            return [line]
        heads = [ours(f" {point.value:>2}  ", "$quiet") for _at, point, _label in named]
        return [line for head, (at, _point, words) in zip(heads, named, strict=True)
                for _row, line in row_lines(at, head, words, width)]  # fmt: skip

    def on_blur(self) -> None:
        """A number typed later is a new one."""
        self._typed = ""

    def _cell(self, value: int, step: int) -> Content:
        """Return a number in the middle of its cells, the mark of the choice right before it."""
        chosen = value == self.point
        number = f"{self.sign(chosen=chosen)}{value}"
        before = max(0, (step - len(str(value))) // 2 - 1)
        return ours(f"{'':{before}}{number}", "$accent bold" if chosen else "")

    def _type(self, sign: str) -> bool:
        """Add a digit or a mark of decimals to what is typed, or begin anew with it."""
        typed = self.wrong or self._typed
        alone = not self.wrong and len(typed) < 2 and typed != "" and not self._begins(typed)
        if sign.isdecimal() and (not typed or alone):
            if self._is_wrong(sign):
                return False  # on its own it is no point and no beginning: nothing is marked
            typed = ""
        self._take((typed + sign)[:_LONGEST])
        return True

    def _begins(self, typed: str) -> bool:
        """Whether a longer point begins so."""
        return any(number != typed and number.startswith(typed) for number in self._numbers())

    def _is_wrong(self, typed: str) -> bool:
        """Whether it is no point and none begins so."""
        return not any(number.startswith(typed) for number in self._numbers())

    def _take(self, typed: str) -> None:
        """Choose the point that is typed; what is none and begins none stays as it is, and nothing is chosen."""
        numbers = self._numbers()
        self._typed = typed
        if typed in numbers:
            self.pick_row(numbers.index(typed))
        elif self.wrong or self._is_wrong(typed):
            self.point, self.wrong = None, typed
            self.changed()

    def _numbers(self) -> list[str]:
        return [str(point.value) for point in self.prompt.points]

    def _objection(self) -> str:
        low, high = self.prompt.points[0].value, self.prompt.points[-1].value
        return _(
            "“{typed}” is no point here: a whole number from {low} to {high}. Backspace takes it back.",
            typed=self.wrong,
            low=low,
            high=high,
        )
