"""Where lines come from: a person's terminal, which is read when a line stands there, or a pipe or file, read ahead."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import sys
import threading
from collections.abc import Callable
from typing import Protocol, TextIO

if sys.platform != "win32":
    import termios

Put = Callable[[str | None], None]
"""Takes a line without its end; None is the end of the input."""
_PIECE = 65_536
_LOCAL, _KEYS = 3, 6
"""Where `termios` keeps a terminal's own ways and its keys."""


class Source(Protocol):
    """Somebody's lines."""

    by_hand: bool
    """Whether a person types them at a terminal: only then is a line older than the question it seems to answer."""

    def begin(self, put: Put) -> None:
        """Hand lines over, in this event loop and in their order, from now on."""

    def catch_up(self) -> None:
        """Hand over at once what was typed until now, half a line too: nothing that comes later belongs to it."""

    def half(self) -> str:
        """Return what was typed of a line that has no end yet; when its end comes, it is handed over whole."""


def source_of(stream: TextIO) -> Source:
    """Return how this stream is read."""
    try:
        by_hand = stream.isatty()
    except ValueError:  # it is closed
        by_hand = False
    return AtATerminal(stream) if by_hand and sys.platform != "win32" else Stream(stream, by_hand=by_hand)


class Stream:
    """Reads ahead in a thread, so that the line to the host goes on while nothing comes."""

    def __init__(self, stream: TextIO, *, by_hand: bool = False) -> None:
        self.by_hand = by_hand
        self._stream = stream

    def begin(self, put: Put) -> None:
        """See Source."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            # The loop or the input may be closed meanwhile.
            with contextlib.suppress(RuntimeError, ValueError):
                for line in self._stream:
                    loop.call_soon_threadsafe(put, line.rstrip("\r\n"))
                loop.call_soon_threadsafe(put, None)

        threading.Thread(target=read, name="align-lines", daemon=True).start()

    def catch_up(self) -> None:
        """See Source. What the thread has read is there already; of the rest nothing can be known."""

    def half(self) -> str:
        """See Source. Nothing can be known of it."""
        return ""


class AtATerminal:
    """Reads in the loop itself, where it is certain what was typed before something was asked."""

    by_hand = True

    def __init__(self, stream: TextIO) -> None:
        self._fd = stream.fileno()
        self._coding = stream.encoding or "utf-8"
        self._begun = b""
        self._put: Put | None = None

    def begin(self, put: Put) -> None:
        """See Source."""
        self._put = put
        asyncio.get_running_loop().add_reader(self._fd, self._read)

    def catch_up(self) -> None:
        """See Source."""
        half = self.half()
        if half and self._put is not None:
            self._begun = b""
            self._put(half)

    def half(self) -> str:
        """See Source. A terminal keeps a line to itself until its end comes; without line editing it gives it away."""
        self._read()
        if self._put is not None and sys.platform != "win32":
            with contextlib.suppress(termios.error):
                kept = termios.tcgetattr(self._fd)
                bare = termios.tcgetattr(self._fd)
                bare[_LOCAL] &= ~termios.ICANON
                bare[_KEYS][termios.VMIN], bare[_KEYS][termios.VTIME] = 1, 0
                termios.tcsetattr(self._fd, termios.TCSANOW, bare)
                try:
                    self._read()
                finally:
                    termios.tcsetattr(self._fd, termios.TCSANOW, kept)
        return self._text(self._begun)

    def _read(self) -> None:
        """Take what is there and never wait: it may have been taken since the loop saw it."""
        while self._put is not None and select.select([self._fd], [], [], 0)[0]:
            try:
                data = os.read(self._fd, _PIECE)
            except BlockingIOError:
                return
            except OSError:
                data = b""  # the terminal is gone
            *lines, self._begun = (self._begun + data).split(b"\n")
            for line in lines:
                self._put(self._text(line))
            if not data:
                self._end(self._put)

    def _end(self, put: Put) -> None:
        asyncio.get_running_loop().remove_reader(self._fd)
        self._put = None
        if self._begun:
            put(self._text(self._begun))
            self._begun = b""
        put(None)

    def _text(self, line: bytes) -> str:
        return line.decode(self._coding, "replace").rstrip("\r")
