"""A guest in a test: a line through a door, what came over it, and the screen as they read it."""

from __future__ import annotations

import asyncio
import atexit
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import asyncssh
import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from align.domain import commands as c
from align.domain.model import Plan
from align.doors.lobby import MOST_GUESTS, Lobby, environment_of_all
from align.doors.nursery import Nursery
from align.doors.ssh import SshDoor, ssh_door
from align.doors.web import WebDoor
from align.engine.clock import Clock
from align.engine.guests import GuestBook
from align.engine.hosting import Hosted, create_workshop, host
from align.engine.joining import desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.storage.folder import Folder
from tests.support.builders import plan as small_plan

NAME = "night-train"
PATIENCE = 30.0
"""Seconds; long, because the machine may be busy. Nothing waits this long when all is well."""
KEYS = {
    "enter": b"\r", "escape": b"\x1b[27u", "right": b"\x1b[C", "left": b"\x1b[D", "down": b"\x1b[B", "ctrl+q": b"\x11",
    "ctrl+r": b"\x12",
}  # fmt: skip
"""Escape in its unmistakable form: a bare ESC and a letter that follows at once are read as Alt and the letter."""


@lru_cache(maxsize=1)
def the_nursery() -> Nursery:
    """The nursery of all tests of this process, which ends with it."""
    nursery = Nursery(environment_of_all(os.environ))
    atexit.register(nursery.close)
    return nursery


class Seen:
    """What a guest has received: every byte, and the screen that it draws."""

    def __init__(self, size: tuple[int, int] = (100, 30)) -> None:
        self.raw = bytearray()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._news = asyncio.Event()
        self.over = False

    def take(self, data: bytes) -> None:
        """Record, and draw."""
        self.raw += data
        self._stream.feed(data)
        self._news.set()

    def end(self) -> None:
        """Nothing more comes."""
        self.over = True
        self._news.set()

    @property
    def text(self) -> str:
        """The screen now."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    def press(self, *keys: str) -> None:
        """Press keys, or type texts."""
        for key in keys:
            self.write(KEYS.get(key, key.encode()))

    def write(self, data: bytes) -> None:
        """Send bytes, as the line does that."""
        raise NotImplementedError

    async def key(self) -> str:
        """The key on the first screen, once it is there."""
        await self.shows("runs on the host's computer", "Keep my seat", "Keep nothing")
        lines = [line.strip() for line in self.text.splitlines()]
        return next(line for line in lines if line.count("-") == 3 and len(line) == 19)

    async def sit(self, name: str) -> None:
        """From the first screen to one's seat."""
        await self.key()
        self.press("enter")
        await self.shows("Who are you?", name)
        self.press(name)
        await self.shows(f"› {name}")
        self.press("enter")
        await self.shows("online")

    async def shows(self, *texts: str) -> None:
        """Return as soon as all texts are on the screen together."""
        await self.until(lambda: all(text in self.text for text in texts), texts)

    async def said(self, *texts: str) -> None:
        """Return as soon as all texts have come, one after the other or not."""
        await self.until(lambda: all(text in self.raw.decode(errors="replace") for text in texts), texts)

    async def ended(self) -> None:
        """Return when the line has ended."""
        await self.until(lambda: self.over, ("the end",))

    async def until(self, condition: Callable[[], bool], wanted: tuple[str, ...] = ()) -> None:
        """Wait for a condition on what came."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not condition() and not self.over:
                    self._news.clear()
                    await self._news.wait()
        assert condition(), f"{wanted} did not come:\n{self.text}"


class SshGuest(Seen):
    """Somebody with nothing but ssh."""

    def __init__(self, line: asyncssh.SSHClientConnection, process: asyncssh.SSHClientProcess[bytes]) -> None:
        super().__init__()
        self.line, self.process = line, process
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(asyncssh.Error, OSError):
            while data := await self.process.stdout.read(65536):
                self.take(data)
        self.end()

    def write(self, data: bytes) -> None:
        """Send bytes."""
        self.process.stdin.write(data)

    def resize(self, width: int, height: int) -> None:
        """Change the window."""
        self.screen.resize(height, width)
        self.process.change_terminal_size(width, height)


@dataclass
class House:
    """A host with a door for SSH, and its facilitator."""

    path: Path
    hosted: Hosted
    door: SshDoor
    desk: Remote

    @property
    def code(self) -> str:
        """The join code in force."""
        return self.hosted.reception.code

    def connect(self, word: str, user: str = "kickoff", **more: Any) -> Any:
        """Return asyncssh's own client, on its way to the door with a password."""
        options: dict[str, Any] = {"client_keys": None, "agent_path": None, "config": None, "known_hosts": None, **more}
        return asyncssh.connect("127.0.0.1", self.hosted.server.port, username=user, password=word, **options)

    @asynccontextmanager
    async def guest(
        self, word: str = "", user: str = "kickoff", term: str | None = "xterm-256color", **more: Any
    ) -> AsyncIterator[SshGuest]:
        """Come in, by the join code where nothing else is said. `term` None: no terminal, only lines."""
        async with self.connect(word or self.code, user, **more) as line:
            size = (100, 30) if term else None
            process = await line.create_process(term_type=term, term_size=size, encoding=None)
            guest = SshGuest(line, process)
            yield guest
        await guest.ended()

    async def lead(self, *commands: c.Command) -> None:
        """Give commands as the facilitator."""
        for command in commands:
            await self.desk.submit(command)

    async def emptied(self) -> None:
        """Return when every guest's process has ended and their folders are settled."""
        async with asyncio.timeout(PATIENCE):
            for session in list(self.door.lobby.inside):
                await session.over.wait()


