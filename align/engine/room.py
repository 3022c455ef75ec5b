"""One machine for many people: who is on the list, whose seat is kept here, and one person's turn after the other's.

Everybody has a seat of their own, kept under their participant id. It knows no screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from align.engine.hosting import keys_path
from align.engine.joining import Doorway, known_seat
from align.engine.reception import Keys
from align.engine.remote import Remote
from align.engine.seat import Seat, SeatFile, seat_path
from align.engine.server_process import serving_here
from align.errors import SyncError, UserError
from align.storage.register import Register
from align.sync.messages import Door
from align.sync.ticket import Ticket
from align.usual import called

Standing = Literal["free", "here", "done", "elsewhere"]
"""Nobody yet; has a seat on this machine; has handed in; has joined in another terminal."""
SECONDS = 5.0
"""How long the room waits for the host before it goes on with what it knows."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Place(msgspec.Struct, frozen=True):
    """One person of the list, as everybody in the room may see them."""

    id: str
    name: str
    region: str
    standing: Standing


class Turn(Remote):
    """A seat for the time of one turn. What is not stored yet when it is left goes on until it is."""

    def __init__(self, seat: Seat, file: SeatFile, left: Callable[[Turn], None]) -> None:
        super().__init__(seat, file)
        self._left = left

    async def close(self) -> None:
        """The person has left the keyboard."""
        self._left(self)

    async def end(self) -> None:
        """Hang up; what is unsent stays in the seat file."""
        await super().close()

    async def finish(self) -> None:
        """Hang up as soon as all is stored."""
        sent = asyncio.Event()
        unwatch = self.watch(lambda: None if self.unsent and self.link != "ended" else sent.set())
        try:
            if self.unsent and self.link != "ended":
                await sent.wait()
        finally:
            unwatch()
            await self.end()


class Room:
    """The turns at one terminal. `code` is asked for whenever somebody new sits down: it may have been renewed."""

    def __init__(self, ticket: Ticket, code: Callable[[], str]) -> None:
        self._ticket = ticket
        self._code = code
        self._door: Door | None = None
        self._done: dict[str, int] = {}
        """participant → the round in which they handed in here."""
        self._leaving: dict[str, asyncio.Task[None]] = {}

    @property
    def door(self) -> Door:
        """What can be seen from the door; after the first `look`."""
        assert self._door is not None
        return self._door

    @property
    def places(self) -> list[Place]:
        """Everybody on the list, in its order."""
        regions = dict(self.door.regions)
        return [
            Place(chair.id, chair.name, regions.get(chair.region, ""), self._standing(chair.id, taken=chair.taken))
            for chair in self.door.chairs
        ]

    async def look(self) -> None:
        """Look at the list anew. Raises SyncError when the host does not let us; what was seen before stays."""
        async with await Doorway.open(self._ticket, self._code()) as doorway:
            door = doorway.door
        if not all(_ID.fullmatch(chair.id) for chair in door.chairs):
            raise SyncError("The host's list has names that this align does not understand. Is it the same version?")
        self._door = door

    async def catch_up(self) -> None:
        """Visit the seats that this machine knows: whoever is done is told apart, and what was kept here is sent."""
        for place in self.places:
            if place.standing == "here":
                turn = await self.sit(place.id)
                with contextlib.suppress(SyncError):
                    await turn.ready(SECONDS)
                await turn.close()

    async def sit(self, participant: str) -> Turn:
        """Begin a turn: at the seat that this machine knows, else by the door. Raises Rejected and SyncError."""
        await self._stop(participant)
        known = known_seat(self._ticket, participant)
        if known is None:
            async with await Doorway.open(self._ticket, self._code()) as doorway:
                known = await doorway.sit(participant, remember=participant)
        return self._begin(*known)

    async def sit_new(self, name: str, region: str) -> Turn:
        """Begin the turn of somebody who is not on the list. Raises Rejected and SyncError."""
        async with await Doorway.open(self._ticket, self._code()) as doorway:
            seat, _ = await doorway.sit(name=name, region=region, remember=None)
        file = SeatFile(seat_path(self._ticket.name, self._ticket.fingerprint, seat.participant))
        file.save(seat)
        return self._begin(seat, file)

    async def close(self) -> None:
        """Hang up everywhere; what is unsent stays in the seat files."""
        for participant in list(self._leaving):
            await self._stop(participant)

    def _begin(self, seat: Seat, file: SeatFile) -> Turn:
        turn = Turn(seat, file, self._left)
        turn.start()
        return turn

    def _left(self, turn: Turn) -> None:
        self._done.pop(turn.me, None)
        if turn.mine.done:
            self._done[turn.me] = turn.state.round
        task = self._leaving[turn.me] = asyncio.create_task(turn.finish(), name="align-turn")
        task.add_done_callback(lambda done: self._gone(turn.me, done))

    def _gone(self, participant: str, task: asyncio.Task[None]) -> None:
        if self._leaving.get(participant) is task:
            del self._leaving[participant]

    async def _stop(self, participant: str) -> None:
        task = self._leaving.pop(participant, None)
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _standing(self, participant: str, *, taken: bool) -> Standing:
        if self._done.get(participant, -1) >= self.door.round:
            return "done"
        if known_seat(self._ticket, participant) is not None:
            return "here"
        return "elsewhere" if taken else "free"


def served_here(path: Path) -> Room:
    """Return the room of a workshop that is served on this machine; its code comes from the host's files."""
    desk = serving_here(path)
    if desk is None:
        raise UserError(f"{path.stem} is not being served here. Start it with `align host {called(path)}`.")
    ticket = Ticket(desk.host, desk.port, desk.name, desk.fingerprint)
    return Room(ticket, lambda: Keys(Register(keys_path(path))).code)
