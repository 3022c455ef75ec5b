"""What a log of facts amounts to: the state, and the fold that makes it, one function per event.

The fold is total and touches nothing outside the state it was given. It changes that state in place, so that one
answer costs the same whatever is there already; whoever folds owns the state and hands out no other reference that
must stay still.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from align.domain import events as e
from align.domain.decisions import Decision
from align.domain.model import Clause, Phase, Plan, Region, VoteResult
from align.domain.plan_changes import PLAN_CHANGES
from align.domain.promises import Escalation, Promise
from align.domain.prompts import Prompt


class Vote(msgspec.Struct):
    """A vote on a clause. `levels` maps authors to (level, reason); on a viewer's side it holds only their own."""

    number: int
    open: bool = True
    levels: dict[str, tuple[int, str]] = msgspec.field(default_factory=dict)
    result: VoteResult | None = None


class Version(msgspec.Struct, frozen=True):
    """A charter as it was sealed, and how it came to be."""

    number: int
    on: str
    clauses: dict[str, Clause]
    promises: tuple[Promise, ...]
    decisions: tuple[Decision, ...]
    votes: dict[str, int]
    """clause → how many votes there were on it by then."""
    people: int
    """How many were on the list."""
    despite: str = ""
    begun: str = ""
    """The UTC day on which the version before was amended; empty for the first, like `why`."""
    why: str = ""
    reopened: tuple[e.ClauseReopened, ...] = ()
    """Clauses of the version before that were talked about again: who asked, and why."""
    regions: tuple[Region, ...] = ()
    """With the calendars that they had."""
    editions: dict[str, int] = {}
    """region → how often its calendar had been changed by then."""
    confirmed: dict[str, e.CalendarConfirmed] = {}
    """participant → what they had said about their region's calendar."""
    escalation: tuple[Escalation, ...] = ()


class Pulse(msgspec.Struct, frozen=True):
    """A later round, beside a sealed charter."""

    round: int
    on: str
    version: int
    """The charter that was in force."""
    prompts: tuple[Prompt, ...]
    open: bool = True

    @property
    def number(self) -> int:
        """Pulses are counted from 1."""
        return self.round - 1


