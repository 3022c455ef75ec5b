"""When a command is allowed: one table, phase × command. Who may ask stands in the second table."""

from __future__ import annotations

from typing import Literal

from align.domain import commands as c
from align.domain.model import Phase
from align.errors import Rejected
from align.language import mark

Role = Literal["facilitator", "participant"]

ALLOWED: dict[Phase, frozenset[type[c.Command]]] = {
    "setup": frozenset({
        c.OpenRound, c.SetTimer, c.AddParticipant, c.MakeMoreAnonymous, c.SetPromise, c.DropPromise,
        c.SetChain, c.DropChain,
        c.SetDecision, c.DropDecision, c.ConfirmCalendar, c.ChangeCalendar,
    }),
    "assume": frozenset({
        c.GiveAnswer, c.GivePrediction, c.HandIn, c.CloseRound, c.UndoMove, c.SetTimer, c.AddParticipant, c.SetPromise,
        c.DropPromise, c.SetChain, c.DropChain, c.SetDecision, c.DropDecision, c.ConfirmCalendar, c.ChangeCalendar,
    }),
    "reveal": frozenset({
        c.GiveAnswer, c.GivePrediction, c.HandIn, c.MoveTo, c.MoveFocus, c.UndoMove, c.OrderTalk, c.PutAside,
        c.SetTimer, c.TakeNote, c.AddParticipant,
        c.SetPromise, c.DropPromise, c.SetChain, c.DropChain, c.SetDecision, c.DropDecision, c.ConfirmCalendar,
        c.ChangeCalendar,
    }),
    "agree": frozenset({
        c.GiveAnswer, c.GivePrediction, c.HandIn, c.MoveTo, c.MoveFocus, c.UndoMove, c.OrderTalk, c.PutAside,
        c.SetTimer, c.TakeNote, c.AddParticipant,
        c.DraftClause, c.ChangeClause, c.OpenVote, c.GiveSupport, c.CloseVote, c.SettleClause, c.DropClause,
        c.SetPromise, c.DropPromise, c.SetChain, c.DropChain, c.SetDecision, c.DropDecision, c.ConfirmCalendar,
        c.ChangeCalendar, c.Seal,
        c.ReopenClause,
    }),
    "sealed": frozenset({
        c.MoveFocus, c.Sign, c.SetSigning, c.ReopenClause, c.Amend, c.OpenPulse, c.AddParticipant, c.TakeNote,
    }),
    "pulse": frozenset({
        c.GiveAnswer, c.HandIn, c.CloseRound, c.UndoMove, c.SetTimer, c.AddParticipant, c.Sign, c.SetSigning,
    }),
}  # fmt: skip

BOTH: frozenset[type[c.Command]] = frozenset({c.TakeNote})
PARTICIPANT: frozenset[type[c.Command]] = frozenset({
    c.GiveAnswer, c.GivePrediction, c.HandIn, c.GiveSupport, c.ConfirmCalendar, c.Sign,
})  # fmt: skip

_NOT_NOW: dict[Phase, str] = {
    "setup": mark("The round is not open yet."),
    "assume": mark("The round is open: answers are hidden until it closes."),
    "reveal": mark("This belongs to another phase; answers are being looked at now."),
    "agree": mark("This belongs to another phase; clauses are being agreed now."),
    "sealed": mark("The charter is sealed. An amendment makes its next version."),
    "pulse": mark("A pulse is open, and the charter is sealed. When the pulse is closed, an amendment can follow."),
}


def permit(role: Role, phase: Phase, command: c.Command) -> None:
    """Return when this role may give this command in this phase; else raise Rejected (not-yours, not-now)."""
    kind = type(command)
    if kind not in BOTH and (kind in PARTICIPANT) != (role == "participant"):
        raise Rejected("not-yours", f"Only a {_owner(kind)} can do this.")
    in_time(phase, kind)


def in_time(phase: Phase, kind: type[c.Command]) -> None:
    """Return when this phase takes such a command; else raise Rejected (not-now)."""
    if kind not in ALLOWED[phase]:
        raise Rejected("not-now", _NOT_NOW[phase])


def _owner(kind: type[c.Command]) -> Role:
    return "participant" if kind in PARTICIPANT else "facilitator"
