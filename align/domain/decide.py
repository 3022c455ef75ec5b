"""The rules: what comes of a command. `decide(state, command, actor, now)` returns events or raises Rejected.

It changes nothing. All text is cleaned here, at the door, before it becomes part of an event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from align.domain import commands as c
from align.domain import events as e
from align.domain import leading, renewal
from align.domain.actors import Actor, answer_subject, author, region_kept, vote_subject
from align.domain.calendar_rules import calendar_changed, calendar_confirmed
from align.domain.chaining import chain_place, chain_set
from align.domain.checks import (
    clause_of,
    day_of,
    moment_of,
    needed,
    next_id,
    no_open_vote,
    no_vote_at_all,
    prompt_of,
    text_of,
)
from align.domain.decision_rules import decision_place, decision_set
from align.domain.model import (
    CONSENT_FROM,
    EVERYONE,
    SETTLED,
    Clause,
    Participant,
    Plan,
    Scope,
    clause_number,
    edited,
    likeness,
)
from align.domain.phases import permit
from align.domain.promising import place_of, promise_set
from align.domain.state import State
from align.domain.text import LONGEST_TEXT, clean_line, name_key
from align.domain.values import check
from align.domain.visibility import has_consent
from align.errors import Rejected

Events = Sequence[e.LoggedEvent]
MOST_PARTICIPANTS = 1_000
MOST_CLAUSES = 200


def decide(state: State, command: c.Command, actor: Actor, now: str) -> Events:
    """Return what happens when `actor` gives `command` at `now` (UTC, ISO 8601).

    An empty result means "yes, and the log has nothing to keep of it". Raises Rejected with a code and a sentence.
    """
    permit(actor.role, state.phase, command)
    return _RULES[type(command)](state, command, actor, now)


def _give_answer(state: State, command: c.GiveAnswer, actor: Actor, now: str) -> Events:
    plan = state.the_plan
    prompt = prompt_of(plan, command.prompt)
    if prompt not in state.asked:
        raise Rejected("other-round", "This prompt was asked in another round, which is closed.")
    value = check(prompt, command.value)
    comment = text_of(command.comment, "The comment")
    name = author(plan, actor, answer_subject(prompt.id))
    late = _late(state, prompt.id, name)
    region = region_kept(plan, plan.participant(actor.id).region)
    return [e.AnswerGiven(prompt.id, name, region, value, comment, late)]


def _late(state: State, prompt: str, name: str) -> bool:
    if state.answering:
        return False
    if state.versions:
        raise Rejected("sealed", "The charter is sealed; answers of its round can no longer be given or changed.")
    earlier = state.answers.get(prompt, {}).get(name)
    # Without names a changed late answer, shown beside the old one, would tell who is on the line just now.
    if earlier is not None and (not earlier.late or state.the_plan.attribution != "named"):
        raise Rejected("round-closed", "The round is closed; your answer to this prompt stays as it is.")
    return True


def _give_prediction(state: State, command: c.GivePrediction, actor: Actor, now: str) -> Events:
    plan = state.the_plan
    prompt = prompt_of(plan, command.prompt)
    if not prompt.predict:
        raise Rejected("no-prediction", "This prompt asks for no prediction.")
    targets = [EVERYONE] if plan.attribution == "merged" else [region.id for region in plan.regions]
    if command.target not in targets:
        raise Rejected("no-such-group", "There is no such group to predict.")
    name = author(plan, actor, answer_subject(prompt.id))
    if prompt.id not in state.answers or name not in state.answers[prompt.id]:
        raise Rejected("own-answer-first", "Your own answer comes first, then the guesses about others.")
    if state.phase != "assume":
        raise Rejected("round-closed", "The round is closed; guesses can no longer be given or changed.")
    region = region_kept(plan, plan.participant(actor.id).region)
    return [e.PredictionGiven(prompt.id, name, region, command.target, check(prompt, command.value))]


def _hand_in(state: State, command: c.HandIn, actor: Actor, now: str) -> Events:
    if command.round not in (0, state.round):
        raise Rejected("other-round", "This was handed in for another round, which is closed.")
    # Who is done is a receipt, kept apart from the log: its order would tie people to anonymous answers.
    return []


def _give_support(state: State, command: c.GiveSupport, actor: Actor, now: str) -> Events:
    vote = state.open_vote(command.clause)
    if vote is None or vote.number != command.number:
        raise Rejected("no-open-vote", "This vote is not open.")
    if not 0 <= command.level <= 5:
        raise Rejected("bad-level", "A support level is a number from 0 to 5.")
    reason = text_of(command.reason, "The reason")
    if command.level < CONSENT_FROM and not reason:
        raise Rejected("reason-needed", "A level below 3 needs a reason, so that the clause can be mended.")
    name = author(state.the_plan, actor, vote_subject(command.clause, command.number))
    return [e.SupportGiven(command.clause, command.number, name, command.level, reason)]


def _take_note(state: State, command: c.TakeNote, actor: Actor, now: str) -> Events:
    plan = state.the_plan
    prompt = prompt_of(plan, command.prompt)
    text = needed(text_of(command.text, "The note", longest=LONGEST_TEXT), "The note is empty.")
    if actor.role == "facilitator":
        name = "facilitator"
    else:
        name = actor.id if plan.attribution == "named" else ""
    return [e.NoteTaken(prompt.id, text, name)]


def _open_round(state: State, command: c.OpenRound, actor: Actor, now: str) -> Events:
    if not state.the_plan.participants:
        raise Rejected("nobody", "Nobody is on the list yet. Add participants first.")
    return [e.RoundOpened(state.round + 1)]


def _close_round(state: State, command: c.CloseRound, actor: Actor, now: str) -> Events:
    if state.phase == "pulse":
        return [e.RoundClosed(state.round), *renewal.reopened_by_pulse(state)]
    return [e.RoundClosed(state.round), e.FocusMoved(state.the_plan.pack.prompts[0].id)]


def _move_to(state: State, command: c.MoveTo, actor: Actor, now: str) -> Events:
    if {state.phase, command.phase} != {"reveal", "agree"}:
        raise Rejected("no-such-move", "From here you can move between reveal and agree only.")
    no_vote_at_all(state)
    return [e.PhaseMoved(command.phase)]


def _move_focus(state: State, command: c.MoveFocus, actor: Actor, now: str) -> Events:
    return [e.FocusMoved(prompt_of(state.the_plan, command.prompt).id)]


def _set_timer(state: State, command: c.SetTimer, actor: Actor, now: str) -> Events:
    return [e.TimerSet(moment_of(command.until, "The timer"))]


def _add_participant(state: State, command: c.AddParticipant, actor: Actor, now: str) -> Events:
    return [e.ParticipantAdded(new_participant(state.the_plan, command))]


def new_participant(plan: Plan, wanted: c.AddParticipant) -> Participant:
    """Return the person to add to the list; raises Rejected (bad-name, name-taken, no-such-group, full)."""
    name = clean_line(wanted.name)
    if not name_key(name):
        raise Rejected("bad-name", "A name needs at least one letter.")
    if any(name_key(person.name) == name_key(name) for person in plan.participants):
        raise Rejected("name-taken", f"{name} is on the list already.")
    if wanted.region not in {region.id for region in plan.regions}:
        raise Rejected("no-such-group", "There is no such region in this workshop.")
    if wanted.party and wanted.party not in {party.id for party in plan.parties}:
        raise Rejected("no-such-group", "There is no such party in this workshop.")
    if len(plan.participants) >= MOST_PARTICIPANTS:
        raise Rejected("full", f"A workshop holds {MOST_PARTICIPANTS} people at the most.")
    return Participant(
        next_id("p", (p.id for p in plan.participants)), name, wanted.region, wanted.party, clean_line(wanted.role)
    )


def _more_anonymous(state: State, command: c.MakeMoreAnonymous, actor: Actor, now: str) -> Events:
    order = ("named", "region", "merged")
    if order.index(command.attribution) <= order.index(state.the_plan.attribution):
        raise Rejected("less-anonymous", "Attribution can only become more anonymous than it was announced.")
    return [e.AttributionChanged(command.attribution)]


def _draft_clause(state: State, command: c.DraftClause, actor: Actor, now: str) -> Events:
    plan = state.the_plan
    prompt = prompt_of(plan, command.prompt)
    if len(state.clauses) >= MOST_CLAUSES:
        raise Rejected("full", f"A charter holds {MOST_CLAUSES} clauses at the most.")
    seen = state.clauses if command.beside is None else command.beside
    unseen = [one for one in state.clauses.values() if one.prompt == prompt.id and one.id not in seen]
    if unseen:
        raise Rejected(
            "other-clause",
            f"Clause {clause_number(unseen[0].id)} was begun for this prompt at another desk meanwhile. Leave this one "
            "and look at it; to keep yours beside it, come back to what you typed.",
        )
    text, scope, owner, review_on = _clause_fields(plan, command)
    clause = Clause(
        id=f"c{state.clauses_begun + 1}", prompt=prompt.id, area=prompt.area,
        text=text, scope=scope, owner=owner, review_on=review_on,
    )  # fmt: skip
    return [e.ClauseDrafted(clause)]


def _change_clause(state: State, command: c.ChangeClause, actor: Actor, now: str) -> Events:
    clause = clause_of(state, command.clause)
    renewal.not_kept(state, clause.id)
    no_open_vote(state, clause.id)
    if command.replaces is not None and edited(command.replaces) != edited(clause):
        raise Rejected(
            "other-clause",
            f"Clause {clause_number(clause.id)} was changed at another desk meanwhile. Leave this one and look at it "
            "again; what you typed would undo that change.",
        )
    return [e.ClauseChanged(clause.id, *_clause_fields(state.the_plan, command))]


def _clause_fields(plan: Plan, command: c.DraftClause | c.ChangeClause) -> tuple[str, Scope, str, str]:
    text = needed(text_of(command.text, "The clause", longest=LONGEST_TEXT), "The clause has no words yet.")
    scope = Scope(command.scope.kind, clean_line(command.scope.of))
    known = {"region": {r.id for r in plan.regions}, "party": {p.id for p in plan.parties}}.get(scope.kind)
    if known is not None and scope.of not in known:
        raise Rejected("bad-scope", f"The scope names a {scope.kind} that this workshop does not have.")
    return text, scope, clean_line(command.owner), day_of(command.review_on)


def _open_vote(state: State, command: c.OpenVote, actor: Actor, now: str) -> Events:
    clause = clause_of(state, command.clause)
    renewal.not_kept(state, clause.id)
    no_vote_at_all(state, "A vote is open already. Close it first.")
    return [e.VoteOpened(clause.id, len(state.votes.get(clause.id, ())) + 1)]


def _close_vote(state: State, command: c.CloseVote, actor: Actor, now: str) -> Events:
    vote = state.open_vote(clause_of(state, command.clause).id)
    if vote is None:
        raise Rejected("no-open-vote", "No vote is open on this clause.")
    return [e.VoteClosed(command.clause, vote.number)]


def _settle(state: State, command: c.SettleClause, actor: Actor, now: str) -> Events:
    clause = clause_of(state, command.clause)
    renewal.not_kept(state, clause.id)
    no_open_vote(state, clause.id)
    _as_seen(clause, command.seen)
    if command.status not in SETTLED:
        raise Rejected("bad-status", f"A clause ends in one of: {', '.join(sorted(SETTLED))}.")
    owner = clean_line(command.owner) or clause.owner
    review_on = day_of(command.review_on) or clause.review_on
    regional = {k: text_of(v, "The regional text", longest=LONGEST_TEXT) for k, v in command.regional.items()}
    dissent = tuple(filter(None, (text_of(t, "The dissent", longest=LONGEST_TEXT) for t in command.dissent)))
    settled = e.ClauseSettled(clause.id, command.status, owner, review_on, regional, dissent)
    _check_ending(state, settled)
    return [settled]


def _check_ending(state: State, settled: e.ClauseSettled) -> None:
    if settled.status == "agreed" and not has_consent(state, settled.clause):
        raise Rejected(
            "no-consent", "Agreed needs a vote with nobody below 3. Vote, or choose open, regional or dissent recorded."
        )
    if settled.status == "regional":
        known = {region.id for region in state.the_plan.regions}
        if not settled.regional or not set(settled.regional) <= known or not all(settled.regional.values()):
            raise Rejected("regional-texts", "Regional needs a text for at least one region of this workshop.")
    if settled.status == "open" and not (settled.owner and settled.review_on):
        raise Rejected("open-needs", "An open assumption needs an owner and a date, so that somebody comes back to it.")
    if settled.status == "dissent_recorded" and not settled.dissent:
        raise Rejected(
            "dissent-words",
            "Dissent is kept in its own words. Write them down, or choose another ending to leave it out.",
        )


def _drop(state: State, command: c.DropClause, actor: Actor, now: str) -> Events:
    clause = clause_of(state, command.clause)
    renewal.not_kept(state, clause.id)
    no_open_vote(state, clause.id)
    _as_seen(clause, command.seen)
    return [e.ClauseDropped(clause.id)]


def _as_seen(clause: Clause, seen: str) -> None:
    """Raise Rejected (other-clause) where a clause is no longer what somebody saw of it."""
    if seen and seen != likeness(clause):
        raise Rejected(
            "other-clause",
            f"Clause {clause_number(clause.id)} was changed at another desk meanwhile. Look at it again first.",
        )


def _seal(state: State, command: c.Seal, actor: Actor, now: str) -> Events:
    no_vote_at_all(state)
    if not state.clauses:
        raise Rejected("no-clauses", "The charter has no clause yet. Draft at least one.")
    unsettled = sum(clause.status == "draft" for clause in state.clauses.values())
    if unsettled:
        raise Rejected(
            "unsettled", f"Not settled yet: {unsettled} of {len(state.clauses)} clauses. Settle each one, or drop it."
        )
    despite = text_of(command.despite, "The reason")
    return [e.Sealed(state.version + 1, now[:10], despite)]


def _set_promise(state: State, command: c.SetPromise, actor: Actor, now: str) -> Events:
    return [e.PromiseSet(*promise_set(state.the_plan, command))]


def _drop_promise(state: State, command: c.DropPromise, actor: Actor, now: str) -> Events:
    return [e.PromiseDropped(place_of(state.the_plan, command.promise))]


def _set_chain(state: State, command: c.SetChain, actor: Actor, now: str) -> Events:
    return [e.ChainSet(*chain_set(state.the_plan, command))]


def _drop_chain(state: State, command: c.DropChain, actor: Actor, now: str) -> Events:
    return [e.ChainDropped(chain_place(state.the_plan, command.chain))]


def _set_decision(state: State, command: c.SetDecision, actor: Actor, now: str) -> Events:
    return [e.DecisionSet(*decision_set(state.the_plan, command.decision, command.replaces))]


def _drop_decision(state: State, command: c.DropDecision, actor: Actor, now: str) -> Events:
    return [e.DecisionDropped(decision_place(state.the_plan, command.decision))]


def _confirm_calendar(state: State, command: c.ConfirmCalendar, actor: Actor, now: str) -> Events:
    return [calendar_confirmed(state, command, actor.id, now[:10])]


def _change_calendar(state: State, command: c.ChangeCalendar, actor: Actor, now: str) -> Events:
    return [calendar_changed(state, command, now[:10])]


def _sign(state: State, command: c.Sign, actor: Actor, now: str) -> Events:
    renewal.signing_is_open(state, now)
    if command.version != state.version:
        raise Rejected("other-version", f"Version {state.version} is the sealed one. Read it, then sign that.")
    if command.agrees:
        return [e.Signed(actor.id, state.version, True, now[:10])]
    reason = text_of(command.reason, "The reason")
    if not reason:
        raise Rejected("reason-needed", "An objection needs a reason, so that the charter can be mended.")
    clause = clause_of(state, command.clause).id if command.clause else ""
    return [e.Signed(actor.id, state.version, False, now[:10], reason, clause)]


_RULES: dict[type[c.Command], Callable[[State, Any, Actor, str], Events]] = {
    c.GiveAnswer: _give_answer,
    c.GivePrediction: _give_prediction,
    c.HandIn: _hand_in,
    c.GiveSupport: _give_support,
    c.TakeNote: _take_note,
    c.OpenRound: _open_round,
    c.CloseRound: _close_round,
    c.MoveTo: _move_to,
    c.MoveFocus: _move_focus,
    c.UndoMove: leading.undo_move,
    c.OrderTalk: leading.order_talk,
    c.PutAside: leading.put_aside,
    c.SetTimer: _set_timer,
    c.AddParticipant: _add_participant,
    c.MakeMoreAnonymous: _more_anonymous,
    c.DraftClause: _draft_clause,
    c.ChangeClause: _change_clause,
    c.OpenVote: _open_vote,
    c.CloseVote: _close_vote,
    c.SettleClause: _settle,
    c.DropClause: _drop,
    c.SetPromise: _set_promise,
    c.DropPromise: _drop_promise,
    c.SetChain: _set_chain,
    c.DropChain: _drop_chain,
    c.SetDecision: _set_decision,
    c.DropDecision: _drop_decision,
    c.ConfirmCalendar: _confirm_calendar,
    c.ChangeCalendar: _change_calendar,
    c.Seal: _seal,
    c.Sign: _sign,
    c.ReopenClause: renewal.reopen,
    c.Amend: renewal.amend,
    c.OpenPulse: renewal.open_pulse,
    c.SetSigning: renewal.set_signing,
}
