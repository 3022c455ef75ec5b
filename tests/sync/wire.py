"""A real host on loopback with a service that remembers what it heard, for tests of the sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket

from align.sync import messages as m
from align.sync.certificate import client_context, fingerprint_of, new_certificate, server_context
from align.sync.client import Connection, connect
from align.sync.host import Server, serve
from align.sync.limits import Limits
from align.sync.service import Line
from align.sync.ticket import Ticket

HELLO = m.Hello(m.PROTOCOL, "kick", token="tok")
WELCOME = m.encode(m.Progress(answers=1))


class Memory:
    """A service: answers Hello with one frame (or, when told so, sends everybody away) and keeps all it hears."""

    def __init__(self) -> None:
        self.heard: list[m.ClientMessage] = []
        self.lines: list[Line] = []
        self.gone: list[Line] = []
        self.refuse: m.Bye | None = None

    def received(self, line: Line, message: m.ClientMessage) -> None:
        self.heard.append(message)
        if isinstance(message, m.Hello):
            if self.refuse is not None:
                line.end(m.encode(self.refuse))
                return
            self.lines.append(line)
            line.send(WELCOME)

    def closed(self, line: Line) -> None:
        self.gone.append(line)
        if line in self.lines:
            self.lines.remove(line)


class Host:
    """A running host and what one needs to reach it."""

    def __init__(self, server: Server, service: Memory, ticket: Ticket) -> None:
        self.server, self.service, self.ticket = server, service, ticket

    async def join(self) -> Connection:
        """Return a line on which the welcome has arrived."""
        connection = await connect(self.ticket)
        await connection.send(m.encode(HELLO))
        assert await anext(connection) == WELCOME
        return connection

    async def websocket(self, **settings: object) -> ClientConnection:
        """Return a line made by another implementation of the client's side, which checks nothing."""
        url = f"wss://{self.ticket.host}:{self.ticket.port}/"
        return await open_websocket(url, ssl=client_context(), compression=None, **settings)  # type: ignore[arg-type]

    async def raw(self, *, tls: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return a connection on which no websocket was opened."""
        return await asyncio.open_connection(self.ticket.host, self.ticket.port, ssl=client_context() if tls else None)


@cache
def certificate() -> str:
    """One certificate for all tests that need no second."""
    return new_certificate()


@asynccontextmanager
async def hosting(address: str = "127.0.0.1", **limits: float) -> AsyncIterator[Host]:
    """Host for the time of the context; `limits` as in Limits."""
    service, pem = Memory(), certificate()
    async with await serve(service, address, 0, server_context(pem), Limits(**{"tick": 0.02, **limits})) as server:  # type: ignore[arg-type]
        yield Host(server, service, Ticket(address, server.port, "kick", fingerprint_of(pem)))


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for a condition, with a limit."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.002)


async def rest_of(connection: Connection) -> list[m.HostMessage]:
    """Return all that still comes until the line ends, with a limit."""
    async with asyncio.timeout(10):
        return [m.decode_host(frame) async for frame in connection]
