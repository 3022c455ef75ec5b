"""A place to write: Textual's TextArea without syntax colours, line numbers or a blinking cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea


class Writing(TextArea):
    """Grows with what is written, up to its `max-height`. Tab leaves it; Escape too, keeping every word."""

    DEFAULT_CSS = """
    Writing { height: auto; min-height: 3; max-height: 12; border: round $rule; background: $background; padding: 0 1;
        &:focus { border: round $accent; }
        & .text-area--cursor-line { background: transparent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave the field", id="writing.leave")]

    def __init__(self, text: str = "", *, placeholder: str = "", classes: str = "", id: str | None = None) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", placeholder=placeholder,
            highlight_cursor_line=False, classes=classes, id=id,
        )  # fmt: skip
        self.cursor_blink = False

    def action_leave(self) -> None:
        """Give the keys back to the screen."""
        self.screen.set_focus(None)
