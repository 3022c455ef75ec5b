"""The demo: the example plan played by simulated colleagues on a real host."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from align.domain.model import Plan
from align.domain.state import State
from align.engine.clock import Clock
from align.engine.colleagues import Colleague, Facilitator, Pace, Tell
from align.engine.hosting import Hosted, create_workshop, host
from align.engine.joining import Doorway, desk_seat
from align.engine.reading import read_public
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.language import _
from align.packs.catalogue import pack_folders
from align.packs.example import example_plan
from align.packs.plans import load_plan
from align.storage.folder import Folder

NAME = "demo"


@dataclass(frozen=True)
class Demo:
    """A demo under way. `hosted` has the tickets; `free` is the chair that waits for a person, if one does."""

    hosted: Hosted
    path: Path
    free: str


def demo_plan() -> Plan:
    """Return the example plan with align's own pack."""
    return load_plan(example_plan(), pack_folders(Path("/nowhere"), Path("/nowhere")))


@asynccontextmanager
async def demo(
    folder: Path, speed: float, seed: int, tell: Tell, *, lead: bool = True, free: str = ""
) -> AsyncIterator[Demo]:
    """Host the example with colleagues in every chair but `free`, and a simulated facilitator when `lead`."""
    plan = demo_plan()
    path = create_workshop(Folder(folder), NAME, plan, Clock())
    chance = Random(seed)  # noqa: S311 - a story, not a secret
    pace = Pace(speed, chance)
    async with host(path, NAME, port=0) as hosted:
        remotes: list[Remote] = []
        jobs: list[asyncio.Task[None]] = []
        try:
            for number, (who, turn) in enumerate(turns(plan)):
                if who == free:
                    continue
                remote = await _seat(hosted, who)
                remotes.append(remote)
                colleague = Colleague(remote, turn, pace, Random(f"{seed}-{who}"), objects=number == 2)  # noqa: S311
                jobs.append(asyncio.create_task(colleague.run()))
            if lead:
                desk = Remote(desk_seat(hosted.desk), SeatFile(None))
                desk.start()
                await desk.ready()
                remotes.append(desk)
                jobs.append(asyncio.create_task(Facilitator(desk, pace, tell).run()))
            yield Demo(hosted, path, free)
            if lead:
                await asyncio.gather(*jobs)
        finally:
            for job in jobs:
                job.cancel()
            for remote in remotes:
                with contextlib.suppress(asyncio.CancelledError):
                    await remote.close()


async def play(folder: Path, speed: float, seed: int, tell: Tell) -> State:
    """Play all of it and return what everybody may see at the end."""
    tell(_("Nine simulated colleagues in Pune, Boston and Basel join the example workshop."))
    async with demo(folder, speed, seed, tell) as playing:
        path = playing.path
    return read_public(path)


def turns(plan: Plan) -> Sequence[tuple[str, int]]:
    """Return every participant with their number within the region."""
    seen: dict[str, int] = {}
    found = []
    for person in plan.participants:
        found.append((person.id, seen.get(person.region, 0)))
        seen[person.region] = seen.get(person.region, 0) + 1
    return found


async def _seat(hosted: Hosted, participant: str) -> Remote:
    async with await Doorway.open(hosted.ticket, hosted.code) as doorway:
        seat, file = await doorway.sit(participant, remember=None)
    remote = Remote(seat, file)
    remote.start()
    await remote.ready()
    return remote
