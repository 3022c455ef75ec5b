"""The desk while people gather and answer: who is here, who is done, the regions' clocks. Never what was written."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from align.domain.model import Plan
from align.language import _, mark
from align.ui.present.counts import count
from align.ui.present.desk import sealed_sentence, shown_how
from align.ui.present.desk_calendars import CalendarRow, standing
from align.ui.present.desk_clocks import clocks
from align.ui.present.desk_weeks import FURTHEST, week
from align.ui.present.times import about_minutes
from align.ui.say import ours, region_style
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.lines import (
    calendar_lines,
    calendar_marks,
    clock_cells,
    clock_lines,
    people_lines,
    week_lines,
)
from align.ui.screens.facilitator.pane import Pane
from align.ui.widgets.static import Static


class GatherPane(Pane):
    """People on the left, clocks on the right, the promise about answers below."""

    HELP = (
        "This step. Everybody comes in and answers alone. On the left who is here and who is done, on the right the "
        "regions' clocks and calendars; the arrows look at another week. n reminds those who take long."
    )
    MAIN = "#people"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "week(1)", "next week", key_display="→", id="desk.week-next", tooltip="The week after"),
        Binding("left", "week(-1)", "Week before", show=False, id="desk.week-before", tooltip="The week before"),
    ]

    _ahead = 0
    """How many weeks ahead the clocks are looked at."""
    _told: tuple[Plan, tuple[CalendarRow, ...]] | None = None
    """What the clocks and calendars in sight were drawn from, beside the minute."""

    def compose(self) -> ComposeResult:
        """Two boards and a sentence."""
        with Horizontal(id="boards"):
            yield Board(_("Who is here"), id="people")
            yield Board(_("Regions"), id="clocks")
        yield Static(id="promise")

    def spoken_anew(self) -> None:
        """The title of the clocks; the people's follows the workshop."""
        self.query_one("#clocks", Board).entitle(ours(_("Regions")))

    def show_state(self) -> None:
        """Draw people, clocks and the sentence anew; rows that stay the same cost nothing."""
        workshop, state = self.workshop, self.workshop.state
        plan = state.the_plan
        people = self.query_one("#people", Board)
        here = workshop.progress.online
        if state.answering:
            done, everybody = workshop.progress.done, workshop.progress.expected
            title = _("Who is done: {n} of {all}, {here} here", n=done, all=everybody, here=here)
        else:
            title = _("Who is here: {n} of {all}", n=here, all=workshop.progress.expected)
        people.entitle(ours(title))
        people.show(lambda width: people_lines(workshop, width, people.scrollable_content_region.height))
        if (plan, standing(state)) != self._told:
            self.show_clocks()
        said = (
            mark("{prompts}, {minutes} · shown {how} · every answer is shown")
            if plan.attribution == "named"
            else mark("{prompts}, {minutes} · shown {how} · from {answers} on in a group")
        )
        facts = _(said).format(
            prompts=count(len(plan.pack.prompts), "prompt"), minutes=about_minutes(plan.pack.minutes),
            how=shown_how(plan.attribution), answers=count(plan.min_n, "answer"),
        )  # fmt: skip
        words = [sealed_sentence(state), *([facts] if state.phase == "setup" else [])]
        self.query_one("#promise", Static).update(ours("\n".join(words)))

    def show_clocks(self) -> None:
        """Draw the clocks; called every minute besides."""
        plan, now = self.workshop.state.the_plan, self.tools.clock.now()
        said = standing(self.workshop.state)
        self._told = plan, said
        board = self.query_one("#clocks", Board)
        if self._ahead:
            board.show(lambda width: week_lines(week(plan, now, self._ahead), width))
            return
        styles = {region.id: region_style(plan, region.id) for region in plan.regions}
        board.show(
            lambda width: [
                calendar_marks(said),
                *clock_lines(clocks(plan, now, clock_cells(width)), styles, width),
                *calendar_lines(said, styles, width),
            ]
        )

    def action_week(self, by: int) -> None:
        """Look at another week; back at this one, at the clocks of now."""
        self._ahead = max(0, min(self._ahead + by, FURTHEST))
        self.show_clocks()
        self.query_one("#clocks", Board).scroll_home(animate=False)
