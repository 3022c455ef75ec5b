"""Earlier charters out of the newest state: a version as it was sealed, and the draft as it would be. Pure."""

from __future__ import annotations

import msgspec

from align.domain.state import State, Version
from align.errors import Rejected

DRAFT = "draft"


def version_of(state: State, name: str) -> Version:
    """Return the version that is called by its number (1, also v1), or `draft` for what would be sealed now.

    Raises Rejected (no-version) with those there are.
    """
    if name == DRAFT and not state.in_force and state.clauses:
        return draft(state)
    number = name.removeprefix("v")
    found = next((version for version in state.versions if str(version.number) == number), None)
    if found is None:
        raise Rejected("no-version", f"The charter has no version {name}. There are: {known(state)}.")
    return found


def known(state: State) -> str:
    """Return the names that `version_of` takes: "1, 2, draft"; "none" before the first."""
    names = [str(version.number) for version in state.versions]
    names += [DRAFT] if not state.in_force and state.clauses else []
    return ", ".join(names) or "none"


def draft(state: State) -> Version:
    """Return the clauses as they stand now in the shape of a version, the one after the newest; its day is empty."""
    return state.as_version(state.version + 1)


def as_sealed(state: State, number: int) -> State:
    """Return what a charter of version `number` is made of: the state at its seal, and who signed it since.

    `state` is the public fold of the whole log, and is not changed. Raises Rejected (no-version).
    """
    version = version_of(state, str(number))
    plan = state.the_plan
    pulses = [pulse for pulse in state.pulses if pulse.version < number]
    asked = tuple(prompt for pulse in pulses for prompt in pulse.prompts)
    answered = {prompt.id for prompt in (*plan.pack.prompts, *asked)}
    return msgspec.structs.replace(
        state,
        plan=msgspec.structs.replace(
            plan,
            regions=version.regions,
            participants=plan.participants[: version.people],
            promises=version.promises,
            decisions=version.decisions,
            escalation=version.escalation,
            later=asked,
        ),
        phase="sealed",
        round=state.kickoff_round + len(pulses),
        timer="",
        revealed={prompt: shown for prompt, shown in state.revealed.items() if prompt in answered},
        editions=dict(version.editions),
        confirmed=dict(version.confirmed),
        clauses=dict(version.clauses),
        votes={clause: list(state.votes.get(clause, ())[:count]) for clause, count in version.votes.items()},
        reworded=set(version.reworded),
        version=number,
        sealed_on=version.on,
        sealed_despite=version.despite,
        versions=[one for one in state.versions if one.number <= number],
        amending=None,
        reopened=[],
        pulses=pulses,
        sign_until=state.sign_until if number == state.version else "",
        signatures={number: list(state.signatures.get(number, ()))},
    )


def in_force(state: State) -> State:
    """Return the sealed charter that holds now, also while its next version is drafted; before the first, the draft."""
    return as_sealed(state, state.version) if state.version and not state.in_force else state
