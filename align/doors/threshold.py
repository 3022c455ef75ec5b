"""Where lines of browsers come in: how many there may be, and how long one may take that is no guest's page yet.

It knows no workshop and no pages; what a line says goes to a protocol that it is given, behind TLS where there is any.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from typing import cast

import msgspec

from align.doors.lobby import Strangers


class Patience(msgspec.Struct, frozen=True):
    """What the door for browsers grants. Counts and seconds."""

    lines: int = 500
    """All lines at once; a page has one, and a few more while it is loaded."""
    strangers: int = 300
    of_one: int = 200
    """Lines at once of which no request has shown a cookie of ours: all, and those of one address. A whole office
    behind one address can open its pages together."""
    open_within: float = 10.0
    """From the first byte to a whole request."""
    request_within: float = 60.0
    """From one request to the next; the answer must have been taken by then. A guest's terminal may stay."""


PATIENCE = Patience()


class Threshold:
    """All lines of one door."""

    def __init__(self, handler: Callable[[], asyncio.Protocol], tls: ssl.SSLContext | None, patience: Patience) -> None:
        self.handler, self.tls, self.patience = handler, tls, patience
        self.strangers = Strangers(patience.strangers, patience.of_one)
        self.lines: dict[asyncio.BaseProtocol, WebLine] = {}
        """By the protocol that hears what they say."""
        self.all: set[WebLine] = set()
        self.port = 0

    async def listen(self, bind: str, port: int) -> None:
        """Take lines from now on; raises OSError when the port cannot be had."""
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(lambda: WebLine(self), bind or None, port)
        self.port = int(self._listener.sockets[0].getsockname()[1])

    def shut(self) -> None:
        """Take no more lines."""
        self._listener.close()

    def cut_all(self) -> None:
        """End the lines that are left."""
        for line in tuple(self.all):
            line.cut()


class WebLine(asyncio.Protocol):
    """One line, from its first byte on. What it says goes to a handler of its own."""

    def __init__(self, threshold: Threshold) -> None:
        self._threshold = threshold
        self._handler: asyncio.Protocol | None = None
        self._early = b""
        self._address = ""
        self._stranger = False
        self._timer: asyncio.TimerHandle | None = None
        self._opening: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the line if there is room."""
        self._transport = cast(asyncio.Transport, transport)
        self._address = str((transport.get_extra_info("peername") or ("",))[0])
        there = self._threshold
        if len(there.all) >= there.patience.lines or not there.strangers.admit(self._address):
            self._transport.abort()
            return
        there.all.add(self)
        self._stranger = True
        self.allow(there.patience.open_within)
        if there.tls is None:
            self._begin()
        else:
            self._transport.pause_reading()
            self._opening = asyncio.get_running_loop().create_task(self._encrypt(there.tls), name="align-tls")

    def data_received(self, data: bytes) -> None:
        """Pass it on, as soon as there is somebody to hear it."""
        if self._handler is None:
            self._early += data
        else:
            self._handler.data_received(data)

    def eof_received(self) -> bool | None:
        """Pass it on."""
        return self._handler.eof_received() if self._handler is not None else None

    def pause_writing(self) -> None:
        """Pass it on."""
        if self._handler is not None:
            self._handler.pause_writing()

    def resume_writing(self) -> None:
        """Pass it on."""
        if self._handler is not None:
            self._handler.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the line out, and pass it on."""
        self._leave()
        if self._handler is not None:
            self._handler.connection_lost(exc)

    def known(self) -> None:
        """Its browser has been here: it counts as a stranger no more."""
        if self._stranger:
            self._stranger = False
            self._threshold.strangers.known(self._address)

    def allow(self, seconds: float | None) -> None:
        """Cut the line after these seconds, unless this is called again before; None: let it be."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if seconds is not None and self in self._threshold.all:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.cut)

    def cut(self) -> None:
        """End it at once."""
        self._leave()
        self._transport.abort()

    def _leave(self) -> None:
        self.allow(None)
        self.known()
        self._threshold.all.discard(self)
        if self._handler is not None:
            self._threshold.lines.pop(self._handler, None)

    async def _encrypt(self, tls: ssl.SSLContext) -> None:
        within = self._threshold.patience.open_within
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            secure = await loop.start_tls(self._transport, self, tls, server_side=True, ssl_handshake_timeout=within)
            if secure is not None and not secure.is_closing():
                self._transport = secure
                self._begin()
                return
        self.cut()

    def _begin(self) -> None:
        handler = self._handler = self._threshold.handler()
        self._threshold.lines[handler] = self
        handler.connection_made(self._transport)
        early, self._early = self._early, b""
        if early:
            handler.data_received(early)
