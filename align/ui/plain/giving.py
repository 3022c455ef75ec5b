"""Giving something to the host, line by line: received, or kept on this computer while the host is away."""

from __future__ import annotations

import asyncio

from align.domain.commands import Command
from align.engine.workshop import Workshop
from align.errors import Rejected
from align.language import _, mark, retold
from align.sync.messages import Done
from align.ui.plain.console import Console

KEPT = mark("Kept on this computer; it goes to the host when the host is back.")


async def give(console: Console, workshop: Workshop, wake: asyncio.Event, command: Command, received: str = "") -> None:
    """Give something, and say `received` when it is durable or, where the host is away, that it is kept here.

    A script waits for the host, since it would end with its lines; a person goes on. Raises Rejected; a refusal that
    comes after all when the host is back is said then.
    """
    done = asyncio.ensure_future(workshop.submit(command))

    def is_kept() -> bool:
        return workshop.link == "ended" or (console.by_hand and workshop.link in ("offline", "connecting"))

    while not done.done() and not is_kept():
        news = asyncio.ensure_future(wake.wait())
        await asyncio.wait({done, news}, return_when=asyncio.FIRST_COMPLETED)
        news.cancel()
        wake.clear()
    if not done.done():
        done.add_done_callback(lambda later: _tell_refusal(console, later))
        console.say(_(KEPT))
        return
    done.result()
    if received:
        console.say(received)


def _tell_refusal(console: Console, later: asyncio.Future[Done]) -> None:
    no = None if later.cancelled() else later.exception()
    if isinstance(no, Rejected):
        console.say(_("Not taken, of what you gave while the host was away: {why}", why=retold(no.text)))
