"""Opens the line-by-line desk on a host."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from align.engine.joining import desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.sync.ticket import Ticket
from align.ui.plain.console import Console, EndOfInputError
from align.ui.plain.leading import Leading


def desk_plain(ticket: Ticket) -> int:
    """Lead a workshop by lines until the input ends; returns the exit code. Raises SyncError when it cannot begin."""
    return asyncio.run(_lead(ticket))


async def _lead(ticket: Ticket) -> int:
    workshop = Remote(desk_seat(ticket), SeatFile(None))
    workshop.start()
    with contextlib.suppress(EndOfInputError):
        try:
            await workshop.ready()
            await Leading(Console(), workshop, Path.cwd()).run()
        finally:
            await workshop.close()
    return 0
