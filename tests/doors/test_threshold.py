"""Lines of browsers: silent, slow, too many, junk. Each ends alone, and honest pages go on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector

from align.doors.threshold import Patience
from align.doors.web import WebDoor, web_door
from align.sync.ticket import Ticket
from tests.doors.guests import PATIENCE, a_house, a_page, web_guest

LONG, SHORT = Patience(), Patience(open_within=0.1, request_within=0.1)
GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = (
    b"POST /enter HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 50\r\n\r\ncode="
)


class Line:
    """A line to a door, by which anything can be said."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def says(self, data: bytes) -> None:
        """Say something."""
        self._writer.write(data)

    async def hears(self, words: bytes) -> None:
        """Return once the door has said this."""
        async with asyncio.timeout(PATIENCE):
            await self._reader.readuntil(words)

    async def ends(self) -> bytes:
        """Return all that the door still said, once it has ended the line."""
        said = b""
        with suppress(ConnectionError):
            async with asyncio.timeout(PATIENCE):
                while more := await self._reader.read(65536):
                    said += more
        self._writer.close()
        return said

    def goes(self) -> None:
        """End the line."""
        self._writer.close()


async def called(door: WebDoor) -> Line:
    """Make a line."""
    return Line(*await asyncio.open_connection("127.0.0.1", int(door.origin.rpartition(":")[2])))


@asynccontextmanager
async def a_door(folder: Path, patience: Patience = LONG, *, far: bool = False) -> AsyncIterator[WebDoor]:
    """A door for browsers; `far`: as if it were for everybody, so that it speaks TLS."""
    async with a_house(folder) as house:
        if far:
            object.__setattr__(house.hosted, "ticket", Ticket("192.0.2.7", 7465, "night-train", "x"))
        async with web_door(house.door.lobby, "127.0.0.1", 0, patience) as door:
            yield door


async def left(door: WebDoor, lines: int = 0) -> None:
    """Return when the door has no more than this many lines."""
    async with asyncio.timeout(PATIENCE):
        while len(door.threshold.all) > lines:  # noqa: ASYNC110 - nothing of the door's waits for it
            await asyncio.sleep(0)


@pytest.mark.parametrize("said", [b"", GET, b"GET / HTTP/1.1\r\nX: " + b"a" * 4000, POST])
async def test_who_says_too_little_is_cut_and_others_go_on(tmp_path: Path, said: bytes) -> None:
    async with a_door(tmp_path) as door:
        door.threshold.patience = SHORT
        slow = await called(door)
        here = door.origin.removeprefix("http://").encode()
        slow.says(said % (here, here) if said is POST else said)
        assert await slow.ends() == b""
        door.threshold.patience = LONG
        honest = await called(door)
        honest.says(GET + b"Connection: close\r\n\r\n")
        assert b'name="code"' in await honest.ends()
        await left(door)


async def test_junk_ends_its_line_and_is_written_down_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    junk = (
        b"\x16\x03\x01\x02\x00\r\n\r\n", b"SSH-2.0-x\r\n\r\n", b"\x00" * 500 + b"\r\n\r\n",
        b"GET /" + b"a" * 9000 + b"\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
        b"POST /enter HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
    )  # fmt: skip
    async with a_door(tmp_path) as door:
        for bytes_of_it in junk:
            line = await called(door)
            line.says(bytes_of_it)
            assert b" 200 " not in await line.ends()
        await left(door)
    assert "127.0.0.1" not in caplog.text
    assert not [record for record in caplog.records if record.levelno > logging.DEBUG and "aiohttp" in record.name]


@pytest.mark.parametrize("patience", [Patience(of_one=2), Patience(strangers=2), Patience(lines=2)])
async def test_too_many_lines_are_not_taken_until_one_goes(tmp_path: Path, patience: Patience) -> None:
    async with a_door(tmp_path, patience) as door:
        one, two = await called(door), await called(door)
        for line in (one, two):
            line.says(GET + b"\r\n")
            await line.hears(b"</html>")
        assert await (await called(door)).ends() == b""
        one.goes()
        await left(door, 1)
        three = await called(door)
        three.says(GET + b"\r\n")
        await three.hears(b"</html>")
        for line in (two, three):
            line.goes()
        await left(door)


async def test_who_knows_the_code_is_no_stranger_and_their_terminal_stays(tmp_path: Path) -> None:
    patience = Patience(of_one=1)
    async with (
        a_house(tmp_path) as house,
        web_door(house.door.lobby, "127.0.0.1", 0, patience) as door,
        a_page(door) as page,
        web_guest(door, page, house.code) as me,
    ):
        await me.key()
        stranger = await called(door)  # there is room for one more
        stranger.says(GET + b"\r\n")
        await stranger.hears(b"</html>")
        assert [line._stranger for line in door.threshold.all if line._timer is None] == [False]
        stranger.goes()


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01", b"GET / HTTP/1.1\r\n\r\n"])
async def test_behind_tls_half_open_lines_are_cut_as_well(tmp_path: Path, said: bytes) -> None:
    async with a_door(tmp_path, far=True) as door:
        door.threshold.patience = SHORT
        half = await called(door)
        half.says(said)
        await half.ends()
        gone = await called(door)
        gone.says(said)
        gone.goes()
        await left(door)
        door.threshold.patience = LONG
        port = door.origin.rpartition(":")[2]
        async with (
            ClientSession(connector=TCPConnector(ssl=False)) as browser,
            browser.get(f"https://127.0.0.1:{port}/static/js/textual.js") as script,
        ):
            assert len(await script.read()) > 100_000
        await left(door)
