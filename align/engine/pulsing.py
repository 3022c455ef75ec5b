"""Opening and closing a pulse from the command line, and which clauses to propose for the next one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from align.domain import commands as c
from align.domain.model import Clause
from align.domain.prompts import Pack, Prompt
from align.domain.pulses import LIVED
from align.domain.state import State
from align.engine.clock import new_id
from align.engine.errand import Errand, host_of
from align.errors import UserError
from align.sync import messages as m

PACK = "pulse"
"""The id of the pack that is asked where nobody names another one."""
FEWEST, MOST = 3, 5
"""How many clauses are proposed."""


def proposed(state: State, today: str) -> tuple[str, ...]:
    """Return up to five clauses to ask about, in the charter's order.

    First those whose review is due on `today` (YYYY-MM-DD), then those that a pulse asked about before and found
    lacking, then norms and what is promised about urgency; others fill up to three.
    """
    reopened = {asked.clause for asked in state.reopened}
    areas = ("escalation", "norms")
    ranks: list[Callable[[Clause], bool]] = [
        lambda clause: bool(clause.review_on) and clause.review_on <= today,
        lambda clause: clause.id in reopened,
        lambda clause: clause.area in areas,
    ]
    chosen: dict[str, None] = {}
    for fits in ranks:
        chosen |= dict.fromkeys(clause.id for clause in state.clauses.values() if fits(clause))
    few = [clause for clause in state.clauses if clause not in chosen][: max(0, FEWEST - len(chosen))]
    wanted = {*list(chosen)[:MOST], *few}
    return tuple(clause for clause in state.clauses if clause in wanted)


def chosen_prompts(pack: Pack, wanted: Sequence[str] = ()) -> tuple[Prompt, ...]:
    """Return the prompts to ask: those named, with the one about clauses in front; all core ones where none is named.

    Raises UserError for an unknown name.
    """
    known = {prompt.id: prompt for prompt in pack.prompts}
    unknown = next((one for one in wanted if one not in known), None)
    if unknown is not None:
        raise UserError(f"The pack {pack.id} has no prompt {unknown}. It has: {', '.join(known)}.")
    core = [prompt.id for prompt in pack.prompts if prompt.core] or list(known)
    names = dict.fromkeys([*([LIVED] if LIVED in known else []), *(wanted or core)])
    return tuple(known[name] for name in names)


def minutes(prompts: Sequence[Prompt]) -> float:
    """Return how long a pulse takes a person, in minutes."""
    return sum(prompt.minutes for prompt in prompts)


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
