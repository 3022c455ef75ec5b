"""The reveal, led from the desk: which prompt everybody looks at, notes, and the way to a clause."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from align.domain import commands as c
from align.domain.prompts import Prompt
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import submit, tell
from align.ui.present.counts import of
from align.ui.present.desk import where_all_look
from align.ui.present.desk_chains import begun_steps
from align.ui.present.desk_clauses import drafted_prompts
from align.ui.present.desk_promises import promise_from
from align.ui.present.desk_talk import MARKS
from align.ui.present.reading import Reading
from align.ui.present.reveal import aside_words
from align.ui.say import ours, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import chain_of_answers, note, promise_of_answers
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.facilitator.promises import Newest, PromisesScreen
from align.ui.screens.facilitator.talk import TALK_KEYS, LeadsTalk
from align.ui.screens.facilitator.titles import Title, Titles
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.screens.shared.figures import state_badge
from align.ui.screens.shared.reading import READING_KEYS
from align.ui.screens.shared.reveal_lines import reveal_lines

_HIDDEN = mark("Answers are sealed until the round is closed. Nobody sees them yet, you included.")

_LAST = mark("That was the last prompt of the talk.")
_FIRST = mark("This is the first prompt of the talk.")


class RevealPane(Pane, LeadsTalk):
    """Prompts on the left, the one everybody looks at on the right."""

    HELP = (
        "This step. Everybody looks at the prompt that you lead to, in the order of the figures or in yours: hidden "
        "agreements first, then what differs most. … is parked for later, × is skipped, ✓ has a clause. Tab goes to "
        "the list, where < and > move a prompt."
    )
    MAIN = "#revealed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "lead(1)", "next for all", key_display="→", id="desk.next", tooltip="Lead everybody on"),
        Binding(
            "right", "turn(1)", "next", key_display="→", id="desk.next-answers", tooltip="The next prompt's answers"
        ),
        Binding("g", "gather", "all back here", id="desk.back-to-reveal", tooltip="Bring everybody back to the reveal"),
        Binding("c", "draft", "draft a clause", id="desk.draft", tooltip="Draft a clause for this prompt"),
        Binding("left", "lead(-1)", "back", key_display="←", id="desk.previous", tooltip="Lead everybody back"),
        Binding(
            "left", "turn(-1)", "back", key_display="←", id="desk.previous-answers", tooltip="The answers before these"
        ),
        Binding("n", "note", "note", id="desk.note", tooltip="Write down what is said about this prompt"),
        Binding(
            "r",
            "promise",
            "promise",
            id="desk.promise-from",
            tooltip="Make a promise or a chain of it",
        ),
        *TALK_KEYS,
        *READING_KEYS,
    ]

    _at_prompt = ""
    """The prompt that is drawn: another one is read from its top."""
    _focused = ""
    _talk: tuple[str, ...] = ()
    """The focus and the order for which the list's cursor was placed."""

    def __init__(self, workshop: Workshop, tools: DeskTools, *, id: str) -> None:
        super().__init__(workshop, tools, id=id)
        self.reading = Reading()
        self._lead_in = False

    class Draft(Message):
        """A clause is wanted for this prompt."""

        def __init__(self, prompt: str) -> None:
            super().__init__()
            self.prompt = prompt

    def compose(self) -> ComposeResult:
        """List and view; one sentence while answers are sealed."""
        with Horizontal(id="revealing"):
            yield Titles(closes=True, id="prompts")
            yield Board("", id="revealed")
        yield Static(id="still-sealed")

    def on_mount(self) -> None:
        """Say what there is to say before answers are shown."""
        self.spoken_anew()

    def spoken_anew(self) -> None:
        """Why there may be no list."""
        self.query_one("#still-sealed", Static).update(ours(_(_HIDDEN), "$quiet"))

    def show_state(self) -> None:
        """Draw the list and the view anew."""
        state = self.workshop.state
        self.set_class(not state.revealed, "-sealed")
        if not state.revealed:
            return
        self.all_led()
        listed = self.query_one(Titles)
        prompts = self._prompts()
        meant = self.meant if state.focus == self._focused else self.prompt
        listed.show([self._row(prompt) for prompt in prompts])
        if state.focus != self._focused or state.talk != self._talk or listed.highlighted is None:
            # Elsewhere the cursor stays where somebody put it, to move or park that prompt.
            self._focused, self._talk = state.focus, state.talk
            self.order_arrived()
            listed.highlighted = prompts.index(meant)
        mine, prompt = self.workshop.mine, self.prompt
        listed.entitle(ours(_("Prompts")), ours(self.reading.order_words(state)))
        board = self.query_one("#revealed", Board)
        where = f"{of(prompts.index(prompt) + 1, len(prompts))}{_(', ')}{where_all_look(state)}"
        aside = aside_words(state, prompt.id)
        # Words from people lose the spaces at their ends, so what parts them stands by itself.
        board.entitle(Content.assemble(ours(where), ours(" · " if aside else ""), say(aside, "$warning")))
        board.show(lambda width: reveal_lines(state, mine, prompt, width, self.reading))
        if prompt.id != self._at_prompt:
            self._at_prompt = prompt.id
            board.scroll_home(animate=False)
        self.make_figures()

    def draw_reading(self) -> None:
        """Draw anew; where the round has just closed and nobody led yet, everybody begins at the agenda's top."""
        self.show_state()
        state = self.workshop.state
        if self._lead_in and self.reading.whole(state) is not None:
            self._lead_in = False
            # Where a round's end has put everybody; who was led on meanwhile is not called back.
            if (self._led_to or state.focus) == state.the_plan.pack.prompts[0].id:
                self.lead_to_prompt(self._prompts()[0].id)

    def begin(self) -> None:
        """The round was closed just now: once the agenda is there, everybody begins at its top."""
        self._lead_in = True
        self.draw_reading()

    def lead_to_prompt(self, prompt: str) -> None:
        """Lead everybody to a prompt, while there is something to lead through."""
        if self._leading:
            super().lead_to_prompt(prompt)

    def _prompts(self) -> tuple[Prompt, ...]:
        return self.reading.prompts(self.workshop.state)

    def _row(self, prompt: Prompt) -> Title:
        state = self.workshop.state
        aside = state.aside.get(prompt.id)
        mark = "✓" if prompt.id in drafted_prompts(state) else " "
        found = self.reading.headline(state, prompt)
        badge = state_badge(found) if found is not None else ours(" ·", "$quiet")
        shown = ours(MARKS[aside.how], "$warning") if aside is not None else ours(mark, "$success")
        return Title(prompt.id, badge + shown, say(prompt.title, "$quiet" if aside is not None else ""))

    @property
    def meant(self) -> Prompt:
        """The prompt at the list's cursor while the list has the keys, else the one that everybody looks at."""
        listed = self.query_one(Titles)
        option = listed.highlighted_option if listed.has_focus else None
        return self.prompt_at(option.id or "") if option is not None else self.prompt

    @property
    def _leading(self) -> bool:
        """Whether the place among the answers can be moved on, for everybody or for who looks at them again."""
        return self.workshop.state.phase in ("reveal", "agree", "sealed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lead while answers are looked at or clauses agreed."""
        phase = self.workshop.state.phase
        if not self.check_reading(action) or not self.check_talk(action):
            return False
        if action == "gather":
            return phase == "agree"
        if action in ("draft", "note", "promise"):
            return phase in ("reveal", "agree") and (
                action != "promise" or self.prompt.type in ("duration", "scenario")
            )
        if action in ("lead", "turn"):
            return self._leading and (action == "lead") == (phase == "reveal")
        return True

    @on(OptionList.OptionHighlighted, "#prompts")
    def offer_keys(self) -> None:
        """What can be done depends on the prompt at the cursor."""
        self.screen.refresh_bindings()

    @on(OptionList.OptionSelected, "#prompts")
    def lead_to(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a prompt leads everybody there; where the list has to close, it does."""
        if event.option_id:
            self.lead_to_prompt(event.option_id)
            if self.query_one(Titles).closes:
                self.query_one(self.MAIN).focus()

    def action_lead(self, step: int) -> None:
        """Lead everybody to the next prompt, or the one before; where there is none, say so."""
        if not self.lead_on(step):
            tell(self, _(_LAST if step > 0 else _FIRST))

    def action_turn(self, step: int) -> None:
        """The same while everybody is at a later step: whoever looks at the answers again is led."""
        self.action_lead(step)

    def action_gather(self) -> None:
        """Bring everybody from the clauses back to the reveal."""
        submit(self, self.workshop, c.MoveTo("reveal"))

    def action_draft(self) -> None:
        """Draft a clause for the prompt that everybody looks at."""
        self.post_message(self.Draft(self.prompt.id))

    def action_promise(self) -> None:
        """Make a promise of what was answered about a time, an escalation chain of a scenario; then it is checked."""
        state, prompt = self.workshop.state, self.prompt
        revealed = state.revealed.get(prompt.id)
        newest: Newest = "promise"
        if prompt.type == "scenario" and revealed is not None:
            newest, filled = "chain", chain_of_answers(state.the_plan, prompt, *begun_steps(prompt, revealed))
        else:
            figures = self.reading.figures(revealed) if revealed is not None else None
            filled = promise_of_answers(state.the_plan, prompt, promise_from(prompt, figures))

        def check(made: bool | None) -> None:
            if made:
                self.app.push_screen(PromisesScreen(self.workshop, self.tools, newest=newest))

        self.app.push_screen(Form(self.workshop, filled), check)

    def action_note(self) -> None:
        """Write down what is said."""
        self.app.push_screen(Form(self.workshop, note(self.prompt)))
