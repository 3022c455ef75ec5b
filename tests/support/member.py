"""Somebody on a real line who has nothing but the line: for tests of many people, who need no screens and no files."""

from __future__ import annotations

import asyncio

from align.domain import commands as c
from align.engine.clock import new_id
from align.sync import messages as m
from align.sync.client import Connection, connect
from align.sync.ticket import Ticket


class Member:
    """A participant, or a desk, and what the host told them."""

    def __init__(self, line: Connection) -> None:
        self.progress = m.Progress()
        self.events = 0
        """Public events that the host says there are."""
        self.trouble = ""
        """What the host refused, or why the line ended."""
        self._line = line
        self._waiting: dict[str, asyncio.Future[float]] = {}
        self._presence: asyncio.Future[m.Presence] = asyncio.get_running_loop().create_future()
        self._seated: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._listening: asyncio.Task[None] | None = None

    @classmethod
    async def sits_down(cls, ticket: Ticket, code: str, participant: str, *, listens: bool = True) -> Member:
        """Join with the code, and wait for the welcome. Who does not listen never reads a word that the host says."""
        member = cls(await connect(ticket))
        await member._line.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, code=code)))
        await member._line.send(m.encode(m.Sit(participant)))
        if listens:
            member._listens()
            async with asyncio.timeout(60):
                await member._seated
        return member

    @classmethod
    async def at_the_desk(cls, ticket: Ticket) -> Member:
        """Sit down with a facilitator's ticket."""
        member = cls(await connect(ticket))
        await member._line.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, token=ticket.token)))
        member._listens()
        return member

    async def code(self) -> str:
        """The join code, as the host tells its desks."""
        async with asyncio.timeout(10):
            return (await self._presence).code

    async def does(self, command: c.Command) -> asyncio.Future[float]:
        """Send a command; the future gives the seconds until it was acknowledged, or RuntimeError: it was refused."""
        command_id, loop = new_id(), asyncio.get_running_loop()
        began, acknowledged = loop.time(), loop.create_future()
        self._waiting[command_id] = acknowledged
        await self._line.send(m.encode(m.Do(command_id, command)))
        told: asyncio.Future[float] = loop.create_future()

        def tell(done: asyncio.Future[float]) -> None:
            if told.done() or done.cancelled():
                return
            if no := done.exception():
                told.set_exception(no)
            else:
                told.set_result(done.result() - began)

        acknowledged.add_done_callback(tell)
        return told

    async def leaves(self) -> None:
        """Close the line, whoever it is that still listens."""
        if self._listening is not None:
            self._listening.cancel()
        await self._line.close()

    def _listens(self) -> None:
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for frame in self._line:
            match m.decode_host(frame):
                case m.Done() as done:
                    # A second acknowledgement of one command finds nobody who waits for it.
                    self._waiting.pop(done.id).set_result(asyncio.get_running_loop().time())
                case m.Progress() as progress:
                    self.progress = progress
                case m.Presence() as presence if not self._presence.done():
                    self._presence.set_result(presence)
                case m.Welcome(position=position) | m.Feed(position=position) as news:
                    self.events = position
                    if isinstance(news, m.Welcome) and not self._seated.done():
                        self._seated.set_result(None)
                case m.Refused() | m.Bye() as no:
                    self._in_trouble(no.text)
                case _:
                    pass
        self._in_trouble("the host hung up")

    def _in_trouble(self, why: str) -> None:
        self.trouble = self.trouble or why
        for waiting in self._waiting.values():
            waiting.set_exception(RuntimeError(why))
        self._waiting.clear()
        if not self._seated.done():
            self._seated.set_exception(RuntimeError(why))
