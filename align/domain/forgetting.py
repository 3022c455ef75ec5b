"""What stays of a sealed workshop when people's words are deleted: the charter, what was counted, what was spoken.

The log is not thinned out but made anew from what everybody may see, so that only what is named here can stay.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.domain import events as e
from align.domain.model import Plan, VoteResult
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.values import Value
from align.errors import Rejected

GONE = "(deleted)"
"""Stands where a text was: that somebody wrote something is counted."""


def remains(seen: State, on: str) -> Sequence[e.LoggedEvent]:
    """Return the whole log of a workshop of which people's words are deleted on day `on` (YYYY-MM-DD).

    `seen` is the public state. Stay: plan, notes, clauses as they ended, closed answers without comment and name (for
    the counts), numbers of texts, votes counted, the reasons that the charter quotes, and signatures, which
    somebody gave to be read with their name. Raises Rejected (not-sealed).
    """
    if seen.phase != "sealed":
        raise Rejected(
            "not-sealed", "Answers can be deleted once the charter is sealed; until then it is made of them."
        )
    plan = seen.the_plan
    log: list[e.LoggedEvent] = [e.WorkshopCreated(seen.workshop, plan), e.RoundOpened(seen.round)]
    log += [note for notes in seen.notes.values() for note in notes]
    log += [_counted(plan, revealed) for revealed in seen.revealed.values()]
    log += [e.ClauseDrafted(clause) for clause in seen.clauses.values()]
    for clause in seen.clauses:
        results = [vote.result for vote in seen.votes.get(clause, ()) if vote.result]
        for number, result in enumerate(results, 1):
            log += [e.VoteOpened(clause, number), e.VoteCounted(_vote(result, number, last=result is results[-1]))]
    log += [e.Forgotten(on, seen.clauses_begun), e.Sealed(seen.version, seen.sealed_on, seen.sealed_despite)]
    return [*log, *seen.signatures.get(seen.version, ())]


def _counted(plan: Plan, revealed: e.PromptRevealed) -> e.PromptRevealed:
    """The answers without words and names, in the order of their content; no guesses."""
    prompt = plan.prompt(revealed.prompt)
    groups = tuple(msgspec.structs.replace(group, answers=_bare(prompt, group.answers)) for group in revealed.groups)
    return msgspec.structs.replace(revealed, groups=groups, guesses=())


def _bare(prompt: Prompt, answers: Sequence[e.Shown]) -> tuple[e.Shown, ...]:
    bare = [e.Shown(_without_words(prompt, shown.value), late=shown.late) for shown in answers]
    return tuple(sorted(bare, key=msgspec.json.encode))


def _without_words(prompt: Prompt, value: Value) -> Value:
    """Return what of an answer was picked, not typed."""
    match prompt.type:
        case "choice" | "choices" | "scale" | "rank" | "duration" | "sort" | "scenario" | "window":
            return value
        case "decision_rights":
            picked = {decision: row for decision, row in value.items() if decision in {o.id for o in prompt.options}}
            return picked if len(picked) == len(value) else picked | {GONE: {}}
        case "list":
            return [GONE]
        case "text":
            return GONE


def _vote(result: VoteResult, number: int, *, last: bool) -> VoteResult:
    """A charter quotes the reasons of a clause's last vote; those of earlier ones go."""
    return msgspec.structs.replace(result, number=number, reasons=result.reasons if last else ())
