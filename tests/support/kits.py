"""People with kits: a workshop on the disk, kits for its people, and answering them without a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from align.domain import commands as c
from align.domain.codec import from_doc
from align.domain.fold import fold
from align.domain.model import Plan
from align.domain.state import State
from align.engine.clock import Clock, new_id
from align.engine.errand import Errand, host_of
from align.engine.hosting import create_workshop
from align.engine.inviting import invite
from align.engine.kit import read_kit
from align.engine.merging import Merged, merge
from align.engine.offline import OfflineWorkshop
from align.storage.folder import Folder
from align.storage.tinydb_store import open_readonly
from align.sync import messages as m

NAME = "orion-3"


def workshop(folder: Path, plan: Plan) -> Path:
    """A new workshop on the disk."""
    return create_workshop(Folder(folder), NAME, plan, Clock())


async def led(path: Path, *commands: c.FacilitatorCommand) -> None:
    """Lead the workshop a little, as its facilitator."""
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        for command in commands:
            await desk.ask(m.Do(new_id(), command))
        await desk.close()


async def kits(path: Path, folder: Path, *names: str) -> dict[str, Path]:
    """Make kits; person → file."""
    return {one.person.name: one.kit for one in await invite(path, names, folder)}


async def offline(kit: Path) -> OfflineWorkshop:
    """Open a kit."""
    return OfflineWorkshop(read_kit(kit), kit)


async def answered(kit: Path, commands: Sequence[c.Command]) -> Path:
    """Give commands from a kit and return the answers file."""
    workshop = await offline(kit)
    for command in commands:
        await workshop.submit(command)
    await workshop.close()
    return workshop.file


def taken(path: Path, *files: Path) -> list[Merged]:
    """Merge files, from a test that has no event loop."""
    return asyncio.run(merge(path, files))


def log(path: Path) -> list[dict[str, Any]]:
    """The workshop's records, as they lie in the file."""
    store = open_readonly(path)
    try:
        return store.read()
    finally:
        store.close()


def whole(path: Path) -> State:
    """All that the workshop holds."""
    return fold(from_doc(doc).event for doc in log(path))
