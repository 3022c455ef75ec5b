"""Opens the line-by-line desk on a host."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path

from align.engine.joining import desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.engine.serving import desk_finder
from align.sync.ticket import Ticket
from align.ui.openings.packs import usable_packs
from align.ui.plain.console import Console, EndOfInputError
from align.ui.plain.leading import Leading
from align.usual import called


def desk_plain(ticket: Ticket, folder: Path) -> int:
    """Lead a workshop by lines until the input ends; returns the exit code. In `folder` a host that was started again
    at another port is found. Raises SyncError when it cannot begin."""
    return asyncio.run(_lead(ticket, folder))


async def _lead(ticket: Ticket, folder: Path) -> int:
    workshop = Remote(desk_seat(ticket), SeatFile(None), desk_finder(folder, ticket))
    workshop.start()
    ended = _ends_with_signals()
    with contextlib.suppress(EndOfInputError):
        try:
            await workshop.ready()
            named = called(folder / ticket.name)
            await Leading(Console(), workshop, Path.cwd(), packs=usable_packs, called=named).run()
        except asyncio.CancelledError:
            if not ended:
                raise
        finally:
            await workshop.close()
    return ended[0] if ended else 0


def _ends_with_signals() -> list[int]:
    """Let a closed terminal end this task in order, or the host that was started with the desk would stay behind.

    Returns a list that then holds the exit code.
    """
    loop, here = asyncio.get_running_loop(), asyncio.current_task()
    ended: list[int] = []

    def end(number: int) -> None:
        ended.append(128 + number)
        if here is not None:
            here.cancel()

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        # Not every system and thread can.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, end, number)
    return ended
