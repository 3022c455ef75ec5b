"""Making answer kits: a seat in the register and a file for each person who cannot reach the host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from align.domain.events import Forgotten, LoggedEvent
from align.domain.forgetting import remains
from align.domain.model import Participant, Plan
from align.domain.state import State
from align.domain.text import name_key
from align.engine.clock import new_id
from align.engine.errand import Errand, Host, host_of
from align.engine.kit import Kit, kit_names, write_kit
from align.errors import UserError
from align.language import mark
from align.sync import messages as m
from align.sync.sealing import public_key


@dataclass(frozen=True)
class Invited:
    """A person and their kit."""

    person: Participant
    kit: Path


async def invite(path: Path, names: Sequence[str], folder: Path) -> list[Invited]:
    """Write a kit into `folder` for each of `names`, or for everybody whose seat is free; works beside a host too.

    Raises UserError, before anything is given or written, for an unknown name, a taken seat, a kit that lies there
    already or a round that is closed.
    """
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        try:
            people = _wanted(desk, names)
            files = kit_names(host.name, desk.state.the_plan)
            there = [files[person.id] for person in people if (folder / files[person.id]).exists()]
            if there:
                raise UserError(f"{folder / there[0]} exists already. Move it away, or choose a folder with --output.")
            return [await _one(host, desk, person, folder / files[person.id]) for person in people]
        finally:
            await desk.close()


async def _one(host: Host, desk: Errand, person: Participant, kit_path: Path) -> Invited:
    seats = desk.presence.seats if desk.presence else ()
    if any(seat.participant == person.id and seat.joined for seat in seats):
        await desk.ask(m.FreeSeat(new_id(), person.id))
    token = (await desk.ask(m.PhoneSeat(new_id(), person.id, by_file=True))).value
    state = desk.state
    kit = Kit(
        host.name, state.workshop, state.the_plan, state.phase, state.round, person.id, token,
        public_key(host.keys.sealing), _charter(state),
    )  # fmt: skip
    try:
        write_kit(kit_path, kit)
    except UserError:
        await desk.ask(m.FreeSeat(new_id(), person.id))
        raise
    return Invited(person, kit_path)


def _charter(state: State) -> tuple[LoggedEvent, ...]:
    """What is read in a sealed charter, as facts, without what people typed in answers; nothing before it is sealed."""
    if state.phase != "sealed":
        return ()
    return tuple(fact for fact in remains(state, state.sealed_on) if not isinstance(fact, Forgotten))


def _wanted(desk: Errand, names: Sequence[str]) -> list[Participant]:
    if desk.state.phase not in ("setup", "assume", "pulse", "sealed"):
        raise UserError("The round is closed, and kits are for answering before that. Late answers need a line.")
    plan = desk.state.the_plan
    seats = desk.presence.seats if desk.presence else ()
    # A kit for answering signs nothing: once the charter is sealed its person gets another one in its place.
    renewed = desk.state.phase == "sealed"
    joined = {seat.participant for seat in seats if seat.joined and not (renewed and seat.by_file)}
    if not names:
        free = [person for person in plan.participants if person.id not in joined]
        if not free:
            raise UserError("Nobody on the list is without a seat, so there is nobody to make a kit for.")
        return free
    people = list(dict.fromkeys(person_called(plan, name) for name in names))
    for person in people:
        if person.id in joined:
            raise UserError(f"{person.name} has a seat already. For a kit instead, free the seat at the desk first.")
    return people


def person_called(plan: Plan, name: str) -> Participant:
    """Return who on the list has this name, however it is written; raises UserError with the nearest."""
    by_name = {name_key(person.name): person for person in plan.participants}
    found = by_name.get(name_key(name))
    if found is None:
        near = get_close_matches(name_key(name), by_name, 1)
        hint = f"Did you mean {by_name[near[0]].name}?" if near else mark("`align show` lists the people.")
        raise UserError(f"There is nobody called {name} on the list. {hint}")
    return found
