"""A place to write: Textual's TextArea without syntax colours, line numbers or a blinking cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import TextArea

from align.domain.text import clean
from align.ui.say import ours
from align.ui.widgets.parting import blank_when_gone
from align.ui.widgets.sight import InSight, show_lines

LONGEST_PASTE = 40_000
"""Characters; more than an answer may have, so that a long text can be shortened here and not elsewhere."""


@blank_when_gone
class Writing(TextArea, InSight):
    """Grows with what is written, up to its `max-height`. Tab leaves it; Escape too, keeping every word."""

    DEFAULT_CSS = """
    Writing { height: auto; min-height: 3; max-height: 12; border: round $rule; background: $background; padding: 0 1;
        &:focus { border: round $accent; }
        & .text-area--cursor-line { background: transparent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave field", id="writing.leave"),
        Binding("ctrl+home", "ends(False)", "First", show=False),
        Binding("ctrl+end", "ends(True)", "Last", show=False),
    ]

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        classes: str = "",
        id: str | None = None,
        goes_on: bool = False,
    ) -> None:
        super().__init__(
            _harmless(text), soft_wrap=True, show_line_numbers=False, tab_behavior="focus",
            placeholder=ours(placeholder),
            highlight_cursor_line=False, classes=classes, id=id,
        )  # fmt: skip
        self.cursor_blink = False
        self.leave: Callable[[], object] | None = None
        """Gives the keys to whom they belong when one leaves; None: to what the field stands in."""
        self._goes_on = goes_on
        """Whether one goes on behind the text that is there."""

    def on_mount(self) -> None:
        """Put the cursor where one goes on; only once, for a field that gets the keys again has it where it was."""
        if self._goes_on:
            self.move_cursor(self.document.end)

    def on_resize(self) -> None:
        """It has grown with what is written, or has another width."""
        self._stay_in_sight()

    @on(TextArea.SelectionChanged)
    def _stay_in_sight(self) -> None:
        """Where the cursor goes the page goes, once it has its place."""
        if self.has_focus:
            self.call_after_refresh(self.come_into_sight)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """See TextArea, which also looks for the cursor while an undo or a redo has taken rows and not yet moved it.

        Where the bar at the side goes with the rows, the cursor then stands in one that is gone and cannot be found;
        it is followed in the same step, once it has its place.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def come_into_sight(self) -> None:
        """See `widgets.sight`: all of it, and where it is higher than the page the line that one writes."""
        if not self.is_attached:
            return
        around = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if around is not None and self.outer_size.height > around.scrollable_content_region.height:
            line = self.cursor_screen_offset.y - self.region.y
            show_lines(self, line - 1, 3)  # with what is before and behind it, be it the frame
        else:
            show_lines(self, 0, self.outer_size.height)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Enter is a new line here."""
        return key == "enter" or super().check_consume_key(key, character)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste of any size, without what could move a cursor."""
        event.prevent_default()
        text = event.text
        kept = f"{text[: len(text) - len(text.lstrip())]}{_harmless(text)}"
        if result := self._replace_via_keyboard(kept.replace("\t", " "), *self.selection):
            self.move_cursor(result.end_location)

    def action_ends(self, last: bool) -> None:
        """Go to the end of the text, or to its start."""
        self.move_cursor(self.document.end if last else self.document.start)

    def action_leave(self) -> None:
        """Give the keys back."""
        if self.leave is not None:
            self.leave()
            return
        around = next((node for node in self.ancestors if isinstance(node, Widget) and node.can_focus), None)
        self.screen.set_focus(around)


def _harmless(text: str) -> str:
    return clean(text, longest=LONGEST_PASTE, lines=LONGEST_PASTE)
