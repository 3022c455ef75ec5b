"""The regions' calendars at the desk: who confirmed them, what is said to be wrong, and a form that changes one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from align.domain.model import Region
from align.language import _
from align.ui.messages import WorkshopChanged
from align.ui.present.calendars import can_be_said
from align.ui.present.desk_calendars import CalendarRow, region_facts, standing
from align.ui.say import ours, region_style, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import calendar_form
from align.ui.screens.facilitator.ledger import Ledger
from align.ui.widgets.bars import fit
from align.ui.widgets.rows import Rows

_STYLES = {"✓": "$success", "!": "$warning"}


class CalendarsScreen(Ledger):
    """A list of regions above the calendar of the one at the cursor."""

    HELP_TITLE = "Calendars"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,enter", "change", "change", key_display="e", id="desk.calendar-change", tooltip="Change it"),
        Binding("left", "next(-1)", "Before", show=False, id="desk.calendar-before"),
        Binding("right", "next(1)", "next", key_display="→", id="desk.calendar-next", tooltip="The next region"),
        Binding("escape,z,q", "leave", "back", key_display="esc", id="desk.calendar-back", tooltip="Back to the desk"),
    ]

    def help_words(self) -> str:
        """What the list says."""
        return _(
            "✓ somebody there confirmed the calendar, ! somebody says that it is wrong, ○ nobody said anything yet. "
            "People are asked on their welcome page. Until the charter is sealed a calendar can be changed; its people "
            "are then asked anew."
        )

    @on(WorkshopChanged)
    def follow(self) -> None:
        """Show the calendars as they are."""
        rows = standing(self.workshop.state)
        confirmed = sum(row.mark == "✓" for row in rows)
        self.list_rows([self._row(row) for row in rows], _("{n} of {all} confirmed", n=confirmed, all=len(rows)))
        self.show_other()

    @on(Rows.Moved)
    def show_other(self) -> None:
        """Show the calendar at the cursor."""
        state, region = self.workshop.state, self.chosen
        board = self.query_one(Board)
        board.entitle(say(region.name))
        board.show(lambda width: [part for fact in region_facts(state, region) for part in say(fact).wrap(width)])

    @property
    def chosen(self) -> Region:
        """The region at the cursor."""
        return self.plan.regions[min(self.at, len(self.plan.regions) - 1)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Calendars can be changed until the charter is sealed."""
        return can_be_said(self.workshop.state) if action == "change" else True

    def action_change(self) -> None:
        """Change the calendar at the cursor."""
        self.app.push_screen(
            Form(self.workshop, calendar_form(self.chosen, self.workshop.state.edition(self.chosen.id)))
        )

    def _row(self, row: CalendarRow) -> Content:
        style = _STYLES.get(row.mark, "$quiet")
        letter = say(row.letter, f"{region_style(self.workshop.state.the_plan, row.region)} bold")
        return Content.assemble(
            ours(f"{row.mark} ", style), letter, " ", fit(say(row.name), 20), "  ", say(row.words, style)
        )
