"""The reveal, line by line: what everybody looks at is read out; one may look around, write a note, answer late."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from align.analysis.reveal import read_prompt
from align.charter.analysis_text import prompt_lines as figure_lines
from align.charter.facts import prompt_lines
from align.domain.commands import TakeNote
from align.domain.prompts import Prompt
from align.domain.state import State
from align.engine.workshop import Workshop
from align.errors import Rejected
from align.language import _, mark, retold
from align.ui.plain.calendar import once
from align.ui.plain.console import Console
from align.ui.plain.giving import give
from align.ui.plain.inputs import NONE_OF_THESE, whole
from align.ui.plain.news import News
from align.ui.present.calendars import person_of
from align.ui.present.clauses import clause_rows, read_out
from align.ui.present.counts import of
from align.ui.present.flow import late_prompts
from align.ui.present.reveal import aside_words, nothing_shown, signed_note, turnout

HELP = mark(
    "These are the answers of all who gave one, by group; a group with few answers is shown together with others, so "
    "that nobody is given away. The facilitator leads: what everybody looks at is read out by itself. You may look "
    "around meanwhile; that changes nothing for anybody."
)


class Looking:
    """One participant at the answers. `answer` asks one prompt: (prompt, its number, how many) → 1 on, -1 back."""

    def __init__(
        self,
        console: Console,
        workshop: Workshop,
        wake: asyncio.Event,
        news: News,
        answer: Callable[[Prompt, int, int], Awaitable[int]],
    ) -> None:
        self._console, self._workshop, self._wake, self._answer = console, workshop, wake, answer
        self._news = news
        self._read_out = ""
        """The prompt that was read out last: a note is about it."""
        self._followed = ""
        """Where everybody was when the last prompt was read out for that reason."""

    def begin_anew(self) -> None:
        """A round is open: what is shown after it is read out from the start."""
        self._read_out = self._followed = ""

    def follow(self) -> None:
        """Read out the prompt that everybody looks at, once."""
        focus = self._workshop.state.focus
        if focus and focus != self._followed:
            self._followed = focus
            self._read(focus)

    async def around(self, moved: Callable[[], bool]) -> None:
        """Let somebody at a terminal look around until `moved()` holds; a script waits, its lines are for others."""
        if not self._console.by_hand or not self._workshop.state.revealed:
            await self._console.wait(moved, self._wake)
            return
        while not moved():
            self._console.question(self._keys())
            line = await self._console.line_or(moved, self._wake)
            if line:
                with self._news.in_hand():
                    await self._do(line.lower(), moved)

    def _keys(self) -> str:
        late = self._late()
        said = [_("n writes a note on this prompt that everybody sees."), _("p lists the prompts, a number reads one.")]
        if late:
            still = len(self._open(late))
            said.append(_("l answers late what is open ({n}).", n=still) if still else _("l changes what came late."))
        if self._workshop.state.clauses:
            said.append(_("c reads the clauses."))
        if self._has_calendar():
            said.append(_("k reads your region's calendar, to confirm it or say what is wrong."))
        return " ".join([*said, _("Or just wait.")])

    async def _do(self, line: str, moved: Callable[[], bool]) -> None:
        prompts, number = self._workshop.state.the_plan.pack.prompts, whole(line)
        if line == "?":
            self._console.say(_(HELP))
        elif line == "n":
            await self._note()
        elif line == "p":
            for at, prompt in enumerate(prompts, 1):
                self._console.say(self._row(at, prompt))
        elif line == "l" and self._late():
            await self._answer_late(moved)
        elif line == "c":
            self._read_clauses()
        elif line == "k" and self._has_calendar():
            await once(self._console, self._workshop, self._wake)
        elif number is not None and 1 <= number <= len(prompts):
            self._read(prompts[number - 1].id)
        else:
            self._console.say(_(NONE_OF_THESE, line=line))

    def _read_clauses(self) -> None:
        state = self._workshop.state
        if not state.clauses:
            self._console.say(_("There are no clauses yet."))
        for row in clause_rows(state):
            self._console.say(f"{row.number}. {row.text} ({row.status})")
            for line in read_out(state, state.clauses[row.id]):
                self._console.say(f"  {line}")

    def _read(self, prompt: str) -> None:
        self._read_out = prompt
        self._console.say("\n".join(revealed_lines(self._workshop.state, prompt)))

    def _row(self, number: int, prompt: Prompt) -> str:
        state = self._workshop.state
        revealed = state.revealed.get(prompt.id)
        said = [f"{number} {prompt.title}", of(revealed.answered, revealed.expected) if revealed else ""]
        said.append(aside_words(state, prompt.id))
        said.append(_("everybody looks here") if state.phase == "reveal" and prompt.id == state.focus else "")
        return ", ".join(filter(None, said))

    def _has_calendar(self) -> bool:
        return person_of(self._workshop.state, self._workshop.me) is not None

    def _late(self) -> list[Prompt]:
        return late_prompts(self._workshop.state, self._workshop.mine)

    async def _answer_late(self, moved: Callable[[], bool]) -> None:
        """Ask what is open, prompt by prompt, until what everybody does moves on; what is left stays open."""
        late = self._open(self._late()) or self._late()
        at = 0
        while 0 <= at < len(late) and not moved():
            at += await self._answer(late[at], at + 1, len(late))

    def _open(self, late: Sequence[Prompt]) -> list[Prompt]:
        return [prompt for prompt in late if prompt.id not in self._workshop.mine.answers]

    async def _note(self) -> None:
        plan = self._workshop.state.the_plan
        prompt = plan.prompt(self._read_out or plan.pack.prompts[0].id)
        named = plan.attribution == "named"
        shown = _("Everybody sees it, with your name.") if named else _("Everybody sees it, without your name.")
        about = _("A note on “{title}”", title=prompt.title)
        text = await self._console.words(f"{about}. {shown} {_('Just Enter leaves it.')}")
        if text:
            try:
                await give(self._console, self._workshop, self._wake, TakeNote(prompt.id, text), _("Received."))
            except Rejected as no:
                self._console.say(retold(no.text))


def revealed_lines(state: State, prompt: str) -> list[str]:
    """Return a prompt's answers, what they come to, and the notes; its title and turnout are said once.

    Where no answer can be shown, why not.
    """
    lines = prompt_lines(state, state.the_plan, prompt)
    revealed = state.revealed.get(prompt)
    hidden = nothing_shown(revealed) if revealed is not None else ""
    if revealed is not None and hidden:
        lines = ["", f"{state.the_plan.prompt(prompt).title}: {turnout(revealed)} {hidden}"]
    elif revealed is not None:
        figures = read_prompt(state.the_plan, state.the_plan.prompt(prompt), revealed)
        lines += figure_lines(state.the_plan, figures)[1 if figures.late else 2 :]
    notes = state.notes.get(prompt, ()) if revealed is not None else ()
    return [*lines, *(f"  {_('Note: {text}', text=signed_note(state.the_plan, note))}" for note in notes)]
