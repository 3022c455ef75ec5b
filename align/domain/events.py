"""What happened: past-tense facts. The log keeps the first family; viewers fold both families.

Once answers are forgotten, the log keeps of them what viewers get in their place (PromptRevealed, VoteCounted).

An answer carries no time: how long or when somebody thought is nobody's business. `author` is a participant id in
`named` mode and a pseudonym, different for every prompt, in the other modes.
"""

from typing import Literal

import msgspec

from align.domain.calendars import WorkCalendar
from align.domain.decisions import Decision
from align.domain.model import Aside, Attribution, Clause, Participant, Phase, Plan, Scope, Status, VoteResult
from align.domain.promises import Escalation, Promise
from align.domain.prompts import Prompt
from align.domain.values import Value


class _Event(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """Base of all events; `kind` names it in the log and on the wire."""


class WorkshopCreated(_Event, frozen=True, tag="created"):
    """A facilitator set up the workshop. Always the first fact; `workshop` is a random id."""

    workshop: str
    plan: Plan


class AttributionChanged(_Event, frozen=True, tag="attribution"):
    """Answers will be shown more anonymously than planned."""

    attribution: Attribution


class ParticipantAdded(_Event, frozen=True, tag="participant"):
    """One more person is on the list."""

    participant: Participant


class RoundOpened(_Event, frozen=True, tag="round-opened"):
    """Answering began; set-up is frozen. The first round asks the pack's prompts, a later one, a pulse, its own."""

    round: int
    prompts: tuple[Prompt, ...] = ()
    on: str = ""
    """A pulse: the UTC day, YYYY-MM-DD."""


class RoundClosed(_Event, frozen=True, tag="round-closed"):
    """Answers are frozen and shown as the attribution allows."""

    round: int


class PhaseMoved(_Event, frozen=True, tag="phase"):
    """The workshop went to another phase."""

    phase: Phase


class FocusMoved(_Event, frozen=True, tag="focus"):
    """The facilitator leads everybody to this prompt."""

    prompt: str


class MoveUndone(_Event, frozen=True, tag="move-undone"):
    """The last move of the phase was taken back: nobody had answered, or nothing had been shown, because of it."""


class TalkOrdered(_Event, frozen=True, tag="talk-ordered"):
    """The prompts are talked about in this order; empty: as the figures order them."""

    prompts: tuple[str, ...]


class PromptPutAside(_Event, frozen=True, tag="put-aside"):
    """A prompt is skipped in the talk, or parked for later; with `how` empty it was taken up again."""

    prompt: str
    how: Aside | Literal[""]
    why: str = ""


class TimerSet(_Event, frozen=True, tag="timer"):
    """A clock runs until this UTC instant; empty: no clock."""

    until: str


class AnswerGiven(_Event, frozen=True, tag="answer"):
    """Somebody answered a prompt; the newest of an author counts. `region` is empty in `merged` mode."""

    prompt: str
    author: str
    region: str
    value: Value
    comment: str = ""
    late: bool = False


class PredictionGiven(_Event, frozen=True, tag="prediction"):
    """Somebody guessed what most people of `target` say; the newest of an author and target counts."""

    prompt: str
    author: str
    region: str
    target: str
    value: Value


class NoteTaken(_Event, frozen=True, tag="note"):
    """Something said about a prompt. `author` is a name shown to all: a participant id, "facilitator" or empty."""

    prompt: str
    text: str
    author: str = ""


class ClauseDrafted(_Event, frozen=True, tag="clause-drafted"):
    """A clause began."""

    clause: Clause


class ClauseChanged(_Event, frozen=True, tag="clause-changed"):
    """A clause got other words, scope, owner or review date."""

    clause: str
    text: str
    scope: Scope
    owner: str
    review_on: str


class ClauseDropped(_Event, frozen=True, tag="clause-dropped"):
    """A clause was taken away."""

    clause: str


class VoteOpened(_Event, frozen=True, tag="vote-opened"):
    """Everybody is asked for a support level; `number` counts the votes on this clause from 1."""

    clause: str
    number: int


class SupportGiven(_Event, frozen=True, tag="support"):
    """Somebody gave a support level; the newest of an author counts until the vote closes."""

    clause: str
    number: int
    author: str
    level: int
    reason: str = ""


class VoteClosed(_Event, frozen=True, tag="vote-closed"):
    """The levels are counted and shown."""

    clause: str
    number: int


class ClauseSettled(_Event, frozen=True, tag="clause-settled"):
    """A clause ended in one of its good ways."""

    clause: str
    status: Status
    owner: str
    review_on: str
    regional: dict[str, str]
    dissent: tuple[str, ...]


class PromiseSet(_Event, frozen=True, tag="promise-set"):
    """A promise stands at this place of the list, from 0; one place after the last it is a new one."""

    at: int
    promise: Promise


class PromiseDropped(_Event, frozen=True, tag="promise-dropped"):
    """The promise at this place was taken away."""

    at: int


class ChainSet(_Event, frozen=True, tag="chain-set"):
    """An escalation chain stands at this place of the list, from 0; one place after the last it is a new one."""

    at: int
    chain: Escalation


class ChainDropped(_Event, frozen=True, tag="chain-dropped"):
    """The escalation chain at this place was taken away."""

    at: int


class DecisionSet(_Event, frozen=True, tag="decision-set"):
    """A decision stands at this place of the register, from 0; one place after the last it is a new one."""

    at: int
    decision: Decision


class DecisionDropped(_Event, frozen=True, tag="decision-dropped"):
    """The decision at this place was taken out of the register."""

    at: int


class CalendarConfirmed(_Event, frozen=True, tag="calendar-confirmed"):
    """Somebody confirmed their region's calendar as it stands or, with `ok` false, said what is wrong with it.

    The newest of a person counts. `participant` stands there in every attribution mode: it is no answer.
    """

    participant: str
    region: str
    ok: bool
    on: str
    """The UTC day, YYYY-MM-DD."""
    text: str = ""


class CalendarChanged(_Event, frozen=True, tag="calendar-changed"):
    """A region has another calendar; what its people said about the one before no longer counts."""

    region: str
    calendar: WorkCalendar
    on: str
    """The UTC day, YYYY-MM-DD."""


class Sealed(_Event, frozen=True, tag="sealed"):
    """The charter of this version is what the log says up to here."""

    version: int
    on: str
    """The UTC day, YYYY-MM-DD."""
    despite: str = ""
    """Why it was sealed though some promise cannot be kept; empty when nobody was asked."""


class ClauseReopened(_Event, frozen=True, tag="reopened"):
    """A sealed clause is to be talked about again: it is a draft in the next version, and stays as it is until then."""

    clause: str
    why: str
    asked_by: str = ""
    """A participant id, "facilitator", or "pulse" where a pulse's answers asked for it."""


class Amended(_Event, frozen=True, tag="amended"):
    """The next version was begun: clauses can change again. The sealed one stays in force until it is sealed."""

    on: str
    """The UTC day, YYYY-MM-DD."""
    why: str


class SigningSet(_Event, frozen=True, tag="signing"):
    """The charter can be signed until this UTC instant; empty: as long as people like."""

    until: str


class Signed(_Event, frozen=True, tag="signed"):
    """Somebody signed a sealed version, or objected to it with a reason; the newest of a person and version counts.

    `participant` stands there in every attribution mode: a signature says who gives it, and it is no answer.
    """

    participant: str
    version: int
    agrees: bool
    on: str
    """The UTC day, YYYY-MM-DD."""
    reason: str = ""
    clause: str = ""
    """The clause objected to; empty: the charter as a whole."""


class Forgotten(_Event, frozen=True, tag="forgotten"):
    """What people had written was deleted; the log was made anew from what the charter needs."""

    on: str
    """The UTC day, YYYY-MM-DD."""
    clauses_begun: int
    """How many clauses there ever were, so that no new one gets the id of a dropped one."""


# ---- what viewers get in place of withheld facts -------------------------------------------------------------


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer as it may be seen. `author` only in `named` mode."""

    value: Value
    comment: str = ""
    author: str = ""
    late: bool = False


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Answers that may be shown together. `regions` has one id, or several where some were too small, or none
    (merged: everyone). Answers are ordered by their content, which says nothing about who or when."""

    id: str
    regions: tuple[str, ...]
    answers: tuple[Shown, ...]


class Guess(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a region's people (all together, never one by one) expected another region, or their own, to say."""

    source: str
    target: str
    values: tuple[Value, ...]
    same_as_own: int = 0
    """How many of them expected an answer within tolerance of their own."""
    own_distance: float = 0.0
    """Mean distance (0–1) between their guesses and their own answers: congruency."""


class PromptRevealed(_Event, frozen=True, tag="revealed"):
    """A prompt's answers as all may see them. A later one for the same prompt replaces it."""

    prompt: str
    answered: int
    expected: int
    groups: tuple[Group, ...]
    guesses: tuple[Guess, ...] = ()
    late_waiting: bool = False
    """Whether late answers are held back until enough of them are there."""


class VoteCounted(_Event, frozen=True, tag="vote-counted"):
    """A vote's levels, all at once."""

    result: VoteResult


LoggedEvent = (
    WorkshopCreated
    | AttributionChanged
    | ParticipantAdded
    | RoundOpened
    | RoundClosed
    | PhaseMoved
    | FocusMoved
    | MoveUndone
    | TalkOrdered
    | PromptPutAside
    | TimerSet
    | AnswerGiven
    | PredictionGiven
    | NoteTaken
    | ClauseDrafted
    | ClauseChanged
    | ClauseDropped
    | VoteOpened
    | SupportGiven
    | VoteClosed
    | ClauseSettled
    | PromiseSet
    | PromiseDropped
    | ChainSet
    | ChainDropped
    | DecisionSet
    | DecisionDropped
    | CalendarConfirmed
    | CalendarChanged
    | Sealed
    | ClauseReopened
    | Amended
    | SigningSet
    | Signed
    | Forgotten
    | PromptRevealed
    | VoteCounted
)
VisibleEvent = LoggedEvent
Withheld = AnswerGiven | PredictionGiven | SupportGiven
"""Facts that leave the host only to their author."""
