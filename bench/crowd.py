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
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from align.domain import commands as c
from align.domain.calendars import work_calendar
from align.domain.model import Milestone, Participant, Plan, Region
from align.domain.prompts import Pack, Prompt
from align.engine.clock import Clock, new_id
from align.engine.hosting import create_workshop
from align.engine.serving import desk_ticket
from align.storage.folder import Folder
from align.sync import messages as m
from align.sync.client import Connection, connect
from align.sync.ticket import Ticket

TEXT = "An answer of about one hundred and ninety characters, as people write them when they are asked to say what " * 2


def plan(people: int) -> Plan:
    """Three regions, one text prompt for each answer of the bench."""
    zones = (("pune", "Asia/Kolkata"), ("boston", "America/New_York"), ("basel", "Europe/Zurich"))
    regions = tuple(
        Region(name, name.title(), name[0].upper(), work_calendar(zone, "Mon-Fri 09:00-17:00")) for name, zone in zones
    )
    prompts = tuple(
        Prompt(id=f"q{n}", area="success", type="text", title=f"Q{n}", text="What?", why="Because.") for n in range(40)
    )
    return Plan(
        title="Crowd", milestone=Milestone("first patient in", "2027-03-31"), regions=regions,
        participants=tuple(Participant(f"p{n}", f"Person {n}", zones[n % 3][0]) for n in range(1, people + 1)),
        pack=Pack(id="bench", title="Bench", about="Bench.", prompts=prompts), attribution="region",
    )  # fmt: skip


@dataclass
class Client:
    """One participant on a real line, with only what the measure needs: no interface, no files."""

    line: Connection
    acks: dict[str, float] = field(default_factory=dict)
    seen: list[tuple[int, float]] = field(default_factory=list)
    """(answers stored, when this client was told)."""
    phase: str = ""

    @classmethod
    async def join(cls, ticket: Ticket, code: str, participant: str) -> Client:
        client = cls(await connect(ticket))
        await client.line.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, code=code)))
        await client.line.send(m.encode(m.Sit(participant)))
        return client

    async def listen(self) -> None:
        async for frame in self.line:
            now = time.perf_counter()
            message = m.decode_host(frame)
            if isinstance(message, m.Done):
                self.acks[message.id] = now
            elif isinstance(message, m.Progress):
                self.seen.append((message.answers, now))
            elif isinstance(message, m.Refused | m.Bye):
                raise RuntimeError(message.text)

    async def answer(self, number: int) -> tuple[str, float]:
        command_id = new_id()
        began = time.perf_counter()
        await self.line.send(m.encode(m.Do(command_id, c.GiveAnswer(f"q{number % 40}", TEXT))))
        return command_id, began


async def crowd(folder: Path, people: int, rounds: int, rate: float, seconds: float) -> None:
    """Measure one size."""
    name = "crowd"
    path = create_workshop(Folder(folder), name, plan(people), Clock())
    server = subprocess.Popen(
        [sys.executable, "-m", "align", "serve", name, "--folder", str(folder), "--port", "0", "--quiet"]
    )
    try:
        ticket = await _served(path)
        desk = await _desk(ticket)
        code = await _code(desk)
        clients = [await Client.join(ticket, code, f"p{n}") for n in range(1, people + 1)]
        listening = [asyncio.create_task(client.listen()) for client in clients]
        listening.append(asyncio.create_task(_drain(desk)))
        await desk.send(m.encode(m.Do(new_id(), c.OpenRound())))
        await asyncio.sleep(1.0)
        raw = _raw_append(folder)
        stored = 0
        acks, lasts = [], []
        for number in range(rounds):
            client = clients[number % people]
            stored += 1
            command_id, began = await client.answer(number // people)
            acked = await _acked(client, command_id)
            last = await _all_saw(clients, stored)
            acks.append((acked - began) * 1e3)
            lasts.append((last - began) * 1e3)
        _row(f"{people} people, one at a time", "ack p50", statistics.median(acks), raw)
        _row(f"{people} people, one at a time", "seen by the last p50", statistics.median(lasts), raw)
        storms = []
        for storm in range(3):
            began = time.perf_counter()
            ids = [(await client.answer(10 + storm))[0] for client in clients]
            stored += people
            acked = max([await _acked(client, i) for client, i in zip(clients, ids, strict=True)])
            last = await _all_saw(clients, stored)
            storms.append(((acked - began) * 1e3, (last - began) * 1e3))
        _row(f"{people} people at once", "last ack", statistics.median(a for a, _ in storms), raw)
        _row(f"{people} people at once", "all informed", statistics.median(b for _, b in storms), raw)
        if rate:
            p50, p99 = await _sustained(clients, rate, seconds)
            _row(f"{people} people, {rate:.0f} answers/s, desk on", "ack p50", p50, raw)
            _row(f"{people} people, {rate:.0f} answers/s, desk on", "ack p99", p99, raw)
        print(f"| {people} people | host memory | {_rss(server.pid):.0f} MiB | |")
        for task in listening:
            task.cancel()
    finally:
        server.terminate()
        server.wait()


async def _sustained(clients: list[Client], rate: float, seconds: float) -> tuple[float, float]:
    """Open loop: answers are sent on schedule, whether or not earlier ones were acknowledged."""
    began, sent = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        client = clients[number % len(clients)]
        sent.append((client, *await client.answer(20 + number // len(clients) % 20)))
    waits = sorted([(await _acked(client, i) - at) * 1e3 for client, i, at in sent])
    return waits[len(waits) // 2], waits[int(len(waits) * 0.99)]


async def _served(path: Path) -> Ticket:
    async with asyncio.timeout(15):
        while True:
            ticket = desk_ticket(path)
            if ticket is not None:
                return ticket
            await asyncio.sleep(0.02)


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


async def _drain(desk: Connection) -> None:
    async for _ in desk:
        pass


async def _acked(client: Client, command_id: str) -> float:
    await _until(lambda: command_id in client.acks)
    return client.acks.pop(command_id)


async def _all_saw(clients: list[Client], stored: int) -> float:
    await _until(lambda: all(client.seen and client.seen[-1][0] >= stored for client in clients))
    return max(next(at for n, at in reversed(client.seen) if n >= stored) for client in clients)


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0)


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


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 200])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=8)
    options = parser.parse_args()
    print("| what | figure | here | ratio |\n|---|---|---|---|")
    for people in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(crowd(Path(folder), people, options.rounds, options.rate, options.seconds))


if __name__ == "__main__":
    main()
