"""A pack played by one person in memory, to see how it reads and what its clauses become. No host, no file, no others.

The round is open from the beginning. Handing in closes it, shows what was answered, and drafts every clause.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

from align.charter.draft import draft_clause
from align.domain import commands as c
from align.domain.actors import Actor
from align.domain.calendars import WorkCalendar
from align.domain.hours import parse_hours
from align.domain.model import Milestone, Participant, Plan, Region
from align.domain.prompts import Pack
from align.engine.example import Member, Table
from align.engine.workshop import AnswerState, answer_key
from align.language import mark
from align.sync.messages import Done

ME = "you"
CLOSES_AFTER = 0.3
"""Seconds from handing in to the closing of the round: the screen goes where one waits, and comes back."""
OVER = mark("That was the pack. Nothing was kept.")
_HOURS = parse_hours("Mon-Fri 09:00-17:30")
_FACILITATOR = Actor("facilitator", "facilitator", "rehearsal")


class Rehearsal(Member):
    """The only person at the table. With `ends` the workshop is over for them as soon as they have handed in."""

    def __init__(self, table: Table, *, ends: bool = False) -> None:
        super().__init__(table, Actor("participant", ME, "rehearsal"))
        self._ends = ends

    def submit(self, command: c.Command) -> Awaitable[Done]:
        """Do it at once; handing in is followed by everything that a facilitator would do then."""
        done = super().submit(command)
        if isinstance(command, c.HandIn) and command.done:
            self.mine.done = True
            if self._ends:
                self._close()
            else:
                asyncio.get_running_loop().call_later(CLOSES_AFTER, self._close)
        return done

    def keep_draft(self, key: str, draft: Any) -> None:
        """Keep what is typed for as long as this lasts."""
        self.mine.drafts.pop(key, None)
        if draft is not None:
            self.mine.drafts[key] = draft

    def answer_state(self, prompt: str) -> AnswerState:
        """Typed, or given."""
        return "draft" if answer_key(prompt) in self.mine.drafts else super().answer_state(prompt)

    def _close(self) -> None:
        if self._ends:
            self.link, self.link_text = "ended", OVER
        commands: list[c.Command] = [c.CloseRound(), c.MoveTo("agree")]
        for command in commands:
            self._table.take(_FACILITATOR, command)
        for prompt in self.state.the_plan.pack.prompts:
            text = draft_clause(self.state, prompt)
            if text:
                self._table.take(_FACILITATOR, c.DraftClause(prompt.id, text))


def rehearse(pack: Pack, *, ends: bool = False) -> Rehearsal:
    """Return the place of somebody who plays a pack alone, its round already open."""
    now = datetime.now(UTC)
    regions = (
        Region("here", "Your region", "Y", WorkCalendar("UTC", _HOURS)),
        Region("there", "Another region", "A", WorkCalendar("UTC", _HOURS)),
    )
    plan = Plan(
        title=f"Preview: {pack.title}",
        milestone=Milestone("the milestone", (now + timedelta(days=90)).date().isoformat()),
        regions=regions,
        participants=(Participant(ME, "You", "here"), Participant("other", "Somebody else", "there")),
        pack=pack,
        attribution="named",
        # With an open door guesses are asked for although hardly anybody is there.
        open_door=True,
    )
    table = Table(plan, 0, now)
    me = Rehearsal(table, ends=ends)
    table.take(_FACILITATOR, c.OpenRound())
    return me
