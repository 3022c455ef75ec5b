"""A list to move in: one content a row, a cursor, Enter or a click chooses. Draws only contents it is given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from align.ui.say import lines_of, ours
from align.ui.widgets.bars import fit


class Rows(Widget, can_focus=True):
    """Rows of one line each, cut to the width. Put it into a scrolling container."""

    DEFAULT_CSS = """
    Rows { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="rows.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="rows.down"),
        Binding("home", "move(-10000)", "First", show=False, id="rows.first"),
        Binding("end", "move(10000)", "Last", show=False, id="rows.last"),
        Binding("enter", "choose", "open", key_display="enter", id="rows.choose", tooltip="Open the row at ›"),
    ]

    class Chosen(Message):
        """A row was chosen; `index` counts from 0."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            """The list, for `@on` selectors."""
            return self.rows

    class Moved(Message):
        """The cursor stands elsewhere."""

    def __init__(self, *, cursor: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = []
        self.cursor = cursor
        """The row, from 0; -1 while none is marked, until one moves."""

    def show(self, rows: Sequence[Content]) -> None:
        """Show other rows, the cursor staying where it is as far as it can."""
        self._rows = list(rows)
        if self.cursor >= 0:
            self.cursor = max(0, min(self.cursor, len(self._rows) - 1))
        self.refresh(layout=True)

    def render(self) -> RenderResult:
        """All rows; the one at the cursor has a mark and a shade."""
        width = self.size.width
        lines = []
        for number, row in enumerate(self._rows):
            here = number == self.cursor
            for first, part in enumerate(self.parts(row, width - 2)):
                mark = ours("› " if here and not first else "  ", "$accent bold")
                line = fit(Content.assemble(mark, part), width)
                lines.append(line.stylize_before("on $panel") if here and self.has_focus else line)
        return lines_of(lines)

    def parts(self, row: Content, width: int) -> list[Content]:
        """Return the lines of a row: one, which is cut with a sign where it is longer than `width`."""
        return [row]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of all rows."""
        return sum(self._heights(width))

    def _heights(self, width: int) -> list[int]:
        return [len(self.parts(row, width - 2)) for row in self._rows]

    def action_move(self, by: int) -> None:
        """Move the cursor; the ends hold."""
        self.cursor = max(0, min(self.cursor + by, len(self._rows) - 1))
        self.refresh()
        self.post_message(self.Moved())
        if isinstance(self.parent, Widget):
            heights = self._heights(self.size.width)
            above, high = sum(heights[: self.cursor]), heights[self.cursor] if heights else 1
            line = Region(0, above, self.size.width, high).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(line, animate=False)

    def action_choose(self) -> None:
        """Tell which row it is."""
        if self._rows and self.cursor >= 0:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        y = event.get_content_offset_capture(self).y
        ends = list(accumulate(self._heights(self.size.width)))
        if ends and 0 <= y < ends[-1]:
            self.cursor = bisect_right(ends, y)
            self.refresh()
            self.action_choose()


class Ways(Rows):
    """Rows of which one is taken: the key line says so. What one decides about is never cut, it goes on below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", key_display="enter", id="rows.choose", tooltip="Choose what is at ›"),
    ]

    def parts(self, row: Content, width: int) -> list[Content]:
        """Return all of a row, folded."""
        return row.wrap(max(1, width)) or [row]
