"""The door of a newcomer: a ticket, the join code and a region; then one look at the sealed workshop, and no seat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from align.domain.state import State
from align.language import _, mark
from align.sync.messages import Door
from align.sync.ticket import Ticket
from align.ui.present import newcomer as present
from align.ui.present.joining import Stage
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.ways import Joining

Receiving = Callable[[Ticket, str, Door, State, str], Screen[Any]]
"""Gives the screen to answer at: of the ticket's workshop, with the code that was right, as seen from the door, as
everybody may see it, for a newcomer to this region (its id). Raises UserError when nothing can be kept."""


class NewcomerDoor(JoinScreen):
    """Asks for the code and the region and takes nobody's name."""

    HELP_TITLE = "A newcomer's door"
    HEADING = mark("align · for newcomers")

    def __init__(self, joining: Joining, receiving: Receiving, ticket: Ticket | None) -> None:
        super().__init__(joining, ticket)
        self._receiving = receiving
        self._let: tuple[Ticket, str, Door, State] | None = None

    def help_words(self) -> str:
        """What happens here, and what does not."""
        return _(present.FIRST)

    def about(self, door: Door | None) -> str:
        """That nothing is sent; then what is behind the door."""
        return _(present.FIRST) if door is None else present.about(door)

    def asked(self, stage: Stage, door: Door | None) -> tuple[str, str]:
        """Ask where they come to, not where they are."""
        question, how = present.WHERE
        return (_(question), _(how)) if stage == "region" else super().asked(stage, door)

    async def let_in(self, ticket: Ticket, code: str) -> None:
        """Look once and go; then ask for the region where there is more than one."""
        assert self._entrance is not None
        door = self._entrance.door
        self._let = (ticket, code, door, await self._entrance.visit())
        if len(door.regions) > 1:
            self._ask("region")
        else:
            self.take_region(door.regions[0][0])

    def take_region(self, region: str) -> None:
        """They come to this region: let them answer."""
        assert self._let is not None
        self.app.switch_screen(self._receiving(*self._let, region))

    def action_back(self) -> None:
        """Ask again what was asked before; after one look there is no way back to the code."""
        if self.stage == "code":
            super().action_back()
