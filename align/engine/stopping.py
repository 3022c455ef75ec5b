"""Stopping a host at which nobody sits: it is asked over the line, as a facilitator would ask for anything."""

from __future__ import annotations

import asyncio
from pathlib import Path

from align.engine.clock import new_id
from align.engine.errand import Errand, Host
from align.engine.hosting import keys_path
from align.engine.reception import Keys
from align.engine.server_process import serving_here
from align.engine.serving import host_process
from align.errors import UserError
from align.language import mark
from align.storage.register import Register
from align.storage.workshop_file import is_held
from align.sync import messages as m
from align.sync.client import connect

PATIENCE = 30.0
"""Seconds in which a host stores what it holds and sends its guests home."""
_LOOK = 0.05


async def stop_host(path: Path) -> None:
    """Ask the host that serves this workshop here to stop, and return when it has.

    Raises UserError where none serves it, or one does not answer; SyncError where it sends us away.
    """
    ticket = await asyncio.to_thread(serving_here, path)
    if ticket is None:
        raise UserError(_none(path))
    host = Host(path.stem, Keys(Register(keys_path(path))), True, lambda: connect(ticket))
    errand = await Errand.begin(host, ticket.token)
    try:
        await errand.ask(m.Stop(new_id()))
    finally:
        await errand.close()
    try:
        async with asyncio.timeout(PATIENCE):
            while is_held(path):  # noqa: ASYNC110 - by another process
                await asyncio.sleep(_LOOK)
    except TimeoutError:
        raise UserError(f"{path.stem} was asked to stop and is still busy. Look again with `align list`.") from None


def _none(path: Path) -> str:
    """Say why there is nobody to ask."""
    name = path.stem
    if not is_held(path):
        return mark(f"{name} is not being served here, so there is nothing to stop.")
    number = host_process(path)
    if number:
        return mark(
            f"The host of {name} does not answer. Its process is number {number}; end that one. What was received is "
            "stored."
        )
    return mark(
        f"{name} is open in another command of align, such as a merge, which ends by itself. Try again in a moment."
    )
