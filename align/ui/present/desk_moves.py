"""The moves of a workshop that have no way back, said in full before they happen. It knows no Textual."""

from __future__ import annotations

import msgspec

from align.domain.model import Clause, clause_number
from align.domain.state import State
from align.sync.messages import Presence
from align.ui.present.counts import count
from align.ui.present.desk import missing, shown_how
from align.ui.present.desk_clauses import prompt_title, sealing


class Move(msgspec.Struct, frozen=True):
    """A question before a move: its title, what follows from it, and the words on the key that does it."""

    title: str
    text: str
    yes: str


def opening(state: State) -> Move:
    """Return what to know before the round is opened."""
    plan = state.the_plan
    people = count(len(plan.participants), "person", "people")
    text = (
        f"Set-up is frozen from then on: {count(len(plan.regions), 'region')}, {people} on the list, "
        f"{count(len(plan.pack.prompts), 'prompt')}. Answers will be shown {shown_how(plan.attribution)}; "
        "everybody reads so while they type. You can still add people."
    )
    return Move("Open the round?", text, "Open the round")


def closing(state: State, presence: Presence | None) -> Move:
    """Return what to know before the round is closed: who is not done, and what happens to the answers."""
    plan = state.the_plan
    who = missing(plan, presence)
    done = {seat.participant for seat in presence.seats if seat.done} if presence is not None else set()
    left = sum(person.id not in done for person in plan.participants)
    first = f"{count(left, 'person is', 'people are')} not done: {who}." if left else "Everybody is done."
    text = (
        f"{first} Answers are frozen and shown {shown_how(plan.attribution)}. Late answers are still taken, "
        "marked late. There is no way back."
    )
    return Move("Close the round?", text, "Close and show")


def sealing_move(state: State) -> Move:
    """Return what to know before the charter is sealed."""
    seal = sealing(state)
    text = f"Version {seal.version} keeps {seal.counts}. It is numbered and cannot be changed. There is no way back."
    return Move("Seal the charter?", text, f"Seal version {seal.version}")


def dropping(state: State, clause: Clause) -> Move:
    """Return what to know before a clause is dropped."""
    name = f"Clause {clause_number(clause.id)}, {prompt_title(state.the_plan, clause.prompt)}"
    return Move("Drop this clause?", f"{name}: its words and its votes leave the charter.", "Drop the clause")


def changing(clause: Clause) -> str:
    """Return what a change does to a clause that was settled; empty for a draft."""
    if clause.status == "draft":
        return ""
    return "Changing the words makes it a draft again, to be settled anew."
