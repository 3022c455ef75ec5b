"""Opens a participant's screen: straight back to a seat that this machine knows, else by the door."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from align.charter.preview import preview
from align.engine.joining import known_seat
from align.engine.remote import Remote
from align.engine.seat import Seat, SeatFile
from align.errors import UserError
from align.sync.ticket import parse_ticket
from align.ui.screens.participant import ParticipantScreen


async def open_seat(ticket: str, who: str) -> Screen[Any]:
    """Return the screen to begin with; raises SyncError for a ticket that is none."""
    known = known_seat(parse_ticket(ticket), who) if ticket else None
    if known is None:
        raise UserError("Joining here needs a seat that this machine knows. `align join --plain` takes one.")
    return seat_screen(*known)


def seat_screen(seat: Seat, file: SeatFile, screen: type[ParticipantScreen] = ParticipantScreen) -> ParticipantScreen:
    """Return the screen of a seat. It connects by itself: one can answer before the host is reached."""
    remote = Remote(seat, file)
    remote.start()
    return screen(remote, preview=preview)
