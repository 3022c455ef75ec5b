"""The two questions at the end: sign this version, or object to it with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.screen import Screen

from align.domain.checks import LONGEST_COMMENT
from align.domain.commands import Sign
from align.engine.workshop import Workshop
from align.language import _
from align.ui.page import submit
from align.ui.present.signing import NAMED, objecting
from align.ui.screens.shared.view import View
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.dialogs import Confirm


def sign(view: View) -> None:
    """Ask beside the view whether to sign, and sign: also when another view takes its place meanwhile."""
    view.screen.run_worker(_sign(view.screen, view.workshop), exclusive=True, group="signing")


def object_to(view: View, clause: str = "") -> None:
    """Ask beside the view for the reason until it fits, and object to the charter or to one clause of it.

    What is typed is given, or kept and said to be refused, whatever has become of the view.
    """
    view.screen.run_worker(_object_to(view.screen, view.workshop, clause), exclusive=True, group="signing")


async def _sign(screen: Screen[Any], workshop: Workshop) -> None:
    version = workshop.state.version
    if await screen.app.push_screen_wait(Confirm(_("Sign version {version}?", version=version), _(NAMED), grave=False)):
        submit(screen, workshop, Sign(version, agrees=True))


async def _object_to(screen: Screen[Any], workshop: Workshop, clause: str) -> None:
    version, said = workshop.state.version, workshop.state.signed(workshop.me)
    reason = said.reason if said is not None and said.clause == clause else ""
    question = f"{objecting(clause)} {_('What would have to change?')}"
    waits = Unfinished(workshop, f"object:{clause}")
    asking = Ask(question, _(NAMED), value=reason, lines=True, waits=waits, most=LONGEST_COMMENT)
    written = await screen.app.push_screen_wait(asking)
    if written is not None:
        waits.keep("")
        objection = Sign(version, agrees=False, reason=written, clause=clause)
        submit(screen, workshop, objection, partial(waits.back, written))
