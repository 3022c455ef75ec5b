"""A host with a planted fault, for the tests that must find it: `python -m tests.e2e.faulty_host FAULT ARGS…`.

"buffers": twenty lines of the journal wait in memory, acknowledged, before they are written.
"forgets": a started host does not know which commands the one before it took; acknowledgements come late, so that
a kill always finds some under way.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from align.cli.main import run
from align.domain.codec import Fact
from align.engine.live import LiveWorkshop
from align.storage.workshop_file import WorkshopFile
from align.sync import messages as m
from align.sync.service import Line

FAULTS = ("buffers", "forgets")


def plant(fault: str) -> None:
    """Change align in this process."""
    write, load, take, waiting = WorkshopFile._write, LiveWorkshop._load, LiveWorkshop._take, list[bytes]()

    def buffered(self: WorkshopFile, line: bytes) -> None:
        waiting.append(line)
        if len(waiting) == 20:
            write(self, b"".join(waiting))
            waiting.clear()

    def forgetful(self: LiveWorkshop) -> None:
        load(self)
        self._givers.clear()

    def late(
        self: LiveWorkshop, line: Line, message: m.ClientMessage | None, facts: list[Fact]
    ) -> Callable[[], object]:
        tell = take(self, line, message, facts)
        return (lambda: asyncio.get_running_loop().call_later(0.1, tell)) if isinstance(message, m.Do) else tell

    if fault == "buffers":
        WorkshopFile._write = buffered  # type: ignore[method-assign]
    else:
        LiveWorkshop._load = forgetful  # type: ignore[method-assign]
        LiveWorkshop._take = late  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    plant(sys.argv[1])
    sys.exit(run(sys.argv[2:]))
