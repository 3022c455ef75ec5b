"""Who may do what when: the whole table of role × command × phase."""

from __future__ import annotations

from typing import get_args

import pytest

from align.domain import commands as c
from align.domain.calendars import WorkCalendar, parse_hours
from align.domain.decisions import Decision
from align.domain.model import PHASES, Phase
from align.domain.phases import ALLOWED, PARTICIPANT, Role, permit
from align.domain.promises import Escalation, Promise
from align.errors import Rejected

PROMISE = Promise(level="critical")
CHAIN = Escalation(level="critical", steps=())
DECISION = Decision(what="adding a site", decider="study lead")
COMMANDS: dict[type[c.Command], c.Command] = {
    c.GiveAnswer: c.GiveAnswer("fact", "x"),
    c.GivePrediction: c.GivePrediction("urgent", "pune", "now"),
    c.HandIn: c.HandIn(),
    c.GiveSupport: c.GiveSupport("c1", 1, 4),
    c.TakeNote: c.TakeNote("fact", "x"),
    c.OpenRound: c.OpenRound(),
    c.CloseRound: c.CloseRound(),
    c.MoveTo: c.MoveTo("agree"),
    c.MoveFocus: c.MoveFocus("fact"),
    c.UndoMove: c.UndoMove(),
    c.OrderTalk: c.OrderTalk(()),
    c.PutAside: c.PutAside("fact", "parked"),
    c.SetTimer: c.SetTimer(""),
    c.AddParticipant: c.AddParticipant("New", "pune"),
    c.MakeMoreAnonymous: c.MakeMoreAnonymous("merged"),
    c.DraftClause: c.DraftClause("fact", "x"),
    c.ChangeClause: c.ChangeClause("c1", "x"),
    c.OpenVote: c.OpenVote("c1"),
    c.CloseVote: c.CloseVote("c1"),
    c.SettleClause: c.SettleClause("c1", "agreed"),
    c.DropClause: c.DropClause("c1"),
    c.SetPromise: c.SetPromise(PROMISE),
    c.DropPromise: c.DropPromise(PROMISE),
    c.SetChain: c.SetChain(CHAIN),
    c.DropChain: c.DropChain(CHAIN),
    c.SetDecision: c.SetDecision(DECISION),
    c.DropDecision: c.DropDecision(DECISION),
    c.ConfirmCalendar: c.ConfirmCalendar(0, ok=True),
    c.ChangeCalendar: c.ChangeCalendar("pune", WorkCalendar("Asia/Kolkata", parse_hours("Mon-Fri 09:00-17:00"))),
    c.Seal: c.Seal(),
    c.Sign: c.Sign(1, agrees=True),
    c.ReopenClause: c.ReopenClause("c1", "x"),
    c.Amend: c.Amend("x"),
    c.OpenPulse: c.OpenPulse((), ()),
    c.SetSigning: c.SetSigning(""),
}

# Written out once more, by hand: the rule, not the implementation.
F, P, B = "facilitator", "participant", "both"
WHO = {
    c.GiveAnswer: (P, "assume reveal agree pulse"),
    c.GivePrediction: (P, "assume reveal agree"),
    c.HandIn: (P, "assume reveal agree pulse"),
    c.GiveSupport: (P, "agree"),
    c.TakeNote: (B, "reveal agree sealed"),
    c.OpenRound: (F, "setup"),
    c.CloseRound: (F, "assume pulse"),
    c.MoveTo: (F, "reveal agree"),
    c.MoveFocus: (F, "reveal agree sealed"),
    c.UndoMove: (F, "assume reveal agree pulse"),
    c.OrderTalk: (F, "reveal agree"),
    c.PutAside: (F, "reveal agree"),
    c.SetTimer: (F, "setup assume reveal agree pulse"),
    c.AddParticipant: (F, "setup assume reveal agree sealed pulse"),
    c.MakeMoreAnonymous: (F, "setup"),
    c.DraftClause: (F, "agree"),
    c.ChangeClause: (F, "agree"),
    c.OpenVote: (F, "agree"),
    c.CloseVote: (F, "agree"),
    c.SettleClause: (F, "agree"),
    c.DropClause: (F, "agree"),
    c.SetPromise: (F, "setup assume reveal agree"),
    c.SetChain: (F, "setup assume reveal agree"),
    c.DropChain: (F, "setup assume reveal agree"),
    c.DropPromise: (F, "setup assume reveal agree"),
    c.SetDecision: (F, "setup assume reveal agree"),
    c.DropDecision: (F, "setup assume reveal agree"),
    c.ConfirmCalendar: (P, "setup assume reveal agree"),
    c.ChangeCalendar: (F, "setup assume reveal agree"),
    c.Seal: (F, "agree"),
    c.Sign: (P, "sealed pulse"),
    c.ReopenClause: (F, "agree sealed"),
    c.Amend: (F, "sealed"),
    c.OpenPulse: (F, "sealed"),
    c.SetSigning: (F, "sealed pulse"),
}


def test_every_command_stands_in_the_table() -> None:
    assert set(COMMANDS) == set(WHO) == set(get_args(c.Command))


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("kind", COMMANDS)
def test_a_command_is_allowed_for_its_role_in_its_phases_and_nowhere_else(
    kind: type[c.Command], role: Role, phase: Phase
) -> None:
    who, phases = WHO[kind]
    allowed = who in (role, "both") and phase in phases.split()
    if allowed:
        permit(role, phase, COMMANDS[kind])
    else:
        with pytest.raises(Rejected) as no:
            permit(role, phase, COMMANDS[kind])
        assert no.value.code == ("not-now" if who in (role, "both") else "not-yours")


def test_nothing_that_changes_a_clause_a_promise_or_a_calendar_is_possible_once_sealed() -> None:
    changing = {
        c.DraftClause, c.ChangeClause, c.SettleClause, c.DropClause, c.SetPromise, c.DropPromise, c.SetChain,
        c.DropChain, c.Seal,
    }  # fmt: skip
    changing |= {c.ConfirmCalendar, c.ChangeCalendar}
    assert not (ALLOWED["sealed"] | ALLOWED["pulse"]) & changing
    assert ALLOWED["setup"] & PARTICIPANT == {c.ConfirmCalendar}
