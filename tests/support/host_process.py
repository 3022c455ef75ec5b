"""A host in a process of its own that can be killed and started again at the same place."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from align.engine.hosting import keys_path
from align.engine.reception import Keys
from align.engine.serving import desk_ticket, note_path
from align.storage.register import Register
from align.sync.ticket import Ticket
from tests.support.processes import ALIGN, wait_for


class HostProcess:
    """`align serve` on one workshop. The first start takes a free port, later ones the same."""

    def __init__(self, path: Path, program: Sequence[str] = ALIGN) -> None:
        self._path = path
        self._program = program
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> HostProcess:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it; returns when it listens."""
        note_path(self._path).unlink(missing_ok=True)
        arguments = ["serve", self._path.stem, "--folder", str(self._path.parent), "--port", str(self._port), "--quiet"]
        self._process = process = subprocess.Popen([*self._program, *arguments])
        wait_for(lambda: process.poll() is not None or note_path(self._path).exists())
        assert process.poll() is None, "the host stopped at once"
        self._port = self.desk.port

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it properly, if it runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(15)

    def memory(self) -> int:
        """KiB that its process holds at the most so far (Linux)."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))

    @property
    def desk(self) -> Ticket:
        """The facilitator's ticket."""
        ticket = desk_ticket(self._path)
        assert ticket is not None
        return ticket

    @property
    def ticket(self) -> Ticket:
        """The participants' ticket."""
        desk = self.desk
        return Ticket(desk.host, desk.port, desk.name, desk.fingerprint)

    @property
    def code(self) -> str:
        """The join code."""
        return Keys(Register(keys_path(self._path))).code
