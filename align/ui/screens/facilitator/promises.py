"""Promises: whether each can be kept, the worst wait, the week in which it is covered, and an editor for them."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import ClassVar, Literal

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from align.charter.plan_check import PlanCheck
from align.charter.promise_text import UPPER_BOUND
from align.charter.promise_words import said_words
from align.domain import commands as c
from align.domain.model import Plan
from align.domain.promises import Escalation, Promise
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.messages import WorkshopChanged
from align.ui.page import submit
from align.ui.present.counts import count
from align.ui.present.desk_chains import chain_rows
from align.ui.present.desk_promises import rows
from align.ui.say import ours, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import chain_form, promise_form
from align.ui.screens.facilitator.ledger import Ledger
from align.ui.screens.facilitator.promise_lines import chains_and_contradictions, check_lines
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.bars import column, fit
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.rows import Rows

_STYLES = {"✓": "$success", "✗": "$error"}
Newest = Literal["promise", "chain"]
"""What was made just now."""
_CHANGING = ("new", "new_chain", "change", "drop")


class PromisesScreen(Ledger):
    """A list of promises and escalation chains, above the check of the one at the cursor."""

    NONE = mark(
        "No promise yet. n makes one: who answers whom, how fast, by which clock, and when it may be raised. c makes "
        "an escalation chain: who is told next, with a clock for each step. Both are held against everybody's working "
        "hours over a year."
    )
    HELP_TITLE = "Promises"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new promise", id="desk.promise-new", tooltip="Make a promise"),
        Binding(
            "e,enter",
            "change",
            "change",
            key_display="e",
            id="desk.promise-change",
            tooltip="Change it",
        ),
        Binding("c", "new_chain", "new chain", id="desk.chain-new", tooltip="Make an escalation chain"),
        Binding("d", "drop", "drop", id="desk.promise-drop", tooltip="Take this promise or chain away; asks first"),
        Binding("left", "next(-1)", "Before", show=False, id="desk.promise-before"),
        Binding("right", "next(1)", "next", key_display="→", id="desk.promise-next", tooltip="The next promise"),
        Binding("escape,k,q", "leave", "back", key_display="esc", id="desk.promise-back", tooltip="Back to the desk"),
    ]

    def __init__(self, workshop: Workshop, tools: DeskTools, *, newest: Newest | None = None) -> None:
        super().__init__(workshop)
        self.tools, self._newest = tools, newest
        self._day: date = tools.clock.now().date()

    def begin(self) -> None:
        """Go to what was made just now."""
        if self._newest:
            self.action_next(
                len(self.plan.promises) + (len(self.plan.escalation) if self._newest == "chain" else 0) - 1
            )

    def help_words(self) -> str:
        """What a check says and does not say."""
        rest = _(
            "A promise has eight fields; what is left out is asked for and never guessed. The check covers the 52 weeks"
            " from today on, with holidays and changes of clocks. In the strips a letter is a place at work in that"
            " hour, a small one for part of the hour or of the year, · nobody."
        )
        return f"{_(UPPER_BOUND)}\n\n{rest}"

    # ---- drawing -----------------------------------------------------------------------------------------------

    @on(WorkshopChanged)
    def follow(self) -> None:
        """Show the promises as they are, and check them when they are others."""
        plan = self.plan
        found = self.tools.checks.found(plan, self._day)
        chains = f", {count(len(plan.escalation), 'chain')}" if plan.escalation else ""
        listed = [*rows(plan, found), *chain_rows(plan, found)]
        room = column((say(name) for _mark, name, _kept in listed), 40)
        self.list_rows([_row(*row, room) for row in listed], count(len(plan.promises), "promise") + chains)
        self._draw_check(plan, found)
        if found is None and (plan.promises or plan.escalation):
            self._check()

    @on(Rows.Moved)
    def show_other(self) -> None:
        """Another promise is looked at."""
        self._draw_check(self.plan, self.tools.checks.found(self.plan, self._day))

    def _draw_check(self, plan: Plan, found: PlanCheck | None) -> None:
        board = self.query_one(Board)
        board.display = bool(plan.promises or plan.escalation)
        at, promises = self.at, len(plan.promises)
        if found is None:
            board.show(lambda width: [ours(_("The promises are being checked …"), "$quiet")])
            return
        board.show(
            lambda width: [
                *(check_lines(plan, found.promises[at], at + 1, width) if at < promises else []),
                *chains_and_contradictions(found, width, at - promises if at >= promises else None),
            ]
        )

    @work(group="promises", exclusive=True)
    async def _check(self) -> None:
        await asyncio.to_thread(self.tools.checks.make, self.plan, self._day)
        if self.is_attached:
            self.follow()

    @property
    def promise(self) -> Promise | None:
        """The promise at the cursor; None on a chain."""
        promises = self.plan.promises
        return promises[self.at] if self.at < len(promises) else None

    @property
    def chain(self) -> Escalation | None:
        """The escalation chain at the cursor; None on a promise."""
        at, chains = self.at - len(self.plan.promises), self.plan.escalation
        return chains[at] if 0 <= at < len(chains) else None

    # ---- moves -------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Promises can be changed until the charter is sealed."""
        if action in _CHANGING and self.workshop.state.in_force:
            return False
        some = bool(self.plan.promises or self.plan.escalation)
        return some if action in ("change", "drop", "next") else True

    def action_new(self) -> None:
        """Make a promise."""
        self.app.push_screen(Form(self.workshop, promise_form(self.plan, None)))

    def action_new_chain(self) -> None:
        """Make an escalation chain."""
        self.app.push_screen(Form(self.workshop, chain_form(self.plan, None)))

    def action_change(self) -> None:
        """Change the promise or the chain at the cursor."""
        if self.promise is not None:
            self.app.push_screen(Form(self.workshop, promise_form(self.plan, self.promise)))
        elif self.chain is not None:
            self.app.push_screen(Form(self.workshop, chain_form(self.plan, self.chain)))

    @work
    async def action_drop(self) -> None:
        """Take the promise or the chain at the cursor away."""
        promise, chain = self.promise, self.chain
        if promise is not None:
            question = Confirm(_("Drop this promise?"), f"{promise.level}: {said_words(promise.said)}")
            if await self.app.push_screen_wait(question):
                submit(self, self.workshop, c.DropPromise(promise))
        elif chain is not None:
            told = _(", then ").join(step.to.name for step in chain.steps)
            question = Confirm(_("Drop this escalation chain?"), f"{chain.level}: {told}")
            if await self.app.push_screen_wait(question):
                submit(self, self.workshop, c.DropChain(chain))


def _row(mark: str, name: str, kept: str, room: int) -> Content:
    return Content.assemble(
        ours(f"{mark} ", _STYLES.get(mark, "$quiet")), fit(say(name), room), ours(f"  {kept}", "$quiet")
    )
