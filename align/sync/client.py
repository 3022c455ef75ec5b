"""The client's line to its host: TLS pinned to the ticket's certificate, frames out, frames in, signs of life.

What the frames mean, and when to try again, is for others.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator

from align.errors import SyncError
from align.language import mark
from align.sync.certificate import client_context, fingerprint
from align.sync.dial import dial
from align.sync.messages import LARGEST_REPLY
from align.sync.ticket import Ticket
from align.sync.tls import Tls
from align.sync.websocket import (
    DATA_OPCODES,
    OPEN,
    SILENT,
    ClientProtocol,
    Frame,
    InvalidHandshake,
    Response,
    WebSocketURI,
)  # fmt: skip
from align.system import reason

PATIENCE = 10.0
"""Seconds for a host to answer at all."""
ASK_AFTER = 4.0
"""Silence after which the host is asked for a sign of life."""
LOST_AFTER = 9.0
"""Silence, or seconds that a frame cannot be sent, after which the line counts as lost."""
_FAREWELL = 1.0
_READ = 64 * 1024


class WrongHostError(SyncError):
    """Somebody else answers at the ticket's address. Nothing was sent; trying again is no use."""


class Connection:
    """An open line. Iterate over it without a break: that also keeps it alive. One that is lost ends the iteration."""

    def __init__(self, ticket: Ticket, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ticket, self._reader, self._writer = ticket, reader, writer
        self._tls = Tls(client_context(), server_side=False)
        uri = WebSocketURI(True, ticket.host, ticket.port, "/", "")
        self._protocol = ClientProtocol(uri, max_size=LARGEST_REPLY, logger=SILENT)
        self._frames: deque[bytes] = deque()
        self._partial = b""
        self._over = False
        self.response: Response | None = None

    async def send(self, frame: bytes) -> None:
        """Send a frame. On a lost line nothing happens: that the line is lost is told by the iteration's end."""
        if self._protocol.state is OPEN:
            self._protocol.send_binary(frame)
            await self._write()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        while not self._frames:
            if self._over:
                await self.close()
                raise StopAsyncIteration
            self._over = not await self._more()
        return self._frames.popleft()

    async def close(self) -> None:
        """Say goodbye, if there is anybody to say it to, and let go."""
        if self._protocol.state is OPEN:
            self._protocol.send_close(1000)
            await self._write()
        self._writer.close()
        try:
            async with asyncio.timeout(_FAREWELL):
                await self._writer.wait_closed()
        except (TimeoutError, OSError):
            self.cut()
        except asyncio.CancelledError:
            self.cut()
            # An earlier `close` that was broken off has cancelled what both wait for: then nobody cancels this one.
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise

    def cut(self) -> None:
        """End the line without a word."""
        self._writer.transport.abort()

    async def shake_hands(self) -> None:
        """Agree with the ticket's host on TLS and on the websocket.

        Raises WrongHostError when the certificate is another's, before anything was said; InvalidHandshake, OSError
        (ssl.SSLError among them) or EOFError.
        """
        self._take(b"")
        while not self._tls.shaken:
            await self._write()
            self._take(await self._read())
        certificate = self._tls.certificate()
        if certificate is None or fingerprint(certificate) != self._ticket.fingerprint:
            raise WrongHostError(
                f"The machine at {_place(self._ticket)} is not the host your ticket names. Nothing was sent to it. "
                "Ask your facilitator for the ticket of now."
            )
        self._protocol.send_request(self._protocol.connect())
        await self._write()
        while self.response is None and self._protocol.handshake_exc is None:
            self._take(await self._read())
        if self._protocol.handshake_exc is not None:
            raise self._protocol.handshake_exc

    async def _read(self) -> bytes:
        if data := await self._reader.read(_READ):
            return data
        raise EOFError

    async def _more(self) -> bool:
        """Take in what comes next; False when the line is lost. Any byte is a sign of life, not only a pong."""
        silence = 0.0
        while silence < LOST_AFTER:
            try:
                async with asyncio.timeout(ASK_AFTER if not silence else LOST_AFTER - ASK_AFTER):
                    data = await self._read()
                self._take(data)
            except TimeoutError:
                silence = ASK_AFTER if not silence else LOST_AFTER
                if self._protocol.state is OPEN:
                    self._protocol.send_ping(b"")
                    await self._write()
                continue
            except (OSError, EOFError):
                return False
            await self._write()
            return not self._protocol.close_expected()
        self.cut()
        return False

    def _take(self, data: bytes) -> None:
        """Raises ssl.SSLError for what is no TLS."""
        for words in self._tls.receive(data):
            self._protocol.receive_data(words)
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self.response = event
            elif isinstance(event, Frame) and event.opcode in DATA_OPCODES:
                self._partial += event.data
                if event.fin:
                    self._frames.append(self._partial)
                    self._partial = b""

    async def _write(self) -> None:
        # In one piece, and nothing on a line that is gone: asyncio would complain of it on the terminal.
        # That it is gone is told by the iteration's end.
        words = b"".join(self._protocol.data_to_send())
        try:
            data = self._tls.send(words) if words else self._tls.outgoing()
            if data and not self._writer.is_closing():
                self._writer.write(data)
            async with asyncio.timeout(LOST_AFTER):
                await self._writer.drain()
        except TimeoutError:
            self.cut()
        except OSError:
            pass  # told by the iteration's end


async def connect(ticket: Ticket) -> Connection:
    """Return a line to the ticket's host, whose certificate was compared before anything was said.

    Raises WrongHostError when the certificate is another's, SyncError when nobody, or something else, answers.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            connection = Connection(ticket, *await dial(ticket.host, ticket.port))
            try:
                await connection.shake_hands()
            except BaseException:
                connection.cut()
                raise
            return connection
    except (OSError, EOFError, InvalidHandshake, UnicodeError) as error:
        raise SyncError(_why_not(ticket, error)) from None


def _why_not(ticket: Ticket, error: Exception) -> str:
    place = _place(ticket)
    nobody = mark(f"Nobody answers at {place}. Is the workshop being hosted, and can this machine reach it?")
    match error:
        case socket.gaierror() | UnicodeError():  # the latter: no name server could be asked for that
            return mark(f"There is no machine called {ticket.host} to be found from here. Is the ticket right?")
        case ssl.SSLError() | InvalidHandshake():
            return mark(f"What answers at {place} is not an align workshop. Is the port in the ticket right?")
        case ConnectionRefusedError() | TimeoutError():
            return nobody
        case ConnectionError() | EOFError():
            return mark(f"The host at {place} hung up at once: it may be full or just closing. Try again in a moment.")
        case OSError(errno=None):  # sums up the failures of several addresses
            return nobody
        case OSError():
            return mark(f"{place} cannot be reached from here: {reason(error)}.")
        case _:
            return mark(f"{place} cannot be reached from here: {error}.")


def _place(ticket: Ticket) -> str:
    return f"[{ticket.host}]:{ticket.port}" if ":" in ticket.host else f"{ticket.host}:{ticket.port}"
