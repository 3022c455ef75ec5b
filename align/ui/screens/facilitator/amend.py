"""The questions of an amendment at the desk: why, which clause, who asked, and until when people sign."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import msgspec

from align.domain import commands as c
from align.domain.checks import LONGEST_COMMENT
from align.domain.model import Clause, clause_number
from align.domain.state import State
from align.errors import UserError
from align.language import _, retold
from align.ui.page import submit, tell
from align.ui.present.amending import WHY, WHY_DETAIL, Asking, amending_move, askings
from align.ui.present.desk_clauses import prompt_title
from align.ui.present.desk_join import Chair
from align.ui.present.desk_overtaken import news_of
from align.ui.present.signing import end_by_region, moment_of, until_by_region
from align.ui.screens.facilitator.form import Field, Filled, Form, Values
from align.ui.screens.facilitator.moves import lead_on
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.facilitator.pick import Pick
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.dialogs import Confirm


async def amend(pane: Pane) -> None:
    """Ask why, tell what follows, and begin the next version."""
    news, waits = news_of(pane.workshop), Unfinished(pane.workshop, f"amend:{pane.workshop.state.version}")
    why = await pane.app.push_screen_wait(Ask(_(WHY), _(WHY_DETAIL), lines=True, waits=waits, most=LONGEST_COMMENT))
    if why is None:
        return
    move = amending_move(pane.workshop.state)
    told = msgspec.structs.replace(move, text=f"{move.text}\n\n{_('Why: {why}', why=why)}")
    await lead_on(pane, pane.workshop, told, c.Amend(why), news, waits)


async def reopen_one(pane: Pane) -> None:
    """Let the facilitator pick a clause, from an objection or by itself, and reopen it."""
    found = askings(pane.workshop.state)
    rows = [Chair(str(n), one.words) for n, one in enumerate(found)]
    if not rows:
        tell(pane, _("All clauses are open again already."))
        return
    picked = await pane.app.push_screen_wait(
        Pick(_("Talk about which clause again?"), _("Objections come first."), rows)
    )
    if picked is not None:
        await reopen(pane, found[int(picked)])


async def reopen(pane: Pane, asking: Asking) -> None:
    """Ask who wants to talk about a sealed clause again, and why."""
    state = pane.workshop.state
    clause = state.clauses.get(asking.clause)
    if clause is not None:
        await pane.app.push_screen_wait(Form(pane.workshop, reopening(state, clause, asking)))


def reopening(state: State, clause: Clause, asking: Asking) -> Filled:
    """The form for a sealed clause that somebody wants to talk about again."""
    plan = state.the_plan

    def command(values: Values) -> c.Command:
        return c.ReopenClause(clause.id, values["why"], values["asked_by"])

    people = (("", _("the facilitator")), *((person.id, person.name) for person in plan.participants))
    fields = (
        Field("why", _("Why"), asking.why, rows=3, most=LONGEST_COMMENT),
        Field("asked_by", _("Asked by"), asking.asked_by, choices=people),
    )
    title = _(
        "Reopen clause {number}, {title}",
        number=clause_number(clause.id), title=prompt_title(plan, clause.prompt),
    )  # fmt: skip
    detail = _("Version {version} keeps it as it is. Everybody reads who asked and why.", version=state.version)
    return Filled(title, detail, fields, command, f"reopen:{clause.id}:{asking.asked_by}")


def _is_doubtful(written: str, now: datetime) -> bool:
    """Whether this was refused as the end of signing, or told to have gone by."""
    try:
        return State(sign_until=moment_of("" if written == "none" else written, now)).signing_over(now)
    except UserError:
        return True


async def set_until(pane: Pane) -> None:
    """Ask until when people sign, tell it on every region's clock, and set it; one in the past only after a warning."""
    state = pane.workshop.state
    value = state.sign_until[:16].replace("T", " ") if state.sign_until.endswith("+00:00") else state.sign_until
    waits = Unfinished(pane.workshop, f"sign-until:{state.version}")
    while True:
        detail = _("A day such as 2027-03-12, or with a time in UTC: 2027-03-12 17:00. “none” takes the end away.")
        doubted = _is_doubtful(waits.words() or value, pane.tools.clock.now())
        ask = Ask(_("Until when do people sign?"), detail, value=value, waits=waits, doubted=doubted)
        said = await pane.app.push_screen_wait(ask)
        if said is None:
            return
        value = said
        try:
            until = moment_of("" if value == "none" else value, pane.tools.clock.now())
            break
        except UserError as error:
            tell(pane, retold(str(error)), warning=True)
    plan = state.the_plan
    meant, now = State(plan=plan, sign_until=until), pane.tools.clock.now()
    over, told = meant.signing_over(now), until_by_region(meant, now)
    if over:
        told = (f"! {_('That moment has gone by: with it nobody can sign any more.')}\n", *end_by_region(meant))
    if await pane.app.push_screen_wait(Confirm(_("Set the end of signing?"), "\n".join(told), grave=over)):
        waits.keep("")
        submit(pane, pane.workshop, c.SetSigning(until), partial(waits.back, value))
