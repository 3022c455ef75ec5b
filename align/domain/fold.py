"""The fold that makes a state of a log of facts, one function per event.

It is total and touches nothing outside the state it was given. It changes that state in place, so that one answer costs
the same whatever is there already; whoever folds owns the state and hands out no other reference that must stay still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from align.domain import events as e
from align.domain.plan_changes import PLAN_CHANGES
from align.domain.state import Pulse, State, Vote


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
