"""A guest's process and the terminal it believes to sit at, bridged to whatever carries its bytes. POSIX only.

It knows no SSH and no workshop. What the process writes goes to `say`; `pause` holds it back while the network is slow,
and `full` tells the other side to wait while the process is.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import signal
import socket
import struct
import sys
import termios
from collections.abc import Awaitable, Callable, Mapping

from align.doors.nursery import Running

Begin = Callable[[Mapping[str, str], tuple[int, int, int]], Awaitable[Running]]
"""Starts a guest's process with an environment, on its three ends."""

GRACE = 5.0
"""Seconds that a process may take to keep what was typed after its guest has gone."""
LARGEST_SIDE = 500
"""Columns and rows of a guest's window; a larger one is drawn at this size."""
_MUCH = 64 * 1024
_PIECE = 32 * 1024
_IUTF8 = 0x4000  # the same on Linux and macOS; termios names it from Python 3.13 on


class Terminal:
    """One process at one terminal (or, without a size, at a pair of pipes)."""

    def __init__(self, say: Callable[[bytes], None], full: Callable[[bool], None]) -> None:
        self._say, self._full = say, full
        self._loop = asyncio.get_running_loop()
        self._waiting = bytearray()
        self._reading = self._pipes = self._gone = self._last = False
        self._fd = -1
        self._process: Running | None = None
        self._over = asyncio.Event()

    @property
    def process(self) -> int:
        """The process's number; 0 when none runs."""
        return self._process.pid if self._process is not None and self._process.returncode is None else 0

    async def run(self, begin: Begin, environment: Mapping[str, str], size: tuple[int, int] | None) -> int:
        """Start the process and return its exit code when it has ended and all that it wrote was said."""
        if self._has_gone():
            return 0
        self._pipes = size is None
        self._fd, theirs = _pipes() if size is None else _pty()
        try:
            if size is not None:
                self.resize(*size)
            process = self._process = await begin(environment, (theirs, theirs, theirs))
        finally:
            os.close(theirs)
        self._read_on()
        self._write_on()
        if self._last:  # said before the process was there, as a script does
            self._end_input()
        if self._has_gone():  # while the process was started
            self.hang_up()
        try:
            code = await process.wait()
            with contextlib.suppress(TimeoutError):  # a network that takes nothing any more keeps nobody waiting
                await asyncio.wait_for(self._over.wait(), GRACE)
        finally:
            self._close()
            self._kill()
        return code

    def write(self, data: bytes) -> None:
        """Let the guest's bytes reach the process, in their order, as fast as it takes them."""
        if self._gone:
            return
        self._waiting += data
        self._write_on()
        if len(self._waiting) > _MUCH:
            self._full(True)

    def resize(self, width: int, height: int) -> None:
        """Tell the process of another window size, in columns and rows."""
        if self._fd >= 0 and not self._pipes:
            sides = [max(1, min(LARGEST_SIDE, side)) for side in (height, width)]
            fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", *sides, 0, 0))

    def pause(self) -> None:
        """Say nothing for now."""
        if self._reading:
            self._reading = False
            self._loop.remove_reader(self._fd)

    def resume(self) -> None:
        """Say on."""
        self._read_on()

    def end_of_input(self) -> None:
        """The guest says nothing more, but listens on; at a terminal there is no such thing, and they have gone."""
        self._last = True
        if self._fd >= 0:
            self._end_input()

    def hang_up(self) -> None:
        """The guest has gone. The process may keep what was typed; then it is ended."""
        self._gone = True
        self._waiting.clear()
        process = self._process
        if process is None or process.returncode is not None:
            return
        self._say = _nothing
        self._read_on()  # else a process that still has something to draw would wait for ever
        self._signal(signal.SIGHUP)
        self._loop.call_later(GRACE, self._kill)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _has_gone(self) -> bool:
        return self._gone

    def _kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        # Not by asyncio's own way, which may look for the end of the process at the same time as its watcher.
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, number)

    def _read_on(self) -> None:
        if not self._reading and self._fd >= 0:
            self._reading = True
            self._loop.add_reader(self._fd, self._read)

    def _read(self) -> None:
        try:
            data = os.read(self._fd, _PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""  # so Linux says that nobody is at the other end any more
        if data:
            self._say(data)
        else:
            self.pause()
            self._over.set()

    def _end_input(self) -> None:
        if self._pipes:
            self._write_on()
        else:
            self.hang_up()

    def _write_on(self) -> None:
        if self._fd < 0:
            return
        try:
            while self._waiting:
                del self._waiting[: os.write(self._fd, self._waiting[:_PIECE])]
        except BlockingIOError:
            self._loop.add_writer(self._fd, self._write_on)
            return
        except OSError:
            self._waiting.clear()
        self._loop.remove_writer(self._fd)
        self._full(False)
        if self._last and self._pipes:
            with contextlib.suppress(OSError), socket.socket(fileno=os.dup(self._fd)) as end:
                end.shutdown(socket.SHUT_WR)

    def _close(self) -> None:
        if self._fd >= 0:
            self.pause()
            self._loop.remove_writer(self._fd)
            os.close(self._fd)
            self._fd = -1


def take_terminal() -> None:
    """In a guest's process: make the terminal its own, so that it hears of its size and its end. Raises nothing."""
    with contextlib.suppress(OSError):
        fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSCTTY, 0)


def _pty() -> tuple[int, int]:
    ours, theirs = pty.openpty()
    mode = termios.tcgetattr(theirs)
    mode[0] |= _IUTF8  # so that backspace takes away a whole letter where lines are typed
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    os.set_blocking(ours, False)
    return ours, theirs


def _pipes() -> tuple[int, int]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    return ours.detach(), theirs.detach()


def _nothing(data: bytes) -> None:
    pass
