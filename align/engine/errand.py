"""An errand at the host: sit down with a token, ask for some things in turn, go. For commands, not for screens.

The host may be the one that serves the workshop on this machine, or, when nobody does, one in this very process that
opens the file for the time of the errand and listens nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from align.analysis.compare import compare
from align.domain.fold import evolve
from align.domain.state import State
from align.engine.clock import Clock
from align.engine.hosting import keys_path, running
from align.engine.live import LiveWorkshop
from align.engine.reception import Keys, Reception
from align.engine.roll import Roll
from align.engine.server_process import serving_here
from align.errors import Rejected, SyncError
from align.storage.register import Register, register_path
from align.storage.tinydb_store import open_store
from align.sync import messages as m
from align.sync.client import connect
from align.sync.ticket import Ticket

PATIENCE = 30.0
"""Seconds for the host to answer a question."""


class NotAdmittedError(SyncError):
    """The host is there and shows this token the door."""


class Conversation(Protocol):
    """A line as its client has it: see align.sync.client.Connection."""

    async def send(self, frame: bytes) -> None:
        """Send a frame."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the host's frames until the line ends."""

    async def close(self) -> None:
        """Let go."""


@dataclass(frozen=True)
class Host:
    """A host within reach. `open` makes a line to it."""

    name: str
    keys: Keys
    served: bool
    open: Callable[[], Awaitable[Conversation]]


@asynccontextmanager
async def host_of(path: Path) -> AsyncIterator[Host]:
    """Reach the host of the workshop at `path`. Raises StoreLocked, StoreError or SyncError."""
    ticket = await asyncio.to_thread(serving_here, path)
    name = path.stem
    if ticket is not None:
        yield Host(name, Keys(Register(keys_path(path))), True, lambda: connect(ticket))
        return
    store = open_store(path)
    try:
        clock, keys = Clock(), Keys(Register(keys_path(path)))
        reception = Reception(name, keys, Ticket("localhost", 1, name, ""), clock)
        live = LiveWorkshop(store, Roll(Register(register_path(path))), reception, compare, clock)
    except BaseException:
        store.close()
        raise
    async with running(live):
        yield Host(name, keys, False, lambda: _walk_in(live))


class Errand:
    """Somebody at their seat, to ask for things one after the other. Get one from `Errand.begin`; close it."""

    def __init__(self, line: Conversation) -> None:
        self._line = line
        self.me = ""
        self.state = State()
        """What everybody may see."""
        self.presence: m.Presence | None = None
        self._asked: dict[str, asyncio.Future[m.Done]] = {}
        self._seated: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._listening = asyncio.create_task(self._listen(), name="align-errand")

    @classmethod
    async def begin(cls, host: Host, token: str) -> Self:
        """Sit down with a token; raises NotAdmittedError, or SyncError when the host cannot be reached."""
        errand = cls(await host.open())
        try:
            await errand._line.send(m.encode(m.Hello(m.PROTOCOL, host.name, token)))
            async with _patience():
                await errand._seated
        except BaseException:
            await errand.close()
            raise
        return errand

    async def ask(self, message: m.Do | m.Revision | m.FreeSeat | m.PhoneSeat | m.Stop) -> m.Done:
        """Return the host's answer, durable; raises Rejected, or SyncError when the line is lost."""
        future: asyncio.Future[m.Done] = asyncio.get_running_loop().create_future()
        self._asked[message.id] = future
        try:
            await self._line.send(m.encode(message))
            async with _patience():
                return await future
        finally:
            del self._asked[message.id]

    async def close(self) -> None:
        """Go."""
        self._listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._listening
        await self._line.close()

    async def _listen(self) -> None:
        why = SyncError("The host closed the line. Try again in a moment.")
        try:
            async for frame in self._line:
                message = m.decode_host(frame)
                if isinstance(message, m.Bye):
                    why = SyncError(message.text) if self._seated.done() else NotAdmittedError(message.text)
                self._take(message)
        except SyncError as error:
            why = error
        if not self._seated.done():
            self._seated.set_exception(why)
        for future in self._asked.values():
            future.set_exception(why)

    def _take(self, message: m.HostMessage) -> None:
        match message:
            case m.Welcome():
                self.me = message.id
                for event in message.events:
                    evolve(self.state, event)
                if message.role == "participant":
                    self._seated.set_result(None)
            case m.Presence():
                self.presence = message
                if not self._seated.done():
                    self._seated.set_result(None)
            case m.Feed():
                for event in message.events:
                    evolve(self.state, event)
            case m.Done() if message.id in self._asked:
                self._asked[message.id].set_result(message)
            case m.Refused() if message.id in self._asked:
                self._asked[message.id].set_exception(Rejected(message.code, message.text))
            case _:
                pass


@asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise SyncError("The host does not answer. Is it still running?") from None


async def _walk_in(live: LiveWorkshop) -> Conversation:
    return _Inside(live)


class _Inside:
    """Both ends of a line within one process."""

    def __init__(self, live: LiveWorkshop) -> None:
        self._live = live
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._hosts_end = _HostsEnd(self._frames)

    async def send(self, frame: bytes) -> None:
        # Read again, so that what would not get over a real line does not get through here either.
        self._live.received(self._hosts_end, m.decode_client(frame))

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        frame = await self._frames.get()
        if frame is None:
            raise StopAsyncIteration
        return frame

    async def close(self) -> None:
        self._live.closed(self._hosts_end)


class _HostsEnd:
    """What the workshop has of the line: see align.sync.service.Line."""

    address = "inside"

    def __init__(self, frames: asyncio.Queue[bytes | None]) -> None:
        self._frames = frames

    def send(self, frame: bytes) -> None:
        self._frames.put_nowait(frame)

    def end(self, frame: bytes | None = None) -> None:
        if frame is not None:
            self._frames.put_nowait(frame)
        self._frames.put_nowait(None)
