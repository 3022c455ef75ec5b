"""`python -m bench.busy`: a participant and a desk in real terminals, alone and while fifty people answer.

Key → repaint (a letter in the answer; in the desk's list of commands; the desk's next week beside its people), what
they cost while nothing happens, and what dragging the window draws. A bare Textual app is asked the same in the same
run, under the same load.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from align.domain import commands as c
from align.engine.clock import Clock
from align.engine.hosting import create_workshop
from align.engine.serving import facilitator_text
from align.storage.folder import Folder
from align.sync.ticket import Ticket, parse_ticket
from bench.crowd import PROMPTS, Client, Sight, plan
from bench.feel import BARE, BEAT, take_a_seat
from bench.terminal import LETTERS, SIZE, Terminal

RATES = (10, 100, 200)
"""Answers a second: at the first each of fifty gives one every five seconds, faster than people read."""
FURTHEST = 100
"""Weeks ahead."""
IDLE = 5.0
SIZES = [(100, 30), (80, 24), (120, 40), (160, 45), (60, 20)]


async def crowd(ticket: Ticket, code: str, people: int) -> None:
    """Answer for everybody but the first until killed: at the first of RATES, after each SIGUSR1 at the next.

    Says "answering" when it begins.
    """
    loop, rates = asyncio.get_running_loop(), list(RATES)
    loop.add_signal_handler(signal.SIGUSR1, lambda: rates.pop(0) if len(rates) > 1 else None)
    sights = [Sight(10**9, 0, loop.create_future())]
    async with asyncio.TaskGroup() as lines:
        clients = [await Client.join(ticket, code, f"p{n}", sights) for n in range(2, people + 2)]
        for client in clients:
            lines.create_task(client.listen())
        print("answering", flush=True)
        due, number = time.perf_counter(), 0
        while True:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            client, turn = clients[number % people], number // people
            # Who has answered everything hands in and takes it back: what nobody sees anew costs nothing to draw.
            await (client.answer(turn) if turn < PROMPTS else client.ask(c.HandIn(done=turn % 2 == 0)))
            due, number = due + 1 / rates[0], number + 1


@dataclass
class Place:
    """Where keys are pressed: what comes next and what it shows, and what leads there and away again."""

    terminal: Terminal
    keys: Iterator[tuple[bytes, bytes]]
    there: bytes = b""
    away: bytes = b""

    def press(self, count: int) -> list[float]:
        """Press so many keys, each after the repaint of the one before; returns how long they took, ms."""
        self._go(self.there)
        took = []
        for _ in range(count):
            took.append(self.terminal.press(*next(self.keys)))
            self.terminal.during(BEAT)
        self._go(self.away)
        return took

    def _go(self, key: bytes) -> None:
        self.terminal.during(0.0)
        if key:
            self.terminal.send(key)
            self.terminal.during(0.5)


def letters() -> Iterator[tuple[bytes, bytes]]:
    """Every letter once."""
    for letter in LETTERS:
        yield letter.encode(), letter.encode()


def weeks() -> Iterator[tuple[bytes, bytes]]:
    """On to the furthest week and back, for ever; each says how far ahead it is. Begins two weeks ahead."""
    for key, there in cycle(((b"\x1b[C", range(3, FURTHEST + 1)), (b"\x1b[D", range(FURTHEST - 1, 1, -1)))):
        for ahead in there:
            yield key, b"in %d weeks" % ahead


def row(who: str, load: str, took: list[float], bare: list[float]) -> None:
    """Print one row of the table."""
    took, bare = sorted(took), sorted(bare)
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    ratio = p50 / bare[len(bare) // 2]
    print(f"| {who} | {load} | {p50:.1f} | {p99:.1f} | {ratio:.2f} |", flush=True)


def measure(places: dict[str, Place], load: str, count: int) -> None:
    """Ask all of them for keys in turn, ten at a time."""
    took: dict[str, list[float]] = {who: [] for who in places}
    for _ in range(0, count, 10):
        for who, place in places.items():
            took[who] += place.press(10)
    bare = next(iter(took.values()))
    for who, times in took.items():
        row(who, load, times, bare)


def at_rest(who: str, terminal: Terminal) -> None:
    """Say what a program costs while nothing happens, and what dragging its window draws."""
    terminal.quiet()
    before = terminal.cpu
    terminal.during(IDLE)
    idle = (terminal.cpu - before) / (IDLE * 10)
    drawn = b""
    for columns, rows in [*SIZES, SIZE]:
        terminal.resize(columns, rows)
        drawn += terminal.during(0.4)
    cleared = drawn.count(b"\x1b[2J")
    print(f"| {who} | {idle:.1f} % | {len(drawn) // 1024} KiB | {cleared} | {terminal.memory:.0f} MiB |", flush=True)


def costs(terminals: list[Terminal]) -> list[float]:
    """Return the processor time that each takes in a tenth of a second in which no key is pressed, ms.

    A tenth of a second is how often the desk draws: what came meanwhile is drawn together.
    """
    over, before = time.perf_counter() + IDLE, [terminal.cpu for terminal in terminals]
    while time.perf_counter() < over:
        for terminal in terminals:
            terminal.during(0.02)
    return [(terminal.cpu - earlier) / (IDLE * 10) for terminal, earlier in zip(terminals, before, strict=True)]


def _measured(path: Path, home: Path, options: argparse.Namespace) -> None:
    ticket, code = asyncio.run(take_a_seat(path))
    note = home / "desk-ticket"
    note.write_text(facilitator_text(ticket))
    align = [sys.executable, "-m", "align"]
    terminals = {
        "bare Textual": Terminal([sys.executable, "-c", BARE], home),
        "a participant": Terminal([*align, "join", str(parse_ticket(str(ticket)))], home),
        "the desk": Terminal([*align, "desk", str(note)], home),
    }
    try:
        for terminal, words in zip(terminals.values(), (b"are-is-ready", b"enter", b"Assume"), strict=True):
            terminal.until(words)
        print("| who | processor while nothing happens | six sizes draw | screens cleared | peak memory |")
        print("|---|---|---|---|---|")
        for who, terminal in terminals.items():
            at_rest(who, terminal)
        terminals["a participant"].send(b"\r")
        terminals["the desk"].send(b"\x1b[C\x1b[C")
        for terminal in terminals.values():
            terminal.quiet(0.5, 3.0)
        print("\n| who | meanwhile | key → repaint p50 ms | p99 ms | p50 × bare |\n|---|---|---|---|---|")
        desk = terminals["the desk"]
        places = {
            "bare Textual": Place(terminals["bare Textual"], letters()),
            "a participant": Place(terminals["a participant"], letters()),
            "the desk, a command": Place(desk, letters(), there=b"\x10", away=b"\x1b"),
            "the desk, another week": Place(desk, weeks()),
        }
        measure(places, "nobody else", options.keys)
        bots = [sys.executable, "-m", "bench.busy", "--crowd", str(ticket), code, str(options.people)]
        answering = subprocess.Popen(bots, stdout=subprocess.PIPE)
        try:
            assert answering.stdout is not None
            answering.stdout.readline()
            took = []
            for rate in RATES:
                measure(places, f"{options.people} people answer or hand in, {rate} a second", options.keys)
                took.append((rate, costs(list(terminals.values()))))
                answering.send_signal(signal.SIGUSR1)
            heads = " | ".join(f"{who}, ms a tenth of a second" for who in terminals)
            print(f"\n| answers or hand-ins a second | {heads} |")
            print(f"|---|{'---|' * len(terminals)}")
            for rate, each in took:
                print(f"| {rate} | {' | '.join(f'{cost:.1f}' for cost in each)} |", flush=True)
        finally:
            answering.kill()
            answering.wait()
    finally:
        for terminal in terminals.values():
            terminal.end()


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--keys", type=int, default=100, help="how many of each, at most 150")
    parser.add_argument("--crowd", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.crowd:
        ticket, code, people = options.crowd
        asyncio.run(crowd(parse_ticket(ticket), code, int(people)))
        return
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "sessions", Path(place) / "home"
        folder.mkdir()
        home.mkdir()
        os.environ["ALIGN_HOME"], os.environ["ALIGN_TOUR"] = str(home), "no"
        path = create_workshop(Folder(folder), "busy", plan(options.people + 1), Clock())
        arguments = ["serve", "busy", "--folder", str(folder), "--port", "0", "--quiet"]
        server = subprocess.Popen([sys.executable, "-m", "align", *arguments])
        try:
            _measured(path, home, options)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
