"""Coming in by the door: from a ticket and a join code to a seat of one's own."""

from __future__ import annotations

from typing import Self

from align.domain.fold import fold
from align.domain.state import State
from align.engine.seat import Seat, SeatFile, seat_path
from align.errors import Rejected, SyncError
from align.sync import messages as m
from align.sync.client import Connection, connect
from align.sync.ticket import Ticket


def known_seat(ticket: Ticket, who: str = "") -> tuple[Seat, SeatFile] | None:
    """Return the seat that this machine already has for the ticket's workshop, if any that the host has not freed."""
    file = SeatFile(seat_path(ticket.name, ticket.fingerprint, who))
    if file.seat is None or file.seat.gone:
        return None
    # The host may have moved to another address; who it is, the fingerprint says.
    file.seat.ticket = str(ticket)
    return file.seat, file


def desk_seat(ticket: Ticket) -> Seat:
    """Return the seat of a facilitator's ticket (one that carries a token)."""
    if not ticket.token:
        raise SyncError("This is not a facilitator's ticket. `align serve` prints one.")
    return Seat(str(ticket), ticket.token)


class _ClosedError(SyncError):
    """The line ended without a word."""


class Doorway:
    """A line to the host on which the join code was right. Close it, or sit down; a `with` closes it on any way out."""

    def __init__(self, ticket: Ticket, connection: Connection, door: m.Door, code: str) -> None:
        self._ticket = ticket
        self._connection = connection
        self.door = door
        self.code = code
        """The code that was right, for knocking again."""

    @classmethod
    async def open(cls, ticket: Ticket, code: str) -> Doorway:
        """Knock with the join code. Raises SyncError with a sentence when the host cannot be reached or trusted, when
        the code is wrong, or the ticket is for another workshop."""
        connection = await connect(ticket)
        try:
            await connection.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, code=code)))
            door = await _answer(connection)
            if not isinstance(door, m.Door):
                raise SyncError("The host answered something unexpected. Is it the same version of align?")
        except BaseException:
            await connection.close()
            raise
        return cls(ticket, connection, door, code)

    async def sit(
        self, participant: str = "", name: str = "", region: str = "", party: str = "", *, remember: str | None = ""
    ) -> tuple[Seat, SeatFile]:
        """Take a seat and return it, kept on this machine (`remember` tells several seats on one machine apart; None
        keeps it in memory only). Who takes their time finds the door closed without a word: the same code opens it
        once more. Raises Rejected (taken, not listed, bad name) and leaves the door open then, as it does with
        UserError, before anything is asked for, where the seat could not be kept; SyncError when it does not open
        again, and with what the host says when it ends the line."""
        place = None if remember is None else seat_path(self._ticket.name, self._ticket.fingerprint, remember)
        file = SeatFile(place)
        file.check()
        wish = m.encode(m.Sit(participant, name, region, party))
        try:
            answer = await self._asked(wish)
        except _ClosedError:
            await self.close()
            again = await Doorway.open(self._ticket, self.code)
            self._connection, self.door = again._connection, again.door
            answer = await self._asked(wish)
        if not isinstance(answer, m.Welcome):
            raise SyncError("The host answered something unexpected. Is it the same version of align?")
        seat = Seat(str(self._ticket), answer.token, answer.id, self.door.title)
        if file.seat is not None and file.seat.participant == seat.participant:
            # Their seat was freed, and they are back: what they had typed is theirs still.
            seat.drafts = file.seat.drafts
        try:
            file.save(seat)
        finally:
            await self.close()
        return seat, file

    async def visit(self) -> State:
        """Look at the sealed workshop without taking a seat, and go; returns what everybody may see.

        Raises Rejected (not-now) where no charter is in force.
        """
        answer = await self._asked(m.encode(m.Visit()))
        await self.close()
        if not isinstance(answer, m.Tour):
            raise SyncError("The host answered something unexpected. Is it the same version of align?")
        return fold(answer.events)

    async def _asked(self, frame: bytes) -> m.HostMessage:
        await self._connection.send(frame)
        return await _answer(self._connection)

    async def close(self) -> None:
        """Go away again."""
        await self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def _answer(connection: Connection) -> m.HostMessage:
    async for frame in connection:
        message = m.decode_host(frame)
        match message:
            case m.Refused():
                raise Rejected(message.code, message.text)
            case m.Bye():
                raise SyncError(message.text)
            case m.Feed() | m.Progress() | m.Presence():
                continue
            case _:
                return message
    raise _ClosedError("The host closed the line. Try again in a moment.")
