"""A pulse line by line: chosen and opened, how far it is, and what the closed ones say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from align.charter.pulses import pulses_lines
from align.domain.prompts import Pack
from align.engine.workshop import Workshop
from align.language import _
from align.ui.plain.console import Console
from align.ui.plain.inputs import whole
from align.ui.plain.table import Table
from align.ui.present.desk_pulse import (
    NO_PACK,
    Choice,
    asked,
    choice_rows,
    choice_words,
    first_choice,
    opening_pulse,
    why_not,
)
from align.ui.present.presenting import done_words

Packs = Callable[[], Sequence[Pack]]
"""The packs that a pulse can ask; looked up when one is chosen."""


class Pulsing(Table):
    """The command `pulse`; the workshop says when none can be opened."""

    def __init__(self, console: Console, workshop: Workshop, table: Table, packs: Packs) -> None:
        super().__init__(console, workshop, table.folder, table.clock)
        self._packs = packs

    async def pulse(self, rest: str) -> None:
        """Open a pulse with the proposed clauses or chosen ones; say how far an open one is; read closed ones out."""
        state = self.workshop.state
        if rest == "results":
            self.results()
        elif state.phase == "pulse":
            said = _("Pulse {number} is open.", number=state.pulses[-1].number)
            closes = _("close ends it and reads out what it says.")
            self.say(f"{said} {done_words(self.workshop.progress)}{_('. ')}{closes}")
        elif state.in_force:
            await self._open(rest)
        else:
            self.say(_("A pulse asks how the sealed charter is lived. Seal it first."))

    def results(self) -> None:
        """Read out what the closed pulses say."""
        self.say("\n".join(pulses_lines(self.workshop.state)) or _("No pulse was closed yet."))

    async def _open(self, pack: str) -> None:
        state, today = self.workshop.state, self.clock.now().date().isoformat()
        choice = first_choice(state, self._packs(), today)
        if choice is None:
            self.say(_(NO_PACK))
            return
        if pack:
            ids = [one.id for one in choice.packs]
            if pack not in ids:
                self.say(_("There is no pack {text}. There are: {packs}.", text=pack[:40], packs=_(", ").join(ids)))
                return
            choice = first_choice(state, [choice.packs[ids.index(pack)]], today) or choice
        chosen = await self._chosen(choice, today)
        if await self.sure(opening_pulse(self.workshop.state, chosen)) and await self.do(asked(chosen)):
            self.say(_("wait goes on when all are done; close ends the pulse and reads out what it says."))

    async def _chosen(self, choice: Choice, today: str) -> Choice:
        """Return what is to be asked: what is proposed, or the numbered clauses and prompts. Raises GivenUpError."""
        rows = choice_rows(self.workshop.state, choice, today)
        for number, row in enumerate(rows, 1):
            kind = _("clause {title}", title=row.title) if row.clause else row.title
            marks = [kind, row.detail, _("proposed") if row.chosen else ""]
            self.say(f"{number} {_(', ').join(filter(None, marks))}")
        self.say(_("Proposed: {words}.", words=choice_words(choice)))
        while True:
            line = await self.line(_("Numbers of what to ask, with spaces"), _("as proposed"))
            if line == _("as proposed"):
                return choice
            parts = [whole(part) or 0 for part in re.split(r"[\s,]+", line) if part]
            if not all(1 <= number <= len(rows) for number in parts):
                self.say(_("Please enter numbers from 1 to {most}.", most=len(rows)))
                continue
            picked = [rows[number - 1] for number in parts]
            found = msgspec.structs.replace(
                choice,
                clauses=frozenset(row.id for row in picked if row.clause),
                prompts=frozenset(row.id for row in picked if not row.clause),
            )
            trouble = why_not(found)
            if not trouble:
                return found
            self.say(trouble)