class State(msgspec.Struct):
    """A workshop as one viewer knows it: all of it on the host, the visible part everywhere else."""

    workshop: str = ""
    plan: Plan | None = None
    phase: Phase = "setup"
    round: int = 0
    focus: str = ""
    timer: str = ""
    talk: tuple[str, ...] = ()
    """The order in which the facilitator wants the prompts talked about; empty: as the figures order them."""
    aside: dict[str, e.PromptPutAside] = msgspec.field(default_factory=dict)
    """prompt → how and why it is left out of the talk, in the order in which they were put aside."""
    answers: dict[str, dict[str, e.AnswerGiven]] = msgspec.field(default_factory=dict)
    """prompt → author → newest answer."""
    predictions: dict[str, dict[tuple[str, str], e.PredictionGiven]] = msgspec.field(default_factory=dict)
    """prompt → (author, target) → newest prediction."""
    revealed: dict[str, e.PromptRevealed] = msgspec.field(default_factory=dict)
    notes: dict[str, list[e.NoteTaken]] = msgspec.field(default_factory=dict)
    editions: dict[str, int] = msgspec.field(default_factory=dict)
    """region → how often its calendar was changed; not there: never."""
    confirmed: dict[str, e.CalendarConfirmed] = msgspec.field(default_factory=dict)
    """participant → what they said last about their region's calendar as it stands."""
    clauses: dict[str, Clause] = msgspec.field(default_factory=dict)
    """In the order in which they were begun."""
    clauses_begun: int = 0
    """How many there ever were, so that no clause gets the id of a dropped one."""
    votes: dict[str, list[Vote]] = msgspec.field(default_factory=dict)
    reworded: set[str] = msgspec.field(default_factory=set)
    """Clauses changed since their last vote: that vote was about other words."""
    version: int = 0
    sealed_on: str = ""
    sealed_despite: str = ""
    """Why the charter was sealed though some promise cannot be kept."""
    versions: list[Version] = msgspec.field(default_factory=list)
    """Every sealed charter, the newest last."""
    amending: e.Amended | None = None
    """The amendment that is under way."""
    reopened: list[e.ClauseReopened] = msgspec.field(default_factory=list)
    """What the next version is to talk about again, in the order in which it was asked for."""
    pulses: list[Pulse] = msgspec.field(default_factory=list)
    sign_until: str = ""
    signatures: dict[int, list[e.Signed]] = msgspec.field(default_factory=dict)
    """version → signatures and objections in the order in which they came, replaced ones included."""
    forgotten_on: str = ""
    """The day on which answers were deleted; empty when they are there."""

    @property
    def the_plan(self) -> Plan:
        """The plan; a workshop has one from its first fact on. Raises ValueError before that."""
        if self.plan is None:
            raise ValueError("a workshop begins with WorkshopCreated")
        return self.plan

    @property
    def asked(self) -> tuple[Prompt, ...]:
        """The prompts of the round that is open, or was last: a pulse's while it runs, else the pack's."""
        return self.pulses[-1].prompts if self.phase == "pulse" else self.the_plan.pack.prompts

    @property
    def answering(self) -> bool:
        """Whether a round or a pulse is open."""
        return self.phase in ("assume", "pulse")

    @property
    def in_force(self) -> bool:
        """Whether the clauses are those of the sealed version: not before the first, not while one is amended."""
        return self.phase in ("sealed", "pulse")

    def edition(self, region: str) -> int:
        """Return how often a region's calendar was changed."""
        return self.editions.get(region, 0)

    def is_kept(self, clause: str) -> bool:
        """Whether a clause stands as sealed: it was, and nobody asked to talk about it again."""
        return bool(
            self.versions
            and clause in self.versions[-1].clauses
            and all(asked.clause != clause for asked in self.reopened)
        )

    def signed(self, participant: str) -> e.Signed | None:
        """Return what this person last said to the newest sealed version; None: nothing yet."""
        return next(
            (one for one in self.signatures.get(self.version, ())[::-1] if one.participant == participant), None
        )

    def as_version(self, number: int, on: str = "", despite: str = "") -> Version:
        """Return the charter as it stands now in the shape of a version: sealed on this day, or a draft."""
        plan, amended = self.the_plan, self.amending
        return Version(
            number=number,
            on=on,
            clauses=dict(self.clauses),
            promises=plan.promises,
            decisions=plan.decisions,
            votes={clause: len(given) for clause, given in self.votes.items() if given and clause in self.clauses},
            people=len(plan.participants),
            despite=despite,
            begun=amended.on if amended else "",
            why=amended.why if amended else "",
            reopened=tuple(self.reopened),
            regions=plan.regions,
            editions=dict(self.editions),
            confirmed=dict(self.confirmed),
            escalation=plan.escalation,
        )

    def still(self) -> State:
        """Return a copy that stays as it is while this state is folded on: for a reader in another thread."""
        return msgspec.structs.replace(
            self,
            answers={prompt: dict(given) for prompt, given in self.answers.items()},
            predictions={prompt: dict(given) for prompt, given in self.predictions.items()},
            aside=dict(self.aside),
            revealed=dict(self.revealed),
            notes={prompt: list(notes) for prompt, notes in self.notes.items()},
            editions=dict(self.editions),
            confirmed=dict(self.confirmed),
            clauses=dict(self.clauses),
            votes=copy.deepcopy(self.votes),
            reworded=set(self.reworded),
            versions=list(self.versions),
            reopened=list(self.reopened),
            pulses=list(self.pulses),
            signatures={version: list(signed) for version, signed in self.signatures.items()},
        )

    def open_vote(self, clause: str) -> Vote | None:
        """Return the vote on this clause that is open now, if any."""
        votes = self.votes.get(clause)
        return votes[-1] if votes and votes[-1].open else None

    @property
    def open_votes(self) -> dict[str, Vote]:
        """clause → the vote on it that is open now."""
        return {clause: votes[-1] for clause, votes in self.votes.items() if votes and votes[-1].open}


