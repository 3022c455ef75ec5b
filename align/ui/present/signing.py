"""Who signed the sealed charter and who objects, in words for a participant and for the desk. It knows no Textual."""

from __future__ import annotations

from align.domain.state import State
from align.ui.present.desk import and_more
from align.ui.present.desk_clauses import clause_number
from align.ui.present.times import calendar_day

NAMED = (
    "Your name stands beside it in the charter, however answers are shown. You can change it until the next version."
)
"""What to know before signing or objecting."""


def own_words(state: State, me: str) -> str:
    """Return what a person said to the sealed version, as they read it themselves."""
    said = state.signed(me)
    if said is None:
        return "You have not signed it yet."
    if said.agrees:
        return f"You signed it on {calendar_day(said.on)}."
    return f"You object{to_clause(said.clause)}: {' '.join(said.reason.split())}"


def to_clause(clause: str) -> str:
    """Return " to clause 3"; empty for the charter as a whole."""
    return f" to clause {clause_number(clause)}" if clause else ""


def turnout(state: State) -> str:
    """Return how many signed, object, and have not said anything: "7 of 9 signed · 1 objects · 1 not yet"."""
    said = [state.signed(person.id) for person in state.the_plan.participants]
    signed, silent = sum(one is not None and one.agrees for one in said), said.count(None)
    objecting = len(said) - signed - silent
    objects = f"{objecting} object{'s' if objecting == 1 else ''}"
    return " · ".join([f"{signed} of {len(said)} signed", *([objects] if objecting else []), f"{silent} not yet"])


def by_region(state: State) -> tuple[str, ...]:
    """Return one line a region that has people: who signed, who objects, who did neither yet."""
    plan, lines = state.the_plan, []
    for region in plan.regions:
        here = [(person.name, state.signed(person.id)) for person in plan.participants if person.region == region.id]
        parts = {
            "signed": [name for name, said in here if said is not None and said.agrees],
            "object": [
                f"{name}{to_clause(said.clause)}" for name, said in here if said is not None and not said.agrees
            ],
            "not yet": [name for name, said in here if said is None],
        }
        told = " · ".join(f"{word}: {and_more(names, 4)}" for word, names in parts.items() if names)
        lines += [f"{region.name}  {told}"] if told else []
    return tuple(lines)
