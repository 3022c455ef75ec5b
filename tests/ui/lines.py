"""Somebody at a line of plain mode, who types when the test says so and not from a thread."""

from __future__ import annotations

import io

from align.ui.plain.console import Console
from tests.support.linked import until


class AtALine:
    """`puts` puts lines in, `said` is all that was printed."""

    def __init__(self) -> None:
        self._sink = io.StringIO()
        self.console = Console(io.StringIO(), self._sink)
        self.console._reading = True  # the lines come from the test, not from a thread

    @property
    def said(self) -> str:
        """What was printed, in one line."""
        return " ".join(self._sink.getvalue().split())

    def puts(self, *lines: str | None) -> None:
        """Type these lines; None is the end of the input."""
        for line in lines:
            self.console._lines.put_nowait(line)

    async def hears(self, text: str, times: int = 1) -> None:
        """Wait until this was printed so often."""
        try:
            await until(lambda: self.said.count(text) >= times)
        except TimeoutError:
            raise AssertionError(f"{text!r} not {times} times in:\n{self._sink.getvalue()}") from None
