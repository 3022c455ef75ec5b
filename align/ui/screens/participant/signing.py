"""The two questions at the end: sign this version, or object to it with a reason."""

from __future__ import annotations

from functools import partial

from align.domain.checks import LONGEST_COMMENT
from align.domain.commands import Sign
from align.language import _
from align.ui.page import submit, tell
from align.ui.present.signing import NAMED, objecting
from align.ui.screens.shared.view import View
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.dialogs import Confirm


async def sign(view: View) -> None:
    """Ask whether to sign, and sign."""
    version = view.workshop.state.version
    if await view.app.push_screen_wait(Confirm(_("Sign version {version}?", version=version), _(NAMED), grave=False)):
        submit(view, view.workshop, Sign(version, agrees=True))


async def object_to(view: View, clause: str = "") -> None:
    """Ask for the reason until it fits, and object to the charter or to one clause of it."""
    version, said = view.workshop.state.version, view.workshop.state.signed(view.workshop.me)
    reason = said.reason if said is not None and said.clause == clause else ""
    question = f"{objecting(clause)} {_('What would have to change?')}"
    waits = Unfinished(view.workshop, f"object:{clause}")
    while True:
        written = await view.app.push_screen_wait(Ask(question, _(NAMED), value=reason, lines=True, waits=waits))
        if written is None:
            return
        if len(written) <= LONGEST_COMMENT:
            waits.keep("")
            objection = Sign(version, agrees=False, reason=written, clause=clause)
            submit(view, view.workshop, objection, partial(waits.keep, written))
            return
        too_long = _("The reason has {n} characters; {most} is the most.", n=len(written), most=LONGEST_COMMENT)
        tell(view, too_long, warning=True)