@asynccontextmanager
async def a_house(
    folder: Path, plan: Plan | None = None, most: int = MOST_GUESTS, nursery: Nursery | None = None
) -> AsyncIterator[House]:
    """Serve a workshop with a door for SSH on the host's port; guests come from a nursery, this or the tests' own."""
    nursery = nursery or the_nursery()
    path = create_workshop(Folder(folder), NAME, plan or small_plan("named"), Clock())
    async with (
        host(path, NAME, port=0) as hosted,
        ssh_door(Lobby(hosted, GuestBook(path), os.environ, most, nursery), "127.0.0.1", None) as door,
    ):
        desk = Remote(desk_seat(hosted.desk), SeatFile(None))
        desk.start()
        await desk.ready()
        try:
            yield House(path, hosted, door, desk)
        finally:
            await desk.close()


class WebGuest(Seen):
    """Somebody with nothing but a browser: an ordinary client that says what the page's terminal says."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        super().__init__()
        self._socket = socket
        self._tasks = {asyncio.create_task(self._read())}

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type == WSMsgType.BINARY:
                self.take(message.data)
        self.end()

    def write(self, data: bytes) -> None:
        """Type."""
        self.say(["stdin", data.decode()])

    def say(self, message: Any) -> None:
        """Send any message."""
        task = asyncio.create_task(self._socket.send_json(message))
        self._tasks.add(task)


@asynccontextmanager
async def a_page(door: WebDoor) -> AsyncIterator[ClientSession]:
    """A browser's cookies, on the way to the door."""
    async with ClientSession(door.origin, cookie_jar=CookieJar(unsafe=True)) as browser:
        yield browser


@asynccontextmanager
async def web_guest(door: WebDoor, browser: ClientSession, code: str = "") -> AsyncIterator[WebGuest]:
    """Come in, by a code where one is given and else by the cookie, and open the terminal."""
    ours = {"Origin": door.origin}
    if code:
        async with browser.post("/enter", data={"code": code}, headers=ours) as entered:
            assert entered.status == 200
            assert "data-session-websocket-url" in await entered.text()
    async with browser.ws_connect("/ws?width=100&height=30", headers=ours) as socket:
        yield WebGuest(socket)


def folders(house: House) -> list[Path]:
    """The folders of guests that lie there."""
    return [each for each in house.door.lobby.book.folder.glob("*") if each.is_dir()]
