"""What is asked after the first line of an answer: there, too, a lone ?, b or s is a key and no text.

An s there leaves only what was begun, as b does: skipping the prompt would take the place of an answer given before.
"""

from __future__ import annotations

from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.language import _, mark
from align.ui.plain.console import DOT, NO_DOT, Console, EndOfInputError, in_short
from align.ui.present.answering import filled

KEYS = mark("(b or s goes back to the prompt, ? explains)")
NOT_SKIPPED = mark("Nothing of this was given, and what you gave before stays. At the question s skips the prompt.")
_LEFT = mark("Typed here and not given: {lines}")
WORD = mark("Add a word if you like; just Enter goes on without one (b goes back to the prompt, ? explains):")


class BackError(Exception):
    """The person goes back to the prompt's own question."""


class SkipError(Exception):
    """The person leaves out what is asked."""


class Within:
    """Asks one person inside of one prompt's answer."""

    def __init__(self, console: Console, prompt: Prompt, plan: Plan | None = None) -> None:
        self._console, self._prompt, self._plan = console, prompt, plan
        self._taken: list[str] = []

    def say(self, text: str = "") -> None:
        """Print text."""
        self._console.say(text)

    def explain(self) -> None:
        """Say why the prompt is asked, how it is meant, and an example."""
        prompt = self._prompt
        example = f"{_('For example')}: {prompt.example}" if prompt.example else ""
        told = " ".join(filter(None, [prompt.why, prompt.help, example]))
        self.say(filled(self._plan, told) if self._plan is not None else told)

    async def ask(self, question: str, *, goes_on: bool = False) -> str:
        """See Console.ask; raises BackError and SkipError too."""
        while True:
            line = await self._console.ask(question, goes_on=goes_on)
            if line == "?":
                self.explain()
            elif line.lower() == "b":
                raise BackError
            elif line.lower() == "s":
                raise SkipError
            elif line == DOT:
                self.say(_(NO_DOT))
            else:
                self._taken.append(line)
                return line

    def left(self, first: str) -> None:
        """Say which lines, from the first one of the answer on, are not given where one goes back to the prompt."""
        self.say(_(_LEFT, lines=in_short([line for line in (first, *self._taken) if line])))

    async def pasted(self) -> list[str]:
        """See Console.pasted."""
        return await self._console.pasted()

    async def end(self, question: str) -> None:
        """Take the empty line with which a script ends what is full; whatever else comes is for the next question.

        Who types is not asked, for nothing can be added.
        """
        if self._console.by_hand:
            return
        try:
            line = await self._console.ask(question, goes_on=True)
        except EndOfInputError:
            self._console.put_back(None)
            return
        if line:
            self._console.put_back(line)


async def word(within: Within) -> str:
    """Return the word that somebody adds to a closed answer, empty for none; raises BackError, EndOfInputError."""
    try:
        return await within.ask(_(WORD))
    except SkipError:
        return ""
