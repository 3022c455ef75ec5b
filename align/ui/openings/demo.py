"""Opens the demo: host and colleagues in a process of their own, the person at the desk or in the free chair."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.screen import Screen

from align.engine.demo_process import DemoProcess
from align.ui.openings.desk import open_desk
from align.ui.openings.leaving import DeskInFront, JoinInFront, SeatInFront
from align.ui.openings.seat import joining
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.home.role import PARTICIPANT, Role, RoleScreen
from align.ui.screens.participant.join import JoinScreen


async def demo_screen(process: DemoProcess, role: Role, *, in_front: bool = False) -> Screen[Any]:
    """Return the person's screen once everybody is seated; `in_front`: one that can be left for the screen behind."""
    if role != PARTICIPANT:
        ticket = await asyncio.to_thread(process.desk)
        return await open_desk(ticket, keep=False, screen=DeskInFront if in_front else DeskScreen)
    ticket = await asyncio.to_thread(process.door)
    if in_front:
        return JoinInFront(joining(None, SeatInFront), ticket)
    return JoinScreen(joining(None), ticket)


@asynccontextmanager
async def playing(
    role: Role, folder: Path | None = None, speed: float = 1.0, seed: int = 1, *, in_front: bool = False
) -> AsyncIterator[Screen[Any]]:
    """Play for the time of the context, in `folder` or where nothing is left behind, and give the person's screen."""
    with contextlib.ExitStack() as ending:
        place = folder or Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="align-demo-")))
        process = DemoProcess(place, speed, seed, take_part=role == PARTICIPANT)
        # At once and not in a thread: whoever is leaving may not wait for it, and the folder goes next.
        ending.callback(process.close)
        yield await demo_screen(process, role, in_front=in_front)


async def choosing(folder: Path, speed: float, seed: int) -> Screen[Any]:
    """Return the screen that asks for the person's place and plays in `folder`."""
    return RoleScreen(lambda role: playing(role, folder, speed, seed), first=True)
