"""Somebody at a line of plain mode, who types when the test says so and not from a thread."""

from __future__ import annotations

import io

from align.ui.plain.console import Console
from align.ui.plain.sources import Put
from tests.support.linked import until


class Typing:
    """A source of lines that a test puts in; `by_hand` as at a terminal, else as a script sends them."""

    def __init__(self, *, by_hand: bool) -> None:
        self.by_hand = by_hand
        self._ahead: list[str | None] = []
        self._put: Put = self._ahead.append

    def put(self, line: str | None) -> None:
        """Type a line."""
        self._put(line)

    def begin(self, put: Put) -> None:
        """See Source."""
        self._put = put
        for line in self._ahead:
            put(line)

    def catch_up(self) -> None:
        """See Source: every line is handed over as it is put in."""

    def half(self) -> str:
        """See Source: there is no half a line."""
        return ""


class AtALine:
    """`puts` puts lines in, `said` is all that was printed."""

    def __init__(self, *, by_hand: bool = False) -> None:
        self._sink = io.StringIO()
        self._lines = Typing(by_hand=by_hand)
        self.console = Console(sink=self._sink, lines=self._lines)

    @property
    def said(self) -> str:
        """What was printed, in one line."""
        return " ".join(self._sink.getvalue().split())

    def puts(self, *lines: str | None) -> None:
        """Type these lines; None is the end of the input."""
        for line in lines:
            self._lines.put(line)

    async def hears(self, text: str, times: int = 1) -> None:
        """Wait until this was printed so often."""
        try:
            await until(lambda: self.said.count(text) >= times)
        except TimeoutError:
            raise AssertionError(f"{text!r} not {times} times in:\n{self._sink.getvalue()}") from None
