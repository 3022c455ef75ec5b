"""Guests' processes: a new Python for each, or, where it can be had, a child of a nursery that has everything loaded.

To start Python and load the screens takes most of a second of a processor. A nursery does it once, when the door opens,
and is forked for each guest; what lies in memory is shared until somebody changes it. It is a process of its own, so
nothing of the host's is in it. A child hangs on a cord (one of a pair of sockets): it says its number there when it is
born, hears who it is, and says its exit code in the end; the host learns of its death by the cord, too. So guests
outlive their nursery. Whatever goes wrong with one, the guest gets a Python of their own, as without it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Protocol

import msgspec

GUEST = (sys.executable, "-m", "align", "join")
"""What a guest's process runs; `ALIGN_GUEST` tells it whose it is."""
NURSERY = (sys.executable, "-m", "align.cli.nursery")
PATIENCE = 20.0
"""Seconds in which a child must be born; it takes some where fifty come at once. Then the guest gets a Python."""
BARREN = 3
"""Nurseries in a row of which no child came; then there is no other."""
LARGEST_WORD = 64
"""Bytes of a number on a cord."""


class Running(Protocol):
    """A guest's process, whatever it came from; `asyncio.subprocess.Process` is one."""

    @property
    def pid(self) -> int:
        """Its number."""

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it lives."""

    async def wait(self) -> int:
        """Return how it ended, once it has."""


class Child:
    """A guest's process that a nursery has borne."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._reader, self._writer = reader, writer
        self._ending = asyncio.create_task(self._end(), name="align-cord")

    async def wait(self) -> int:
        """Return its exit code; 1 when it was ended before it could say one."""
        return await asyncio.shield(self._ending)

    async def _end(self) -> int:
        said = b""
        with contextlib.suppress(OSError):
            while more := await self._reader.read(LARGEST_WORD):
                said = (said + more)[:LARGEST_WORD]
        self.returncode = int(said) if said.strip().isdigit() else 1
        self._writer.close()
        return self.returncode


class Nursery:
    """The nursery of one host; a new one is started where the old one is gone, or there was none yet."""

    def __init__(
        self, environment: Mapping[str, str], command: Sequence[str] = NURSERY, patience: float = PATIENCE
    ) -> None:
        """`environment` is what it may know: as little as a guest, and of nobody's folder."""
        self._environment = {**environment, "HOME": os.devnull, "ALIGN_HOME": os.devnull}
        self._command, self._patience = command, patience
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._barren = 0

    def __enter__(self) -> Nursery:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it; its children live on."""
        process, self._process = self._process, None
        if self._line is not None:
            self._line.close()
        if process is not None:
            process.kill()
            process.wait()

    @property
    def process(self) -> int:
        """Its number; 0 when there is none."""
        return self._process.pid if self._process is not None and self._process.poll() is None else 0

    async def bear(self, environment: Mapping[str, str], ends: tuple[int, int, int]) -> Child | None:
        """Return a new guest's process with these as its input, output and errors; None where there is none to be had.

        `ends` stay the caller's to close.
        """
        if not self.process:
            self._open()
        nursery, line = self._process, self._line
        if nursery is None or line is None:
            return None
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            try:
                socket.send_fds(line, [b"."], [*ends, theirs.fileno()])
            except OSError as error:
                ours.close()
                if not isinstance(error, BlockingIOError):  # then too many are waiting for it; else it has just gone
                    self.close()
                return None
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            async with asyncio.timeout(self._patience):
                pid = int(await reader.readline())
                writer.write(msgspec.json.encode(dict(environment)))
                writer.write_eof()
                await writer.drain()
        except (OSError, ValueError):  # a time-out is an OSError, and nothing said is no number
            writer.close()
            if nursery is self._process:
                self.close()
            return None
        except asyncio.CancelledError:
            writer.close()
            raise
        self._barren = 0
        return Child(pid, reader, writer)

    def _open(self) -> None:
        self.close()
        if self._barren >= BARREN or not can_fork():
            return
        self._barren += 1
        self._line, theirs = socket.socketpair()
        self._line.setblocking(False)
        with theirs, contextlib.suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
                self._command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=self._environment, start_new_session=True,
            )  # fmt: skip


def can_fork() -> bool:
    """Whether a process that has loaded much may be forked here; macOS has libraries that do not live through it."""
    return hasattr(os, "fork") and sys.platform != "darwin"


async def begin(nursery: Nursery | None, environment: Mapping[str, str], ends: tuple[int, int, int]) -> Running:
    """Start a guest's process on these three ends, which stay the caller's. Raises OSError where there is no room."""
    child = await nursery.bear(environment, ends) if nursery is not None else None
    if child is not None:
        return child
    stdin, stdout, stderr = ends
    return await asyncio.create_subprocess_exec(
        *GUEST, stdin=stdin, stdout=stdout, stderr=stderr, env=dict(environment), start_new_session=True
    )
