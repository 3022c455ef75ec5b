"""Real processes for journeys: a host, its desk's ticket, and a way to end everything."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from align.engine.clock import Clock
from align.engine.hosting import create_workshop
from align.engine.serving import desk_ticket
from align.packs.catalogue import pack_folders
from align.packs.plans import load_plan
from align.storage.folder import Folder
from align.sync.ticket import Ticket

ALIGN = [sys.executable, "-m", "align"]


def set_up(folder: Path, name: str, plan_text: str | Path) -> Path:
    """Create a workshop from a plan and return its path."""
    plan = load_plan(plan_text, pack_folders(folder, folder))
    return create_workshop(Folder(folder), name, plan, Clock())


def environment(home: Path) -> dict[str, str]:
    """The environment of a person whose files lie in `home`."""
    return {**os.environ, "ALIGN_HOME": str(home), "PYTHONDONTWRITEBYTECODE": ""}


@contextmanager
def serving(path: Path, port: int = 0) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the workshop in a process of its own for the time of the context."""
    arguments = ["serve", path.stem, "--folder", str(path.parent), "--port", str(port), "--quiet"]
    process = subprocess.Popen([*ALIGN, *arguments])
    try:
        wait_for(lambda: process.poll() is not None or _note(path) is not None)
        assert process.poll() is None, "the host stopped at once"
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(15)


def facilitator(path: Path) -> Ticket:
    """The ticket of a facilitator's desk on a workshop that is being served."""
    ticket = _note(path)
    assert ticket is not None
    return ticket


def _note(path: Path) -> Ticket | None:
    return desk_ticket(path)


def wait_for(condition: object, seconds: float = 20.0) -> None:
    """Return as soon as `condition()` is true; raises TimeoutError when it is not in time."""
    assert callable(condition)
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("this did not happen in time")
        time.sleep(0.01)
