"""What a person says about their region's calendar: a key confirms it, another one says what is wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from align.domain.checks import LONGEST_COMMENT
from align.domain.commands import ConfirmCalendar
from align.language import _
from align.ui.page import submit
from align.ui.present.calendars import NAMED, WRONG, calendar_text, confirmation, person_of
from align.ui.screens.shared.view import View


def word_on_calendar(view: View, ask: Callable[[View], Awaitable[None]]) -> None:
    """Ask (`confirm`, `say_wrong`) beside the view: what is typed stays and is given, also when a round opens meanwhile
    and another view takes its place.
    """
    view.screen.run_worker(ask(view), exclusive=True, group="calendar")


async def confirm(view: View) -> None:
    """Show the whole calendar, however small the window is, and confirm it if it is right."""
    from align.ui.widgets.dialogs import Confirm  # noqa: PLC0415 - start-up: nobody is asked at once

    state = view.workshop.state
    person, command = person_of(state, view.workshop.me), confirmation(state, view.workshop.me)
    if person is None or command is None:
        return
    screen = view.screen
    text = calendar_text(state.the_plan, state.the_plan.region(person.region), view.clock.now().date())
    if await screen.app.push_screen_wait(
        Confirm(_("Is your region's calendar right?"), f"{text} {_(NAMED)}", grave=False)
    ):
        submit(screen, view.workshop, command)


async def say_wrong(view: View) -> None:
    """Ask in a line what is wrong, until it fits, and say it of the calendar that was in sight when it was asked."""
    from align.ui.widgets.asking import Ask, Unfinished  # noqa: PLC0415 - start-up: few ask, and it brings an editor with it

    screen, said = view.screen, view.workshop.state.confirmed.get(view.workshop.me)
    words, begun = said.text if said is not None else "", confirmation(view.workshop.state, view.workshop.me)
    waits = Unfinished(view.workshop, "calendar")
    if begun is None:
        return
    asking = Ask(_(WRONG), _(NAMED), value=words, waits=waits, most=LONGEST_COMMENT)
    written = await screen.app.push_screen_wait(asking)
    if written is not None:
        waits.keep("")
        said_wrong = ConfirmCalendar(begun.edition, ok=False, text=written)
        submit(screen, view.workshop, said_wrong, partial(waits.back, written))
