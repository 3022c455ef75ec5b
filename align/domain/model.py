"""The things a workshop is made of: regions, parties, participants, the plan, clauses. Frozen values only."""

from hashlib import sha256
from typing import Literal, TypeVar

import msgspec

from align.domain.calendars import WorkCalendar
from align.domain.decisions import Decision
from align.domain.promises import Escalation, Promise
from align.domain.prompts import Area, Pack, Prompt
from align.language import mark

Attribution = Literal["named", "region", "merged"]
"""`named`: author shown. `region`: region shown, author unknown. `merged`: neither. Can only move to the right."""

Phase = Literal["setup", "assume", "reveal", "agree", "sealed", "pulse"]
"""`agree` comes again when a sealed charter is amended; `pulse` is a later round beside a charter in force."""
PHASES: tuple[Phase, ...] = ("setup", "assume", "reveal", "agree", "sealed", "pulse")

Aside = Literal["skipped", "parked"]
"""How a prompt is left out of the talk: for good, or to come back to it."""

ScopeKind = Literal["universal", "region", "role", "party", "legal"]
Status = Literal["draft", "agreed", "provisional", "regional", "open", "dissent_recorded", "locked"]
SETTLED: frozenset[Status] = frozenset({"agreed", "provisional", "regional", "open", "dissent_recorded", "locked"})

SUPPORT_LEVELS: tuple[str, ...] = (
    mark("I object, it harms the work"),
    mark("Serious concern, change it first"),
    mark("A concern to hear first"),
    mark("I can live with it"),
    mark("Good"),
    mark("I will help lead it"),
)
"""Support levels 0–5 in words. 0–2 need a reason; a clause is agreed when nobody is below 3."""
CONSENT_FROM = 3

SENSITIVE_MIN_N = 5
EVERYONE = "everyone"
"""The group that holds all participants, in `merged` mode and where regions are too small to tell apart."""


_Thing = TypeVar("_Thing", "Region", "Party", "Participant", Prompt)


class Milestone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the team works towards. `date` is a calendar day (YYYY-MM-DD) that no time zone moves."""

    name: str
    date: str
    code: str = ""
    meaning: str = ""


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A work calendar with a name. `letter` tells regions apart where colour cannot."""

    id: str
    name: str
    letter: str
    calendar: WorkCalendar


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sponsor, CRO, vendor or site network."""

    id: str
    name: str


class Participant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person who answers. `region` and `party` are ids."""

    id: str
    name: str
    region: str
    party: str = ""
    role: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is decided in set-up; frozen once answering opens. Holds its pack, so a log explains itself."""

    title: str
    milestone: Milestone
    regions: tuple[Region, ...]
    participants: tuple[Participant, ...]
    pack: Pack
    parties: tuple[Party, ...] = ()
    facilitators: tuple[str, ...] = ()
    attribution: Attribution = "region"
    min_n: int = 3
    threshold: float = 0.75
    open_door: bool = False
    """Whether somebody who is not on the list may join by typing a name and choosing a region."""
    promises: tuple[Promise, ...] = ()
    escalation: tuple[Escalation, ...] = ()
    later: tuple[Prompt, ...] = ()
    """What pulses have asked; each prompt has an id of its own. Empty in a plan that comes from a file."""
    decisions: tuple[Decision, ...] = ()
    """The register: who decides what."""
    tzdata: str = ""
    """Which time zone database the calendars were checked with when the workshop was set up, "system tzdata 2025b" or
    "tzdata package 2026.6". Empty in a plan that comes from a file."""

    def region(self, region_id: str) -> Region:
        """Return the region with this id; raises KeyError."""
        return _by_id(self.regions, region_id)

    def participant(self, participant_id: str) -> Participant:
        """Return the participant with this id; raises KeyError."""
        return _by_id(self.participants, participant_id)

    def party(self, party_id: str) -> Party:
        """Return the party with this id; raises KeyError."""
        return _by_id(self.parties, party_id)

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the prompt with this id, of the pack or of a pulse; raises KeyError."""
        return _by_id(self.prompts, prompt_id)

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """The pack's prompts, then those of the pulses."""
        return (*self.pack.prompts, *self.later)

    def min_n_for(self, prompt: Prompt) -> int:
        """How many answers a group needs to be shown by itself for this prompt."""
        return fewest_for(self.min_n, prompt)


def fewest_for(min_n: int, prompt: Prompt) -> int:
    """Return how many answers a group needs to be shown by itself where a workshop asks for `min_n`, from 1 on."""
    return max(min_n, SENSITIVE_MIN_N) if prompt.sensitive else min_n


class Scope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For whom a clause holds: everybody, or one region, party or role (`of` is its id or name)."""

    kind: ScopeKind = "universal"
    of: str = ""


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit of the charter."""

    id: str
    prompt: str
    area: Area
    text: str
    scope: Scope = Scope()
    owner: str = ""
    review_on: str = ""
    status: Status = "draft"
    regional: dict[str, str] = {}
    """status `regional`: one text a region id."""
    dissent: tuple[str, ...] = ()
    """In their own words; kept whatever the status."""


def edited(clause: Clause) -> Clause:
    """Return what an edit may change of a clause: all but regional texts and dissent, which stay and can be long."""
    return msgspec.structs.replace(clause, regional={}, dissent=())


def likeness(clause: Clause) -> str:
    """Return what tells a clause from what anybody makes of it later: 16 hex digits, however long its texts are."""
    return sha256(msgspec.json.encode(clause, order="sorted")).hexdigest()[:16]


def clause_number(clause_id: str) -> int:
    """Return the number that people call a clause by, on screens and in every version: 4 for "c4"; 0 for no such id.

    It is given once: neither a clause that is dropped nor an amendment moves another clause's number.
    """
    digits = clause_id.removeprefix("c")
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why somebody stays below consent. `author` is a participant id in `named` mode, else empty."""

    level: int
    text: str
    author: str = ""


class VoteResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a closed vote on a clause went: `counts[level]` people per support level 0–5."""

    clause: str
    number: int
    counts: tuple[int, int, int, int, int, int]
    reasons: tuple[Reason, ...]
    too_few: bool = False
    """Some gave a level, but fewer than min_n and without names: neither counts nor reasons are shown."""

    @property
    def consent(self) -> bool:
        """Whether somebody voted and nobody is below 3."""
        return sum(self.counts) > 0 and not sum(self.counts[:CONSENT_FROM])


def _by_id(items: tuple[_Thing, ...], item_id: str) -> _Thing:
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)
