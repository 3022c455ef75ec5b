"""`python -m bench.doors`: guests with nothing but ssh. When does their screen stand, what does each cost the host?

Everybody comes at once, the worst case; then one key each, all at once. The yardstick in the same run is one guest.
Memory is counted as the kernel shares it out (PSS), the host and the nursery beside its guests. `--web`: browsers'
way in instead, over http.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncssh
from aiohttp import ClientSession, CookieJar, WSMsgType

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
    """One guest by ssh; `came` seconds until the first screen, `moved` until a key was answered."""

    def __init__(self, port: int, code: str) -> None:
        self.port, self.code = port, code
        self.came = self.moved = 0.0
        self.heard = asyncio.Event()

    async def come(self) -> None:
        """Come in and wait for the first screen."""
        began = time.perf_counter()
        await self.enter()
        seen = b""
        while READY not in seen:
            seen += await self.read()
        self.came = time.perf_counter() - began
        self._rest = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        while await self.read():
            self.heard.set()

    async def move(self) -> None:
        """Press a key that moves the mark."""
        self.heard.clear()
        began = time.perf_counter()
        await self.press("\x1b[B")
        await self.heard.wait()
        self.moved = time.perf_counter() - began

    async def enter(self) -> None:
        """Come in."""
        options = {"client_keys": None, "agent_path": None, "config": None, "known_hosts": None}
        self._line = await asyncssh.connect("127.0.0.1", self.port, username="x", password=self.code, **options)
        self._process = await self._line.create_process(term_type="xterm-256color", term_size=(100, 30), encoding=None)

    async def read(self) -> bytes:
        """Return what comes next; nothing at the end."""
        said: bytes = await self._process.stdout.read(65536)
        return said

    async def press(self, keys: str) -> None:
        """Press keys."""
        self._process.stdin.write(keys.encode())

    async def leave(self) -> None:
        """Go."""
        self._line.close()


class WebGuest(Guest):
    """One guest in a browser, or rather one who says what a page says: drawing is the browser's."""

    async def enter(self) -> None:
        """Come in."""
        here = f"http://127.0.0.1:{self.port}"
        self._browser = ClientSession(here, cookie_jar=CookieJar(unsafe=True), headers={"Origin": here})
        async with self._browser.post("/enter", data={"code": self.code}) as page:
            page.raise_for_status()
        self._socket = await self._browser.ws_connect("/ws?width=100&height=30")

    async def read(self) -> bytes:
        """Return what comes next; nothing at the end."""
        message = await self._socket.receive()
        return message.data if message.type is WSMsgType.BINARY else b""

    async def press(self, keys: str) -> None:
        """Press keys."""
        await self._socket.send_json(["stdin", keys])

    async def leave(self) -> None:
        """Go."""
        await self._socket.close()
        await self._browser.close()


async def first(guest: Guest) -> None:
    """Print the row of whoever comes as soon as the host serves."""
    await guest.come()
    print(f"| the very first, with the host | first screen | {guest.came * 1e3:.0f} ms |", flush=True)
    await guest.leave()


async def measure(host: int, people: int, guests: list[Guest]) -> None:
    """Print one row a figure for these guests."""
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
    each = [_pss(pid) for pid in guests_of(host)]
    row(people, "memory of one guest", f"{statistics.mean(each):.1f} MiB")
    row(
        people,
        "memory of all guests and the host",
        f"{sum(each) + _pss(host) + sum(map(_pss, nurseries(host))):.0f} MiB",
    )
    for guest in guests:
        await guest.leave()
    while guests_of(host):  # noqa: ASYNC110 - processes of another process
        await asyncio.sleep(0.05)


def row(people: int, what: str, figure: str) -> None:
    print(f"| {people} guest{'s' * (people != 1)} | {what} | {figure} |", flush=True)


def nurseries(host: int) -> list[int]:
    """The processes of which guests are forked."""
    return [pid for pid in _children(host) if "align.cli.nursery" in _read(Path(f"/proc/{pid}/cmdline"))]


def guests_of(host: int) -> list[int]:
    """The guests' processes, forked or not."""
    nursing = nurseries(host)
    return [pid for pid in _children(host) if pid not in nursing] + [pid for each in nursing for pid in _children(each)]


def free_port() -> int:
    """Return the number of a port that nobody has right now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


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
    parser.add_argument("--web", action="store_true", help="by browser instead of ssh")
    options = parser.parse_args()
    print("| who | what | here |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = create_workshop(Folder(Path(folder)), "doors", plan(60), Clock())
        page = free_port()
        door = f"--web={page}" if options.web else "--ssh"
        arguments = ["serve", "doors", "--folder", folder, "--port", "0", door, "--quiet"]
        server = subprocess.Popen([sys.executable, "-m", "align", *arguments])
        try:
            while (ticket := desk_ticket(path)) is None:
                time.sleep(0.02)
            code = Keys(Register(keys_path(path))).code
            kind, where = (WebGuest, page) if options.web else (Guest, ticket.port)
            asyncio.run(first(kind(where, code)))
            for people in options.sizes:
                asyncio.run(measure(server.pid, people, [kind(where, code) for _ in range(people)]))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
