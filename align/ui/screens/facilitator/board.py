"""Lines drawn as they are looked at: however long the list, a repaint costs what is in sight and has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from align.language import _
from align.ui.widgets.static import same

Build = Callable[[int], Sequence[Content]]
"""Width in cells → lines; each is drawn on one row."""
_NOTHING = Content("")


class Board(ScrollView, can_focus=True, inherit_bindings=False):
    """A titled box of lines. `show` takes a builder, called again when the width changes."""

    DEFAULT_CSS = """
    Board { border: round $rule; border-title-color: $quiet; border-title-style: bold;
            border-subtitle-color: $quiet; background: $background; padding: 0 0 0 1; scrollbar-size-vertical: 2;
            scrollbar-gutter: stable; overflow-x: hidden; }
    Board:focus { border: round $accent; border-title-color: $foreground; }
    """
    ALLOW_SELECT = False
    MORE: ClassVar[str] = "↓"
    """The key for what is below."""

    # Left and right stay free for the pane that holds the board.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Up", show=False, id="board.up"),
        Binding("down", "scroll_down", "Down", show=False, id="board.down"),
        Binding("pageup", "page_up", "Page up", show=False, id="board.page-up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="board.page-down"),
        Binding("home", "scroll_home", "First", show=False, id="board.first"),
        Binding("end", "scroll_end", "Last", show=False, id="board.last"),
    ]

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = self._below = Content("")
        self._build: Build | None = None
        self._lines: list[Content] = []
        self.entitle(Content(title))

    @property
    def text(self) -> str:
        """All lines as plain text."""
        return "\n".join(line.plain for line in self._lines)

    def entitle(self, title: Content) -> None:
        """Write on the border. Its row alone is drawn again, and only for other words: Textual would draw them all."""
        if not same(title, self._title):
            self._title = self._border_title = title
            left, top = self.content_offset
            self.refresh(Region(-left, -top, self.outer_size.width, 1))

    def show(self, build: Build) -> None:
        """Show what `build` makes; rows that stay the same are not drawn again."""
        self._build = build
        self._lay_out()

    def on_resize(self) -> None:
        """Build again for the new width, which is known once the scroll bars are."""
        self._lay_out()
        self.call_after_refresh(self._lay_out)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say whether there is more below."""
        super().watch_scroll_y(old_value, new_value)
        self._say_more()

    def render_line(self, y: int) -> Strip:
        """Draw one row in sight."""
        number, style = y + int(self.scroll_offset.y), self.visual_style
        line = self._lines[number] if number < len(self._lines) else _NOTHING
        width = self.scrollable_content_region.width
        # No line is wider than that, and none has links: Textual's own way would look for both.
        return Strip(line.render_segments(style), line.cell_length).adjust_cell_length(width, style.rich_style)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._build is None or not width:
            return
        lines = [line.truncate(width, ellipsis=True) for line in self._build(width)]
        old, self._lines = self._lines, lines
        size, room = Size(width, len(lines)), self.scrollable_content_region.height
        if size.width == self.virtual_size.width and max(size.height, self.virtual_size.height) <= room:
            # All were and are in sight: for another number of lines Textual would lay out the whole screen.
            self.set_reactive(Board.virtual_size, size)
        if size != self.virtual_size:
            self.virtual_size = size
            self.refresh()
        else:
            rows = enumerate(zip_longest(old, lines, fillvalue=_NOTHING))
            self._refresh_rows([n for n, (one, other) in rows if not same(one, other)])
        self._say_more()

    def _refresh_rows(self, numbers: Sequence[int]) -> None:
        top, area = int(self.scroll_offset.y), self.scrollable_content_region.size
        rows = [Region(0, n - top, area.width, 1) for n in numbers if 0 <= n - top < area.height]
        if rows:
            self.refresh(*rows)

    def _say_more(self) -> None:
        below = len(self._lines) - int(self.scroll_offset.y) - self.scrollable_content_region.height
        words = Content(f"{self.MORE} {_('{n} more', n=below)}") if below > 0 and self._lines else Content("")
        if not same(words, self._below):
            self.border_subtitle = self._below = words
