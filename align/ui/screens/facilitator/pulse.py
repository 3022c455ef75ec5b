"""The desk's pulse: a chooser before it is opened, and what the closed ones found."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from align.analysis.pulse import PulseFigures, read_pulses
from align.domain.state import State
from align.language import _, mark
from align.ui.page import MEASURE, Dialog, tell
from align.ui.present.desk_pulse import (
    Choice,
    ChoiceRow,
    choice_rows,
    choice_words,
    has_lived,
    other_pack,
    result_lines,
    toggled,
    why_not,
)
from align.ui.say import ours, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.shared.laid import wrapped
from align.ui.widgets.bars import fit
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static

_DETAIL, _BESIDE = 18, 12
"""Cells of a row's last column, and lines of the window that are not for rows."""


class PulsePane(Pane):
    """What the pulses found."""

    HELP = (
        "This step. What people said about how the charter is lived, pulse by pulse. u opens the next one once the "
        "charter is sealed."
    )
    MAIN = "#pulses"
    _read: tuple[int, tuple[PulseFigures, ...]] = (-1, ())

    def compose(self) -> ComposeResult:
        """One board of lines."""
        yield Board(_("What the pulses say"), id="pulses")

    def spoken_anew(self) -> None:
        """The board's title."""
        self.query_one("#pulses", Board).entitle(ours(_("What the pulses say")))

    def show_state(self) -> None:
        """Draw the results; figures are made once a pulse."""
        state = self.workshop.state
        closed = sum(not pulse.open for pulse in state.pulses)
        if self._read[0] != closed:
            self._read = closed, read_pulses(state)
        lines = result_lines(state, self._read[1])
        self.query_one("#pulses", Board).show(lambda width: wrapped(lines, min(width, MEASURE)))


class Ticks(Rows):
    """Rows that are ticked, not opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter", "choose", "ask or not", key_display="space", id="pulse.tick", tooltip="Ask this, or not"
        ),
    ]


class PulseChooser(Dialog[Choice | None]):
    """Clauses and prompts to tick; ends with the choice, None when the person changed their mind."""

    HELP_TITLE = "What a pulse asks"
    ABOUT = mark(
        "Tick what everybody is asked: clauses, and prompts of a pack. Three to five clauses are enough, two minutes a "
        "person. Nothing is sent before o, which asks first."
    )
    DEFAULT_CSS = """
    PulseChooser .box { width: 84; max-width: 98%; height: auto; max-height: 94%; background: $surface;
                        border: round $rule; padding: 0 2; }
    PulseChooser.-tall .box { padding: 1 2; }
    PulseChooser .question { text-style: bold; height: auto; }
    PulseChooser .detail { color: $quiet; height: auto; }
    PulseChooser VerticalScroll { height: auto; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pack", "other pack", id="pulse.pack", tooltip="Take the prompts of another pack"),
        Binding("o", "open", "open the pulse", id="pulse.open", tooltip="Open the pulse; asks first"),
        Binding("escape", "dismiss(None)", "leave it", id="pulse.leave"),
    ]
    AUTO_FOCUS = "Ticks"

    def __init__(self, state: State, choice: Choice, today: str) -> None:
        super().__init__()
        self._state, self._choice, self._today = state, choice, today

    def compose(self) -> ComposeResult:
        """What it is, the rows, what they come to."""
        with Vertical(classes="box"):
            yield Static(ours(_("A pulse: what shall everybody be asked?")), classes="question")
            yield Static(id="pack", classes="detail")
            with VerticalScroll(can_focus=False):
                yield Ticks(id="choices")
            yield Static(id="total")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the proposal."""
        self._draw()

    def on_resize(self) -> None:
        """Titles get what the dates leave them; known once the box is laid out."""
        self.call_after_refresh(self._draw)

    @property
    def _rows(self) -> list[ChoiceRow]:
        return choice_rows(self._state, self._choice, self._today)

    def _draw(self) -> None:
        pack = self._choice.pack
        about = _("Pack: {title}.", title=pack.title)
        if not has_lived(self._choice):
            about += f" {_('It does not ask about clauses.')}"
        self.query_one("#pack", Static).update(say(about))
        width = self.query_one(VerticalScroll).scrollable_content_region.width - 2
        # The rows scroll where there are too many for the window; what they come to stays in sight.
        self.query_one(VerticalScroll).styles.max_height = max(4, self.app.size.height - _BESIDE)
        self.query_one(Ticks).show([_drawn(row, width) for row in self._rows])
        self.query_one("#total", Static).update(say(choice_words(self._choice)))

    @on(Rows.Chosen)
    def tick(self, event: Rows.Chosen) -> None:
        """Ask this, or do not."""
        self._choice = toggled(self._choice, self._rows[event.index])
        self._draw()

    def action_pack(self) -> None:
        """Take the next pack."""
        self._choice = other_pack(self._choice)
        self._draw()

    def action_open(self) -> None:
        """End with what is chosen, if it can be asked."""
        problem = why_not(self._choice)
        if problem:
            tell(self, problem, warning=True)
            return
        self.dismiss(self._choice)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another pack only where there is one."""
        return len(self._choice.packs) > 1 if action == "pack" else True


def _drawn(row: ChoiceRow, width: int) -> Content:
    mark = ours("[x] " if row.chosen else "[ ] ", "$accent" if row.chosen else "$quiet")
    kind = fit(ours(_("clause") if row.clause else _("prompt"), "$quiet"), 8)
    head, detail = Content.assemble(mark, kind), say(row.detail, "$quiet")
    room = max(8, width - head.cell_length - _DETAIL - 2)
    return Content.assemble(head, fit(say(row.title), room), "  ", detail)
