"""A workshop over the network: a replica and the task that keeps its line to the host up."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable

from align.engine.replica import Replica
from align.engine.seat import Seat, SeatFile
from align.errors import AlignError, SyncError
from align.language import mark
from align.sync.backoff import backoff
from align.sync.client import Connection, WrongHostError, connect
from align.sync.ticket import Ticket, parse_ticket


class Remote(Replica):
    """A replica that connects, reconnects and goes on where it was. Start it with `start()`.

    `noted` returns the ticket by which the host can be reached now, as far as that is known on this machine: one that
    was started again may listen at another port. Without it, whoever else answers at the host's place ends the line.
    """

    def __init__(self, seat: Seat, file: SeatFile, noted: Callable[[], Ticket | None] | None = None) -> None:
        self.ticket: Ticket = parse_ticket(seat.ticket)
        """By which the host is, or was last, reached."""
        super().__init__(seat, file, self.ticket.name)
        self._noted = noted
        self._task: asyncio.Task[None] | None = None
        self._welcomed = False

    def start(self) -> None:
        """Begin connecting, in the background."""
        self._task = asyncio.create_task(self._run(), name="align-line")

    async def ready(self, seconds: float = 10.0) -> None:
        """Return when the first Welcome is there; raises SyncError with the reason when it does not come."""
        arrived = asyncio.Event()

        def look() -> None:
            if self.link in ("online", "ended"):
                arrived.set()

        unwatch = self.watch(look)
        look()  # it may be there already
        try:
            async with asyncio.timeout(seconds):
                await arrived.wait()
        except TimeoutError:
            raise SyncError(self.link_text or mark("The host does not answer. Is it running?")) from None
        finally:
            unwatch()
        if self.link == "ended":
            raise SyncError(self.link_text)

    async def close(self) -> None:
        """Leave and hang up."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await super().close()

    async def _run(self) -> None:
        delays = backoff(random.random)
        while self.link != "ended":
            try:
                await self._visit()
                self.line_down(mark("The host has gone. Trying again …"))
            except WrongHostError as error:
                if self._noted is None:
                    self.line_down(str(error))
                    self.link = "ended"
                    return
                self.line_down(mark("Another workshop answers where the host was. Looking for the host …"))
            except SyncError as error:
                self.line_down(str(error))
            if self._welcomed:
                delays = backoff(random.random)
            await asyncio.sleep(next(delays))

    async def _visit(self) -> None:
        """One line, from hello to its end."""
        self._welcomed = False
        self.look_for_host()
        connection = await connect(self.ticket)
        frames: asyncio.Queue[bytes] = asyncio.Queue()
        sender = asyncio.create_task(_send(connection, frames), name="align-send")
        try:
            self.line_up(frames.put_nowait)
            async for frame in connection:
                self.frame(frame)
                self._welcomed = self._welcomed or self.link == "online"
                if self.link != "online" and self.link_text:
                    return
        finally:
            sender.cancel()
            await connection.close()

    def look_for_host(self) -> None:
        """Take the newest address of the same host; another host's certificate would be refused as a stranger's."""
        with contextlib.suppress(AlignError):  # a note that cannot be read says nothing
            found = self._noted() if self._noted is not None else None
            if found is not None and found.fingerprint == self.ticket.fingerprint:
                self.ticket = found


async def _send(connection: Connection, frames: asyncio.Queue[bytes]) -> None:
    while True:
        await connection.send(await frames.get())
