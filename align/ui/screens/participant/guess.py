""" "And the others?": what most people of each group will say, one group after the other, own answer first."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from align.domain.checks import LONGEST_COMMENT
from align.domain.commands import GivePrediction
from align.domain.values import words as in_words
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import MEASURE, TALL, settle, submit, trouble
from align.ui.present import answering as words
from align.ui.present.flow import Place, order, step
from align.ui.present.helping import type_help
from align.ui.say import lines_of, ours, region_badge, say
from align.ui.screens.shared.view import AnswerSheet, View
from align.ui.widgets.answers import AnswerChanged, AnswerField, answer_field, legend
from align.ui.widgets.answers.base import CHOSEN
from align.ui.widgets.bars import fit
from align.ui.widgets.static import Static

FEW = 5
"""Lines that groups take in a low window."""
CANNOT_TELL = mark("I can't tell")


class Groups(Static):
    """The groups with what is guessed; a click asks about one."""

    class Pressed(Message):
        """A line was clicked, counted from 0."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def on_click(self, event: events.Click) -> None:
        """Tell which line it was."""
        self.post_message(self.Pressed(event.get_content_offset_capture(self).y))


class GuessView(View):
    """Asks for one guess a group; `c` says that one cannot tell."""

    DEFAULT_CSS = """
    GuessView #others { margin-bottom: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    GuessView #holder { height: auto; }
    GuessView .field { margin-bottom: 1; }
    """
    HELP = """\
A guess is about what most people of a group will say, not about what they should say. Your own answer is kept as it is.
Guesses are only ever shown for all people of a region together. When you cannot tell, say so: that is an answer too."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "next", "next", key_display="enter", id="guess.next", tooltip="Keep it and go on"),
        Binding("ctrl+n", "next", "next", show=False, id="guess.next-writing", tooltip="Go on, while writing"),
        Binding("left", "back", "back", key_display="←", id="guess.back", tooltip="The group before"),
        Binding("c", "cannot_tell", "can't tell", id="guess.cannot", tooltip="I can't tell"),
        Binding("s", "skip", "skip all", id="guess.skip", tooltip="No guesses for this prompt"),
        Binding("r,escape", "review", "review", key_display="r", id="guess.review", tooltip="All prompts, hand in"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock, prompt_id: str) -> None:
        super().__init__(workshop, clock)
        plan = workshop.state.the_plan
        self.prompt = plan.prompt(prompt_id)
        self.targets = words.guess_targets(plan, self.prompt, workshop.me)
        self._at = 0
        self._field = answer_field(self.prompt, self._guess(0))

    def help_words(self) -> str:
        """What a guess is, and how one is given to a prompt of this type."""
        return f"{super().help_words()}\n\n{type_help(self.prompt.type)}"

    def compose(self) -> ComposeResult:
        """The question about one group, all groups with what was guessed, the input."""
        with Vertical(classes="head"):
            yield Static(ours(_("AND THE OTHERS?")), classes="area")
            yield Static(id="question", classes="question")
            yield from legend(self.prompt)
        with AnswerSheet():
            yield Groups(id="others", classes="line")
            with Vertical(id="holder"):
                yield self._field
            yield Static(self._about(), classes="line quiet")
        yield Static(ours(_("Guesses are shown only as a region's, never as yours.")), classes="foot")

    def on_mount(self) -> None:
        """Ask about the first group."""
        self.follow()

    def focus_first(self) -> None:
        """The input."""
        if isinstance(self._field, AnswerField):
            self._field.focus()
        else:
            self._field.focus_field()

    def standing(self) -> Content:
        """How far one is."""
        return ours(words.progress_words(self.workshop.state.asked, self.workshop.mine, self.prompt), "$quiet")

    def follow(self) -> None:
        """The question and the groups."""
        plan = self.workshop.state.the_plan
        target = self.targets[self._at]
        self.query_one("#question", Static).update(say(words.guess_question(plan, self.prompt, target)))
        # The longest name takes half of a line at the most: beside it stands what one guessed.
        longest = max(say(t.label).cell_length for t in self.targets)
        width = min(longest, max(16, min(self.app.size.width, MEASURE) // 2 - 8))
        rows = []
        shown = self._in_sight()
        for number, each in enumerate(self.targets):
            if number not in shown:
                continue
            here = number == self._at
            mark = ours(f"{CHOSEN} " if here else "  ", "$accent bold")
            label = fit(say(each.label, "bold" if here else ""), width)
            rows.append(Content.assemble(mark, region_badge(plan, each.id), " ", label, "  ", self._said(number)))
        left_out = len(self.targets) - len(shown)
        more = [ours(f"  {_('and {n} more', n=left_out)}", "$quiet")] if left_out else []
        self.query_one("#others", Static).update(lines_of([*rows, *more]))

    def on_resize(self) -> None:
        """Where there is little room, the input needs it more than the groups do."""
        self.follow()

    def _in_sight(self) -> range:
        """Return the groups that are listed: all, or in a low window those around the one that is asked about."""
        many = len(self.targets)
        if many <= FEW or self.app.size.height >= TALL:
            return range(many)
        first = max(0, min(self._at - 1, many - FEW + 1))
        return range(first, first + FEW - 1)

    # ---- what the person does ----------------------------------------------------------------------------------

    @on(AnswerChanged)
    def keep(self) -> None:
        """Keep what is picked, on this machine."""
        value = self._field.value
        if not words.problem(self.prompt, value, "", LONGEST_COMMENT):
            settle(self)
        if value is not None and value != self._guess(self._at):
            self._draft(self._at, value, done=False)
            self.follow()

    async def action_next(self) -> None:
        """Keep the guess and ask about the next group."""
        value = self._field.value
        if value is not None:
            wrong = words.problem(self.prompt, value, "", LONGEST_COMMENT)
            if wrong:
                trouble(self, wrong)
                return
            self._give(value)
        await self._to(self._at + 1)

    @on(Groups.Pressed)
    async def ask_about(self, event: Groups.Pressed) -> None:
        """Ask about another group; a guess that can be given is given."""
        shown = self._in_sight()
        if 0 <= event.line < len(shown) and shown[event.line] != self._at:
            value = self._field.value
            if value is not None and not words.problem(self.prompt, value, "", LONGEST_COMMENT):
                self._give(value)
            await self._to(shown[event.line])

    async def action_back(self) -> None:
        """The group before, or the own answer."""
        await self._to(self._at - 1)

    async def action_cannot_tell(self) -> None:
        """Say so and go on."""
        self._give(None)
        await self._to(self._at + 1)

    def action_skip(self) -> None:
        """Leave this prompt's guesses out."""
        self._leave(1)

    def action_review(self) -> None:
        """Look at all prompts."""
        self.go(Place("review"))

    async def _to(self, number: int) -> None:
        if not 0 <= number < len(self.targets):
            self._leave(1 if number > 0 else -1)
            return
        self._at = number
        self._field = answer_field(self.prompt, self._guess(number))
        holder = self.query_one("#holder", Vertical)
        await holder.remove_children()
        if not holder.is_attached:
            return  # align is being left meanwhile
        await holder.mount(self._field)
        self.focus_first()
        self.follow()

    def _give(self, value: Any) -> None:
        given = self.workshop.mine.predictions.get((self.prompt.id, self.targets[self._at].id))
        if given is None or given.value != value:
            self._draft(self._at, value, done=True)
            submit(self, self.workshop, GivePrediction(self.prompt.id, self.targets[self._at].id, value))

    def _leave(self, by: int) -> None:
        places = order(self.workshop.state, self.workshop.mine, self.workshop.me)
        self.go(step(places, Place("guess", self.prompt.id), by))

    # ---- what was guessed so far -------------------------------------------------------------------------------

    def _draft(self, number: int, value: Any, *, done: bool) -> None:
        key = words.guess_key(self.prompt.id, self.targets[number].id)
        self.workshop.keep_draft(key, {"value": value, "done": done})

    def _kept(self, number: int) -> tuple[bool, Any]:
        """Return (something was said, what): typed or on its way first, then what the host has."""
        target = self.targets[number].id
        typed = self.workshop.mine.drafts.get(words.guess_key(self.prompt.id, target))
        if isinstance(typed, dict):
            return bool(typed.get("done")), typed.get("value")
        stored = self.workshop.mine.predictions.get((self.prompt.id, target))
        return stored is not None, stored.value if stored else None

    def _guess(self, number: int) -> Any:
        return self._kept(number)[1]

    def _said(self, number: int) -> Content:
        done, value = self._kept(number)
        if value is None:
            return ours(_(CANNOT_TELL) if done else "…", "$quiet")
        if words.problem(self.prompt, value, "", LONGEST_COMMENT):
            return ours("…", "$quiet")
        return say(in_words(self.prompt, value).replace("\n", " · "), "" if done else "$quiet")

    def _about(self) -> Content:
        own = words.short_answer(self.prompt, self.workshop.mine)
        return Content.assemble(ours(f"{_('Your own answer')}  ", "bold"), say(own)) if own else ours("")
