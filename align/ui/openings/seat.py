"""Opens a participant's screen: straight back to a seat that this machine knows, else by the door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen

from align.charter.preview import preview
from align.domain.state import State
from align.engine.joining import Doorway, known_seat
from align.engine.remote import Remote
from align.engine.seat import Seat, SeatFile
from align.engine.workshop import Workshop
from align.sync.messages import Door
from align.sync.ticket import Ticket, parse_ticket
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.screens.participant.ways import Joining, SeatTaken

GLANCE = 0.2
"""Seconds that the first picture waits for the host's first word: one picture is there sooner than two."""


class _Way:
    """A doorway whose seat is remembered under a word of the person's, or, with None, nowhere."""

    def __init__(self, doorway: Doorway, remember: str | None) -> None:
        self._doorway, self._remember = doorway, remember

    @property
    def door(self) -> Door:
        return self._doorway.door

    async def sit(self, participant: str = "", name: str = "", region: str = "", party: str = "") -> SeatTaken:
        return await self._doorway.sit(participant, name, region, party, remember=self._remember)

    async def visit(self) -> State:
        return await self._doorway.visit()

    async def close(self) -> None:
        await self._doorway.close()


def joining(who: str | None, screen: type[ParticipantScreen] = ParticipantScreen) -> Joining:
    """Return the ways in. `who` tells several seats on one machine apart; None keeps the seat in memory only."""

    async def knock(ticket: Ticket, code: str) -> _Way:
        return _Way(await Doorway.open(ticket, code), who)

    return Joining(
        knock=knock,
        known=lambda ticket: None if who is None else known_seat(ticket, who),
        enter=partial(seat_screen, screen=screen),
    )


async def open_seat(ticket: str, who: str) -> Screen[Any]:
    """Return the screen to begin with; raises SyncError for a ticket that is none."""
    parsed = parse_ticket(ticket) if ticket else None
    known = known_seat(parsed, who) if parsed is not None else None
    if known is not None:
        screen = seat_screen(*known, again=True)
        await _first_word(screen.workshop)
        return screen
    from align.ui.screens.participant.join import JoinScreen  # noqa: PLC0415 - start-up: who has a seat needs no door

    return JoinScreen(joining(who), parsed)


async def _first_word(workshop: Workshop) -> None:
    """Return when the host has spoken, or could not be reached, or GLANCE is over."""
    spoken = asyncio.Event()
    unwatch = workshop.watch(lambda: None if workshop.link == "connecting" else spoken.set())
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GLANCE):
            await spoken.wait()
    unwatch()


def seat_screen(
    seat: Seat, file: SeatFile, *, screen: Callable[..., ParticipantScreen] = ParticipantScreen, again: bool = False
) -> ParticipantScreen:
    """Return the screen of a seat. It connects by itself: one can answer before the host is reached.

    `again`: this machine knew the seat already.
    """
    remote = Remote(seat, file)
    remote.start()
    return screen(remote, preview=preview, again=again)
