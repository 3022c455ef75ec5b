"""A text to read in front of another screen: a charter, a workshop's facts."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from align.language import mark
from align.ui.page import Page
from align.ui.say import ours, say
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.preview import Preview


class ReadScreen(Page[None]):
    """Shows `text`, of people or ours, under a heading."""

    HELP_TITLE = "Reading"
    ABOUT = mark("A text to read: the arrows and page keys scroll, Esc goes back.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "back", key_display="esc", id="read.back", tooltip="Back")
    ]
    AUTO_FOCUS = "Preview"

    def __init__(self, title: str, text: str, right: str = "") -> None:
        super().__init__()
        self._title, self._text, self._right = title, text, right

    def compose(self) -> ComposeResult:
        """Heading, text, keys."""
        yield Heading()
        yield Preview(self._text)
        yield KeyLine()

    def on_mount(self) -> None:
        """Name what it is."""
        heading = self.query_one(Heading)
        heading.left, heading.right = say(self._title, "bold"), ours(self._right, "$quiet")
