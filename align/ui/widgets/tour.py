"""A tour of a few steps in front of a screen. One key ends it at any step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from align.language import _, mark
from align.ui.page import Dialog
from align.ui.say import ours
from align.ui.widgets.dialogs import BOX
from align.ui.widgets.keyline import KeyLine


class Tour(Dialog[None]):
    """Shows `steps`, (title, words) each; ends after the last one, or with Esc."""

    HELP_TITLE = "A tour"
    ABOUT = mark("Four short steps. Enter goes on, Esc ends it; the help of the screen has it again.")
    DEFAULT_CSS = f"Tour {{ {BOX} #place {{ margin: 0 0 1 0; }} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space", "go(1)", "next", key_display="enter", id="tour.next"),
        Binding("left", "go(-1)", "back", key_display="←", id="tour.back"),
        Binding("escape,s,q", "dismiss(None)", "skip the tour", key_display="esc", id="tour.skip"),
        Binding("f2", "app.language", "language", show=False, id="tour.language", tooltip="Another language"),
    ]

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._steps = steps
        self._at = 0

    def compose(self) -> ComposeResult:
        """Where one is, a title, a few words."""
        with Vertical(classes="box"):
            yield Static(id="place", classes="detail")
            yield Static(id="title", classes="question")
            yield Static(id="words", classes="detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin."""
        self._show()

    def spoken_anew(self) -> None:
        """Show the same step in the other language."""
        self._show()
        self.query_one(KeyLine).refresh()

    def action_go(self, by: int) -> None:
        """The next step, or the one before; after the last one the tour is over."""
        self._at = max(0, self._at + by)
        if self._at >= len(self._steps):
            self.dismiss(None)
        else:
            self._show()

    def _show(self) -> None:
        title, words = self._steps[self._at]
        at, whole = self._at + 1, len(self._steps)
        place = _("A tour, step {at} of {whole}. Esc skips it; ? has it again.", at=at, whole=whole)
        self.query_one("#place", Static).update(ours(place))
        self.query_one("#title", Static).update(ours(_(title)))
        self.query_one("#words", Static).update(ours(_(words)))
