"""Textual's option list, calm: no box, a mark as well as a shade for the cursor, and Enter told in the key line."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

from align.ui.widgets.parting import blank_when_gone

INDENT = "  "
"""What each option's lines begin with: the cursor's mark goes there."""


@blank_when_gone
class Menu(OptionList):
    """Options begin with INDENT. Disabled ones are headings."""

    DEFAULT_CSS = """
    Menu, Menu:focus { height: auto; border: none; padding: 0; background: $background; background-tint: transparent;
                       scrollbar-size-vertical: 1; }
    Menu > .option-list--option-disabled { color: $foreground; }
    Menu > .option-list--option-hover { background: $background; }
    Menu > .option-list--option-highlighted { background: $background; color: $foreground; text-style: none; }
    Menu:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", key_display="enter", id="menu.open", tooltip="Open what is at ›"),
        Binding("k", "cursor_up", "Up", show=False, id="menu.up"),
        Binding("down", "cursor_down", "Down", show=False, id="menu.down"),
    ]

    def render_line(self, y: int) -> Strip:
        """Draw a line, with the cursor's mark on the first one of its option."""
        strip = super().render_line(y)
        number = int(self.scroll_offset.y) + y
        if not self.has_focus or number >= len(self._lines) or self._lines[number] != (self.highlighted, 0):
            return strip
        style = next((segment.style for segment in strip if segment.style), None) or Style()
        return Strip([Segment("›", style + Style(bold=True)), *strip.crop(1)], strip.cell_length)
