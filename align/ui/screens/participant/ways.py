"""The ways in to a workshop, as the door is given them by whoever opens it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import msgspec
from textual.screen import Screen

from align.domain.state import State
from align.engine.seat import Seat, SeatFile
from align.sync.messages import Door
from align.sync.ticket import Ticket

SeatTaken = tuple[Seat, SeatFile]


class Entrance(Protocol):
    """A door at which the code was right; `align.engine.joining.Doorway` is one."""

    @property
    def door(self) -> Door:
        """What can be seen from it."""

    async def sit(self, participant: str = "", name: str = "", region: str = "", party: str = "") -> SeatTaken:
        """Take a seat; raises Rejected."""

    async def visit(self) -> State:
        """Look at the sealed workshop without a seat; raises Rejected where no charter is in force."""

    async def close(self) -> None:
        """Go away again."""


class Enter(Protocol):
    """Makes the screen of a seat."""

    def __call__(self, seat: Seat, file: SeatFile, /, *, again: bool = False) -> Screen[Any]:
        """`again`: the seat was known here already."""


class Joining(msgspec.Struct, frozen=True):
    """The ways in, given by whoever opens the screen."""

    knock: Callable[[Ticket, str], Awaitable[Entrance]]
    known: Callable[[Ticket], SeatTaken | None]
    enter: Enter
