"""What stays of a sealed workshop when people's words are deleted: the charter, what was counted, what was spoken.

The log is not thinned out but made anew from what everybody may see, so that only what is named here can stay.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.domain import events as e
from align.domain.model import Clause, Participant, Plan, VoteResult
from align.domain.prompts import Prompt
from align.domain.state import State, Version
from align.domain.values import Value
from align.errors import Rejected

GONE = "(deleted)"
"""Stands where a text was: that somebody wrote something is counted."""


def remains(seen: State, on: str) -> Sequence[e.LoggedEvent]:
    """Return the whole log of a workshop of which people's words are deleted on day `on` (YYYY-MM-DD).

    `seen` is the public state. Stay: plan, notes, the order of the talk and what was left out of it, every sealed
    version with its clauses, closed answers without comment and name (for the counts), numbers of texts, votes counted,
    the reasons that a charter quotes, who asked for what to be talked about again and why, and what people gave to be
    read with their name: what they said about their region's calendar, and signatures. Raises Rejected (not-sealed).
    """
    if seen.phase != "sealed":
        raise Rejected(
            "not-sealed",
            "A pulse is open. Close it first."
            if seen.phase == "pulse"
            else "Answers can be deleted once the charter is sealed; until then it is made of them.",
        )
    plan, first = seen.the_plan, seen.versions[0]
    at_first = msgspec.structs.replace(
        plan,
        regions=first.regions,
        participants=plan.participants[: first.people],
        promises=first.promises,
        decisions=first.decisions,
        escalation=first.escalation,
        later=(),
    )
    log: list[e.LoggedEvent] = [
        e.WorkshopCreated(seen.workshop, at_first),
        e.RoundOpened(seen.kickoff_round),
    ]
    log += [note for notes in seen.notes.values() for note in notes]
    log += [e.TalkOrdered(seen.talk)] if seen.talk else []
    log += seen.aside.values()
    log += _reveals(seen, plan.pack.prompts)
    for before, version in zip([None, *seen.versions], seen.versions, strict=False):
        log += _until_sealed(seen, before, version)
    drafted = sum(isinstance(event, e.ClauseDrafted) for event in log)
    at = next(n for n, event in enumerate(log) if isinstance(event, e.ClauseDrafted | e.Sealed))
    log.insert(at, e.Forgotten(on, seen.clauses_begun - drafted))
    log += [_added(person) for person in plan.participants[seen.versions[-1].people :]]
    log += seen.reopened
    return [*log, e.SigningSet(seen.sign_until)] if seen.sign_until else log


def _until_sealed(seen: State, before: Version | None, version: Version) -> list[e.LoggedEvent]:
    """What makes a version of the one before, then its signatures and the pulses that were held beside it."""
    log: list[e.LoggedEvent] = []
    if before is not None:
        log += [_added(person) for person in seen.the_plan.participants[before.people : version.people]]
        log += [*version.reopened, e.Amended(version.begun, version.why)]
        log += [e.PromiseDropped(0) for _ in before.promises]
        log += [e.PromiseSet(at, promise) for at, promise in enumerate(version.promises)]
        log += [e.ChainDropped(0) for _ in before.escalation]
        log += [e.ChainSet(at, chain) for at, chain in enumerate(version.escalation)]
        log += [e.DecisionDropped(0) for _ in before.decisions]
        log += [e.DecisionSet(at, decision) for at, decision in enumerate(version.decisions)]
    had = before.clauses if before is not None else {}
    asked = {one.clause for one in version.reopened}
    log += [e.ClauseDropped(clause) for clause in had if clause not in version.clauses]
    for clause, now in version.clauses.items():
        anew = had.get(clause) != now or clause in asked
        log += [e.ClauseDrafted(now)] if anew else []
        log += _votes(seen, clause, before.votes.get(clause, 0) if before else 0, version.votes.get(clause, 0))
        log += _reworded(now) if anew and clause in version.reworded else []
    log += _calendars(before, version)
    log.append(e.Sealed(version.number, version.on, version.despite))
    log += seen.signatures.get(version.number, ())
    for pulse in seen.pulses:
        if pulse.version == version.number:
            log += [e.RoundOpened(pulse.round, pulse.prompts, pulse.on), e.RoundClosed(pulse.round)]
            log += _reveals(seen, pulse.prompts)
    return log


def _calendars(before: Version | None, version: Version) -> list[e.LoggedEvent]:
    """Calendars that changed between two versions, and what people said about those that a version was sealed with."""
    log: list[e.LoggedEvent] = []
    said = before.confirmed if before is not None else {}
    for region in version.regions if before is not None else ():
        if before is not None and before.editions.get(region.id, 0) != version.editions.get(region.id, 0):
            log.append(e.CalendarChanged(region.id, region.calendar, version.on))
            said = {who: one for who, one in said.items() if one.region != region.id}
    return log + [one for who, one in version.confirmed.items() if said.get(who) != one]


def _votes(seen: State, clause: str, after: int, last: int) -> list[e.LoggedEvent]:
    log: list[e.LoggedEvent] = []
    for vote in seen.votes.get(clause, ())[after:last]:
        if vote.result:
            log += [e.VoteOpened(clause, vote.number), e.VoteCounted(_vote(vote.result, last=vote.number == last))]
    return log


def _reworded(now: Clause) -> list[e.LoggedEvent]:
    """That a clause was changed since its last vote, and ended as it did."""
    return [
        e.ClauseChanged(now.id, now.text, now.scope, now.owner, now.review_on),
        e.ClauseSettled(now.id, now.status, now.owner, now.review_on, now.regional, now.dissent),
    ]


def _added(person: Participant) -> e.LoggedEvent:
    return e.ParticipantAdded(person)


def _reveals(seen: State, prompts: Sequence[Prompt]) -> list[e.LoggedEvent]:
    return [_counted(seen.the_plan, seen.revealed[prompt.id]) for prompt in prompts if prompt.id in seen.revealed]


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


def _vote(result: VoteResult, *, last: bool) -> VoteResult:
    """A charter quotes the reasons of a clause's last vote; those of earlier ones go."""
    return msgspec.structs.replace(result, reasons=result.reasons if last else ())
