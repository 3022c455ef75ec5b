"""What a facilitator sees to beside the moves: a clock for everybody, and answers that come by phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.screen import Screen

from align.domain.commands import SetTimer
from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, retold
from align.ui.page import submit, tell
from align.ui.present.desk import current_step
from align.ui.present.desk_join import not_joined
from align.ui.present.desk_minutes import LONGEST_TIMER, planned, timer_minutes
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.asking import Ask


async def set_timer(screen: Screen[None], workshop: Workshop, tools: DeskTools) -> None:
    """Set a clock for everybody, or take it away. Call it from a worker."""
    detail = _("Everybody sees it run. 1 to {most}; 0 takes it away.", most=LONGEST_TIMER)
    plan = planned(current_step(workshop.state), workshop.state)
    usual = ""
    if plan is not None:
        planned_words = _("{minutes} are planned: just Enter takes {most}.", minutes=plan.words, most=plan.most)
        detail, usual = f"{detail} {planned_words}", str(plan.most)
    answer = await screen.app.push_screen_wait(Ask(_("How many minutes?"), detail, otherwise=usual))
    if answer is None:
        return
    minutes = timer_minutes(answer)
    if minutes is None:
        whole = _("The timer takes whole minutes from 0 to {most}. It stays as it was.", most=LONGEST_TIMER)
        tell(screen, whole, warning=True)
        return
    until = tools.clock.now() + timedelta(minutes=minutes)
    submit(screen, workshop, SetTimer(until.isoformat(timespec="seconds") if minutes else ""))


async def answer_by_phone(screen: Screen[None], workshop: Workshop, tools: DeskTools) -> None:
    """Enter answers for somebody on the phone, at their own seat. Call it from a worker."""
    rows = not_joined(workshop.state.the_plan, workshop.presence)
    if not rows:
        tell(screen, _("Everybody on the list has joined. Free a seat first, or add a person (j)."))
        return
    detail = _("Only people who have not joined. Read each prompt out; you will hear their answers, so ask first.")
    who = await screen.app.push_screen_wait(Pick(_("Who is on the phone?"), detail, rows))
    if who is None:
        return
    try:
        token = await workshop.request("phone-seat", who)
        seat: Screen[Any] = await tools.open_seat(who, token)
    except AlignError as error:
        tell(screen, retold(str(error)), warning=True)
        return
    await screen.app.push_screen(seat)
