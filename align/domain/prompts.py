"""Packs and prompts: the questions a workshop asks. Pure values; reading files is the business of align.packs."""

from typing import Literal

import msgspec

from align.language import mark

Area = Literal["success", "decisions", "escalation", "norms", "culture", "pulse"]
PromptType = Literal[
    "text", "list", "choice", "choices", "scale", "rank", "duration", "sort", "scenario", "window", "decision_rights"
]
Unit = Literal["minutes", "hours", "days", "weeks"]
Clock = Literal["elapsed", "working"]

AREAS: tuple[Area, ...] = ("success", "decisions", "escalation", "norms", "culture", "pulse")
AREA_TITLES: dict[Area, str] = {
    "success": mark("What success looks like"),
    "decisions": mark("Decisions that need alignment"),
    "escalation": mark("Urgency, escalation and responsiveness"),
    "norms": mark("Local and shared norms"),
    "culture": mark("How we treat each other"),
    "pulse": mark("Since the last time"),
}
CLOSED_TYPES: frozenset[PromptType] = frozenset(
    {"choice", "choices", "scale", "rank", "duration", "sort", "scenario", "window", "decision_rights"}
)


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to choose, rank or sort. `id` is what the log keeps; `label` is what people read."""

    id: str
    label: str


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of a scale; `label` may be empty between the labelled ends."""

    value: int
    label: str = ""


class Prompt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question, with all that a screen or a charter needs to ask it and to word its clause."""

    id: str
    area: Area
    type: PromptType
    title: str
    """Two to four words for lists, the agenda and the charter."""
    text: str
    """The question. May hold `{milestone}`."""
    why: str
    help: str = ""
    example: str = ""
    options: tuple[Option, ...] = ()
    """choice, choices, rank and scenario: what to pick from; sort: the cards; decision_rights: the decisions."""
    buckets: tuple[Option, ...] = ()
    """sort: where a card can go."""
    roles: tuple[Option, ...] = ()
    """decision_rights: who can decide, recommend, have to agree or be informed."""
    points: tuple[Point, ...] = ()
    """scale: its points in order, lowest first."""
    top: int = 0
    """rank: how many to put in order; 0 means all."""
    most: int = 7
    """list: lines at most; choices: options at most; decision_rights: decisions of one's own at most."""
    units: tuple[Unit, ...] = ("minutes", "hours", "days")
    clocks: tuple[Clock, ...] = ("working", "elapsed")
    """duration and scenario: which clocks may be meant; the first one is offered first."""
    after_text: str = ""
    """scenario: how its second part, the time, is asked. Empty: after how long one goes to the next level."""
    predict: bool = False
    predict_text: str = ""
    """How the prediction is asked. May hold `{group}`. Empty: "What will most people in {group} say?"."""
    sensitive: bool = False
    core: bool = False
    minutes: float = 1.0
    clause: str = ""
    """Clause template; may hold {milestone}, {leading}, {second}, {after}, {spread}, {answers}, {same} and {local}."""
    pulse: str = ""
    origin: str = ""
    """The id of the pack it came from, where packs were combined."""

    @property
    def closed(self) -> bool:
        """Whether answers can be counted (all types but text, list, and rights for decisions that people type)."""
        return self.type in CLOSED_TYPES and (self.type != "decision_rights" or bool(self.options))


class Pack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set of prompts with a name. `cuts` says which groups it is meant to compare."""

    id: str
    title: str
    about: str
    version: int = 1
    language: str = "en"
    cuts: tuple[Literal["region", "party", "role"], ...] = ("region",)
    prompts: tuple[Prompt, ...]

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the prompt with this id; raises KeyError."""
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)

    @property
    def minutes(self) -> float:
        """Minutes one participant needs, predictions included."""
        return sum(prompt.minutes for prompt in self.prompts)
