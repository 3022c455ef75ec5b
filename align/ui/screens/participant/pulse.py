"""What the pulses say, as everybody may read it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from align.analysis.pulse import read_pulses
from align.language import _
from align.ui.present.desk_pulse import result_lines
from align.ui.present.flow import Place
from align.ui.say import lines_of, ours
from align.ui.screens.shared.laid import wrapped
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.static import Static


class PulseView(View):
    """The newest pulse, the trend, the ones before; the charter is a key away."""

    DEFAULT_CSS = """
    PulseView #results { height: auto; }
    """
    HELP = """\
A pulse is about how we work, not about anybody. Regions are shown by themselves only where enough people answered. The
rule opens a clause for the next version; its words change only where the team agrees on others."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,enter,escape", "charter", "charter", key_display="p", id="pulses.charter", tooltip="The charter"),
        Binding("up", "scroll_sheet(-1)", "Up", show=False, id="pulses.up"),
        Binding("down", "scroll_sheet(1)", "Down", show=False, id="pulses.down"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """The lines."""
        with Sheet():
            yield Static(ours(_("WHAT THE PULSES SAY")), classes="area")
            yield Static(id="results")

    def on_mount(self) -> None:
        """Write them."""
        self.follow()

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.follow()

    def follow(self) -> None:
        """Write them anew."""
        state = self.workshop.state
        width = max(40, self.query_one(Sheet).scrollable_content_region.width or self.app.size.width - 5)
        lines = wrapped(result_lines(state, read_pulses(state)), width)
        self.query_one("#results", Static).update(lines_of(lines))

    def action_scroll_sheet(self, by: int) -> None:
        """Scroll a line."""
        self.query_one(Sheet).scroll_relative(y=by, animate=False)

    def action_charter(self) -> None:
        """The charter."""
        self.go(Place("charter"))
