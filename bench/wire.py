"""How fast one frame reaches everybody: `python -m bench.wire` (Linux).

One frame is sent to 200 and to 1,000 clients on loopback, TLS on. The yardstick, in turn with it in the same run, is a
bare asyncio protocol behind asyncio's own TLS: no websocket, no limits, no queue. The clients are one process of
plain sockets; the time runs from asking for the frame to the moment the last client has it.
"""

from __future__ import annotations

import asyncio
import os
import platform
import selectors
import socket
import subprocess
import sys
from pathlib import Path
from ssl import SSLSocket
from statistics import median
from time import perf_counter
from typing import ClassVar

from websockets.client import ClientProtocol
from websockets.uri import WebSocketURI

from align.sync import messages as m
from align.sync.certificate import client_context, new_certificate, server_context
from align.sync.host import send_all, serve
from align.sync.limits import Limits
from align.sync.service import Line

SIZES = (200, 1_000)
ROUNDS, SHOTS = 5, 20
WARM = 20
"""Lines opened before memory is looked at: the first ones pay for what all share."""
FRAME = b"x" * 230
HELLO = m.encode(m.Hello(m.PROTOCOL, "bench"))
GO = m.encode(m.NewCode("go"))


class Everybody:
    """The service of the bench: whoever asks for a new code makes everybody get the frame."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def received(self, line: Line, message: m.ClientMessage) -> None:
        if isinstance(message, m.Hello):
            self.lines.append(line)
            line.send(FRAME)
        else:
            send_all(self.lines, FRAME)

    def closed(self, line: Line) -> None:
        self.lines.remove(line)


class Bare(asyncio.Protocol):
    """The yardstick: every byte received makes everybody get the frame, in as many bytes as a websocket needs."""

    everybody: ClassVar[list[asyncio.Transport]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.everybody.append(transport)

    def data_received(self, data: bytes) -> None:
        for transport in self.everybody:
            transport.write(b"head" + FRAME)


async def host(kind: str) -> None:
    """Serve until killed; say the port first."""
    tls = server_context(new_certificate())
    if kind == "align":
        # The clients neither answer pings nor wait: those limits are lifted, all others work.
        limits = Limits(connections=1_100, strangers=1_100, rate=1e6, burst=1_000_000, ping_after=1e6, silent=1e6)
        port = (await serve(Everybody(), "127.0.0.1", 0, tls, limits)).port
    else:
        server = await asyncio.get_running_loop().create_server(Bare, "127.0.0.1", 0, ssl=tls, backlog=1024)
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.Event().wait()


class Crowd:
    """A host of one kind in a process of its own, and its clients."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._process = subprocess.Popen([sys.executable, "-m", "bench.wire", kind], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())
        self._tls = client_context()
        self._selector = selectors.DefaultSelector()
        self._first: SSLSocket | None = None
        self._go = b"go"
        self.size = 0

    def grow(self, size: int) -> None:
        """Open lines until there are so many."""
        while self.size < size:
            line = self._tls.wrap_socket(socket.create_connection(("127.0.0.1", self._port)))
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.kind == "align":
                self._go = shake_hands(line)
            line.setblocking(False)
            self._selector.register(line, selectors.EVENT_READ)
            self._first = self._first or line
            self.size += 1

    def shot(self) -> float:
        """Return the milliseconds from asking for a frame until the last client has it."""
        assert self._first is not None
        missing = self.size
        start = perf_counter()
        self._first.send(self._go)
        while missing:
            for key, _ in self._selector.select():
                assert isinstance(key.fileobj, SSLSocket)
                missing -= len(key.fileobj.recv(4096)) == len(FRAME) + 4
        return (perf_counter() - start) * 1_000

    @property
    def resident(self) -> float:
        """KiB that the host holds in memory."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024

    @property
    def busy(self) -> float:
        """Seconds of processor that the host has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Let go of the host and all lines."""
        self._process.kill()
        self._process.wait()
        for key in list(self._selector.get_map().values()):
            assert isinstance(key.fileobj, SSLSocket)
            key.fileobj.close()


def shake_hands(line: SSLSocket) -> bytes:
    """Open the websocket, say hello, wait for the answer; return the bytes that ask for a frame."""
    protocol = ClientProtocol(WebSocketURI(True, "127.0.0.1", 1, "/", ""))
    protocol.send_request(protocol.connect())
    line.sendall(b"".join(protocol.data_to_send()))
    while not protocol.events_received():
        protocol.receive_data(line.recv(4096))
    protocol.send_binary(HELLO)
    line.sendall(b"".join(protocol.data_to_send()))
    assert len(line.recv(4096)) == len(FRAME) + 4
    protocol.send_binary(GO)
    return b"".join(protocol.data_to_send())


def compare(crowds: list[Crowd], size: int) -> None:
    """Print one line each for the yardstick, which comes first, and align with so many clients."""
    memory: list[float] = []
    for crowd in crowds:
        crowd.grow(WARM)
        before = crowd.resident
        crowd.grow(size)
        memory.append((crowd.resident - before) / (size - WARM))
    shots: list[list[float]] = [[] for _ in crowds]
    busy = [-crowd.busy for crowd in crowds]
    for _ in range(ROUNDS):
        for crowd, times in zip(crowds, shots, strict=True):
            times += [crowd.shot() for _ in range(SHOTS)]
    for crowd, kib, times, before in zip(crowds, memory, shots, busy, strict=True):
        ratio = median(times) / median(shots[0])
        each = (before + crowd.busy) * 1e6 / (size * ROUNDS * SHOTS)
        print(f"{size:>6,} {crowd.kind:>6} {median(times):>14.2f} {ratio:>7.2f} {each:>12.1f} {kib:>11.1f}")


def main() -> None:
    """Print the table."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {ROUNDS} × {SHOTS} frames of {len(FRAME)} bytes")
    print(f"{'people':>6} {'host':>6} {'last has it ms':>14} {'x bare':>7} {'µs/delivery':>12} {'KiB/person':>11}")
    for size in SIZES:
        crowds: list[Crowd] = []
        try:
            for kind in ("bare", "align"):
                crowds.append(Crowd(kind))
            compare(crowds, size)
        finally:
            for crowd in crowds:
                crowd.end()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(host(sys.argv[1]))
    else:
        main()