def evolve(state: State, event: e.VisibleEvent) -> State:
    """Fold one event into `state` (in place) and return it."""
    _FOLD[type(event)](state, event)
    return state


def fold(events: Iterable[e.VisibleEvent]) -> State:
    """Fold events from nothing."""
    state = State()
    for event in events:
        evolve(state, event)
    return state


def _created(state: State, event: e.WorkshopCreated) -> None:
    state.workshop, state.plan = event.workshop, event.plan


def _planned(state: State, event: e.VisibleEvent) -> None:
    state.plan = PLAN_CHANGES[type(event)](state.the_plan, event)


def _round_opened(state: State, event: e.RoundOpened) -> None:
    state.round, state.phase = event.round, "assume"
    if event.prompts:
        state.phase = "pulse"
        state.pulses.append(Pulse(event.round, event.on, state.version, event.prompts))
        plan = state.the_plan
        state.plan = msgspec.structs.replace(plan, later=(*plan.later, *event.prompts))


def _round_closed(state: State, event: e.RoundClosed) -> None:
    if state.phase == "pulse":
        state.pulses[-1] = msgspec.structs.replace(state.pulses[-1], open=False)
    state.phase, state.timer = "sealed" if state.phase == "pulse" else "reveal", ""


def _phase(state: State, event: e.PhaseMoved) -> None:
    state.phase = event.phase


def _focus(state: State, event: e.FocusMoved) -> None:
    state.focus = event.prompt


def _undone(state: State, event: e.MoveUndone) -> None:
    if state.phase == "assume":
        state.phase, state.round = "setup", state.round - 1
    elif state.phase == "pulse":
        asked = state.pulses.pop().prompts
        plan = state.the_plan
        state.plan = msgspec.structs.replace(plan, later=plan.later[: len(plan.later) - len(asked)])
        state.phase, state.round = "sealed", state.round - 1
    elif state.phase == "reveal":
        state.phase, state.focus = "assume", ""
        state.revealed.clear()


def _talk(state: State, event: e.TalkOrdered) -> None:
    state.talk = event.prompts


def _aside(state: State, event: e.PromptPutAside) -> None:
    state.aside.pop(event.prompt, None)
    if event.how:
        state.aside[event.prompt] = event


def _timer(state: State, event: e.TimerSet) -> None:
    state.timer = event.until


def _answer(state: State, event: e.AnswerGiven) -> None:
    state.answers.setdefault(event.prompt, {})[event.author] = event


def _prediction(state: State, event: e.PredictionGiven) -> None:
    state.predictions.setdefault(event.prompt, {})[event.author, event.target] = event


def _note(state: State, event: e.NoteTaken) -> None:
    state.notes.setdefault(event.prompt, []).append(event)


def _drafted(state: State, event: e.ClauseDrafted) -> None:
    state.clauses[event.clause.id] = event.clause
    state.clauses_begun += 1


def _changed(state: State, event: e.ClauseChanged) -> None:
    state.clauses[event.clause] = msgspec.structs.replace(
        state.clauses[event.clause],
        text=event.text, scope=event.scope, owner=event.owner, review_on=event.review_on, status="draft",
    )  # fmt: skip
    state.reworded.add(event.clause)


def _dropped(state: State, event: e.ClauseDropped) -> None:
    state.clauses.pop(event.clause, None)
    # A version that has the clause quotes its votes, whatever comes later.
    if all(event.clause not in version.clauses for version in state.versions):
        state.votes.pop(event.clause, None)


def _vote_opened(state: State, event: e.VoteOpened) -> None:
    state.votes.setdefault(event.clause, []).append(Vote(event.number))
    state.reworded.discard(event.clause)


def _support(state: State, event: e.SupportGiven) -> None:
    state.votes[event.clause][event.number - 1].levels[event.author] = (event.level, event.reason)


