"""Frames made by a fuzzer that looks where they lead: `python -m tests.hostile.guided FOLDER -atheris_runs=… -seed=…`.

It needs atheris (`pip install atheris`), which only the nightly form uses, where it is installed. FOLDER is filled with
sound messages to begin with. A frame's first byte says who sends it: a participant, a desk or a stranger.
"""

from __future__ import annotations

import asyncio
import atexit
import itertools
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import atheris

with atheris.instrument_imports(include=["align.sync", "align.engine.live", "align.engine.reception", "align.domain"]):
    from align.domain.fold import fold
    from align.errors import SyncError
    from align.sync import messages as m

from align.domain.codec import from_doc
from tests.hostile import frames
from tests.hostile.strangers import PHASES, Stranger, seated, settled
from tests.support.builders import plan
from tests.support.linked import TICKET, Linked, linked

SEAT_AGAIN, NEW_WORKSHOP = 500, 5_000
"""After so many frames the senders sit down again, having perhaps lost their seats, or all begins anew."""


class Target:
    """A workshop that is fed one frame after the other, in one phase after the other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.frames = self.messages = 0
        self._wait: Callable[[Any], Any] = loop.run_until_complete
        self._context: Any = None
        self._link: Linked
        self._people: list[Stranger] = []

    async def begin(self, phase: int) -> None:
        """Open a workshop and lead it to a phase."""
        if self._context is not None:
            await self.is_whole()
            await self._context.__aexit__(None, None, None)
        self._context = linked(plan("region", open_door=True))
        self._link = await self._context.__aenter__()
        desk, self._one = await self._link.desk(), await self._link.join("p1")
        for command in itertools.chain(*PHASES[: phase + 1]):
            await desk.submit(command)
        self._people = [Stranger(self._link) for _ in range(3)]

    def one(self, data: bytes) -> None:
        """Take one frame; whatever it is, nothing may be raised."""
        if self.frames % NEW_WORKSHOP == 0:
            self._wait(self.begin(self.frames // NEW_WORKSHOP % len(PHASES)))
        if self.frames % SEAT_AGAIN == 0:
            self._link.live.received(self._people[0].line, seated(self._one))
            hello = m.Hello(m.PROTOCOL, TICKET.name, token=self._link.keys.facilitator)
            self._link.live.received(self._people[1].line, hello)
        self.frames += 1
        try:
            message = m.decode_client(data[1:])
        except SyncError:
            return
        self.messages += 1
        sender = self._people[data[0] % 3]
        sender.heard.clear()
        sender.line.sent.clear()
        self._link.live.received(sender.line, message)
        self._wait(asyncio.sleep(0))

    async def is_whole(self) -> None:
        """Fail unless the log gives the state that the host has."""
        await settled(self._link)
        events = [from_doc(doc).event for doc in self._link.live._store.read()]
        assert fold(events) == self._link.live.state

    def report(self) -> None:
        """Say what was done, when it has all gone well."""
        self._wait(self.is_whole())
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"whole: {self.frames} frames, {self.messages} messages, {most} MiB at most", flush=True)


def main() -> None:
    """Fuzz until the runs are over; the first exception ends the process with an error."""
    corpus = Path(sys.argv[1])
    for number, message in enumerate(frames.sound(Random(1))):
        (corpus / str(number)).write_bytes(bytes([number % 3]) + json.dumps(message).encode())
    target = Target(asyncio.new_event_loop())
    atexit.register(target.report)
    atheris.Setup(sys.argv, lambda data: target.one(data or b"\0"))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
