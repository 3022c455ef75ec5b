"""What a facilitator sees to beside the moves: a clock for everybody, reminders, answers that come by phone, and the
screens of promises, decisions and calendars."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual import work
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from align.domain.commands import SetTimer
from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, retold
from align.ui.page import submit, tell
from align.ui.present.desk import current_step
from align.ui.present.desk_join import not_joined
from align.ui.present.desk_minutes import LONGEST_TIMER, planned, timer_minutes
from align.ui.present.desk_nudging import unfinished
from align.ui.screens.facilitator.calendars import CalendarsScreen
from align.ui.screens.facilitator.decisions import DecisionsScreen
from align.ui.screens.facilitator.nudge import nudge
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.facilitator.promises import PromisesScreen
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.asking import Ask

ERRAND_KEYS = (
    Binding("t", "timer", "timer", id="desk.timer", tooltip="Show everybody a clock"),
    Binding("n", "nudge", "nudge", id="desk.nudge", tooltip="Remind those who have not finished, at their screens"),
    Binding("k", "promises", "promises", id="desk.promises", tooltip="Promises: can they be kept?"),
    Binding("w", "decisions", "who decides", show=False, id="desk.decisions", tooltip="Decisions: who decides what?"),
    Binding("z", "calendars", "calendars", id="desk.calendars", tooltip="Regions' calendars: who confirmed them"),
    Binding("p", "phone", "by phone", id="desk.phone", tooltip="Enter answers for somebody on the phone"),
)


class RunsErrands(Widget):
    """Mixed into the desk, with the keys above among its bindings; what is allowed, the workshop decides."""

    workshop: Workshop
    tools: DeskTools

    def check_errands(self, action: str) -> bool:
        """Whether one of the keys above can do something now; True for any other."""
        state = self.workshop.state
        if action == "nudge":
            return bool(unfinished(state, self.workshop.presence, self.tools.clock.now()))
        if action in ("timer", "phone"):
            return state.phase != "sealed" and (action == "timer" or state.phase != "setup")
        return True

    @work
    async def action_timer(self) -> None:
        """Set a clock for everybody, or take it away."""
        await set_timer(self.screen, self.workshop, self.tools)

    def action_promises(self) -> None:
        """Show the promises and whether they can be kept."""
        self.app.push_screen(PromisesScreen(self.workshop, self.tools))

    def action_decisions(self) -> None:
        """Show the register of decisions."""
        self.app.push_screen(DecisionsScreen(self.workshop))

    def action_calendars(self) -> None:
        """Show the regions' calendars, who confirmed them and what is said to be wrong."""
        self.app.push_screen(CalendarsScreen(self.workshop))

    @work
    async def action_nudge(self) -> None:
        """Remind one who has not finished, or all of them."""
        await nudge(self.screen, self.workshop, self.tools.clock)

    @work
    async def action_phone(self) -> None:
        """Enter answers for somebody on the phone, at their own seat."""
        await answer_by_phone(self.screen, self.workshop, self.tools)


async def set_timer(screen: Screen[Any], workshop: Workshop, tools: DeskTools) -> None:
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
    if workshop.link != "online":
        tell(screen, _("The host cannot be reached; this goes out when it is back."), warning=True)
    submit(screen, workshop, SetTimer(until.isoformat(timespec="seconds") if minutes else ""))


async def answer_by_phone(screen: Screen[Any], workshop: Workshop, tools: DeskTools) -> None:
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
