"""A host with a planted fault, for the tests that must find it: `python -m tests.e2e.faulty_host FAULT ARGS…`.

"buffers": twenty lines of the journal wait in memory, acknowledged, before they are written.
"forgets": a started host does not know which commands the one before it took; acknowledgements come late, so that
a kill always finds some under way.
"keeps": lines of people who do not read are never dropped.
"alone": each answer is stored with a sync of its own.
"hoards": what a line once carried stays in its TLS.
"impatient": no fault, but it drops who does not read after three seconds instead of twenty.
"""

from __future__ import annotations

import asyncio
import functools
import sys
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from align.cli.main import run
from align.domain.codec import Fact
from align.engine.ledger import Ledger
from align.engine.live import LiveWorkshop
from align.storage.workshop_file import WorkshopFile
from align.sync import host, tls
from align.sync import messages as m
from align.sync.limits import Limits
from align.sync.line import HostLine
from align.sync.service import Line

Turn = Callable[[LiveWorkshop], Coroutine[Any, Any, None]]


def plant(fault: str) -> None:
    """Change align in this process."""
    match fault:
        case "buffers" | "forgets":
            _lose(fault)
        case "keeps":
            HostLine.tick = lambda self, now: None  # type: ignore[method-assign]
        case "alone":
            LiveWorkshop._turn = _one_of_a_turn(LiveWorkshop._turn)  # type: ignore[method-assign, assignment]
        case "hoards":
            tls._RECORD = 1 << 20
        case "impatient":
            setattr(host, "Limits", functools.partial(Limits, ping_after=0.5, silent=3.0))  # noqa: B010
        case _:
            raise ValueError(fault)


def _one_of_a_turn(turn: Turn) -> Turn:
    async def one(self: LiveWorkshop) -> None:
        batch, self._inbox = self._inbox, []
        for each in batch:
            came, self._inbox = self._inbox, [each]
            await turn(self)
            self._inbox = [*came, *self._inbox]

    return one


def _lose(fault: str) -> None:
    write, load, take, waiting = WorkshopFile._write, Ledger.load, LiveWorkshop._take, list[bytes]()

    def buffered(self: WorkshopFile, line: bytes) -> None:
        waiting.append(line)
        if len(waiting) == 20:
            write(self, b"".join(waiting))
            waiting.clear()

    def forgetful(self: Ledger, docs: Iterable[dict[str, Any]]) -> None:
        load(self, docs)
        self._givers.clear()

    def late(
        self: LiveWorkshop, line: Line, message: m.ClientMessage | None, facts: list[Fact]
    ) -> Callable[[], object]:
        tell = take(self, line, message, facts)
        return (lambda: asyncio.get_running_loop().call_later(0.1, tell)) if isinstance(message, m.Do) else tell

    if fault == "buffers":
        WorkshopFile._write = buffered  # type: ignore[method-assign]
    else:
        Ledger.load = forgetful  # type: ignore[method-assign]
        LiveWorkshop._take = late  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    plant(sys.argv[1])
    sys.exit(run(sys.argv[2:]))
