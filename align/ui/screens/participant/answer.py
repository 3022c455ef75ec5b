"""One prompt a screen: the question, an input made for its type, who will see the answer, and where it is now."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from align.domain.checks import LONGEST_COMMENT
from align.domain.commands import GiveAnswer
from align.engine.clock import Clock
from align.engine.workshop import Workshop, answer_key
from align.language import _
from align.ui.page import settle, submit, tell, trouble
from align.ui.present import answering as words
from align.ui.present.flow import Place, order, step
from align.ui.present.helping import prompt_help
from align.ui.say import ours, say
from align.ui.screens.shared.view import AnswerSheet, View
from align.ui.widgets.answers import AnswerChanged, AnswerField, answer_field, legend
from align.ui.widgets.answers.base import CHOSEN
from align.ui.widgets.answers.sorting import SortField
from align.ui.widgets.answers.written import Written
from align.ui.widgets.dialogs import Confirm, ask_while
from align.ui.widgets.letters import Letters
from align.ui.widgets.static import Static
from align.ui.widgets.writing import Writing

HELP = """\
Write what you do, not what a process says: there are no wrong assumptions. Nobody sees your answer before all are
shown together, the facilitator included. What you type is kept on this machine at once and given when you go on; you
can change it until they are shown.

A prompt that is not yours to answer: say so with s. Leave a writing field with Esc to use single-letter keys.
Please write no patient data and no names of patients or sites under audit."""


class SkipLine(Static):
    """ "s  Not my area", marked when it is the answer."""

    class Pressed(Message):
        """It was clicked."""

    def on_click(self, event: events.Click) -> None:
        """The same as the key."""
        self.post_message(self.Pressed())


class AnswerView(View):
    """Asks one prompt."""

    DEFAULT_CSS = """
    AnswerView .field { margin-bottom: 1; }
    AnswerView #skip { width: auto; }
    AnswerView #comment { height: auto; min-height: 1; max-height: 5; border: none; border-left: outer $rule;
                          padding: 0 1; margin: 1 0 0 0; }
    AnswerView #comment:focus { border-left: outer $accent; }
    AnswerView #letters { padding: 0 2; }
    AnswerView #why { margin-top: 1; }
    AnswerView #who { width: 1fr; height: auto; }
    AnswerView #state { width: auto; margin-left: 2; color: $success; }
    AnswerView #state.-waiting { color: $warning; }
    """
    HELP = HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "write", "write", id="answer.write", tooltip="Back into the field, to write on"),
        Binding("enter,right", "next", "next", key_display="enter", id="answer.next", tooltip="Give it and go on"),
        Binding("ctrl+n", "next", "next", id="answer.next-writing", tooltip="Give it and go on, while writing"),
        Binding("left", "back", "back", key_display="←", id="answer.back", tooltip="The one before"),
        Binding("ctrl+b", "back", "back", id="answer.back-writing", tooltip="The one before, while writing"),
        Binding("s", "skip", "skip", id="answer.skip", tooltip="Not my area"),
        Binding("r,escape", "review", "review", key_display="r", id="answer.review", tooltip="All prompts, hand in"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock, prompt_id: str) -> None:
        super().__init__(workshop, clock)
        self.prompt = workshop.state.the_plan.prompt(prompt_id)
        value, comment = words.start_of(workshop.mine, prompt_id)
        self._field = answer_field(self.prompt, value)
        if isinstance(self._field, SortField):
            self._field.about = words.clause_words(workshop.state, self.prompt)
        # Where the input has keys of its own, one tabs from it to the words beside it and back, over nothing else.
        self.can_focus = isinstance(self._field, Written)
        self._comment = Writing(comment, placeholder=_("Add a word if you like"), id="comment", goes_on=True)
        self._comment.leave = self.focus_first
        self._was: tuple[Any, str] = (self._field.value, comment)

    def compose(self) -> ComposeResult:
        """The question stays in view; what one answers with, and why it is asked, scrolls under it."""
        plan, prompt = self.workshop.state.the_plan, self.prompt
        with Vertical(classes="head"):
            yield Static(say(words.area_title(prompt)), classes="area")
            yield Static(say(words.question(plan, prompt)), classes="question")
            yield from legend(prompt)
        with AnswerSheet():
            if prompt.help:
                yield Static(say(words.filled(plan, prompt.help)), classes="line quiet about")
            yield self._field
            yield SkipLine(id="skip")
            if prompt.closed:
                yield self._comment
                yield Letters(LONGEST_COMMENT, self._comment.text.strip(), id="letters")
            yield Static(self._background(), id="why", classes="line quiet")
        with Horizontal(classes="foot"):
            yield Static(id="who")
            yield Static(id="state")

    def on_mount(self) -> None:
        """Show where the answer is."""
        self.follow()

    def help_words(self) -> str:
        """How to answer a prompt of this type, then what holds for all."""
        return f"{prompt_help(self.prompt)}\n\n{super().help_words()}"

    def focus_first(self) -> None:
        """The input."""
        if isinstance(self._field, AnswerField):
            self._field.focus()
        else:
            self._field.focus_field()

    def follow(self) -> None:
        """Who will see it, where it is, whether it was skipped."""
        workshop, state = self.workshop, self.workshop.state
        late = not state.answering
        alone = workshop.link == "alone"
        seen = _(words.NOBODY_SEES) if alone else words.who_will_see(state.the_plan, self.prompt, late=late)
        self.query_one("#who", Static).update(ours(seen))
        stage = workshop.answer_state(self.prompt.id)
        shown = self.query_one("#state", Static)
        part = words.part_given(self.prompt, self._field.value) if stage != "empty" else ""
        shown.update(ours(" · ".join(filter(None, [words.answer_word(stage, workshop.link), part]))))
        shown.set_class(stage in ("draft", "sending"), "-waiting")
        skipped = words.is_skipped(workshop.mine, self.prompt.id)
        style = "$accent bold" if skipped else "$quiet"
        self.query_one("#skip", SkipLine).update(ours(f"{CHOSEN if skipped else ' '} s  {_('Not my area')}", style))

    def standing(self) -> Content:
        """How far one is."""
        return ours(words.progress_words(self.workshop.state.asked, self.workshop.mine, self.prompt), "$quiet")

    # ---- what the person does ----------------------------------------------------------------------------------

    @on(AnswerChanged)
    @on(TextArea.Changed, "#comment")
    def keep(self) -> None:
        """Keep what is typed, on this machine."""
        now = self._now()
        for letters in self.query(Letters).filter("#letters"):
            letters.count(now[1])
        if now == self._was:
            return
        self._was = now
        if not words.problem(self.prompt, *now, LONGEST_COMMENT):
            settle(self)
        empty = now == (None, "") or now == words.last_answer(self.workshop.mine, self.prompt.id)
        self.workshop.keep_draft(answer_key(self.prompt.id), None if empty else words.draft(*now))
        self.follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab leads back into a field that was left: what is typed outside it would be keys."""
        return action != "write" or self.has_focus

    def action_write(self) -> None:
        """Back into the field."""
        self.focus_first()

    def action_next(self) -> None:
        """Give what is there and go on; an answer that is not finished says so."""
        if self._give():
            self._move(1)

    def action_back(self) -> None:
        """Go back; what can be given is given, the rest stays typed."""
        value, comment = self._now()
        if not words.problem(self.prompt, value, comment, LONGEST_COMMENT):
            self._give()
        self._move(-1)

    @on(SkipLine.Pressed)
    @work(exclusive=True)
    async def action_skip(self) -> None:
        """Say that it is not my area, and go on; asks first where that would take the place of an answer."""
        if self._field.value is not None or words.has_answer(self.workshop.mine, self.prompt.id):
            stays = _("Your answer here is then gone. With no it stays as it is.")
            question = Confirm(_("Say “not my area” in place of your answer?"), stays, holds=lambda: self.is_attached)
            if not await ask_while(self, self.workshop, question):
                return
        self._submit(None, self._now()[1])
        self._move(1)

    def action_review(self) -> None:
        """Look at all prompts; what can be given is given."""
        value, comment = self._now()
        if not words.problem(self.prompt, value, comment, LONGEST_COMMENT):
            self._give()
        self.go(Place("review"))

    def _give(self) -> bool:
        value, comment = self._now()
        given = words.last_answer(self.workshop.mine, self.prompt.id)
        if (value, comment) == given or (value is None and not comment and given is None):
            return True
        if value is None and given is not None and (given[0] is None or not comment):
            if given[0] is not None:
                tell(self, _("Your earlier answer stays. To take it back, press s: not my area."))
            return True
        wrong = words.problem(self.prompt, value, comment, LONGEST_COMMENT) if value is not None else ""
        wrong = wrong or ("" if value is not None else _("There is a word but no answer yet. Choose one, or press s."))
        if wrong:
            trouble(self, wrong)
            self.focus_first()
            return False
        self._submit(value, comment)
        return True

    def _submit(self, value: Any, comment: str) -> None:
        self._was = (value, comment)
        self.workshop.keep_draft(words.given_key(self.prompt.id), words.draft(value, comment))
        submit(self, self.workshop, GiveAnswer(self.prompt.id, value, comment))

    def _now(self) -> tuple[Any, str]:
        return self._field.value, self._comment.text.strip()

    def _move(self, by: int) -> None:
        places = order(self.workshop.state, self.workshop.mine, self.workshop.me)
        self.go(step(places, Place("answer", self.prompt.id), by))

    def _background(self) -> Content:
        plan, prompt = self.workshop.state.the_plan, self.prompt
        parts = [Content.assemble(ours(f"{_('Why we ask')}  ", "bold"), say(words.filled(plan, prompt.why)))]
        if prompt.example:
            parts.insert(
                0, Content.assemble(ours(f"{_('For example')}  ", "bold"), say(words.filled(plan, prompt.example)))
            )
        return Content("\n").join(parts)
