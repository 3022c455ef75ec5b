"""Beginning the next version of a charter, and saying until when this one is signed: errands at the host's desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from align.charter.clauses import title_of
from align.domain import commands as c
from align.domain.model import Clause, clause_number
from align.domain.state import State
from align.domain.text import name_key
from align.engine.clock import new_id
from align.engine.errand import Errand, host_of
from align.engine.inviting import person_called
from align.errors import UserError
from align.sync import messages as m


async def amend(path: Path, why: str, clauses: Sequence[str] = (), people: Sequence[str] = ()) -> State:
    """Begin an amendment, served or not, and reopen clauses; return what everybody sees then.

    While one is under way, only the clauses are reopened. `people` asked for them: nobody, one for all, or one each.
    Raises UserError, Rejected, StoreError or SyncError; what was taken until then stays.
    """
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        try:
            for command in amendment(desk.state, why, clauses, people):
                await desk.ask(m.Do(new_id(), command))
            return desk.state
        finally:
            await desk.close()


async def set_signing(path: Path, until: str) -> State:
    """Say until when people sign (a moment with its offset; empty: no end); return what everybody sees then."""
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        try:
            await desk.ask(m.Do(new_id(), c.SetSigning(until)))
            return desk.state
        finally:
            await desk.close()


def amendment(state: State, why: str, clauses: Sequence[str], people: Sequence[str]) -> list[c.Command]:
    """Return the commands of an amendment; raises UserError for names that mean nothing, or more than one thing."""
    if len(people) > 1 and len(people) != len(clauses):
        raise UserError("Say who asked once for all clauses, or once for each, in the same order.")
    if people and not clauses:
        raise UserError("Somebody asked for a clause: say which with --reopen.")
    asked = [person_called(state.the_plan, name).id for name in people]
    asked = asked * len(clauses) if len(asked) == 1 else asked or [""] * len(clauses)
    found = [clause_called(state, name) for name in clauses]
    reopened: list[c.Command] = [c.ReopenClause(clause.id, why, who) for clause, who in zip(found, asked, strict=True)]
    if state.amending is None:
        return [*reopened, c.Amend(why)]
    if not reopened:
        raise UserError(f"Version {state.version + 1} is begun already. Name more clauses with --reopen.")
    return reopened


def clause_called(state: State, name: str) -> Clause:
    """Return the clause that is called so: by its id (c4), its number or its title. Raises UserError."""
    clauses, plan = list(state.clauses.values()), state.the_plan
    if name in state.clauses:
        return state.clauses[name]
    by_number = [one for one in clauses if name == str(clause_number(one.id))]
    by_title = [one for one in clauses if name_key(title_of(plan, one)) == name_key(name)]
    found = by_number or by_title
    if len(found) == 1:
        return found[0]
    some = found or clauses
    told = "; ".join(f"{one.id} {title_of(plan, one)}" for one in some)
    if found:
        raise UserError(f"{name} can mean several clauses. Say which one by its id: {told}.")
    raise UserError(f"No clause is called {name}. There are: {told or 'none'}.")
