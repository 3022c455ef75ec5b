"""A live workshop and its clients joined in memory: the real host, the real replicas, no sockets and no files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest

from align.analysis.compare import compare
from align.domain.codec import Fact, to_doc
from align.domain.events import LoggedEvent, WorkshopCreated
from align.domain.model import Plan
from align.engine.clock import Clock
from align.engine.live import LiveWorkshop
from align.engine.reception import Keys, Reception
from align.engine.replica import Replica
from align.engine.roll import Record, Roll
from align.engine.seat import Seat, SeatFile
from align.storage.memory import MemoryStore
from align.storage.port import Store
from align.sync import messages as m
from align.sync.ticket import Ticket

PATIENCE = 20.0
"""Seconds after which a test gives up waiting; a busy machine may need many of them, a passing test costs none."""
TICKET = Ticket("127.0.0.1", 7465, "orion-3", "a" * 32)


class MemoryRecord:
    """A roll or keys record that lives in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def load(self) -> dict[str, dict[str, Any]]:
        return {key: dict(value) for key, value in self.kept.items()}

    def save(self, mapping: dict[str, dict[str, Any]]) -> None:
        self.kept = {key: dict(value) for key, value in mapping.items()}


class MemoryLine:
    """The host's end of a line in memory; frames reach the client in a later turn of the loop, in order."""

    address = "memory"

    def __init__(self, receive: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._receive = receive
        self._ended = ended
        self.sent: list[bytes] = []
        self.cut = False

    def send(self, frame: bytes) -> None:
        self.sent.append(frame)
        if not self.cut:
            asyncio.get_running_loop().call_soon(self._deliver, frame)

    def end(self, frame: bytes | None = None) -> None:
        if frame is not None:
            self.send(frame)
        asyncio.get_running_loop().call_soon(self._ended)

    def _deliver(self, frame: bytes) -> None:
        if not self.cut:
            self._receive(frame)


class Linked:
    """A live workshop with as many clients as a test wants. Get one from `linked(plan)`."""

    def __init__(self, live: LiveWorkshop, keys: Keys) -> None:
        self.live = live
        self.keys = keys
        self.lines: list[MemoryLine] = []

    async def desk(self) -> Replica:
        """Attach a facilitator's desk."""
        return await self.attach(Seat(str(TICKET), self.keys.facilitator))

    async def join(self, participant: str) -> Replica:
        """Join as the participant with this id, by the door and its code."""
        answers: asyncio.Queue[bytes] = asyncio.Queue()
        line = MemoryLine(answers.put_nowait, lambda: None)
        self.live.received(line, m.Hello(m.PROTOCOL, TICKET.name, code=self.keys.code))
        assert isinstance(m.decode_host(await answers.get()), m.Door)
        self.live.received(line, m.Sit(participant))
        welcome = m.decode_host(await answers.get())
        assert isinstance(welcome, m.Welcome), welcome
        self.live.closed(line)
        return await self.attach(Seat(str(TICKET), welcome.token, participant))

    async def attach(self, seat: Seat) -> Replica:
        """Bring somebody with a token to their seat."""
        replica = Replica(seat, SeatFile(None), TICKET.name)
        await self.connect(replica)
        return replica

    async def connect(self, replica: Replica) -> MemoryLine:
        """Open a line for a replica, new or coming back, and return when it has been welcomed."""
        line = MemoryLine(replica.frame, lambda: replica.line_down("The host has gone."))
        self.lines.append(line)
        replica.line_up(lambda frame: self._to_host(line, frame))
        await until(lambda: replica.link == "online")
        return line

    def cut(self, line: MemoryLine, replica: Replica) -> None:
        """Cut a line: what is under way is lost on both sides."""
        line.cut = True
        self.live.closed(line)
        replica.line_down("The line was cut.")

    def _to_host(self, line: MemoryLine, frame: bytes) -> None:
        if not line.cut:
            self.live.received(line, m.decode_client(frame))


def stored(log: Sequence[LoggedEvent]) -> MemoryStore:
    """Return a store that holds a log, to go on with in `linked`."""
    store = MemoryStore()
    store.append([to_doc(Fact(f"f{n}", event)) for n, event in enumerate(log)], 0)
    return store


@asynccontextmanager
async def linked(
    plan: Plan,
    store: Store | None = None,
    roll: Record | None = None,
    clock: Clock | None = None,
    door: Record | None = None,
) -> AsyncIterator[Linked]:
    """Create a workshop from a plan (or go on with a store) and run it for the time of the context.

    `door`: where its code and keys are kept; without it they are new ones.
    """
    clock = clock or Clock()
    store = store or MemoryStore()
    if store.seq == 0:
        store.append([to_doc(Fact("created", WorkshopCreated("w1", plan), clock.now().isoformat()))], 0)
    keys = Keys(door or MemoryRecord())
    live = LiveWorkshop(
        store, Roll(roll or MemoryRecord()), Reception(TICKET.name, keys, TICKET, clock), compare, clock
    )
    task = asyncio.create_task(live.run())
    try:
        yield Linked(live, keys)
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


class MemoryVisit:
    """A client's end of a line in memory; the host can let go of it."""

    def __init__(self, team: Linked) -> None:
        self._live, self._frames = team.live, asyncio.Queue[bytes | None]()
        self._line = MemoryLine(self._frames.put_nowait, self.lets_go)
        self._gone = False

    def tells(self, message: m.HostMessage) -> None:
        """The host says something of itself."""
        self._frames.put_nowait(m.encode(message))

    def lets_go(self) -> None:
        """The line is over; what is said on it from now on is not heard."""
        if not self._gone:
            self._gone = True
            self._live.closed(self._line)
            self._frames.put_nowait(None)

    async def send(self, frame: bytes) -> None:
        if not self._gone:
            self._live.received(self._line, m.decode_client(frame))

    def __aiter__(self) -> MemoryVisit:
        return self

    async def __anext__(self) -> bytes:
        frame = await self._frames.get()
        if frame is None:
            raise StopAsyncIteration
        return frame

    async def close(self) -> None:
        self.lets_go()


async def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Return as soon as the condition holds; raises TimeoutError when it does not in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the condition may be about anything
            await asyncio.sleep(0.001)


@contextmanager
def clock_by_hand(patch: pytest.MonkeyPatch) -> Iterator[Callable[[float], Awaitable[None]]]:
    """Stop the clock of the running loop; what is yielded lets seconds go by, and the loop do what is due then."""
    loop = asyncio.get_running_loop()
    now = loop.time()

    async def goes_on(seconds: float) -> None:
        nonlocal now
        now += seconds
        for _ in range(5):  # what is due calls what calls a listener
            await asyncio.sleep(0)

    with patch.context() as stopped:
        stopped.setattr(loop, "time", lambda: now)
        yield goes_on
