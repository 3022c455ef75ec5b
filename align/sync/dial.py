"""Dialling: a TCP line to a host that may have several addresses, of which some stay silent.

asyncio can try a host's addresses one beside the other too, but a call that is cancelled as one of them answers leaves
that socket open (CPython 3.11).
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

_NEXT = 0.25
"""Seconds until a host's next address is tried, however long the one before (often IPv6) stays silent."""


async def dial(host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a line to whichever of the host's addresses answers first.

    Raises OSError (socket.gaierror where there is no such host; without an errno where its addresses fail for different
    reasons), or UnicodeError for a name that no name server could be asked for.
    """
    tries: list[asyncio.Task[socket.socket]] = []
    answered: socket.socket | None = None
    try:
        for address in await _addresses(host, port):
            tries.append(asyncio.create_task(_reach(*address), name="align-dial"))
            answered = await _first(tries, _NEXT)
            if answered is not None:
                break
        answered = answered or await _first(tries, None)
    finally:
        for one in tries:
            if not one.cancel() and not one.cancelled() and one.exception() is None and one.result() is not answered:
                one.result().close()
    if answered is None:
        reasons = [why for one in tries if (why := one.exception()) is not None]
        alike = len({getattr(why, "errno", None) for why in reasons}) == 1
        raise reasons[0] if alike else OSError("each address failed in its own way")
    return await asyncio.open_connection(sock=answered)


async def _addresses(host: str, port: int) -> list[tuple[int, int, int, Any]]:
    try:  # An address in figures needs no name server, and so no thread.
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, kind, protocol, address) for family, kind, protocol, _name, address in found]


async def _reach(family: int, kind: int, protocol: int, address: Any) -> socket.socket:
    line = socket.socket(family, kind, protocol)
    try:
        line.setblocking(False)
        await asyncio.get_running_loop().sock_connect(line, address)
    except BaseException:
        line.close()
        raise
    return line


async def _first(tries: list[asyncio.Task[socket.socket]], seconds: float | None) -> socket.socket | None:
    """Return what answers within so many seconds; None when nothing has, or as soon as every try has failed."""
    loop = asyncio.get_running_loop()
    end = None if seconds is None else loop.time() + seconds
    waiting: set[asyncio.Task[socket.socket]] = set(tries)
    while waiting:
        left = None if end is None else max(0.0, end - loop.time())
        done, waiting = await asyncio.wait(waiting, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            if one.exception() is None:
                return one.result()
        if not done:
            break
    return None
