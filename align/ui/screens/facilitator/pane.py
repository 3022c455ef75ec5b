"""What the desk's panes have in common: one workshop, one thing to focus, a way to be told that something changed."""

from __future__ import annotations

from typing import ClassVar

from textual.containers import Vertical

from align.engine.workshop import Workshop
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.even import Even


class Pane(Even, Vertical):
    """The body of the desk at one step."""

    DEFAULT_CSS = """
    Pane { height: 1fr; }
    """
    HELP: ClassVar[str] = ""
    """What this step is for, in plain words."""
    MAIN = ""
    """Selector of the widget that has the keys."""

    def __init__(self, workshop: Workshop, tools: DeskTools, *, id: str) -> None:
        super().__init__(id=id)
        self.workshop, self.tools = workshop, tools

    def show_state(self) -> None:
        """Draw what the workshop is now."""

    def spoken_anew(self) -> None:
        """Say what `show_state` leaves alone in the language that is spoken now."""

    def take_focus(self) -> None:
        """Give the keys to the pane's main widget, unless they are in the pane already."""
        focused = self.screen.focused
        if focused is None or self not in focused.ancestors:
            self.query_one(self.MAIN).focus()
