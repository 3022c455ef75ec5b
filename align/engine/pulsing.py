"""Opening and closing a pulse from the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from align.domain import commands as c
from align.domain.prompts import Prompt
from align.domain.pulse_choice import proposed
from align.domain.state import State
from align.engine.clock import new_id
from align.engine.errand import Errand, host_of
from align.errors import UserError
from align.sync import messages as m


@asynccontextmanager
async def _desk(path: Path) -> AsyncIterator[Errand]:
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        try:
            yield desk
        finally:
            await desk.close()


async def open_pulse(
    path: Path, clauses: Sequence[str], prompts: Sequence[Prompt], today: str
) -> tuple[State, tuple[str, ...]]:
    """Open a pulse in the workshop at `path`, served or not; return the public state and the clauses asked about.

    Without `clauses` the proposed ones are taken. Raises Rejected, StoreError or SyncError.
    """
    async with _desk(path) as desk:
        about = tuple(clauses) or proposed(desk.state, today)
        await desk.ask(m.Do(new_id(), c.OpenPulse(about, tuple(prompts))))
        return desk.state, about


async def close_pulse(path: Path) -> State:
    """Close the open pulse and return what everybody may see then. Raises UserError, StoreError or SyncError."""
    async with _desk(path) as desk:
        if desk.state.phase != "pulse":
            raise UserError("No pulse is open, so there is nothing to close. `align pulse NAME` opens one.")
        await desk.ask(m.Do(new_id(), c.CloseRound()))
        return desk.state


async def pulse_standing(path: Path) -> tuple[State, m.Presence | None]:
    """Return the public state and who is done."""
    async with _desk(path) as desk:
        return desk.state, desk.presence
