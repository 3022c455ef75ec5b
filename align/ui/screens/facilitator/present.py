"""The presenter view: one large matter for a screen that is shared, and nothing that not everybody may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from align.engine.workshop import Mine, Workshop
from align.language import _, mark
from align.ui.messages import WorkshopChanged
from align.ui.page import Page
from align.ui.present.counts import of
from align.ui.present.presenting import Stage, next_clause, shown_clause, stage
from align.ui.present.reading import Reading
from align.ui.present.times import clock_left, time_left
from align.ui.present.welcome import PHASE_WORDS
from align.ui.say import ours, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.join import QrCode
from align.ui.screens.facilitator.present_lines import (
    answering_lines,
    charter_lines,
    clause_lines,
    joining_lines,
)
from align.ui.screens.facilitator.talk import LeadsAll
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.screens.shared.reveal_lines import reveal_lines
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine

_HELP = mark(
    "For a screen that is shared. It shows what everybody may see in this phase and nothing else: how to join and who "
    "is here by region; how many are done, never who; the prompt you lead everybody to, with the answers as everybody "
    "has them; a clause, and its levels once they are counted; the sealed charter and how many signed.\n\n"
    "Notices of the desk, notes, names of who is missing and what you draft stay at the desk."
)
WIDEST = 110
"""Longer lines are hard to read from across a room."""


class PresentScreen(Page[None], LeadsAll):
    """Follows the workshop until it is left; arrows lead everybody on, as at the desk. `reading` is the desk's own."""

    DEFAULT_CSS = """
    PresentScreen { align-horizontal: center; }
    PresentScreen Board { border: blank; height: 1fr; padding: 1 2; max-width: 150; }
    PresentScreen Board:focus { border: blank; }
    PresentScreen.-medium Board { padding: 0 2; }
    """
    HELP_TITLE = "The presenter view"
    SHARED = True
    AUTO_FOCUS = "Board"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "go(1)", "next for all", key_display="→", id="present.next", tooltip="Lead everybody on"),
        Binding("left", "go(-1)", "back", key_display="←", id="present.back", tooltip="Lead everybody back"),
        Binding("c", "clauses", "clauses or answers", id="present.clauses", tooltip="Show clauses, or the answers"),
        Binding("q", "qr", "QR code", id="present.qr", tooltip="The ticket as a QR code"),
        Binding("escape,f,f11", "dismiss(None)", "desk", key_display="esc", id="present.leave", tooltip="To the desk"),
        Binding("f2", "app.language", "language", show=False, id="present.language", tooltip="Another language"),
    ]

    def __init__(self, workshop: Workshop, tools: DeskTools, reading: Reading, clause: str = "") -> None:
        super().__init__()
        self.workshop, self.tools, self.reading = workshop, tools, reading
        self._clause = clause
        self._clauses = True
        self._at: tuple[Stage, str] | None = None
        """What was drawn: something else is read from its top."""
        self._unwatch: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Where we are, one matter, keys."""
        yield Heading()
        yield Board("", id="shared")
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the workshop and the clock."""
        self._unwatch = self.workshop.watch(self._changed)
        self.set_interval(1.0, self._tick)
        self.show_state()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self._unwatch()

    def _changed(self) -> None:
        self.post_message(WorkshopChanged())

    def spoken_anew(self) -> None:
        """Draw it in the other language."""
        self.show_state()

    def help_words(self) -> str:
        """What it shows, and what it never does."""
        return _(_HELP)

    @property
    def _stage(self) -> Stage:
        return stage(self.workshop.state, clauses=self._clauses)

    @on(WorkshopChanged)
    def show_state(self) -> None:
        """Draw what is to be seen now."""
        state, board, now = self.workshop.state, self.query_one(Board), self._stage
        if state.plan is None:
            return
        self.all_led()
        about = self.prompt.id if now == "answers" else ""
        clause = shown_clause(state, self._clause) if now == "clauses" else None
        board.show(lambda width: self._lines(now, width))
        at = (now, clause.id if clause is not None else about)
        if at != self._at:
            self._at = at
            board.scroll_home(animate=False)
        if now == "answers":
            self.make_figures()
        self._tick()
        self.refresh_bindings()

    def draw_reading(self) -> None:
        """The figures have come."""
        self.show_state()

    def _lines(self, now: Stage, whole: int) -> list[Content]:
        width = min(whole, WIDEST)
        workshop, state = self.workshop, self.workshop.state
        match now:
            case "joining":
                return joining_lines(
                    workshop, whole, self.query_one(Board).scrollable_content_region.height, self.tools.called
                )
            case "answering":
                return answering_lines(workshop, width, clock_left(state.timer, self.tools.clock.now()))
            case "answers":
                return reveal_lines(state, Mine(), self.prompt, width, self.reading, notes=False)
            case "clauses":
                clause = shown_clause(state, self._clause)
                return clause_lines(workshop, clause, width) if clause is not None else []
            case "charter":
                return charter_lines(state, self.tools.clock.now(), width)

    def _tick(self) -> None:
        state = self.workshop.state
        if state.plan is None:
            return
        heading, left = self.query_one(Heading), time_left(state.timer, self.tools.clock.now())
        heading.left = Content.assemble(
            say(state.the_plan.title, "bold"), ours(f" · {_(PHASE_WORDS[state.phase])}", "$quiet")
        )
        parts = [left]
        if self._stage == "answers":
            prompts = self.reading.prompts(state)
            parts.append(of(prompts.index(self.prompt) + 1, len(prompts)))
        heading.right = ours(" · ".join(filter(None, parts)), "$accent" if left else "$quiet")
        if left and self._stage == "answering":
            self.query_one(Board).show(lambda width: self._lines("answering", width))

    # ---- keys --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lead where there is something to lead through."""
        now, state = self._stage, self.workshop.state
        match action:
            case "go":
                return now == "answers" or (now == "clauses" and len(state.clauses) > 1)
            case "clauses":
                return state.phase == "agree" and bool(state.clauses)
            case "qr":
                return now in ("joining", "answering")
        return True

    def action_go(self, by: int) -> None:
        """Lead everybody to another prompt; among clauses only this screen goes on."""
        state = self.workshop.state
        if self._stage == "clauses":
            clause = shown_clause(state, self._clause)
            if clause is not None:
                self._clause = next_clause(state, clause, by)
                self.show_state()
            return
        self.lead_on(by)

    def action_clauses(self) -> None:
        """Show the clauses, or the answers that everybody can look at beside them."""
        self._clauses = not self._clauses
        self.show_state()

    def action_qr(self) -> None:
        """Show the ticket, which opens nothing without the code."""
        presence = self.workshop.presence
        if presence is not None and presence.ticket:
            self.app.push_screen(QrCode(presence.ticket))
