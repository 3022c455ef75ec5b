"""`python -m bench.doors`: guests with nothing but ssh. When does their screen stand, what does each cost the host?

Everybody comes at once, the worst case; then one key each, all at once. The yardstick in the same run is one guest.
Memory is counted as the kernel shares it out (PSS), the host beside its guests.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncssh

from align.engine.clock import Clock
from align.engine.hosting import create_workshop, keys_path
from align.engine.reception import Keys
from align.engine.serving import desk_ticket
from align.storage.folder import Folder
from align.storage.register import Register
from bench.crowd import plan

READY = b"Keep"
"""On the first screen, once it stands."""


class Guest:
    """One guest; `came` seconds until the first screen, `moved` until a key was answered."""

    def __init__(self, port: int, code: str) -> None:
        self._port, self._code = port, code
        self.came = self.moved = 0.0

    async def come(self) -> None:
        """Come in and wait for the first screen."""
        began = time.perf_counter()
        options = {"client_keys": None, "agent_path": None, "config": None, "known_hosts": None}
        self.line = await asyncssh.connect("127.0.0.1", self._port, username="x", password=self._code, **options)
        self.process = await self.line.create_process(term_type="xterm-256color", term_size=(100, 30), encoding=None)
        seen = b""
        while READY not in seen:
            seen += await self.process.stdout.read(65536)
        self.came = time.perf_counter() - began
        self._rest = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        self.heard = asyncio.Event()
        while await self.process.stdout.read(65536):
            self.heard.set()

    async def move(self) -> None:
        """Press a key that moves the mark."""
        self.heard.clear()
        began = time.perf_counter()
        self.process.stdin.write(b"\x1b[B")
        await self.heard.wait()
        self.moved = time.perf_counter() - began


async def measure(host: int, port: int, code: str, people: int) -> None:
    """Print one row a figure for this many guests."""
    guests = [Guest(port, code) for _ in range(people)]
    cpu = _seconds(host)
    await asyncio.gather(*(guest.come() for guest in guests))
    row(people, "first screen, median", f"{statistics.median(g.came for g in guests) * 1e3:.0f} ms")
    row(people, "first screen, last", f"{max(g.came for g in guests) * 1e3:.0f} ms")
    row(people, "processor time of the host itself for it", f"{(_seconds(host) - cpu) * 1e3:.0f} ms")
    await asyncio.sleep(2.0)  # until everybody has drawn what there is to draw
    moved = []
    for _ in range(5):
        await asyncio.gather(*(guest.move() for guest in guests))
        moved += [guest.moved for guest in guests]
        await asyncio.sleep(0.2)
    row(people, "a key, all at once, median", f"{statistics.median(moved) * 1e3:.1f} ms")
    each = [_pss(pid) for pid in _children(host)]
    row(people, "memory of one guest", f"{statistics.mean(each):.1f} MiB")
    row(people, "memory of all guests and the host", f"{sum(each) + _pss(host):.0f} MiB")
    for guest in guests:
        guest.line.close()
    while _children(host):  # noqa: ASYNC110 - processes of another process
        await asyncio.sleep(0.05)


def row(people: int, what: str, figure: str) -> None:
    print(f"| {people} guest{'s' * (people != 1)} | {what} | {figure} |", flush=True)


def _children(pid: int) -> list[int]:
    """The processes that one has started."""
    return [int(each) for task in Path(f"/proc/{pid}/task").iterdir() for each in _read(task / "children").split()]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _pss(pid: int) -> float:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _seconds(pid: int) -> float:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1, 50])
    options = parser.parse_args()
    print("| who | what | here |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = create_workshop(Folder(Path(folder)), "doors", plan(60), Clock())
        arguments = ["serve", "doors", "--folder", folder, "--port", "0", "--ssh", "--quiet"]
        server = subprocess.Popen([sys.executable, "-m", "align", *arguments])
        try:
            while (ticket := desk_ticket(path)) is None:
                time.sleep(0.02)
            code = Keys(Register(keys_path(path))).code
            for people in options.sizes:
                asyncio.run(measure(server.pid, ticket.port, code, people))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
