"""A long text, drawn line by line as it is looked at: plain, or with Markdown's headings and lists made quiet.

Never Textual's Markdown widget: it freezes on long lists and opens links of any kind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from align.ui.page import MEASURE
from align.ui.present.plain import Line, to_lines
from align.ui.say import say

_STYLES = {"title": "bold $accent", "heading": "bold", "quote": "", "quiet": "$quiet", "text": ""}


class Preview(ScrollView, can_focus=True):
    """Shows `text`; arrows, page keys, Home and End scroll. Only the lines in sight are drawn."""

    DEFAULT_CSS = """
    Preview { height: 1fr; padding: 0 1 0 2; background: $background; scrollbar-size-vertical: 2;
              overflow-x: hidden; overflow-y: scroll; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "scroll", show=False, key_display="↑↓", id="preview.up"),
        Binding("down,j", "scroll_down", "scroll", key_display="↑↓", id="preview.down"),
    ]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._lines: list[Line] = []
        self._width = 0

    def show(self, text: str) -> None:
        """Show another text, keeping the place when only some words changed."""
        if text != self._text:
            self._text, self._width = text, 0
            self._lay_out()
            self.refresh()

    @work(group="text", exclusive=True)
    async def write(self, make: Callable[[], str]) -> None:
        """Show what `make` returns, made in a thread so that no key waits; a newer call takes the place of an older."""
        text = await asyncio.to_thread(make)
        if self.is_attached:
            self.show(text)

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight."""
        width = self.scrollable_content_region.width
        number = y + int(self.scroll_offset.y)
        base = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, base)
        kind, text = self._lines[number]
        indent = len(text) - len(text.lstrip(" "))
        line = Content.assemble(" " * indent, say(text, _STYLES[kind]))
        strips = Visual.to_strips(self, line, width, 1, self.visual_style)
        return strips[0].adjust_cell_length(width, base) if strips else Strip([Segment(" " * width, base)])

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width and width != self._width:
            self._width = width
            room = min(width, MEASURE)
            self._lines = to_lines(self._text, room, lambda line, room: [str(p) for p in Content(line).wrap(room)])
            self.virtual_size = Size(width, len(self._lines))
