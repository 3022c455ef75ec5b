"""Lines in, lines out, and waiting for either a line or a change. It knows no workshop."""

from __future__ import annotations

import asyncio
import sys
import textwrap
import threading
from collections.abc import Callable
from typing import TextIO

from align.domain.text import clean
from align.ui.breaking import fold, has_ideographs

WIDTH = 78


class EndOfInputError(Exception):
    """There are no more lines to read: the person (or the script) is done."""


class Console:
    """Talks to one person by lines. Reads in a thread, so that the line to the host goes on while somebody thinks."""

    def __init__(self, source: TextIO | None = None, sink: TextIO | None = None) -> None:
        self._source = source or sys.stdin
        self._sink = sink or sys.stdout
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._reading = False
        self._back: list[str | None] = []
        """A line that was read and left for the next question; None is the end of the input."""

    def say(self, text: str = "") -> None:
        """Print text, cleaned, folded to short lines."""
        for line in clean(text).split("\n") or [""]:
            for part in _folded(line):
                print(part, file=self._sink)
        self._sink.flush()

    async def ask(self, question: str) -> str:
        """Ask and return the line that follows, without its end; raises EndOfInputError."""
        self.say(question)
        self._begin()
        return self._line(self._back.pop() if self._back else await self._lines.get())

    def put_back(self, line: str | None) -> None:
        """Leave a line, or the end of the input (None), for the next question."""
        self._back.append(line)

    async def line_or(self, changed: Callable[[], bool], wake: asyncio.Event) -> str | None:
        """Return the next line, or None as soon as `changed()` holds (looked at whenever `wake` is set)."""
        self._begin()
        while not changed():
            if self._back:
                return self._line(self._back.pop())
            line = asyncio.ensure_future(self._lines.get())
            news = asyncio.ensure_future(wake.wait())
            await asyncio.wait({line, news}, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            wake.clear()
            if line.done():
                return self._line(line.result())
            line.cancel()
        return None

    def _begin(self) -> None:
        """Start reading, once; a run that asks nothing takes nothing from the input."""
        if not self._reading:
            self._reading = True
            threading.Thread(target=self._read, name="align-lines", daemon=True).start()

    @staticmethod
    def _line(line: str | None) -> str:
        if line is None:
            raise EndOfInputError
        return line.strip()

    def _read(self) -> None:
        try:
            for line in self._source:
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line.rstrip("\r\n"))
            self._loop.call_soon_threadsafe(self._lines.put_nowait, None)
        except (RuntimeError, ValueError):
            return  # the loop or the input was closed while this thread was reading


def _folded(line: str) -> list[str]:
    if has_ideographs(line):
        return fold(line, WIDTH)
    return textwrap.wrap(line, WIDTH, replace_whitespace=False, drop_whitespace=True) or [""]
