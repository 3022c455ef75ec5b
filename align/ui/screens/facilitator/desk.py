"""The facilitator's desk: the agenda on top, one pane below it, and the moves that lead a workshop on.

It draws what the workshop says and asks for what its keys mean; what is allowed, the workshop decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.getters import query_one
from textual.widgets import ContentSwitcher

from align.domain.model import clause_number
from align.engine.workshop import Workshop
from align.language import _, mark, retold
from align.ui.messages import WorkshopChanged
from align.ui.page import Dialog, Page, Touring, tell
from align.ui.present.answering import least_link_word, link_word
from align.ui.present.desk import (
    STEP_TITLES,
    StepId,
    current_step,
    headline,
    leaving,
    leaving_words,
    link_words,
    say_now,
    steps,
)
from align.ui.present.desk_minutes import planned
from align.ui.present.times import time_left
from align.ui.say import ours, say
from align.ui.screens.facilitator.agenda import Agenda
from align.ui.screens.facilitator.agree import AgreePane
from align.ui.screens.facilitator.errands import ERRAND_KEYS, RunsErrands
from align.ui.screens.facilitator.gather import GatherPane
from align.ui.screens.facilitator.join import JoinPanel
from align.ui.screens.facilitator.lines import say_line
from align.ui.screens.facilitator.moves import BACK_KEYS, MOVE_KEYS, LeadsPhases
from align.ui.screens.facilitator.palette import DeskCommands
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.facilitator.present import PresentScreen
from align.ui.screens.facilitator.pulse import PulsePane
from align.ui.screens.facilitator.reveal import RevealPane
from align.ui.screens.facilitator.seal import SealPane
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.dialogs import Confirm, ask_while
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.static import Static

REPAINT_SECONDS = 0.1
_PANES: dict[StepId, str] = {
    "setup": "gather", "assume": "gather", "reveal": "reveal", "agree": "agree", "seal": "seal",
    "pulse": "pulse",
}  # fmt: skip
_LOOK: dict[StepId, str] = {
    "setup": mark("Look at Set up"), "assume": mark("Look at Assume"), "reveal": mark("Look at Reveal"),
    "agree": mark("Look at Talk and draft"), "seal": mark("Look at Seal"), "pulse": mark("Look at Pulse"),
}  # fmt: skip
_HELP = mark(
    "You lead the workshop from here. Numbers show a step; moving everybody on takes a key of its own, and what has no "
    "way back asks first.\n\n"
    "● done, ◕ answered all and not handed in, ◐ begun, ○ not yet; grey is not here. You see who is done, never "
    "what was written, until the round is closed.\n\n"
    "A clause can end agreed, provisional, regional, open, or with dissent recorded: all of them are good endings."
)
_PRESENT = mark("Large, for a shared screen: only what everybody may see (f or F11)")
_LEAVE = mark("Leave the desk; nothing is lost")


class DeskScreen(Page[None], LeadsPhases, RunsErrands):
    """A facilitator's view of one workshop."""

    CSS_PATH = "desk.tcss"
    HELP_TITLE = "The facilitator's desk"
    TOUR = "facilitator"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {DeskCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "give_up", "leave", id="desk.give-up", tooltip=_LEAVE),
        Binding("q", "leave_desk", "leave", show=False, id="desk.leave", tooltip="Leave the desk; asks first"),
        *MOVE_KEYS,
        Binding("j", "join", "join", id="desk.join", tooltip="How people join; codes and seats"),
        Binding("f,f11", "present", "present", key_display="f", id="desk.present", tooltip=_PRESENT),
        *ERRAND_KEYS,
        *BACK_KEYS,
        Binding("escape", "put_away", "put away", show=False, id="desk.put-away", tooltip="A warning once read"),
        Binding("f2", "app.language", "language", show=False, id="desk.language", tooltip="Another language"),
        *(
            Binding(str(n), f"show('{step}')", title, show=False, id=f"desk.step-{step}", tooltip=_LOOK[step])
            for n, (step, title) in enumerate(STEP_TITLES.items(), 1)
        ),
        Binding(
            "full_stop", "show_current", "current step", show=False, id="desk.here", tooltip="Back to where we are"
        ),
    ]

    heading = query_one(Heading)
    agenda = query_one(Agenda)
    switcher = query_one(ContentSwitcher)

    def __init__(self, workshop: Workshop, tools: DeskTools) -> None:
        super().__init__()
        self.workshop, self.tools = workshop, tools
        self._looking_at: StepId = current_step(workshop.state)
        self._phase = workshop.state.phase
        self._unwatch: Callable[[], None] | None = None
        self._due = False
        """Whether something changed that is about to be drawn."""
        self._behind = False
        """Whether something changed while a question stood in front."""
        self._minute = ""
        self._signing_over = False
        self._read = ""
        """The host's warning that was read and put away; another one is shown again."""

    def compose(self) -> ComposeResult:
        """Heading, agenda, a word when something is wrong, the panes, what to say now, keys."""
        yield Heading()
        yield Agenda()
        yield Static(id="trouble")
        with ContentSwitcher(initial=self._pane_of(self._looking_at)):
            yield GatherPane(self.workshop, self.tools, id="gather")
            reveal = RevealPane(self.workshop, self.tools, id="reveal")
            yield reveal
            yield AgreePane(self.workshop, self.tools, reveal.reading, id="agree")
            yield SealPane(self.workshop, self.tools, id="seal")
            yield PulsePane(self.workshop, self.tools, id="pulse")
        yield Static(id="say-now")
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the workshop and the clock."""
        self._unwatch = self.workshop.watch(self._changed)
        self.set_interval(1.0, self._tick)
        self._draw()
        if self.tools.word:
            self.call_after_refresh(tell, self, self.tools.word, seconds=12)
        self.pane.take_focus()
        if isinstance(self.app, Touring):
            self.app.offer_tour(self.TOUR)

    async def on_unmount(self) -> None:
        """Follow it no longer, and leave."""
        if self._unwatch is not None:
            self._unwatch()
        await self.workshop.close()

    @property
    def pane(self) -> Pane:
        """The pane in sight."""
        return self.query_one(f"#{self._pane_of(self._looking_at)}", Pane)

    def _pane_of(self, step: StepId) -> str:
        """While a pulse is open its step shows who is done, like a round's."""
        return "gather" if step == "pulse" and self.workshop.state.phase == "pulse" else _PANES[step]

    def help_words(self) -> str:
        """What the step in sight is for, then what the desk is for."""
        return f"{_(self.pane.HELP)}\n\n{_(_HELP)}"

    def unsaved(self) -> str:
        """Who would lose the line with the host; nobody loses what they gave or typed."""
        return leaving(self.workshop.progress.online) if self.tools.serves else ""

    def spoken_anew(self) -> None:
        """Draw all panes in the other language; what is typed lies in forms of its own."""
        for pane in self.query(Pane):
            pane.spoken_anew()
        self._draw()
        self.query_one(GatherPane).show_clocks()

    # ---- drawing -------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Merge bursts: at most ten repaints a second, and one message for each."""
        if not self._due:
            self._due = True
            # The caller is no part of the application: a timer started from here would not know its app.
            self.post_message(WorkshopChanged())

    @on(WorkshopChanged)
    def repaint_soon(self) -> None:
        """Draw in a moment what came till then."""
        self.set_timer(REPAINT_SECONDS, self._repaint_now)

    def _repaint_now(self) -> None:
        self._due, self._behind = False, not self.is_active
        if self.is_active:
            self._draw()
        elif isinstance(self.app.screen, Page | Dialog):
            self.app.screen.show_line()

    def line_words(self) -> tuple[str, str]:
        """How the line is, for what stands in front; empty while the host is there."""
        link = self.workshop.link
        return ("", "") if link == "online" else (link_word(link, self.workshop.link_text), least_link_word(link))

    def on_screen_resume(self) -> None:
        """Behind a question the desk stands still: what shines through would all be mixed anew for every change."""
        self._tick()
        if self._behind:
            self._repaint_now()

    def _draw(self) -> None:
        workshop, state = self.workshop, self.workshop.state
        if state.plan is None:
            return
        if state.phase != self._phase:
            before, self._phase = self._phase, state.phase
            self._look_at("pulse" if before == "pulse" else current_step(state))
            if (before, state.phase) == ("assume", "reveal"):
                self.query_one(RevealPane).begin()
        self.heading.left = say(headline(state, self._looking_at))
        self._draw_heading_right()
        self.agenda.steps = steps(state, workshop.progress)
        self.agenda.looking_at = self._looking_at
        self._draw_trouble()
        self._draw_say_now()
        self.pane.show_state()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """The minutes stand beside the sentence where there is room for them."""
        if self.workshop.state.plan is not None:
            self._draw_say_now()

    def _draw_say_now(self) -> None:
        state, step = self.workshop.state, self._looking_at
        width = self.size.width - 2
        self.query_one("#say-now", Static).update(say_line(say_now(step, state), planned(step, state), width))

    def _draw_heading_right(self) -> None:
        left = time_left(self.workshop.state.timer, self.tools.clock.now())
        progress = self.workshop.progress
        parts = [left, _("{n} of {all} here", n=progress.online, all=progress.expected)]
        self.heading.right = ours(" · ".join(filter(None, parts)), "$accent" if left else "$quiet")

    def _draw_trouble(self) -> None:
        workshop = self.workshop
        calm = link_words(workshop.link, workshop.link_text, serves=self.tools.serves)
        warning = self._warning
        line = self.query_one("#trouble", Static)
        line.display = bool(calm or warning)
        away = ours(f"  {_('esc puts this away')}", "$quiet")
        line.update(say(f"◌ {calm}", "$quiet") if calm else say(f"! {warning}", "$warning") + away)

    @property
    def _warning(self) -> str:
        """What the host warns of, unless it was put away."""
        said = retold(self.workshop.presence.warning) if self.workshop.presence is not None else ""
        return said if said != self._read else ""

    def action_put_away(self) -> None:
        """The warning is read; its line makes room again."""
        self._read = self._warning
        self._draw()

    @work
    async def action_give_up(self) -> None:
        """Leave a desk that has lost its host, after a question: the host may come back."""
        link = link_words(self.workshop.link, self.workshop.link_text, serves=self.tools.serves)
        question = Confirm(_("Leave now?"), link, grave=False, holds=lambda: self.workshop.link != "online")
        if await ask_while(self, self.workshop, question):
            self.go_away()

    @work
    async def action_leave_desk(self) -> None:
        """Leave a desk whose host is there, after a question."""
        detail = leaving_words(self.workshop.progress.online, serves=self.tools.serves)
        if await self.app.push_screen_wait(Confirm(_("Leave the desk?"), detail, grave=False)):
            self.go_away()

    def go_away(self) -> None:
        """Leave, without a question."""
        self.app.exit(0)

    def _tick(self) -> None:
        if not self.is_active:
            return
        self._draw_heading_right()
        over = self.workshop.state.signing_over(self.tools.clock.now())
        if over != self._signing_over:
            self._signing_over = over
            self._draw()
        minute = f"{self.tools.clock.now():%H:%M}"
        if minute != self._minute:
            self._minute = minute
            self.query_one(GatherPane).show_clocks()

    # ---- steps ---------------------------------------------------------------------------------------------

    def _look_at(self, step: StepId) -> None:
        self._looking_at = step
        self.switcher.current = self._pane_of(step)
        self.pane.take_focus()

    @on(Agenda.Chosen)
    def show_chosen(self, event: Agenda.Chosen) -> None:
        """A click on the agenda."""
        self.action_show(event.step)

    def action_show(self, step: StepId) -> None:
        """Look at a step; nobody else is moved."""
        self._look_at(step)
        self._draw()

    def action_show_current(self) -> None:
        """Look at the step where everybody is."""
        self.action_show(current_step(self.workshop.state))

    def places(self) -> Iterable[tuple[str, Callable[[], None], str]]:
        """Every prompt that was shown, and every clause; a prompt is one that everybody is led to."""
        state = self.workshop.state
        for number, prompt in enumerate(state.the_plan.pack.prompts if state.revealed else (), 1):
            words = _("Prompt {number}: {title}", number=number, title=prompt.title)
            yield words, partial(self._jump_to_prompt, prompt.id), _("Lead everybody to this prompt")
        for clause in state.clauses.values():
            title = state.the_plan.prompt(clause.prompt).title
            words = _("Clause {number}: {title}", number=clause_number(clause.id), title=title)
            yield words, partial(self._jump_to_clause, clause.id), _("Look at this clause")

    def _jump_to_prompt(self, prompt: str) -> None:
        self.action_show("reveal")
        self.query_one(RevealPane).lead_to_prompt(prompt)

    def _jump_to_clause(self, clause: str) -> None:
        self.action_show("agree")
        self.query_one(AgreePane).choose(clause)

    @on(RevealPane.Draft)
    def draft(self, event: RevealPane.Draft) -> None:
        """Word a clause for a prompt."""
        self.run_worker(self.query_one(AgreePane).draft_for(event.prompt))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the moves of this phase only."""
        if action == "put_away":
            return bool(self._warning) and self.workshop.link == "online"
        if action == "give_up":
            return self.workshop.link != "online"
        if action == "leave_desk":
            return self.workshop.link == "online"
        return self.check_moves(action) and self.check_errands(action)

    # ---- what else the keys do -----------------------------------------------------------------------------

    def action_join(self) -> None:
        """Show how people join."""
        self.app.push_screen(JoinPanel(self.workshop, self.tools))

    def action_present(self) -> None:
        """Show what everybody may see, for a screen that is shared."""
        reading, clause = self.query_one(RevealPane).reading, self.query_one(AgreePane).clause
        # What is in sight was said to the desk; what is said from now on waits (see ui/notices.py).
        self.app.clear_notifications()
        self.app.push_screen(PresentScreen(self.workshop, self.tools, reading, clause.id if clause else ""))
