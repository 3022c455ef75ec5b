"""Opens a newcomer's screens: the door, the place where they answer alone, and, if they say so, a seat."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from textual.screen import Screen

from align.domain.commands import TakeNote
from align.domain.state import State
from align.engine.joining import known_seat
from align.engine.newcomer import Newcomer, kept_path, receive
from align.sync.messages import Door
from align.sync.ticket import Ticket, parse_ticket
from align.ui.openings.seat import joining, seat_screen
from align.ui.present.newcomer import note_key, why_not_tell
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.newcomer import NewcomerScreen
from align.ui.screens.participant.newcomer_door import NewcomerDoor
from align.ui.screens.participant.telling import TellingSeat


async def open_welcome(ticket: str) -> Screen[Any]:
    """Return the newcomer's door; raises SyncError for a ticket that is none."""
    # A seat on this machine is no way in here: whoever sits already may want to look as a newcomer does.
    ways = msgspec.structs.replace(joining(None), known=lambda _: None)
    return NewcomerDoor(ways, _receive, parse_ticket(ticket) if ticket else None)


def _receive(ticket: Ticket, code: str, door: Door, shown: State, region: str) -> NewcomerScreen:
    newcomer = receive(shown, region, kept_path(ticket))
    seated = known_seat(ticket) is not None
    with_code = msgspec.structs.replace(ticket, code=code)
    return NewcomerScreen(newcomer, partial(_tell, newcomer, with_code), why_not_tell(door, shown, seated=seated))


def _tell(newcomer: Newcomer, ticket: Ticket, notes: list[TakeNote]) -> Screen[Any]:
    """Return the way to a seat, where the notes go out; this machine's seat, where there is one."""

    def sent() -> None:
        for note in notes:
            newcomer.keep_draft(note_key(note.prompt), None)

    enter = partial(seat_screen, screen=partial(TellingSeat, notes=notes, sent=sent))
    known = known_seat(ticket)
    return enter(*known) if known is not None else JoinScreen(msgspec.structs.replace(joining(""), enter=enter), ticket)
