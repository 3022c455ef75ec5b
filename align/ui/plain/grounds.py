"""What a charter rests on, line by line: promises held against working hours, who decides, the regions' calendars.

They are read here, in the words of the desk and of `align check`; their forms are the full desk's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from align.charter.plan_check import PlanCheck
from align.charter.promise_text import UPPER_BOUND, chain_lines, read_out_lines, verdict_words
from align.charter.promise_words import contradiction_words
from align.language import _, mark
from align.ui.plain.inputs import whole
from align.ui.plain.table import Table
from align.ui.present import desk_calendars, desk_decisions, desk_promises
from align.ui.present.desk_chains import chain_rows

Act = Callable[[str], Awaitable[None]]
PROMISES, DECISIONS, CALENDARS = "promises", "decisions", "calendars"
ONE = mark("{word} 1 reads all that is known of the first.")
FULL_DESK = mark("The full desk has the forms for them, key {key}: align desk NAME in a second terminal.")


class Grounds(Table):
    """The commands that read; `acts` has them by their word, each with what it does."""

    def __init__(self, table: Table) -> None:
        super().__init__(table.console, table.workshop, table.folder, table.clock)
        self._checks = desk_promises.Checks()

    @property
    def acts(self) -> Mapping[str, tuple[Act, str]]:
        """Word → (what to do with the rest of the line, what it is for)."""
        return {
            PROMISES: (self._promises, _("whether the promises can be kept, or all about one: promises 2")),
            DECISIONS: (self._decisions, _("who decides what, or all about one: decisions 2")),
            CALENDARS: (self._calendars, _("how the regions' calendars stand, or all about one: calendars 2")),
        }

    async def checked(self) -> PlanCheck | None:
        """Return promises and chains held against working hours; None where the plan has none."""
        plan, day = self.workshop.state.the_plan, self.clock.now().date()
        if not plan.promises and not plan.escalation:
            return None
        if self._checks.found(plan, day) is None:
            await asyncio.to_thread(self._checks.make, plan, day)
        return self._checks.found(plan, day)

    async def say_broken(self) -> None:
        """Say which promises cannot be kept, if any, before people are asked to agree."""
        found = await self.checked()
        standing = desk_promises.standing(self.workshop.state.the_plan, found, key=PROMISES)
        if standing.red:
            self.say(standing.words)

    async def _promises(self, number: str) -> None:
        plan, found = self.workshop.state.the_plan, await self.checked()
        if found is None:
            self.say(_("There are no promises and no escalation chains."))
            self._say_where("k")
            return
        names = [name for _mark, name, _kept in desk_promises.rows(plan, found)]
        rows = [f"{name}: {verdict_words(check)}" for name, check in zip(names, found.promises, strict=True)]
        rows += [f"{name}: {sign} {words}" for sign, name, words in chain_rows(plan, found)]
        if not number:
            self._list(rows, PROMISES, "k")
            if found.contradictions:
                self.say("\n".join([_("What contradicts itself"), *map(contradiction_words, found.contradictions)]))
            return
        at = self._place(number, len(rows))
        if at is not None and at < len(found.promises):
            self.say("\n".join([*read_out_lines(plan, found.promises[at], at + 1), _(UPPER_BOUND)]))
        elif at is not None:
            self.say("\n".join(chain_lines(found.chains[at - len(found.promises)])))

    async def _decisions(self, number: str) -> None:
        plan = self.workshop.state.the_plan
        if not plan.decisions:
            self.say(_("No decision is in the register yet."))
            self._say_where("w")
        elif not number:
            self._list([f"{what}: {decider}" for what, decider in desk_decisions.rows(plan)], DECISIONS, "w")
        elif (at := self._place(number, len(plan.decisions))) is not None:
            decision = plan.decisions[at]
            said = [f"{label}: {words}" for label, words in desk_decisions.detail(decision)]
            self.say("\n".join([decision.what, *said]))

    async def _calendars(self, number: str) -> None:
        state = self.workshop.state
        rows = desk_calendars.standing(state)
        if not number:
            self._list([f"{row.name}: {row.words}" for row in rows], CALENDARS, "z")
        elif (at := self._place(number, len(rows))) is not None:
            region = state.the_plan.regions[at]
            self.say("\n".join([region.name, *desk_calendars.region_facts(state, region)]))

    def _list(self, rows: Sequence[str], word: str, key: str) -> None:
        self.say("\n".join([*(f"{at} {row}" for at, row in enumerate(rows, 1)), _(ONE, word=word)]))
        self._say_where(key)

    def _place(self, number: str, most: int) -> int | None:
        """Return the place that a number means, from 0; says why none."""
        at = whole(number) or 0
        if 1 <= at <= most:
            return at - 1
        self.say(_("Please enter a number from 1 to {most}.", most=most))
        return None

    def _say_where(self, key: str) -> None:
        """Say where they are changed, as long as they can be."""
        if not self.workshop.state.in_force:
            self.say(_(FULL_DESK, key=key))
