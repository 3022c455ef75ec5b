"""Textual's option list, calm: no box, a mark as well as a shade for the cursor, and Enter told in the key line."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.strip import Strip
from textual.widgets import OptionList

from align.ui.widgets.parting import blank_when_gone, still_without_room

INDENT = "  "
"""What each option's lines begin with: the cursor's mark goes there."""


def with_cursor(options: OptionList, strip: Strip, y: int) -> Strip:
    """Return a line of a list with the cursor's mark in its first cell, where it is the first one of the option that
    Enter takes; nothing is marked while the keys are elsewhere.
    """
    number = int(options.scroll_offset.y) + y
    if not options.has_focus or number >= len(options._lines) or options._lines[number] != (options.highlighted, 0):
        return strip
    style = next((segment.style for segment in strip if segment.style), None) or Style()
    accent = Color.parse(options.app.theme_variables["accent"]).rich_color
    return Strip([Segment("›", style + Style(color=accent, bold=True)), *strip.crop(1)], strip.cell_length)


@blank_when_gone
@still_without_room
class Menu(OptionList):
    """Options begin with INDENT. Disabled ones are headings."""

    DEFAULT_CSS = """
    Menu, Menu:focus { height: auto; border: none; padding: 0; background: $background; background-tint: transparent;
                       scrollbar-size-vertical: 2; }
    Menu > .option-list--option-disabled { color: $foreground; }
    Menu > .option-list--option-hover { background: $background; }
    Menu > .option-list--option-highlighted { background: $background; color: $foreground; text-style: none; }
    Menu:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", key_display="enter", id="menu.open", tooltip="Open what is at ›"),
        Binding("up,k", "cursor_up", "Up", show=False, id="menu.up"),
        Binding("down", "cursor_down", "Down", show=False, id="menu.down"),
    ]

    @property
    def room(self) -> int:
        """Cells that a line can have whether or not there is a bar beside it."""
        return self.size.width - self.styles.scrollbar_size_vertical

    def render_line(self, y: int) -> Strip:
        """Draw a line, with the cursor's mark on the first one of its option."""
        return with_cursor(self, super().render_line(y), y)


class ChoiceMenu(Menu):
    """A list of which one is taken: the key line says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "choose", key_display="enter", id="menu.open", tooltip="Choose what is at ›"),
    ]
