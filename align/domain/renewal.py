"""The rules for what comes after the seal: signing, pulses, and the next version of the charter.

A sealed clause never changes. What people object to, what a pulse finds not lived and what the facilitator reopens is
collected, each with who asked and why; an amendment makes drafts of it, and sealing makes the next version.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.checks import clause_of, moment_of, needed, no_open_vote, text_of
from align.domain.pulses import MOST_CLAUSES, PULSE, lived, pulse_prompts, the_lived
from align.domain.state import State
from align.domain.visibility import shown_groups
from align.errors import Rejected
from align.language import mark

FACILITATOR = "facilitator"
MOST_YEARS_OF_SIGNING = 10
TOO_FAR = mark("Signing ends within ten years. Name an earlier day, or set no end.")
LIVED_SHARE = 0.5
"""A clause is reopened when fewer than this share of those who had an occasion saw it lived."""


def not_kept(state: State, clause: str) -> None:
    """Raise Rejected (reopen-first) for a clause that stands as it was sealed."""
    if state.is_kept(clause):
        raise Rejected(
            "reopen-first",
            f"This clause is sealed in version {state.version}. Reopen it first, and say who asks and why.",
        )


def reopen(state: State, command: c.ReopenClause, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Collect a clause for the next version."""
    clause = clause_of(state, command.clause)
    no_open_vote(state, clause.id)
    if not state.is_kept(clause.id):
        raise Rejected("reopened", "This clause is open for the next version already.")
    if command.asked_by and command.asked_by not in {person.id for person in state.the_plan.participants}:
        raise Rejected("no-such-person", "There is nobody with this name on the list.")
    why = needed(text_of(command.why, "The reason"), "Say why, so that people can read it beside what changed.")
    return [e.ClauseReopened(clause.id, why, command.asked_by or FACILITATOR)]


def amend(state: State, command: c.Amend, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Begin the next version: clauses under an objection that still stands are reopened with its words."""
    why = needed(text_of(command.why, "The reason"), "Say why the charter is amended, so that people can read it.")
    return [*_objections(state), e.Amended(now[:10], why)]


def _objections(state: State) -> list[e.ClauseReopened]:
    newest = {said.participant: said for said in state.signatures.get(state.version, ())}
    return [
        e.ClauseReopened(said.clause, said.reason, said.participant)
        for said in newest.values()
        if not said.agrees and said.clause in state.clauses
    ]


def set_signing(state: State, command: c.SetSigning, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Set until when people can sign; raises Rejected (bad-time, too-far)."""
    until = moment_of(command.until, "The end of signing")
    if is_too_far(until, datetime.fromisoformat(now)):
        raise Rejected("too-far", TOO_FAR)
    return [e.SigningSet(until)]


def is_too_far(until: str, now: datetime) -> bool:
    """Whether an end of signing lies so far ahead that it is none: rather a slip, or a way to say "no end"."""
    return bool(until) and datetime.fromisoformat(until).year > now.year + MOST_YEARS_OF_SIGNING


def signing_is_open(state: State, now: str) -> None:
    """Raise Rejected (too-late) once the time for signing is over."""
    if state.signing_over(datetime.fromisoformat(now)):
        raise Rejected("too-late", "The time for signing is over. The facilitator can give more.")


def open_pulse(state: State, command: c.OpenPulse, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Open a round about how the charter is lived."""
    clauses = [clause_of(state, clause) for clause in dict.fromkeys(command.clauses)]
    if len(clauses) > MOST_CLAUSES:
        raise Rejected("too-many", f"A pulse asks about {MOST_CLAUSES} clauses at the most; three to five are enough.")
    prompts = pulse_prompts(state.the_plan, clauses, command.prompts, number=max(state.round, 1))
    return [e.RoundOpened(max(state.round, 1) + 1, prompts, now[:10])]


def reopened_by_pulse(state: State) -> list[e.ClauseReopened]:
    """Return the clauses that the answers of the open pulse ask to talk about again, from what all may see of them.

    The rule, not a mood: at least min_n people had an occasion, and fewer than half of them saw the clause lived.
    """
    pulse = state.pulses[-1]
    prompt = the_lived(pulse.prompts)
    if prompt is None:
        return []
    counts = lived(prompt, [shown.value for group in shown_groups(state, prompt) for shown in group.answers])
    said = mark("Pulse {0}: {1} of {2} who had an occasion saw it lived, fewer than half.")
    return [
        e.ClauseReopened(clause, said.format(pulse.number, count.lived, count.occasions), PULSE)
        for clause, count in counts.items()
        if clause in state.clauses
        and count.occasions >= state.the_plan.min_n
        and count.lived < LIVED_SHARE * count.occasions
    ]
