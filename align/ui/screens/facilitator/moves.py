"""The moves that lead a workshop from phase to phase: open and close a round or a pulse, and take the last one back."""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from align.domain import commands as c
from align.domain.model import Phase
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import submit, tell
from align.ui.present.desk_moves import Move, closing, opening
from align.ui.present.desk_overtaken import news_of
from align.ui.present.desk_pulse import NO_PACK, asked, closing_pulse, first_choice, opening_pulse
from align.ui.present.desk_talk import taking_back
from align.ui.screens.facilitator.pulse import PulseChooser
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.asking import Unfinished
from align.ui.widgets.dialogs import Confirm, ask_while
from align.ui.widgets.keyline import LEADS

_ROUND = mark("Let everybody answer; asks first")
_SHOW = mark("Show the answers; asks first")
_BACK = mark("Take the last move of the phase back, where nothing was shown by it; asks first")

MOVE_KEYS = (
    Binding("o", "open_round", "open the round", id="desk.open", tooltip=_ROUND, group=LEADS),
    Binding("x", "close_round", "close the round", id="desk.close", tooltip=_SHOW, group=LEADS),
    Binding("x", "close_pulse", "close the pulse", id="desk.close-pulse", tooltip=_SHOW, group=LEADS),
    Binding("u", "pulse", "pulse", id="desk.pulse", tooltip="Ask how the charter is lived; asks first"),
)
BACK_KEYS = (
    Binding("backspace,ctrl+z", "take_back", "take back", id="desk.take-back", tooltip=_BACK),
    Binding("backspace,ctrl+z", "why_not_back", "take back", show=False, id="desk.why-not-back", tooltip=_BACK),
)
_ONLY: dict[str, Phase] = {
    "open_round": "setup", "close_round": "assume", "pulse": "sealed", "close_pulse": "pulse",
}  # fmt: skip
"""The phase that each move leads out of."""


class LeadsPhases(Widget):
    """Mixed into the desk, with the keys above among its bindings; what is allowed, the workshop decides."""

    workshop: Workshop
    tools: DeskTools

    def check_moves(self, action: str) -> bool:
        """Whether one of the keys above can do something now; True for any other."""
        state = self.workshop.state
        if action in ("take_back", "why_not_back"):
            can = taking_back(state, self.workshop.progress) is not None
            return can if action == "take_back" else not can and state.phase != "setup"
        return _ONLY.get(action, state.phase) == state.phase

    @work
    async def action_open_round(self) -> None:
        """Let everybody answer, after a question."""
        await lead_on(self, self.workshop, opening(self.workshop.state), c.OpenRound())

    @work
    async def action_close_round(self) -> None:
        """Freeze and show the answers, after a question that says who is not done."""
        move = closing(self.workshop.state, self.workshop.presence)
        await lead_on(self, self.workshop, move, c.CloseRound())

    @work
    async def action_close_pulse(self) -> None:
        """The same for a pulse."""
        move = closing_pulse(self.workshop.state, self.workshop.presence)
        await lead_on(self, self.workshop, move, c.CloseRound())

    @work
    async def action_take_back(self) -> None:
        """Take the last move back, after a question."""
        move = taking_back(self.workshop.state, self.workshop.progress)
        if move is not None:
            await lead_on(self, self.workshop, move, c.UndoMove())

    def action_why_not_back(self) -> None:
        """Let the workshop say why the last move cannot be taken back."""
        submit(self, self.workshop, c.UndoMove())

    @work
    async def action_pulse(self) -> None:
        """Choose what a pulse asks, and open it after a question."""
        state, today = self.workshop.state, self.tools.clock.now().date().isoformat()
        choice = first_choice(state, self.tools.packs(), today)
        if choice is None:
            tell(self, _(NO_PACK), warning=True)
            return
        news = news_of(self.workshop)
        choice = await self.app.push_screen_wait(PulseChooser(state, choice, today))
        if choice is not None:
            await lead_on(self, self.workshop, opening_pulse(self.workshop.state, choice), asked(choice), news)


async def lead_on(
    widget: Widget,
    workshop: Workshop,
    move: Move,
    command: c.Command,
    news: Callable[[], str] | None = None,
    waits: Unfinished | None = None,
) -> None:
    """Ask whether to move everybody on, in a worker of `widget`, and do it.

    Where another desk moves them first the question goes, and what happened is told as `news` has it: by itself, what
    became of the phase since this was called. Words that come with the move wait until it is made.
    """
    news = news or news_of(workshop)
    if workshop.link != "online":
        # A move that waits for the line would surprise everybody later.
        away = _("The host cannot be reached just now, so nothing was done. Do this when it is back.")
        tell(widget, away, warning=True)
        return
    question = Confirm(move.title, move.text, holds=lambda: not news())
    if not news() and await ask_while(widget, workshop, question):
        words = waits.words() if waits is not None else ""
        if waits is not None:
            waits.keep("")
        submit(widget, workshop, command, lambda: waits.back(words) if waits is not None else None, news=news)
    elif happened := news():
        tell(widget, happened)
