"""The rules for the register of decisions: exactly one decides, everybody has one voice, nothing stands there twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from align.domain.decisions import (
    LONGEST_PARTY_TO,
    LONGEST_TERM,
    LONGEST_WHAT,
    MOST_DECISIONS,
    MOST_HEARD,
    VOICES,
    Decision,
    key,
    several,
)
from align.domain.model import Plan
from align.domain.text import clean_line
from align.errors import Rejected


def decision_set(plan: Plan, decision: Decision, replaces: Decision | None) -> tuple[int, Decision]:
    """Return the place that a decision gets in the register and the decision as it is kept, its texts clean.

    Raises Rejected (not-said, two-deciders, two-voices, said-twice, full, no-such-decision).
    """
    register = plan.decisions
    at = len(register) if replaces is None else decision_place(plan, replaces)
    if at >= MOST_DECISIONS:
        raise Rejected("full", f"The register holds {MOST_DECISIONS} decisions at the most.")
    kept = _cleaned(decision)
    check_decision(kept, known_names(plan))
    if any(key(other.what) == key(kept.what) for n, other in enumerate(register) if n != at):
        raise Rejected("said-twice", f"“{kept.what}” stands in the register already. Change that entry.")
    return at, kept


def decision_place(plan: Plan, decision: Decision) -> int:
    """Return where a decision stands in the register; raises Rejected (no-such-decision) when it is not there."""
    if decision not in plan.decisions:
        raise Rejected("no-such-decision", "This decision is no longer there as you saw it. Look at the list again.")
    return plan.decisions.index(decision)


def known_names(plan: Plan) -> frozenset[str]:
    """Return every name and role that the workshop writes as one."""
    asked = (role.label for prompt in plan.pack.prompts for role in prompt.roles)
    people = (text for person in plan.participants for text in (person.name, person.role))
    return frozenset((*asked, *people, *(party.name for party in plan.parties)))


def check_decision(decision: Decision, known: Collection[str]) -> None:
    """Return when a decision has exactly one decider and everybody one voice; else raise Rejected."""
    if not decision.what:
        raise Rejected("not-said", "Say what is decided.")
    if not decision.decider:
        raise Rejected("not-said", "Say who decides: exactly one role or person.")
    if several(decision.decider, known):
        raise Rejected(
            "two-deciders",
            f"“{decision.decider}” reads as more than one. Exactly one decides; the others recommend or must agree.",
        )
    seen = {key(decision.decider): "decider"}
    for voice in VOICES:
        for name in getattr(decision, voice):
            before = seen.setdefault(key(name), voice)
            if before != voice:
                both = f"{before} and {voice}".replace("_", " ")
                raise Rejected("two-voices", f"{name} stands under {both}. Keep the one that counts.")


def _cleaned(decision: Decision) -> Decision:
    def term(text: str) -> str:
        return clean_line(text, longest=LONGEST_TERM)

    return Decision(
        what=clean_line(decision.what, longest=LONGEST_WHAT),
        decider=clean_line(decision.decider, longest=LONGEST_PARTY_TO),
        recommend=_names(decision.recommend),
        must_agree=_names(decision.must_agree),
        input=_names(decision.input),
        inform=_names(decision.inform),
        rule=term(decision.rule),
        window=term(decision.window),
        default_if_silent=term(decision.default_if_silent),
        reopen_when=term(decision.reopen_when),
    )


def _names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names clean, each once."""
    if len(names) > MOST_HEARD:
        raise Rejected("full", f"Of each kind {MOST_HEARD} people are the most. Name a role or a group instead.")
    found = {key(name): name for name in (clean_line(one, longest=LONGEST_PARTY_TO) for one in reversed(names)) if name}
    return tuple(reversed(found.values()))
