"""The demo in a process of its own: host, colleagues and, when wanted, a simulated facilitator.

`DemoProcess` is the person's end; `python -m align.engine.demo_process` is the other. The child's standard input is
its lifeline: it ends when the person's program closes it, by leaving or by dying, so nothing is left running.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from align.engine.demo import demo, demo_plan
from align.engine.hosting import Hosted
from align.engine.serving import facilitator_text, facilitator_ticket
from align.errors import AlignError, UserError
from align.language import mark
from align.sync.ticket import Ticket, parse_ticket

STOP_SECONDS = 10.0


class Started(msgspec.Struct, frozen=True):
    """What the child says once everybody is seated. `desk` is a facilitator's text."""

    ticket: str
    code: str
    desk: str


class DemoProcess:
    """A demo under way. `take_part` keeps a chair free and lets a simulated facilitator lead. Close it at the end."""

    def __init__(self, folder: Path, speed: float, seed: int, *, take_part: bool) -> None:
        chair = "chair" if take_part else "desk"
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
            [sys.executable, "-m", "align.engine.demo_process", str(folder), str(speed), str(seed), chair],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._started: Started | None = None

    def started(self) -> Started:
        """Return where it is, as soon as everybody is seated (blocks). Raises UserError with what the child said."""
        if self._started is None:
            assert self._process.stdout is not None and self._process.stderr is not None
            line = self._process.stdout.readline()
            if not line:
                said = self._process.stderr.read().decode(errors="replace").strip()
                reason = said.splitlines()[-1] if said else mark("it ended at once")
                raise UserError(f"The demo could not begin: {reason.removeprefix('align: ')}")
            self._started = msgspec.json.decode(line, type=Started)
        return self._started

    def desk(self) -> Ticket:
        """Return the facilitator's ticket; blocks like `started`."""
        return facilitator_ticket(self.started().desk)

    def door(self) -> Ticket:
        """Return the participants' ticket with its join code; blocks like `started`."""
        started = self.started()
        return msgspec.structs.replace(parse_ticket(started.ticket), code=started.code)

    def close(self) -> None:
        """End host and colleagues. Safe to call again."""
        process = self._process
        if process.stdin is not None and not process.stdin.closed:
            process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


async def run(folder: Path, speed: float, seed: int, *, take_part: bool) -> None:
    """Play until standard input ends."""
    playing = asyncio.create_task(_play(folder, speed, seed, take_part=take_part))
    loop = asyncio.get_running_loop()
    threading.Thread(target=_wait_for_end, args=(loop, playing), daemon=True).start()
    with contextlib.suppress(asyncio.CancelledError):
        await playing


async def _play(folder: Path, speed: float, seed: int, *, take_part: bool) -> None:
    free = demo_plan().participants[0].id if take_part else ""
    async with demo(folder, speed, seed, lambda _: None, lead=take_part, free=free) as playing:
        _say(playing.hosted)
        await asyncio.Event().wait()


def _say(hosted: Hosted) -> None:
    started = Started(str(hosted.ticket), hosted.code, facilitator_text(hosted.desk))
    sys.stdout.buffer.write(msgspec.json.encode(started) + b"\n")
    sys.stdout.buffer.flush()


def _wait_for_end(loop: asyncio.AbstractEventLoop, playing: asyncio.Task[None]) -> None:
    # Not by way of sys.stdin: its lock, held here, would make an early end of the interpreter fail.
    while os.read(0, 1024):
        pass
    # The loop may be gone already, when the demo could not begin.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(playing.cancel)


def main(folder: str, speed: str, seed: str, role: str) -> int:
    """Run the child; return its exit code."""
    try:
        asyncio.run(run(Path(folder), float(speed), int(seed), take_part=role == "chair"))
    except AlignError as error:
        sys.stderr.write(f"align: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
