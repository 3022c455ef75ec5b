"""`python -m bench.crowd`: a real host, TLS and visibility on, and a crowd of clients in a process of its own.

Submit → durable → acknowledged → seen by the last, one at a time and all at once; sustained load with a desk attached;
the host's memory. The yardstick in the same run is a bare append + fdatasync on the same disk.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from align.domain import commands as c
from align.domain.calendars import work_calendar
from align.domain.model import Milestone, Participant, Plan, Region
from align.domain.prompts import Pack, Prompt
from align.engine.broadcast import EVERY
from align.engine.clock import Clock, new_id
from align.engine.hosting import create_workshop
from align.engine.serving import desk_ticket
from align.storage.folder import Folder
from align.sync import messages as m
from align.sync.client import Connection, connect
from align.sync.ticket import Ticket

TEXT = "An answer of about one hundred and ninety characters, as people write them when they are asked to say what " * 2

PROMPTS = 40
"""As many as a long round has."""


def plan(people: int) -> Plan:
    """Three regions, one text prompt for each answer of the bench."""
    zones = (("pune", "Asia/Kolkata"), ("boston", "America/New_York"), ("basel", "Europe/Zurich"))
    regions = tuple(
        Region(name, name.title(), name[0].upper(), work_calendar(zone, "Mon-Fri 09:00-17:00")) for name, zone in zones
    )
    prompts = tuple(
        Prompt(id=f"q{n}", area="success", type="text", title=f"Q{n}", text="What?", why="Because.")
        for n in range(PROMPTS)
    )
    return Plan(
        title="Crowd", milestone=Milestone("first patient in", "2027-03-31"), regions=regions,
        participants=tuple(Participant(f"p{n}", f"Person {n}", zones[n % 3][0]) for n in range(1, people + 1)),
        pack=Pack(id="bench", title="Bench", about="Bench.", prompts=prompts), attribution="region",
    )  # fmt: skip


@dataclass
class Sight:
    """Waits until every client has been told of `target` stored answers."""

    target: int
    left: int
    last: asyncio.Future[float]


@dataclass
class Client:
    """One participant on a real line, with only what the measure needs: no interface, no files."""

    line: Connection
    sights: list[Sight]
    """Shared by all clients; the newest one counts."""
    waiting: dict[str, asyncio.Future[float]] = field(default_factory=dict)
    told: int = 0

    @classmethod
    async def join(cls, ticket: Ticket, code: str, participant: str, sights: list[Sight]) -> Client:
        client = cls(await connect(ticket), sights)
        await client.line.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, code=code)))
        await client.line.send(m.encode(m.Sit(participant)))
        return client

    async def listen(self) -> None:
        async for frame in self.line:
            now = time.perf_counter()
            message = m.decode_host(frame)
            if isinstance(message, m.Done):
                self.waiting.pop(message.id).set_result(now)
            elif isinstance(message, m.Progress):
                self._see(message.answers, now)
            elif isinstance(message, m.Refused | m.Bye):
                raise RuntimeError(message.text)
        raise RuntimeError("the host hung up")

    def _see(self, answers: int, now: float) -> None:
        sight = self.sights[-1]
        if self.told < sight.target <= answers:
            sight.left -= 1
            if not sight.left:
                sight.last.set_result(now)
        self.told = answers

    async def answer(self, number: int) -> tuple[asyncio.Future[float], float]:
        """Send an answer; returns (when it is acknowledged, when it was sent)."""
        return await self.ask(c.GiveAnswer(f"q{number % PROMPTS}", TEXT))

    async def ask(self, command: c.Command) -> tuple[asyncio.Future[float], float]:
        """Send a wish; returns (when it is acknowledged, when it was sent)."""
        command_id = new_id()
        self.waiting[command_id] = acknowledged = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        await self.line.send(m.encode(m.Do(command_id, command)))
        return acknowledged, began


async def crowd(path: Path, host: int, people: int, options: argparse.Namespace) -> None:
    """Measure one size on a host that is being started as process `host`."""
    ticket = await _served(path)
    desk = await _desk(ticket)
    code = await _code(desk)
    sights = [Sight(1, people, asyncio.get_running_loop().create_future())]
    async with asyncio.TaskGroup() as lines:  # whose line ends ends the measurement
        listening = [lines.create_task(_drain(desk))]
        clients = []
        for number in range(1, people + 1):
            clients.append(await Client.join(ticket, code, f"p{number}", sights))
            listening.append(lines.create_task(clients[-1].listen()))
        await _measured(clients, sights, desk, ticket, code, path.parent, host, options)
        for task in listening:
            task.cancel()


async def _measured(
    clients: list[Client], sights: list[Sight], desk: Connection, ticket: Ticket, code: str, folder: Path, host: int,
    options: argparse.Namespace,
) -> None:  # fmt: skip
    """Measure with everybody on the line."""
    people = len(clients)
    await desk.send(m.encode(m.Do(new_id(), c.OpenRound())))
    deaf = [await _deaf(ticket, code, f"p{people + n}") for n in range(1, options.deaf + 1)]
    await asyncio.sleep(1.0)
    raw = _raw_append(folder)
    await _one_at_a_time(clients, sights, options.rounds, raw)
    await _all_at_once(clients, sights, options.rounds, raw)
    if rate := options.rate:
        p50, p99 = await _sustained(clients, rate, options.seconds)
        who = f"{people} people" + (f" and {len(deaf)} that do not read" if deaf else "")
        _row(f"{who}, {rate:.0f} answers/s, desk on", "ack p50", p50, raw)
        _row(f"{who}, {rate:.0f} answers/s, desk on", "ack p99", p99, raw)
    print(f"| {people} people | host memory | {_rss(host):.0f} MiB | |", flush=True)
    for line in deaf:
        await line.close()


async def _one_at_a_time(clients: list[Client], sights: list[Sight], rounds: int, raw: float) -> None:
    acks, lasts = [], []
    for number in range(rounds):
        await asyncio.sleep(EVERY)  # one at a time is no storm: what is counted in a storm is told together
        sight = _sight(sights, number + 1, clients)
        acknowledged, began = await clients[number % len(clients)].answer(number // len(clients))
        acks.append((await acknowledged - began) * 1e3)
        lasts.append((await sight.last - began) * 1e3)
    _row(f"{len(clients)} people, one at a time", "ack p50", statistics.median(acks), raw)
    _row(f"{len(clients)} people, one at a time", "seen by the last p50", statistics.median(lasts), raw)


async def _all_at_once(clients: list[Client], sights: list[Sight], stored: int, raw: float) -> None:
    acks, lasts = [], []
    for storm in range(5):
        await asyncio.sleep(1.0)  # each begins in calm
        stored += len(clients)
        sight = _sight(sights, stored, clients)
        began = time.perf_counter()
        given = [(await client.answer(10 + storm))[0] for client in clients]
        acks.append((max(await asyncio.gather(*given)) - began) * 1e3)
        lasts.append((await sight.last - began) * 1e3)
    _row(f"{len(clients)} people at once", "last ack", statistics.median(acks), raw)
    _row(f"{len(clients)} people at once", "all informed", statistics.median(lasts), raw)


def _sight(sights: list[Sight], target: int, clients: list[Client]) -> Sight:
    sights.append(Sight(target, len(clients), asyncio.get_running_loop().create_future()))
    return sights[-1]


async def _sustained(clients: list[Client], rate: float, seconds: float) -> tuple[float, float]:
    """Open loop: answers are sent on schedule, whether or not earlier ones were acknowledged."""
    began, sent = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        sent.append(await clients[number % len(clients)].answer(20 + number // len(clients) % 20))
    waits = sorted([(await acknowledged - at) * 1e3 for acknowledged, at in sent])
    return waits[len(waits) // 2], waits[int(len(waits) * 0.99)]


async def _served(path: Path) -> Ticket:
    async with asyncio.timeout(15):
        while (ticket := desk_ticket(path)) is None:  # noqa: ASYNC110 - a file of another process
            await asyncio.sleep(0.02)
    return ticket


async def _desk(ticket: Ticket) -> Connection:
    line = await connect(ticket)
    await line.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, ticket.token)))
    return line


async def _code(desk: Connection) -> str:
    async for frame in desk:
        message = m.decode_host(frame)
        if isinstance(message, m.Presence):
            return message.code
    raise RuntimeError("the host hung up")


async def _deaf(ticket: Ticket, code: str, participant: str) -> Connection:
    """Somebody who sits down and never reads a word."""
    line = await connect(ticket)
    await line.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, code=code)))
    await line.send(m.encode(m.Sit(participant)))
    return line


async def _drain(desk: Connection) -> None:
    async for _ in desk:
        pass


def _raw_append(folder: Path) -> float:
    """Median milliseconds of a bare append + fdatasync of a record of the same size."""
    line = (TEXT * 2)[:420].encode()
    handle = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    times = []
    for _ in range(200):
        began = time.perf_counter()
        os.write(handle, line)
        os.fdatasync(handle)
        times.append((time.perf_counter() - began) * 1e3)
    os.close(handle)
    return statistics.median(times)


def _rss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def _row(what: str, figure: str, milliseconds: float, raw: float) -> None:
    print(
        f"| {what} | {figure} | {milliseconds:.2f} ms | {milliseconds / raw:.1f} × raw append + fdatasync |", flush=True
    )


def _measure(folder: Path, people: int, options: argparse.Namespace) -> None:
    path = create_workshop(Folder(folder), "crowd", plan(people + options.deaf), Clock())
    arguments = ["serve", "crowd", "--folder", str(folder), "--port", "0", "--quiet"]
    server = subprocess.Popen([sys.executable, "-m", "align", *arguments])
    try:
        asyncio.run(crowd(path, server.pid, people, options))
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 200])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--deaf", type=int, default=0, help="people who sit down and never read")
    options = parser.parse_args()
    print("| what | figure | here | ratio |\n|---|---|---|---|")
    for people in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), people, options)


if __name__ == "__main__":
    main()
