"""The figures of a revealed prompt as frozen values. They hold ids and numbers: words for them are made elsewhere.

A *centre* is plain JSON: an option id (choice), a list of ids (choices), a number (scale), {minutes, clock}
(duration), item → rank (rank), card → bucket (sort); None where there is none, such as a tie.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from align.analysis.agreement import Agreement, Bounds
from align.analysis.conventions import Conventions, Visible
from align.analysis.states import Agenda, PairState, Standing, State
from align.domain.prompts import Area, Clock, PromptType

Arrow = Literal["▲", "▼", "·", ""]
FLAT = 0.05
"""A bias below this many steps, or this share of a factor, points nowhere."""


class GroupFigures(msgspec.Struct, frozen=True):
    """One shown group of answers: a region, several together, or everyone."""

    id: str
    regions: tuple[str, ...]
    """Whose answers may be in it."""
    n: int
    shows: Visible
    """What may be said of it by itself; centre, ends and agreement are None unless it is `few` or `all`."""
    centre: Any = None
    low: float | None = None
    high: float | None = None
    """The ends of a scale's answers; of durations in minutes. None for other types."""
    agreement: Agreement | None = None

    @property
    def region(self) -> str:
        """The region that this group is; empty for several together, and for everyone."""
        return self.id if self.regions == (self.id,) else ""


class PartFigures(msgspec.Struct, frozen=True):
    """Answers that can be compared with each other: all of a prompt, or a duration's on one clock."""

    clock: Clock | Literal[""]
    n: int
    centre: Any
    agreement: Agreement | None
    """None below two answers. Below three there is a sentence but no label: see `labelled`."""
    bounds: Bounds | None
    """What the missing answers could change; None where a second clock makes that unknown."""
    groups: tuple[GroupFigures, ...]
    regional_share: float | None
    share_of: tuple[str, ...]
    """The regions between which `regional_share` is taken: those shown by themselves."""
    inside: float
    """The mean distance of two answers from the same group, 0 to 1."""

    @property
    def labelled(self) -> bool:
        """Whether there are enough answers to call them aligned, mixed or split."""
        return self.agreement is not None and self.n >= 3


class PairFigures(msgspec.Struct, frozen=True):
    """What one region expected another, or itself, to say. Distances are 0 to 1."""

    source: str
    target: str
    clock: Clock | Literal[""]
    """The clock that the figures are on: the one that most of the target mean."""
    guesses: int
    same_as_own: int
    """How many guesses lay within the tolerance of the guesser's own answer."""
    compared: int
    """How many guesses the gap is about: those on its clock."""
    gap: float | None = None
    gross: float | None = None
    floor: float | None = None
    in_unit: float | None = None
    """The gap in steps (scale) or as a factor (duration); None for other types."""
    bias: float | None = None
    """Guessed minus answered in steps (scale), guessed over answered as a factor (duration)."""
    congruency: float | None = None
    agreement: float | None = None
    expected: Any = None
    said: Any = None
    """The centres of the guesses and of the target's answers."""
    state: State | None = None
    distance: float | None = None
    apart: float | None = None
    """Between the two centres, as `PairState` has it; None where they are on two clocks."""

    @property
    def about_own(self) -> bool:
        """Whether people guessed about their own group."""
        return self.source == self.target

    @property
    def arrow(self) -> Arrow:
        """▲ guessed above what was said, ▼ below it, · neither; empty where a type has no above."""
        if self.bias is None:
            return ""
        lift = self.bias - (1 if self.clock else 0)
        return "·" if abs(lift) < FLAT else "▲" if lift > 0 else "▼"


class PromptFigures(msgspec.Struct, frozen=True):
    """All figures of one revealed prompt. They are about answers given before the reveal; `late` ones are counted."""

    prompt: str
    title: str
    area: Area
    type: PromptType
    asked: int
    answered: int
    n: int
    """Answers that the figures are about: shown, and given before the reveal."""
    late: int
    limits: Conventions
    parts: tuple[PartFigures, ...] = ()
    """None for texts and lists; for durations one a clock, the one of most answers first."""
    pairs: tuple[PairFigures, ...] = ()

    def pair(self, source: str, target: str) -> PairFigures | None:
        """Return what `source` expected of `target`, if it may be said."""
        return next((pair for pair in self.pairs if (pair.source, pair.target) == (source, target)), None)

    def standing(self) -> Standing:
        """Return what the agenda needs to know of this prompt."""
        states = {
            (pair.source, pair.target): PairState(pair.state, pair.distance or 0.0, pair.apart or 0.0, pair.guesses)
            for pair in self.pairs
            if pair.state is not None
        }
        inside = sum(part.n * part.inside for part in self.parts) / self.n if self.n else 0.0
        return Standing(self.prompt, states, inside)


class WorkshopFigures(msgspec.Struct, frozen=True):
    """All revealed prompts in the pack's order, and the order in which to talk about them."""

    prompts: tuple[PromptFigures, ...]
    agenda: Agenda

    def prompt(self, prompt_id: str) -> PromptFigures:
        """Return the figures of a revealed prompt; raises KeyError."""
        for found in self.prompts:
            if found.prompt == prompt_id:
                return found
        raise KeyError(prompt_id)
