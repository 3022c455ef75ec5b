"""Real sockets through a network that cuts, delays, splits and stalls: everybody ends in step, once each."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import msgspec
import pytest

from align.domain import commands as c
from align.domain.codec import from_doc
from align.domain.events import AnswerGiven, NoteTaken
from align.engine.clock import Clock
from align.engine.hosting import Hosted, create_workshop, host
from align.engine.joining import Doorway, desk_seat
from align.engine.remote import Remote
from align.engine.seat import Seat, SeatFile
from align.errors import SyncError
from align.storage.folder import Folder
from align.storage.tinydb_store import open_readonly
from align.sync import client
from align.sync.ticket import Ticket
from tests.support.builders import plan
from tests.support.figures import SEED, tell
from tests.sync.wire import until

FAST, NIGHTLY = 5.0, 300.0


class BadNetwork:
    """A proxy in front of a host. While `bad`, each piece of traffic may be split, late, stuck, or the last one."""

    def __init__(self, port: int, chance: Random) -> None:
        self._port, self._chance = port, chance
        self.bad = False
        self.cuts = self.stalls = self.pieces = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Give the port to connect to."""
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await asyncio.sleep(0)  # the ends of lines just cut are told in the next turn

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.create_task(self._join(reader, writer)))

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.ExitStack() as ending:
            ending.callback(writer.transport.abort)
            try:
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
            except OSError:
                return
            ending.callback(far_writer.transport.abort)
            ways = [self._carry(reader, far_writer), self._carry(far_reader, writer)]
            both = [asyncio.create_task(way) for way in ways]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for pump in both:
                    pump.cancel()
                await asyncio.gather(*both, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry bytes one way until the line ends, one way or another."""
        with contextlib.suppress(OSError):
            while data := await reader.read(4096):
                for piece in self._pieces(data):
                    if not await self._lets_pass():
                        return
                    writer.write(piece)
                    await writer.drain()

    def _pieces(self, data: bytes) -> list[bytes]:
        if not self.bad or self._chance.random() < 0.7:
            return [data]
        self.pieces += 1
        at = self._chance.randrange(len(data))
        return [data[:at], data[at : at + 1], data[at + 1 :]]

    async def _lets_pass(self) -> bool:
        if not self.bad:
            return True
        fate = self._chance.random()
        if fate < 0.02:
            self.cuts += 1
            return False
        if fate < 0.025:
            self.stalls += 1
            await asyncio.sleep(self._chance.choice((0.1, 3.0)))
        elif fate < 0.3:
            await asyncio.sleep(self._chance.random() * 0.01)
        return True


async def seated(hosted: Hosted, ticket: Ticket, who: str) -> Remote:
    """Sit down over a good line; come back over the ticket's."""
    doorway = await Doorway.open(hosted.ticket, hosted.code)
    seat, _ = await doorway.sit(who, remember=None)
    remote = Remote(Seat(str(ticket), seat.token, who), SeatFile(None))
    remote.start()
    return remote


async def says(remote: Remote, chance: Random, until_when: float, given: list[str]) -> None:
    """Give answers and notes for a while; what is given is in `given`, in order."""
    while time.monotonic() < until_when:
        text = f"{remote.me} {len(given)}"
        given.append(text)
        remote.submit(c.GiveAnswer("fact", text))
        await asyncio.sleep(chance.random() * 0.06)


async def rough_weather(seed: int, seconds: float, folder: Path) -> None:
    """Five people and a desk over a bad network; then it holds, and everything must be there, in order, once."""
    chance = Random(seed)
    path = create_workshop(Folder(folder), "storm", plan("named", sizes=(2, 2, 1)), Clock())
    async with host(path, "storm", port=0) as hosted:
        network = BadNetwork(hosted.ticket.port, chance)
        async with network.running() as port, contextlib.AsyncExitStack() as ending:
            ticket = msgspec.structs.replace(hosted.ticket, port=port)
            desk = Remote(desk_seat(msgspec.structs.replace(hosted.desk, port=port)), SeatFile(None))
            desk.start()
            people = [await seated(hosted, ticket, f"p{number}") for number in range(1, 6)]
            everybody = (desk, *people)
            for remote in everybody:
                ending.push_async_callback(remote.close)
            for remote in everybody:
                await remote.ready()
            await desk.submit(c.OpenRound())
            network.bad = True
            given: dict[str, list[str]] = {remote.me: [] for remote in people}
            ends = time.monotonic() + seconds
            await asyncio.gather(*(says(remote, chance, ends, given[remote.me]) for remote in people))
            network.bad = False
            # A line that is stuck is only noticed by its silence. A command that was lost is never answered.
            async with asyncio.timeout(60):
                await until(lambda: not any(remote.unsent for remote in everybody), seconds=30)
                await desk.submit(c.CloseRound())
                await desk.submit(c.TakeNote("fact", "calm again"))
                await until(lambda: all(remote.state.notes for remote in everybody), seconds=30)
            assert all(remote.state == desk.state for remote in people)
            last = {remote.me: remote.mine.answers["fact"].value for remote in people}
            assert last == {who: texts[-1] for who, texts in given.items()}
    _is_all_there(path, given)
    count = sum(map(len, given.values()))
    tell("9 in step over a bad network", f"{count} answers, {network.cuts} cuts, {network.stalls} stalls", seed)
    assert network.cuts > 3, "the weather was too fine"


def _is_all_there(path: Path, given: dict[str, list[str]]) -> None:
    store = open_readonly(path)
    events = [from_doc(doc).event for doc in store.read()]
    store.close()
    for who, texts in given.items():
        assert [each.value for each in events if isinstance(each, AnswerGiven) and each.author == who] == texts
    assert sum(isinstance(each, NoteTaken) for each in events) == 1


@pytest.fixture(autouse=True)
def quick_to_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence is noticed after a second, so that a stuck line costs a test less than nine."""
    monkeypatch.setattr(client, "ASK_AFTER", 0.4)
    monkeypatch.setattr(client, "LOST_AFTER", 1.0)


async def test_over_a_bad_network_everything_arrives_once_and_in_order(tmp_path: Path) -> None:
    await rough_weather(SEED, FAST, tmp_path)


@pytest.mark.nightly
@pytest.mark.timeout(900)
async def test_over_a_very_bad_network_for_a_long_time(tmp_path: Path) -> None:
    await rough_weather(SEED, NIGHTLY, tmp_path)


async def test_a_client_that_forgets_what_was_not_heard_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from align.sync.protocol import ClientCore

    closed = ClientCore.closed

    def forgets(self: ClientCore) -> None:
        closed(self)
        self.outbox.clear()

    monkeypatch.setattr(ClientCore, "closed", forgets)
    with pytest.raises((AssertionError, KeyError, TimeoutError, SyncError)):
        await rough_weather(SEED, 2.0, tmp_path)
