"""Opens a guest's screens: first what they should know, then their seat or the door."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from align.engine.guests import Guest
from align.engine.joining import known_seat
from align.engine.seat import SeatFile
from align.sync.ticket import parse_ticket
from align.ui.openings.seat import joining, seat_screen
from align.ui.screens.participant.guest import GuestDoor, GuestScreen, GuestSeat, PassingSeat


class Visit:
    """One visit of a guest. `kept`: whether a seat stays on the host's computer when they leave."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self.kept = guest.back

    async def open(self) -> Screen[Any]:
        """Return the first screen."""
        return GuestScreen(self._guest, self._enter)

    async def _enter(self, keep: bool) -> Screen[Any]:
        ticket = parse_ticket(self._guest.ticket)
        known = known_seat(ticket)
        self.kept = keep
        screen = GuestSeat if keep else PassingSeat
        if known is None:
            return GuestDoor(joining("" if keep else None, screen), ticket)
        seat, file = known
        if not keep:
            file.remove()
            file = SeatFile(None)
            file.save(seat)
        return seat_screen(seat, file, screen=screen)
