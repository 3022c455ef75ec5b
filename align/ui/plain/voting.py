"""A vote on a clause, line by line: the clause, a level, and a reason where one is needed."""

from __future__ import annotations

import asyncio

from align.domain.commands import GiveSupport
from align.domain.model import CONSENT_FROM, SUPPORT_LEVELS
from align.engine.workshop import Workshop
from align.errors import Rejected
from align.language import _, retold
from align.ui.plain.console import QUERY, Console
from align.ui.plain.giving import give
from align.ui.plain.inputs import whole
from align.ui.present.clauses import read_out

Vote = tuple[str, int]
"""A clause, and the number of a vote on it."""


class Voting:
    """One participant's levels."""

    def __init__(self, console: Console, workshop: Workshop, wake: asyncio.Event) -> None:
        self._console, self._workshop, self._wake = console, workshop, wake
        self._said: set[Vote] = set()
        """Votes in which a level was given here, also where the host does not have it yet."""

    def asked(self) -> Vote | None:
        """Return the open vote that this person has not given a level in, if any."""
        given = self._said | self._workshop.mine.supports.keys()
        asked = ((clause, vote.number) for clause, vote in self._workshop.state.open_votes.items())
        return next((vote for vote in asked if vote not in given), None)

    async def _reason(self) -> str:
        """Return why a level is below 3; empty where somebody goes back to the level."""
        question = _("What would have to change? (a level below 3 needs a reason)")
        return await self._console.words(question) or await self._console.words(
            f"{question} {_('Just Enter once more goes back to the level.')}"
        )

    def _explain(self) -> None:
        self._console.say(". ".join(f"{level} {_(said)}" for level, said in enumerate(SUPPORT_LEVELS)))
        self._console.say(_("Nobody sees your level before the vote is closed."))

    async def ask(self, vote: Vote) -> None:
        """Ask for a level until one is given or the vote is closed."""
        console, state = self._console, self._workshop.state
        console.say()
        console.say(_("A clause to agree: {text}", text=state.clauses[vote[0]].text))
        for detail in read_out(state, state.clauses[vote[0]]):
            console.say(detail)
        self._explain()
        while True:
            console.question(_("Your level, 0 to 5:"))
            line = await console.line_or(lambda: self.asked() != vote, self._wake)
            if line is None:
                return
            if line == QUERY:
                self._explain()
                continue
            level = whole(line)
            reason = ""
            if level is not None and level < CONSENT_FROM:
                reason = await self._reason()
                if not reason:
                    continue
            support = GiveSupport(*vote, -1 if level is None else level, reason)
            try:
                await give(console, self._workshop, self._wake, support, _("Received."))
                self._said.add(vote)
                return
            except Rejected as no:
                console.say(retold(no.text))
                if no.code == "no-open-vote":
                    return