def _vote_closed(state: State, event: e.VoteClosed) -> None:
    state.votes[event.clause][event.number - 1].open = False


def _counted(state: State, event: e.VoteCounted) -> None:
    vote = state.votes[event.result.clause][event.result.number - 1]
    vote.open, vote.result = False, event.result


def _settled(state: State, event: e.ClauseSettled) -> None:
    state.clauses[event.clause] = msgspec.structs.replace(
        state.clauses[event.clause],
        status=event.status, owner=event.owner, review_on=event.review_on,
        regional=event.regional, dissent=event.dissent,
    )  # fmt: skip


def _calendar_confirmed(state: State, event: e.CalendarConfirmed) -> None:
    # Put last, so that the order is that of what counts.
    state.confirmed.pop(event.participant, None)
    state.confirmed[event.participant] = event


def _calendar_changed(state: State, event: e.CalendarChanged) -> None:
    plan, calendar = state.the_plan, event.calendar
    state.plan = msgspec.structs.replace(
        plan,
        regions=tuple(
            msgspec.structs.replace(region, calendar=calendar) if region.id == event.region else region
            for region in plan.regions
        ),
    )
    state.editions[event.region] = state.edition(event.region) + 1
    state.confirmed = {who: said for who, said in state.confirmed.items() if said.region != event.region}


def _sealed(state: State, event: e.Sealed) -> None:
    state.version, state.sealed_on, state.phase, state.timer = event.version, event.on, "sealed", ""
    state.sealed_despite = event.despite
    state.versions.append(state.as_version(event.version, event.on, event.despite))
    state.amending, state.reopened, state.sign_until = None, [], ""


def _reopened(state: State, event: e.ClauseReopened) -> None:
    state.reopened.append(event)
    if state.phase == "agree":
        _to_draft(state, event.clause)


def _amended(state: State, event: e.Amended) -> None:
    state.phase, state.amending = "agree", event
    for clause in dict.fromkeys(asked.clause for asked in state.reopened):
        _to_draft(state, clause)


def _to_draft(state: State, clause: str) -> None:
    if clause in state.clauses:
        state.clauses[clause] = msgspec.structs.replace(state.clauses[clause], status="draft")
        state.reworded.add(clause)


def _signing(state: State, event: e.SigningSet) -> None:
    state.sign_until = event.until


def _signed(state: State, event: e.Signed) -> None:
    state.signatures.setdefault(event.version, []).append(event)


def _forgotten(state: State, event: e.Forgotten) -> None:
    state.forgotten_on, state.clauses_begun = event.on, event.clauses_begun


def _revealed(state: State, event: e.PromptRevealed) -> None:
    state.revealed[event.prompt] = event


_FOLD: dict[type[e.VisibleEvent], Callable[[State, Any], None]] = {
    **dict.fromkeys(PLAN_CHANGES, _planned),
    e.WorkshopCreated: _created,
    e.RoundOpened: _round_opened,
    e.RoundClosed: _round_closed,
    e.PhaseMoved: _phase,
    e.FocusMoved: _focus,
    e.MoveUndone: _undone,
    e.TalkOrdered: _talk,
    e.PromptPutAside: _aside,
    e.TimerSet: _timer,
    e.AnswerGiven: _answer,
    e.PredictionGiven: _prediction,
    e.NoteTaken: _note,
    e.ClauseDrafted: _drafted,
    e.ClauseChanged: _changed,
    e.ClauseDropped: _dropped,
    e.VoteOpened: _vote_opened,
    e.SupportGiven: _support,
    e.VoteClosed: _vote_closed,
    e.VoteCounted: _counted,
    e.ClauseSettled: _settled,
    e.CalendarConfirmed: _calendar_confirmed,
    e.CalendarChanged: _calendar_changed,
    e.Sealed: _sealed,
    e.ClauseReopened: _reopened,
    e.Amended: _amended,
    e.SigningSet: _signing,
    e.Signed: _signed,
    e.Forgotten: _forgotten,
    e.PromptRevealed: _revealed,
}
