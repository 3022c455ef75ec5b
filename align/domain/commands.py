"""What somebody asks of a workshop. A command is a wish: `decide` says what comes of it."""

from typing import Any, Literal

import msgspec

from align.domain.calendars import WorkCalendar
from align.domain.decisions import Decision
from align.domain.model import Aside, Attribution, Clause, Phase, Scope, Status
from align.domain.promises import Escalation, Promise
from align.domain.prompts import Prompt


class _Command(msgspec.Struct, frozen=True, tag_field="do", forbid_unknown_fields=True):
    """Base of all commands; `do` names the kind on the wire."""


class GiveAnswer(_Command, frozen=True, tag="answer"):
    """My answer to a prompt; `value` None says "not my area". Replaces my earlier one until the round closes."""

    prompt: str
    value: Any
    comment: str = ""


class GivePrediction(_Command, frozen=True, tag="predict"):
    """What I think most people of `target` (a region id, or "everyone") say; None says "I cannot tell"."""

    prompt: str
    target: str
    value: Any


class HandIn(_Command, frozen=True, tag="hand-in"):
    """I am done (or, with `done` false, not yet after all) with a round; a pulse is another one, 0 is any."""

    done: bool = True
    round: int = 0


class GiveSupport(_Command, frozen=True, tag="support"):
    """My support level 0–5 for a clause in vote `number`; 0–2 need a reason."""

    clause: str
    number: int
    level: int
    reason: str = ""


class TakeNote(_Command, frozen=True, tag="note"):
    """Something said about a prompt, for all to see."""

    prompt: str
    text: str


class OpenRound(_Command, frozen=True, tag="open-round"):
    """Let everybody answer. Set-up is frozen from here."""


class CloseRound(_Command, frozen=True, tag="close-round"):
    """Freeze the answers of the round or pulse and show them as the attribution allows. There is no way back."""


class MoveTo(_Command, frozen=True, tag="move"):
    """Go to another phase where nothing is revealed or frozen by it (reveal ⇄ agree)."""

    phase: Phase


class MoveFocus(_Command, frozen=True, tag="focus"):
    """Lead everybody to a prompt."""

    prompt: str


class UndoMove(_Command, frozen=True, tag="undo-move"):
    """Take the last move of the phase back; only where nobody has answered, or nothing was shown, because of it."""


class OrderTalk(_Command, frozen=True, tag="order-talk"):
    """Talk about the prompts in this order: each prompt of the pack once; empty: in the order of the figures again."""

    prompts: tuple[str, ...]


class PutAside(_Command, frozen=True, tag="put-aside"):
    """Skip a prompt in the talk, or park it to come back to it; with `how` empty it is taken up again."""

    prompt: str
    how: Aside | Literal[""]
    why: str = ""


class SetTimer(_Command, frozen=True, tag="timer"):
    """Show a clock that runs out at `until` (UTC, ISO 8601, seconds); empty takes it away."""

    until: str


class AddParticipant(_Command, frozen=True, tag="add-participant"):
    """Put one more person on the list."""

    name: str
    region: str
    party: str = ""
    role: str = ""


class MakeMoreAnonymous(_Command, frozen=True, tag="attribution"):
    """Move attribution to the right: named → region → merged. Only before the round opens."""

    attribution: Attribution


class DraftClause(_Command, frozen=True, tag="draft-clause"):
    """Begin a clause for a prompt; `beside` are those for it that I saw when I began, None: I did not look."""

    prompt: str
    text: str
    scope: Scope = Scope()
    owner: str = ""
    review_on: str = ""
    beside: tuple[str, ...] | None = None


class ChangeClause(_Command, frozen=True, tag="change-clause"):
    """Put new words, scope, owner or review date in place of the old: of `replaces`, the clause as I saw it when I
    began; None: I did not look."""

    clause: str
    text: str
    scope: Scope = Scope()
    owner: str = ""
    review_on: str = ""
    replaces: Clause | None = None


class OpenVote(_Command, frozen=True, tag="open-vote"):
    """Ask everybody for a support level."""

    clause: str


class CloseVote(_Command, frozen=True, tag="close-vote"):
    """Count the levels and show them together."""

    clause: str


