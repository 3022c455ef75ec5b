"""The host's ear on the network: takes lines, keeps their number and their time limits, and sends in bunches.

It knows no workshop: what is said goes to a `Service`, which answers by way of the lines.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import ssl
import sys
from collections.abc import Callable, Iterable
from types import TracebackType

from align.errors import SyncError
from align.language import mark
from align.sync.door import neighbourhood
from align.sync.fork import Fork
from align.sync.limits import Allowance, Limits
from align.sync.line import HostLine
from align.sync.service import Line, Service
from align.system import reason

log = logging.getLogger("align.sync.host")

_FILES_BESIDE = 100
"""Open files a host needs beside its lines."""


async def serve(
    service: Service, host: str, port: int, ssl_context: ssl.SSLContext, limits: Limits | None = None
) -> Server:
    """Listen and return the running server; raises SyncError with a way out when the port cannot be had.

    `host` is an address of this machine, "0.0.0.0" or "::" for all, "" for both; `port` 0 takes a free one, which
    `server.port` then tells (name one address then). Use it as an async context manager, or call `close`.
    """
    server = Server(service, ssl_context, limits or Limits())
    allow_files(server.limits.connections + _FILES_BESIDE)
    await server.listen(host, port)
    return server


def send_all(lines: Iterable[Line], frame: bytes) -> None:
    """Queue one frame for many; all share the one object."""
    for line in lines:
        line.send(frame)


class Server:
    """A listening host and its lines."""

    port = 0
    beside: Callable[[], asyncio.Protocol] | None = None
    """Makes the protocol for a visitor of this port who speaks SSH; None: there is no such door here."""

    def __init__(self, service: Service, tls: ssl.SSLContext, limits: Limits) -> None:
        self.service, self.tls, self.limits = service, tls, limits
        self._loop = asyncio.get_running_loop()
        self._lines: set[HostLine] = set()
        self._strangers: dict[str, Allowance] = {}
        self._unsent: list[HostLine] = []
        self._empty: asyncio.Future[None] | None = None

    async def listen(self, host: str, port: int) -> None:
        """Open the port; raises SyncError when that fails."""
        try:
            self._listener = await self._loop.create_server(self._visitor, host or None, port, backlog=1024)
        except (OSError, OverflowError) as error:
            raise SyncError(_why_not(error, host, port)) from None
        self.port = self._listener.sockets[0].getsockname()[1]
        self._ticking = self._loop.call_later(self.limits.tick, self._tick)
        log.info("listening")

    async def __aenter__(self) -> Server:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self, patience: float = 1.0) -> None:
        """Take no more lines, send what is queued, end all lines; those not gone after `patience` seconds are cut."""
        self._listener.close()
        for line in list(self._lines):
            line.end()
        if not await self._wait_until_empty(patience):
            for line in list(self._lines):
                line.drop("host closes")
            await self._wait_until_empty(patience)
        self._ticking.cancel()
        await self._listener.wait_closed()
        log.info("closed")

    # ---- for its lines ------------------------------------------------------------------------------------------

    def now(self) -> float:
        """Seconds on the loop's clock."""
        return self._loop.time()

    def admit(self, line: HostLine) -> bool:
        """Count a new line in, unless there are too many, or too many strangers from its address."""
        if len(self._lines) >= self.limits.connections:
            return False
        now, origin = self.now(), neighbourhood(line.address)
        allowed = self._strangers.get(origin)
        if allowed is None:
            allowed = self._strangers[origin] = Allowance(self.limits.strangers_rate, self.limits.strangers, now)
        if allowed.wait(now):
            return False
        self._lines.add(line)
        return True

    def welcomed(self, line: HostLine) -> None:
        """Its address may bring one more stranger."""
        if allowed := self._strangers.get(neighbourhood(line.address)):
            allowed.give_back()

    def leave(self, line: HostLine) -> None:
        """Count a line out."""
        self._lines.discard(line)
        if self._empty is not None and not self._lines and not self._empty.done():
            self._empty.set_result(None)

    def flush_soon(self, line: HostLine) -> None:
        """Flush the line when this turn of the loop is over, so that all its frames of the turn go together."""
        if line.flush_due:
            return
        line.flush_due = True
        if not self._unsent:
            self._loop.call_soon(self._flush)
        self._unsent.append(line)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _visitor(self) -> asyncio.Protocol:
        return HostLine(self) if self.beside is None else Fork(lambda: HostLine(self), self.beside)

    def _flush(self) -> None:
        lines, self._unsent = self._unsent, []
        for line in lines:
            line.flush()

    def _tick(self) -> None:
        now = self.now()
        for line in list(self._lines):
            line.tick(now)
        self._strangers = {origin: left for origin, left in self._strangers.items() if not left.is_whole(now)}
        self._ticking = self._loop.call_later(self.limits.tick, self._tick)

    async def _wait_until_empty(self, patience: float) -> bool:
        if not self._lines:
            return True
        self._empty = self._loop.create_future()
        done, _ = await asyncio.wait([self._empty], timeout=patience)
        return bool(done)


def _why_not(error: OSError | OverflowError, host: str, port: int) -> str:
    if isinstance(error, OverflowError):
        return mark(f"There is no port {port}. Choose one from 1024 to 65535.")
    if error.errno == errno.EADDRINUSE:
        return mark(
            f"Port {port} is in use by another program or workshop. End that one, or choose another with --port; "
            "--port 0 takes a free one."
        )
    if error.errno == errno.EACCES:
        return mark(f"This account may not open port {port}. Choose one from 1024 to 65535.")
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return mark(f"This machine has no address {host}. 0.0.0.0 is every address that it has.")
    return mark(f"Port {port} cannot be opened: {reason(error)}.")


def allow_files(count: int) -> None:
    """Lift the soft limit of open files where it is lower (macOS begins with 256) and the system lets us."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < count:
        wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
