"""All prompts with where their answers are; from here one hands in. And the calm screen after that."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from align.domain.commands import HandIn
from align.language import _
from align.ui.page import Page, submit, tell
from align.ui.present import answering as words
from align.ui.present.flow import Place, late_prompts, next_open
from align.ui.present.review import ReviewRow, hand_in_question, kept_words, review_rows, review_sentence
from align.ui.present.welcome import waiting_words
from align.ui.say import ours, say
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.bars import fit
from align.ui.widgets.dialogs import Confirm, ask_while
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static

NARROW = 72
"""Columns below which the words of how an answer stands would leave no room for the answer."""


class ReviewView(View):
    """The list; Enter goes to a prompt, `h` hands in."""

    DEFAULT_CSS = """
    ReviewView #list { height: auto; }
    """
    HELP = """\
Handing in says "I am done"; it shows nothing to anybody. You can still change answers until they are shown."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hand_in", "hand in", id="review.hand-in", tooltip="Say that I am done"),
        Binding("left,escape", "back", "back", key_display="←", id="review.back", tooltip="Back to the prompts"),
    ]

    def compose(self) -> ComposeResult:
        """What is open, then all prompts."""
        with Sheet():
            yield Static(ours(_("YOUR ANSWERS")), classes="area")
            yield Static(id="sentence", classes="question")
            yield Rows(id="list")
        yield Static(id="foot", classes="foot")

    def on_mount(self) -> None:
        """Fill the list."""
        self.follow()

    def on_resize(self) -> None:
        """In a narrow window the mark alone says how an answer stands."""
        self.follow()

    def focus_first(self) -> None:
        """The list, where something is left to do; after the round, what was begun comes first."""
        rows = self.query_one(Rows)
        left = [at for at, row in enumerate(self._rows()) if row.state in ("empty", "draft")]
        begun = [] if self.workshop.state.answering else [at for at in left if self._rows()[at].state == "draft"]
        rows.cursor = [*begun, *left, 0][0]
        rows.focus()

    def follow(self) -> None:
        """Where each answer is."""
        rows = self._rows()
        late = not self.workshop.state.answering
        self.query_one("#sentence", Static).update(ours(self.sentence(rows, late=late)))
        width = min(34, max((say(row.title).cell_length for row in rows), default=8))
        narrow = self.app.size.width < NARROW
        self.query_one(Rows).show([_drawn(row, width, narrow=narrow) for row in rows])
        self.query_one("#foot", Static).update(say(self.foot(late=late)))
        self.refresh_bindings()

    def sentence(self, rows: list[ReviewRow], *, late: bool) -> str:
        """What is left to do."""
        return review_sentence(rows, late=late)

    def foot(self, *, late: bool) -> str:
        """For how long answers can be changed."""
        return _("Marked late. It blocks nobody.") if late else _("You can change answers until they are shown.")

    def asks_first(self) -> str:
        """What is asked before handing in; empty where nothing is open."""
        return hand_in_question(self.workshop)

    def standing(self) -> Content:
        """How many are received, of all prompts: those that the late list leaves out too."""
        state = self.workshop.state
        asked = state.asked if state.answering else state.the_plan.pack.prompts
        received = sum(self.workshop.answer_state(prompt.id) == "received" for prompt in asked)
        return ours(kept_words(self.workshop.link, received), "$quiet")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Handing in belongs to the open round."""
        return action != "hand_in" or self.workshop.state.answering

    @on(Rows.Chosen)
    def jump(self, event: Rows.Chosen) -> None:
        """Go to a prompt."""
        rows = self._rows()
        if rows:
            self.go(Place("answer", rows[event.index].prompt))

    @work(exclusive=True)
    async def action_hand_in(self) -> None:
        """Say that I am done; asks first where something is neither answered nor skipped."""
        asked, meanwhile = self.asks_first(), _("You can change answers until they are shown.")
        question = Confirm(asked, meanwhile, holds=lambda: self.workshop.state.answering)
        if asked and not await ask_while(self, self.workshop, question):
            return
        submit(self, self.workshop, HandIn())
        self.go(Place("waiting"))

    def action_back(self) -> None:
        """Back to the reveal when late, else to the prompt that is open."""
        state = self.workshop.state
        if not state.answering:
            self.go(Place("reveal"))
            return
        place = next_open(state, self.workshop.mine)
        self.go(place if place.kind == "answer" else Place("answer", state.asked[-1].id))

    def _rows(self) -> list[ReviewRow]:
        state = self.workshop.state
        late = not state.answering
        return review_rows(self.workshop, late_prompts(state, self.workshop.mine) if late else state.asked)


def _drawn(row: ReviewRow, width: int, *, narrow: bool = False) -> Content:
    style = {"received": "$success", "sending": "$warning", "draft": "$warning"}.get(row.state, "$quiet")
    word = ours("") if narrow else fit(ours(row.word, style), 15)
    return Content.assemble(
        ours(f"{row.number:>2}  ", "$quiet"), fit(say(row.title), width), "  ", ours(f"{row.mark} ", style), word,
        say(row.answer, "$quiet"), ours(row.guesses, "$quiet"),
    )  # fmt: skip


class WaitingView(View):
    """Handed in: nothing to do, and nothing is lost by coming back."""

    DEFAULT_CSS = """
    WaitingView { align: center middle; }
    WaitingView Static { width: auto; max-width: 80%; height: auto; margin-bottom: 1; }
    WaitingView #done { text-style: bold; }
    """
    HELP = "The next step opens here by itself when the facilitator goes on."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "change my answers", id="waiting.review"),
    ]

    def compose(self) -> ComposeResult:
        """Three calm sentences."""
        yield Static(ours(_("Handed in. Thank you.")), id="done")
        yield Static(id="team")
        yield Static(id="sending")
        yield Static(ours(_("You can change your answers until then.")), classes="quiet")

    def on_mount(self) -> None:
        """How far the team is."""
        self.follow()

    def follow(self) -> None:
        """How far the team is, and what of mine is still on its way."""
        by_file, pulse = self.workshop.link == "file", self.workshop.state.phase == "pulse"
        what_next = self.workshop.link_text if by_file else waiting_words(self.workshop.progress, pulse=pulse)
        self.query_one("#team", Static).update(say(what_next))
        prompts = self.workshop.state.asked
        sending = sum(self.workshop.answer_state(prompt.id) == "sending" for prompt in prompts)
        drafts = [prompt for prompt in prompts if self.workshop.answer_state(prompt.id) == "draft"]
        stays = self.screen.stays() if isinstance(self.screen, Page) else ""
        shown = self.query_one("#sending", Static)
        shown.update(say(words.typed_words(drafts, sending, stays), "$warning"))
        shown.display = bool(drafts or sending)

    def action_review(self) -> None:
        """Back to the list; I am not done after all."""
        submit(self, self.workshop, HandIn(done=False))
        tell(self, _("You are not handed in any more. h hands in again."))
        self.go(Place("review"))
