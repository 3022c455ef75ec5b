"""Lines in, lines out, and waiting for either a line or a change. It knows no workshop."""

from __future__ import annotations

import asyncio
import os
import sys
import textwrap
from collections.abc import Callable
from typing import TextIO

from align.domain.text import clean
from align.language import _, mark, plural
from align.ui.breaking import fold, has_ideographs
from align.ui.plain.sources import Source, source_of

WIDTH = 78
_NARROWEST = 20
"""Cells: the longest line, and the least that one is folded to at a narrow terminal."""
_PASTING = 0.02
"""Seconds within which a terminal hands over the next piece of a long paste; no hand types a line in it."""
_SHOWN = 3
"""Lines that are read back of what was not taken."""
LONGEST_TYPED = 4_095
"""Bytes that a terminal keeps of a line while it is typed (Linux, n_tty); what comes after them is gone."""
DOT = "."
"""A line of this alone gives up what was begun: just Enter takes what is offered, so it cannot mean that."""
QUERY = "?"
NO_WORDS = mark("Words of your own are wanted here; a lone ? was not taken, and nothing was given.")
NO_DOT = mark("A lone . was not taken; nothing was given.")
TO_END = mark("The last line that came has no end yet; press Enter to end it: {line}")
NOT_ASKED = mark("Nothing is asked just now, so what you typed was not taken.")


class EndOfInputError(Exception):
    """There are no more lines to read: the person (or the script) is done."""


class Console:
    """Talks to one person by lines, while the line to the host goes on.

    A script sends its lines ahead, and each answers the next question. At a terminal a line answers what stood there
    when it was typed: one that was typed before anything was asked must not become a level or a signature.
    """

    def __init__(self, source: TextIO | None = None, sink: TextIO | None = None, lines: Source | None = None) -> None:
        self._source = lines or source_of(source or sys.stdin)
        self._sink = sink or sys.stdout
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._reading = False
        self._back: list[str | None] = []
        """Lines that were read and left for the next question, the last one first; None is the end of the input."""

    @property
    def by_hand(self) -> bool:
        """Whether a person types at a terminal."""
        return self._source.by_hand

    def say(self, text: str = "") -> None:
        """Print text, cleaned, folded to short lines: at a narrow terminal to its width."""
        width = width_of(self._sink)
        for line in clean(text).split("\n") or [""]:
            for part in folded(line, width):
                print(part, file=self._sink)
        self._sink.flush()

    def question(self, text: str) -> None:
        """Say what is asked. What somebody typed at a terminal before it stood there is told, and not taken."""
        self._begin()
        if self.by_hand and self._source.half():
            self._leave_half()
        early = [line for line in self._typed_before() if line.strip()] if self.by_hand else []
        if early:
            self.say(_("Typed before this was asked, and not taken: {lines}", lines=in_short(early)))
        self.say(text)

    async def ask(self, question: str, *, goes_on: bool = False) -> str:
        """Ask and return the line that follows, without its end; raises EndOfInputError.

        `goes_on`: the line belongs to what was typed before, as the next one of a pasted text does.
        """
        if goes_on:
            self.say(question)
            self._begin()
        else:
            self.question(question)
        return self._line(self._back.pop() if self._back else await self._lines.get())

    async def words(self, question: str) -> str:
        """Ask for words of one's own; a lone full stop, which elsewhere ends or gives up, is none, nor is a lone
        question mark, which elsewhere helps: that is told.

        Raises EndOfInputError.
        """
        while (line := await self.ask(question)) in (DOT, QUERY):
            self.say(_(NO_DOT if line == DOT else NO_WORDS))
        return line

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

    async def wait(self, changed: Callable[[], bool], wake: asyncio.Event) -> None:
        """Return as soon as `changed()` holds; nothing is asked.

        What a script sent ahead stays for the next question; who types at a terminal is told that nothing is asked.
        """
        if self.by_hand:
            while await self.line_or(changed, wake) is not None:
                self.say(_(NOT_ASKED))
        while not changed():
            await wake.wait()
            wake.clear()

    async def pasted(self) -> list[str]:
        """Return the lines that came in one moment with the line just read, as those of a pasted text do.

        The last one may have no end: it is waited for. Of a script there are none: each of its lines answers a
        question.
        """
        lines, half = [], ""
        while self.by_hand:
            before, half = half, self._source.half()
            found = self._arrived()
            if not found and half == before:
                break
            lines += [line.rstrip() for line in found]
            await asyncio.sleep(_PASTING)
        if not half:
            return lines
        self._leave_half()
        self.say(_(TO_END, line=half))
        last = await self._lines.get()
        if last is None:
            self.put_back(None)
            return lines
        return [*lines, last.rstrip(), *await self.pasted()]

    def _leave_half(self) -> None:
        """Go on below a line that has no end yet: it stands at the terminal as it was typed."""
        print(file=self._sink)

    def _typed_before(self) -> list[str]:
        """Take away what was typed until now and return it; the end of the input stays."""
        self._source.catch_up()
        return self._arrived()

    def _arrived(self) -> list[str]:
        lines = [*reversed(self._back)]
        while not self._lines.empty():
            lines.append(self._lines.get_nowait())
        self._back = [None] if None in lines else []
        return [line for line in lines if line is not None]

    def _begin(self) -> None:
        """Start reading, once; a run that asks nothing takes nothing from the input."""
        if not self._reading:
            self._reading = True
            self._source.begin(self._take)

    def _take(self, line: str | None) -> None:
        if line is not None and self.by_hand and len(line.encode("utf-8", "replace")) >= LONGEST_TYPED:
            said = _("A terminal passes on only the first {n} bytes of a line.", n=LONGEST_TYPED)
            self.say(f"{said} {_('This one was longer, and was not taken: give it in shorter ones.')}")
            return
        self._lines.put_nowait(line)

    @staticmethod
    def _line(line: str | None) -> str:
        if line is None:
            raise EndOfInputError
        return line.strip()


def in_short(lines: list[str]) -> str:
    """Return lines in one, with strokes between them, of many the first ones and how many more there are."""
    shown = " / ".join(lines[:_SHOWN])
    if len(lines) <= _SHOWN:
        return shown
    return plural(len(lines) - _SHOWN, "{shown} / and {n} more line", "{shown} / and {n} more lines",
                  shown=shown, n=len(lines) - _SHOWN)  # fmt: skip


def width_of(sink: TextIO) -> int:
    """Return how many cells a line may have: `WIDTH`, at a terminal that is narrower what it has."""
    try:
        columns = os.get_terminal_size(sink.fileno()).columns if sink.isatty() else 0
    except (OSError, ValueError):  # it is no file, or it is closed
        columns = 0
    return min(WIDTH, max(_NARROWEST, columns)) if columns else WIDTH


def folded(line: str, width: int = WIDTH) -> list[str]:
    """Return one line as lines of at most `width` cells; none begins with a mark that closes something."""
    if has_ideographs(line):
        bare = line.lstrip(" ")
        indent = line[: len(line) - len(bare)]
        first, *more = fold(bare, max(2, width - len(indent)))
        return [f"{indent}{first}", *more]
    return textwrap.wrap(line, width, replace_whitespace=False, drop_whitespace=True) or [""]
