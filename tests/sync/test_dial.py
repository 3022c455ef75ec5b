"""Dialling: whichever address answers first, and no socket left behind."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from align.sync import dial as dial_module
from align.sync.client import connect
from align.sync.dial import dial
from tests.sync.wire import hosting, until


@contextmanager
def nothing_left_open() -> Iterator[None]:
    with warnings.catch_warnings(record=True) as left:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [str(one.message) for one in left] == []


@contextmanager
def listening() -> Iterator[Any]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield socket.AF_INET, socket.SOCK_STREAM, 0, listener.getsockname()


def leading_to(monkeypatch: pytest.MonkeyPatch, *addresses: Any) -> None:
    async def found(host: str, port: int) -> list[Any]:
        return list(addresses)

    monkeypatch.setattr(dial_module, "_addresses", found)


def silent(monkeypatch: pytest.MonkeyPatch, address: Any) -> list[socket.socket]:
    """Nobody answers at this address; return the sockets that wait there."""
    loop, waiting = asyncio.get_running_loop(), list[socket.socket]()
    reach = loop.sock_connect

    async def sock_connect(line: socket.socket, to: Any) -> None:
        if to == address:
            waiting.append(line)
            await asyncio.Event().wait()
        await reach(line, to)

    monkeypatch.setattr(loop, "sock_connect", sock_connect)
    return waiting


async def test_whenever_one_turns_away_while_connecting_no_socket_stays_open() -> None:
    async with hosting() as here:
        with nothing_left_open():
            for turns in range(40):
                knocking = asyncio.create_task(connect(here.ticket))
                for _ in range(turns):
                    await asyncio.sleep(0)
                knocking.cancel()
                [line] = await asyncio.gather(knocking, return_exceptions=True)
                if not isinstance(line, BaseException):
                    await line.close()
            await asyncio.sleep(0)  # what is closed lets go of its socket in the loop's next turn
            del knocking, line


async def test_a_silent_address_holds_nobody_up_and_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dial_module, "_NEXT", 0.01)
    nowhere = (socket.AF_INET, socket.SOCK_STREAM, 0, ("192.0.2.1", 7465))
    waiting = silent(monkeypatch, nowhere[3])
    with listening() as answering:
        leading_to(monkeypatch, nowhere, answering)
        _reader, writer = await dial("host", 7465)
        assert writer.get_extra_info("peername") == answering[3]
        writer.close()
        await writer.wait_closed()
    await until(lambda: [line.fileno() for line in waiting] == [-1])


async def test_the_first_address_is_good_enough_and_the_next_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = (socket.AF_INET, socket.SOCK_STREAM, 0, ("192.0.2.1", 7465))
    waiting = silent(monkeypatch, nowhere[3])
    with listening() as answering:
        leading_to(monkeypatch, answering, nowhere)
        _reader, writer = await dial("host", 7465)
        writer.close()
        await writer.wait_closed()
    assert waiting == []


async def test_two_that_answer_at_once_leave_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as answering, nothing_left_open():
        leading_to(monkeypatch, answering, answering)
        monkeypatch.setattr(dial_module, "_NEXT", 0.0)
        _reader, writer = await dial("host", 7465)
        writer.close()
        await writer.wait_closed()
        del _reader, writer


@pytest.mark.parametrize(
    ("second", "told"), [(errno.ECONNREFUSED, errno.ECONNREFUSED), (errno.ENETUNREACH, None)], ids=["alike", "not"]
)
async def test_when_every_address_fails_the_reason_is_told_if_it_is_one(
    monkeypatch: pytest.MonkeyPatch, second: int, told: int | None
) -> None:
    reasons = {("a", 1): errno.ECONNREFUSED, ("b", 1): second}

    async def sock_connect(line: socket.socket, to: Any) -> None:
        raise OSError(reasons[to], "no")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", sock_connect)
    leading_to(monkeypatch, *((socket.AF_INET, socket.SOCK_STREAM, 0, to) for to in reasons))
    with nothing_left_open(), pytest.raises(OSError) as failed:
        await dial("host", 7465)
    assert failed.value.errno == told
