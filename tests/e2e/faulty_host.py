"""A host with a planted fault, for the tests that must find it: `python -m tests.e2e.faulty_host FAULT ARGS…`.

"buffers": twenty lines of the journal wait in memory, acknowledged, before they are written.
"forgets": a started host does not know which commands the one before it took.
"""

from __future__ import annotations

import sys

from align.cli.main import run
from align.engine.live import LiveWorkshop
from align.storage.workshop_file import WorkshopFile

FAULTS = ("buffers", "forgets")


def plant(fault: str) -> None:
    """Change align in this process."""
    write, load, waiting = WorkshopFile._write, LiveWorkshop._load, list[bytes]()

    def buffered(self: WorkshopFile, line: bytes) -> None:
        waiting.append(line)
        if len(waiting) == 20:
            write(self, b"".join(waiting))
            waiting.clear()

    def forgetful(self: LiveWorkshop) -> None:
        load(self)
        self._givers.clear()

    if fault == "buffers":
        WorkshopFile._write = buffered  # type: ignore[method-assign]
    else:
        LiveWorkshop._load = forgetful  # type: ignore[method-assign]


if __name__ == "__main__":
    plant(sys.argv[1])
    sys.exit(run(sys.argv[2:]))