class SettleClause(_Command, frozen=True, tag="settle"):
    """Say how a clause ends: agreed, provisional, regional (with texts), open, dissent recorded or locked. `seen` is
    its `likeness` as I saw it when I began; empty: I did not look."""

    clause: str
    status: Status
    owner: str = ""
    review_on: str = ""
    regional: dict[str, str] = {}
    dissent: tuple[str, ...] = ()
    seen: str = ""


class DropClause(_Command, frozen=True, tag="drop-clause"):
    """Take a clause away before sealing; `seen` as with `SettleClause`."""

    clause: str
    seen: str = ""


class SetPromise(_Command, frozen=True, tag="set-promise"):
    """Make a promise, or another one in the place of `replaces` as it stands now."""

    promise: Promise
    replaces: Promise | None = None


class DropPromise(_Command, frozen=True, tag="drop-promise"):
    """Take a promise away before sealing."""

    promise: Promise


class SetChain(_Command, frozen=True, tag="set-chain"):
    """Make an escalation chain, or another one in the place of `replaces` as it stands now."""

    chain: Escalation
    replaces: Escalation | None = None


class DropChain(_Command, frozen=True, tag="drop-chain"):
    """Take an escalation chain away before sealing."""

    chain: Escalation


class SetDecision(_Command, frozen=True, tag="set-decision"):
    """Put a decision into the register, or another one in the place of `replaces` as it stands now."""

    decision: Decision
    replaces: Decision | None = None


class DropDecision(_Command, frozen=True, tag="drop-decision"):
    """Take a decision out of the register before sealing."""

    decision: Decision


class ConfirmCalendar(_Command, frozen=True, tag="confirm-calendar"):
    """My region's calendar is right or, with `ok` false, wrong, and `text` says in a line what is. `edition` is the one
    that I saw: how often the calendar had been changed."""

    edition: int
    ok: bool
    text: str = ""


class ChangeCalendar(_Command, frozen=True, tag="change-calendar"):
    """Put this whole calendar in the place of a region's; its people are asked anew whether it is right. `edition` is
    the one that I began with, how often the calendar had been changed; None: I did not look."""

    region: str
    calendar: WorkCalendar
    edition: int | None = None


class Seal(_Command, frozen=True, tag="seal"):
    """Make the charter's next version, immutable and numbered. `despite`: why, though some promise cannot be kept."""

    despite: str = ""


class ReopenClause(_Command, frozen=True, tag="reopen"):
    """Talk about a sealed clause again, for the next version. `asked_by`: the participant who asked; empty: I did."""

    clause: str
    why: str
    asked_by: str = ""


class Amend(_Command, frozen=True, tag="amend"):
    """Begin the next version, with the clauses that somebody objected to or that were reopened as drafts."""

    why: str


class OpenPulse(_Command, frozen=True, tag="open-pulse"):
    """Ask everybody how these clauses are lived, and these prompts (as a pack has them) again."""

    clauses: tuple[str, ...]
    prompts: tuple[Prompt, ...]


class SetSigning(_Command, frozen=True, tag="signing"):
    """Let people sign until this moment (ISO 8601 with offset); empty: as long as they like."""

    until: str


class Sign(_Command, frozen=True, tag="sign"):
    """I sign this version of the charter or, with `agrees` false, object to it (or to one `clause`) with a reason."""

    version: int
    agrees: bool
    reason: str = ""
    clause: str = ""


ParticipantCommand = GiveAnswer | GivePrediction | HandIn | GiveSupport | TakeNote | ConfirmCalendar | Sign
FacilitatorCommand = (
    TakeNote
    | OpenRound
    | CloseRound
    | MoveTo
    | MoveFocus
    | UndoMove
    | OrderTalk
    | PutAside
    | SetTimer
    | AddParticipant
    | MakeMoreAnonymous
    | DraftClause
    | ChangeClause
    | OpenVote
    | CloseVote
    | SettleClause
    | DropClause
    | SetPromise
    | DropPromise
    | SetChain
    | DropChain
    | SetDecision
    | DropDecision
    | ChangeCalendar
    | Seal
    | ReopenClause
    | Amend
    | OpenPulse
    | SetSigning
)
Command = ParticipantCommand | FacilitatorCommand
