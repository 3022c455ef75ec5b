"""What a log of facts amounts to (`domain/fold.py` makes it): one workshop as it stands."""

import copy
from datetime import datetime

import msgspec

from align.domain import events as e
from align.domain.decisions import Decision
from align.domain.model import Clause, Phase, Plan, Region, VoteResult
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
    reworded: frozenset[str] = frozenset()
    """Clauses that were changed or reopened since their last vote, and settled without another."""


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
    def kickoff_round(self) -> int:
        """The number of the kickoff's round, as often as it was opened; each pulse is a round after it."""
        return self.round - len(self.pulses)

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

    def signing_over(self, now: datetime) -> bool:
        """Whether the end of signing has gone by at this instant (with its offset); no end never has."""
        return bool(self.sign_until) and now > datetime.fromisoformat(self.sign_until)

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
            reworded=frozenset(self.reworded & self.clauses.keys()),
        )

    def still(self) -> "State":
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
