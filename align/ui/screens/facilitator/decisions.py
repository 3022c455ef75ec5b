"""The register of decisions at the desk: a list, one decision in full, and an editor that begins with the answers."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from align.charter.rights import proposals
from align.domain import commands as c
from align.domain.decisions import Decision
from align.language import _, mark
from align.ui.messages import WorkshopChanged
from align.ui.page import submit
from align.ui.present.counts import count
from align.ui.present.desk_decisions import detail, proposal_words, rows
from align.ui.present.desk_join import Chair
from align.ui.say import ours, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import decision_form
from align.ui.screens.facilitator.ledger import Ledger
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.bars import column, fit
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.rows import Rows

_LABEL = 12
_CHANGING = ("new", "change", "drop")
_OWN = "own"


class DecisionsScreen(Ledger):
    """A list above the decision at the cursor."""

    NONE = mark(
        "No decision yet. n adds one: what is decided, the one who decides, who is heard and told, and what holds when "
        "nobody answers. Once answers are shown, it offers what people said about who decides."
    )
    HELP_TITLE = "Who decides"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new decision", id="desk.decision-new", tooltip="Add a decision to the register"),
        Binding(
            "e,enter", "change", "change", key_display="e", id="desk.decision-change", tooltip="Change this decision"
        ),
        Binding("d", "drop", "drop", id="desk.decision-drop", tooltip="Take it out of the register; asks first"),
        Binding("left", "next(-1)", "Before", show=False, id="desk.decision-before"),
        Binding("right", "next(1)", "next", key_display="→", id="desk.decision-next", tooltip="The next decision"),
        Binding("escape,w,q", "leave", "back", key_display="esc", id="desk.decision-back", tooltip="Back to the desk"),
    ]

    def help_words(self) -> str:
        """What the register is for."""
        return _(
            "Exactly one role or person decides. Others recommend before, must agree, are heard, or are told after; "
            "nobody stands in two places. “Time” is how long those who are asked have to answer, “if silent” what "
            "holds then, and “again when” what has to happen before it is decided anew. The charter lists all of it; "
            "align charter --format raci writes it as RACI and DACI."
        )

    # ---- drawing -----------------------------------------------------------------------------------------------

    @on(WorkshopChanged)
    @on(Rows.Moved)
    def follow(self) -> None:
        """Show the register as it is."""
        register = self.plan.decisions
        listed = rows(self.plan)
        room = column((say(what) for what, _decider in listed), 44)
        self.list_rows([_row(*row, room) for row in listed], count(len(register), "decision"))
        self.query_one(Board).display = bool(register)
        if self.decision is not None:
            self.query_one(Board).show(lambda width: _lines(self.decision, width))

    @property
    def decision(self) -> Decision | None:
        """The decision at the cursor."""
        register = self.plan.decisions
        return register[min(self.at, len(register) - 1)] if register else None

    # ---- moves -------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The register can be changed until the charter is sealed."""
        if action in _CHANGING and self.workshop.state.in_force:
            return False
        return bool(self.plan.decisions) if action in ("change", "drop", "next") else True

    @work
    async def action_new(self) -> None:
        """Add a decision: one that the answers propose, or one of one's own."""
        offered = proposals(self.workshop.state)
        picked = _OWN
        if offered:
            chairs = [Chair(str(number), proposal_words(one)) for number, one in enumerate(offered)]
            question = _("Which decision?")
            hint = _("As most people answered; everything can be changed.")
            found = await self.app.push_screen_wait(Pick(question, hint, [*chairs, Chair(_OWN, _("Another decision"))]))
            if found is None:
                return
            picked = found
        proposal = None if picked == _OWN else offered[int(picked)]
        self.app.push_screen(Form(self.workshop, decision_form(self.plan, None, proposal)))

    def action_change(self) -> None:
        """Change the decision at the cursor."""
        if self.decision is not None:
            self.app.push_screen(Form(self.workshop, decision_form(self.plan, self.decision)))

    @work
    async def action_drop(self) -> None:
        """Take the decision at the cursor away."""
        decision = self.decision
        question = Confirm(_("Take it out of the register?"), decision.what if decision else "")
        if decision is not None and await self.app.push_screen_wait(question):
            submit(self, self.workshop, c.DropDecision(decision))


def _row(what: str, decider: str, room: int) -> Content:
    return Content.assemble(fit(say(what), room), ours("  "), say(decider, "$quiet"))


def _lines(decision: Decision | None, width: int) -> list[Content]:
    if decision is None:
        return []
    lines = list(say(decision.what, "bold").wrap(width))
    for label, words in detail(decision):
        lines += hanging(ours(label.ljust(_LABEL), "$quiet"), say(words), width)
    return lines
