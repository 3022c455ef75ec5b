"""What the desk's line-by-line commands share: the workshop, the person at the lines, asking and doing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from align.domain.checks import day_of, no_open_vote
from align.domain.commands import Command
from align.domain.model import Clause, clause_number
from align.domain.phases import in_time
from align.domain.prompts import Prompt
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.errors import AlignError, Rejected
from align.language import _, mark, retold
from align.ui.plain.console import DOT, Console
from align.ui.plain.inputs import is_yes, whole
from align.ui.present.desk_moves import Move
from align.ui.present.desk_overtaken import news_of

AWAY = mark("The host cannot be reached just now, so nothing was done. Try again when it is back; nothing is lost.")


class GivenUpError(Exception):
    """The person gave up a command that was asking them something."""


class Table:
    """A facilitator's place at the lines."""

    def __init__(self, console: Console, workshop: Workshop, folder: Path, clock: Clock) -> None:
        self.console, self.workshop, self.folder, self.clock = console, workshop, folder, clock

    def say(self, text: str) -> None:
        """Print text."""
        self.console.say(text)

    async def do(self, command: Command, then: str = "", news: Callable[[], str] = str) -> bool:
        """Ask the workshop for something, and say `then` or why not; a move never waits for a line that is down.

        `news` says what another desk has done meanwhile besides leading on; empty: nothing.
        """
        if self.workshop.link != "online":
            self.say(_(AWAY))
            return False
        moved = news_of(self.workshop)
        try:
            await self.workshop.submit(command)
        except AlignError as error:
            why = retold(str(error))
            refused = f"{why} {_('Nothing was changed.')}" if isinstance(error, Rejected) else why
            self.say((moved() or news() if isinstance(error, Rejected) else "") or refused)
            return False
        if then:
            self.say(then)
        return True

    def unfinished(self, key: str) -> dict[str, str]:
        """Return what was typed for this before and not taken, here or in a form: a text by its field's name.

        Its words are said, so that one knows what just Enter takes.
        """
        kept = self.workshop.mine.drafts.get(key)
        typed = {name: text for name, text in kept.items() if isinstance(text, str)} if isinstance(kept, dict) else {}
        said = next((typed[name] for name in ("text", "dissent") if typed.get(name)), "")
        if said:
            self.say(f"{_('Your unfinished words were kept.')} {_('“{words}”', words=said)}")
        return typed

    async def give(
        self, command: Command, key: str, typed: dict[str, str], then: str = "", news: Callable[[], str] = str
    ) -> bool:
        """The same as `do`, of words that wait under `key` for the next time when they are not taken."""
        taken = await self.do(command, then, news)
        self.workshop.keep_draft(key, None if taken else typed)
        if not taken:
            self.say(_("What you typed is kept: the same command offers it again."))
        return taken

    def in_time(self, kind: type[Command], clause: str = "") -> bool:
        """Whether such a command can be given now, to this clause; says why not, before anything is asked for it."""
        try:
            in_time(self.workshop.state.phase, kind)
            no_open_vote(self.workshop.state, clause)
        except Rejected as no:
            self.say(f"{retold(no.text)} {_('Nothing was changed.')}")
            return False
        return True

    async def sure(self, move: Move, *, anytime: bool = False) -> bool:
        """Say what will happen and return whether the person wants it; nothing but a yes (`is_yes`) means so.

        Where another desk has moved everybody on meanwhile that is told, and the move is off unless it is good
        `anytime`.
        """
        news = news_of(self.workshop)
        self.say(f"{move.title} {move.text}")
        while (answer := await self.console.ask(_("{what}? y or n:", what=move.yes))) == "?":
            self.say(f"{move.text} {_('y does it; anything else leaves all as it is.')}")
        happened = "" if anytime else news()
        if is_yes(answer) and not happened:
            return True
        self.say(happened or _("Nothing was done."))
        return False

    async def line(self, question: str, usual: str = "", otherwise: str = "") -> str:
        """Return a line, or what just Enter takes; raises GivenUpError for a lone full stop.

        `otherwise` says what nothing means, where just Enter takes nothing.
        """
        enter = usual or otherwise
        asked = _("{question} (just Enter: {usual}):", question=question, usual=enter) if enter else f"{question}:"
        while (line := await self.console.ask(asked)) == "?":
            self.say(_("A lone {stop}, where something is asked, gives it up.", stop=DOT))
        if line == DOT:
            raise GivenUpError
        return line or usual

    async def words(self, question: str, usual: str = "") -> str:
        """Return a line that is not empty, asking until there is one; raises GivenUpError."""
        while not (line := await self.line(question, usual)):
            self.say(_("This needs words; a lone {stop} gives it up.", stop=DOT))
        return line

    async def day(self, question: str, usual: str = "", *, needed: bool = False) -> str:
        """Return a day as YYYY-MM-DD, asking again until it can be read; empty only where it is not needed.

        Raises GivenUpError.
        """
        ask = self.words if needed else self.line
        while True:
            try:
                return day_of(await ask(question, usual))
            except Rejected as no:
                self.say(f"{retold(no.text)} {_('Your other words are still here.')}")

    def prompt_of(self, text: str) -> Prompt | None:
        """Return the prompt that a number means, or without one the prompt that everybody looks at; says why none."""
        prompts = self.workshop.state.the_plan.pack.prompts
        if not text:
            focus = self.workshop.state.focus
            return next((prompt for prompt in prompts if prompt.id == focus), prompts[0])
        number = whole(text) or 0
        if 1 <= number <= len(prompts):
            return prompts[number - 1]
        missing = _("There is no prompt {text}. Enter a number from 1 to {most}; list shows them.",
                    text=text[:20], most=len(prompts))  # fmt: skip
        self.say(missing)
        return None

    def clause_of(self, text: str) -> Clause | None:
        """Return the clause with this number, or without one the newest; says why none."""
        clauses = self.workshop.state.clauses
        if not clauses:
            self.say(_("There is no clause yet. draft begins one for the prompt that everybody looks at."))
            return None
        if not text:
            return next(reversed(clauses.values()))
        found = next((one for id, one in clauses.items() if str(clause_number(id)) == text), None)
        if found is None:
            self.say(_("There is no clause {text}. clauses lists them.", text=text[:20]))
        return found
