"""A client's line that ends while it is written to or closed: nobody waits for ever, and nothing is said into it."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from align.sync.certificate import fingerprint_of, server_context
from align.sync.client import Connection
from align.sync.ticket import Ticket
from align.sync.tls import Tls
from align.sync.websocket import OPEN
from tests.sync.wire import certificate


class Writer:
    """A stream's writing end that does what a test says; `cuts` counts how often it was ended without a word."""

    def __init__(self, *, closing: bool = False, broken_off: bool = False) -> None:
        self.closing, self.broken_off, self.cuts = closing, broken_off, 0
        self.written, self.transport = list[bytes](), SimpleNamespace(abort=self._cut)
        self.waited_for = asyncio.Event()

    def _cut(self) -> None:
        self.cuts += 1

    def is_closing(self) -> bool:
        return self.closing

    def write(self, data: bytes) -> None:
        self.written.append(data)

    async def drain(self) -> None:
        pass

    def close(self) -> None:
        self.closing = True

    async def wait_closed(self) -> None:
        if self.broken_off:
            raise asyncio.CancelledError
        self.waited_for.set()
        await asyncio.Event().wait()


def line(writer: Writer) -> Connection:
    """Return a line on which both ends are agreed."""
    end: Any = writer
    here = Connection(Ticket("h", 1, "kick", fingerprint_of(certificate())), asyncio.StreamReader(), end)
    there = Tls(server_context(certificate()), server_side=True)
    here._take(b"")
    while not here._tls.shaken:
        assert not list(there.receive(here._tls.outgoing()))
        here._take(there.outgoing())
    assert not list(there.receive(here._tls.outgoing())) and there.shaken
    here._protocol.state = OPEN
    return here


async def test_a_farewell_that_was_broken_off_before_ends_the_line_and_nobody_who_did_not_ask_for_it() -> None:
    writer = Writer(broken_off=True)
    async with asyncio.timeout(10):
        await line(writer).close()
    assert writer.cuts == 1


async def test_who_is_broken_off_while_saying_farewell_hears_it_and_the_line_is_cut() -> None:
    writer = Writer()
    leaving = asyncio.create_task(line(writer).close())
    async with asyncio.timeout(10):
        await writer.waited_for.wait()
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
    assert writer.cuts == 1


async def test_nothing_is_said_on_a_line_that_is_gone() -> None:
    there, gone = Writer(), Writer(closing=True)
    await line(there).send(b"news")
    await line(gone).send(b"news")
    assert (len(there.written), gone.written) == (1, [])
