"""`python -m bench.feel`: start-up and keys as a person feels them, in a real terminal, beside a bare Textual app.

Spawn → first full frame, key → repaint, processor time and memory; align's client sits at its first prompt on a real
host. Bare Textual (Header, Input, Footer) and align are taken in turn in one run. With `--peers` two large Textual
programs, posting and harlequin, join in for a few rounds where they are on the PATH.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from align.domain import commands as c
from align.engine.clock import Clock
from align.engine.demo import demo_plan
from align.engine.hosting import create_workshop
from align.engine.joining import Doorway, desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.engine.serving import desk_ticket
from align.storage.folder import Folder
from align.sync.ticket import Ticket
from bench.terminal import LETTERS, Terminal

KEYS = 30
BEAT = 0.08
"""Seconds between a repaint and the next key: about ten keys a second, as hands that write fast."""
PEER_ROUNDS = 3
BARE = """
from textual.app import App
from textual.widgets import Header, Input, Footer
class Bare(App):
    BINDINGS = [("ctrl+q", "quit", "quit")]
    def compose(self):
        yield Header(); yield Input(placeholder="bare-is-ready"); yield Footer()
Bare().run()
"""


@dataclass
class Program:
    """What is started, and the words that its first full frame shows."""

    name: str
    argv: list[str]
    ready: bytes
    before: list[bytes] = field(default_factory=list)
    """Keys to press before typing."""
    settled: bytes = b""
    """Words that show that it takes keys, where the first full frame comes before."""
    rounds: int = 1_000
    """At most."""


@dataclass
class Felt:
    """One start of a program."""

    first_frame: float
    keys: list[float]
    cpu: float
    memory: float


def feel(program: Program, home: Path) -> Felt:
    """Start the program, wait for its first frame, type, end it. Times in milliseconds. Raises TimeoutError."""
    terminal = Terminal(program.argv, home)
    try:
        first_frame = terminal.until(program.ready)
        terminal.until(program.settled)
        terminal.quiet(most=2.0)
        for key in program.before:
            terminal.send(key)
            terminal.quiet()
        keys = []
        for letter in LETTERS[:KEYS]:
            keys.append(terminal.press(letter.encode()))
            terminal.during(BEAT)
        memory = terminal.memory
    finally:
        cpu = terminal.end()
    return Felt(first_frame, keys, cpu, memory)


async def take_a_seat(path: Path) -> tuple[Ticket, str]:
    """Open the round and sit down on the first chair in this home; returns the ticket and the join code."""
    while (ticket := desk_ticket(path)) is None:  # noqa: ASYNC110 - a file of another process
        await asyncio.sleep(0.02)
    desk = Remote(desk_seat(ticket), SeatFile(None))
    desk.start()
    await desk.ready()
    while desk.presence is None:  # noqa: ASYNC110 - a few milliseconds
        await asyncio.sleep(0.01)
    code = desk.presence.code
    doorway = await Doorway.open(ticket, code)
    await doorway.sit(doorway.door.chairs[0].id)
    await desk.submit(c.OpenRound())
    await desk.close()
    return ticket, code


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", action="store_true", help="posting and harlequin too, where they are installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "sessions", Path(place) / "home"
        folder.mkdir()
        os.environ["ALIGN_HOME"], os.environ["ALIGN_TOUR"] = str(home), "no"
        path = create_workshop(Folder(folder), "feel", demo_plan(), Clock())
        arguments = ["serve", "feel", "--folder", str(folder), "--port", "0", "--quiet"]
        server = subprocess.Popen([sys.executable, "-m", "align", *arguments])
        try:
            ticket, _code = asyncio.run(take_a_seat(path))
            _table(_programs(str(ticket), options.peers), home, options.rounds)
        finally:
            server.terminate()
            server.wait()
    _cold("--version", options.rounds)


def _programs(ticket: str, peers: bool) -> list[Program]:
    programs = [
        Program("bare Textual", [sys.executable, "-c", BARE], b"are-is-ready"),
        Program("align join", [sys.executable, "-m", "align", "join", ticket], b"Press enter to begin", [b"\r"]),
    ]
    if peers:
        # The second says that its editor takes keys when its database is there.
        for peer in (
            Program("posting", ["posting"], b"Send", rounds=PEER_ROUNDS),
            Program("harlequin", ["harlequin", "--locale", "C"], b"Run Query", [], b"Query Editor", PEER_ROUNDS),
        ):
            if shutil.which(peer.name):
                programs.append(peer)
            else:
                print(f"{peer.name} is not on the PATH and is left out.")
    return programs


def _table(programs: list[Program], home: Path, rounds: int) -> None:
    felt: dict[str, list[Felt]] = {program.name: [] for program in programs}
    for turn in range(rounds):
        for program in [one for one in programs if turn < one.rounds]:
            # A fresh copy each time: align goes on where one was, and would show another first screen.
            fresh = home.with_name("fresh-home")
            shutil.copytree(home, fresh)
            try:
                felt[program.name].append(feel(program, fresh))
            except TimeoutError as error:
                print(f"{program.name} is left out of round {turn + 1}: {error}.", flush=True)
            shutil.rmtree(fresh, ignore_errors=True)
    base = felt[programs[0].name]
    print("| program | first frame ms | × bare | key → repaint p50 / p95 ms | × bare | CPU s | peak MiB | × bare |")
    print("|---|---|---|---|---|---|---|---|")
    frame0, key0 = statistics.median(f.first_frame for f in base), statistics.median(_keys(base))
    memory0 = statistics.median(f.memory for f in base)
    for name, runs in felt.items():
        if not runs:
            continue
        frame, keys = statistics.median(f.first_frame for f in runs), sorted(_keys(runs))
        key, key95 = statistics.median(keys), keys[int(len(keys) * 0.95)]
        memory, cpu = statistics.median(f.memory for f in runs), statistics.median(f.cpu for f in runs)
        print(
            f"| {name} | {frame:.0f} | {frame / frame0:.2f} | {key:.1f} / {key95:.1f} | {key / key0:.2f} "
            f"| {cpu:.2f} | {memory:.0f} | {memory / memory0:.2f} |"
        )


def _keys(runs: list[Felt]) -> list[float]:
    return [key for run in runs for key in run.keys]


def _cold(argument: str, rounds: int) -> None:
    """Processor time of `align --version` beside a Python that does nothing."""
    times: dict[str, list[float]] = {"pass": [], "align": []}
    for _ in range(rounds * 2):
        for name, argv in (("pass", ["-c", "pass"]), ("align", ["-m", "align", argument])):
            pid = os.fork()
            if pid == 0:
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, 1)
                os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
                os.execv(sys.executable, [sys.executable, *argv])
            usage = os.wait4(pid, 0)[2]
            times[name].append((usage.ru_utime + usage.ru_stime) * 1e3)
    bare, ours = statistics.median(times["pass"]), statistics.median(times["align"])
    print(
        f"\n`align {argument}`: {ours:.1f} ms of processor time, {ours / bare:.1f} × `python -c pass` ({bare:.1f} ms)"
    )


if __name__ == "__main__":
    main()
