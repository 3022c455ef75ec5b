"""The four states of a pair of regions on one prompt, and the order in which prompts are talked about.

Knows centres and guesses of groups; it never looks at one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from align.analysis.distance import A, C, Measure, Tally
from align.analysis.predictions import Guesses
from align.analysis.regions import centre_gap

State = Literal["shared", "hidden agreement", "open difference", "blind spot"]
_STATES: dict[tuple[bool, bool], State] = {
    # (actually the same, perceived as the same)
    (True, True): "shared",
    (True, False): "hidden agreement",
    (False, False): "open difference",
    (False, True): "blind spot",
}


@dataclass(frozen=True, slots=True)
class PairState:
    """How region r sees region s on one prompt, against how things are."""

    state: State
    distance: float
    """Between the two centres, 0 to 1."""
    apart: float
    """The same in the type's unit: signed steps from r to s (scale), factor s over r (duration), else the distance."""
    predictors: int


def state_of(*, same: bool, thought_same: bool) -> State:
    """Return the state of two regions that are, or are not, the same, and are thought so or not."""
    return _STATES[same, thought_same]


def pair_state(
    measure: Measure[A, C], guesses: Guesses[C], ours: Tally[C], theirs: Tally[C], min_n: int = 1
) -> PairState | None:
    """Return the state of region r (answers `ours`, guesses about s) towards region s (answers `theirs`).

    Actually the same: the centres lie within the tolerance. Perceived as the same: at least half of the predictors put
    s within the tolerance of their own answer. None if either side has fewer than `min_n` answers or no centre, or if
    nobody who answered made a guess.
    """
    if min(ours.n, theirs.n) < max(1, min_n):
        return None
    here, there = measure.centre_of(ours), measure.centre_of(theirs)
    apart = centre_gap(measure, here, there)
    predictors = guesses.own.total()
    if here is None or there is None or apart is None or not predictors:
        return None
    perceived = 2 * sum(count for gap, count in guesses.from_own if measure.within(gap)) >= predictors
    state = state_of(same=measure.alike(here, there), thought_same=perceived)
    return PairState(state, measure.between(here, there), apart, predictors)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one prompt stands: its states by (r, s), and the spread inside regions (D_within, 0 to 1)."""

    prompt: str
    states: dict[tuple[str, str], PairState] = field(default_factory=dict)
    inside: float = 0.0

    def widest(self, state: State) -> float | None:
        """Return the largest distance between centres among the pairs in this state; None if there is no such pair."""
        return max((pair.distance for pair in self.states.values() if pair.state == state), default=None)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What to talk about. `good_news`: (prompt, r, s) of every hidden agreement; `talk`: all prompts, in order."""

    good_news: tuple[tuple[str, str, str], ...]
    talk: tuple[str, ...]


def agenda(standings: Sequence[Standing]) -> Agenda:
    """Return the order of talk: widest blind spot first, then widest open difference, then spread inside regions.

    Ties keep the order given. Hidden agreements come ahead of all as good news; their prompts keep their place too.
    """
    good_news = tuple(
        (standing.prompt, *pair)
        for standing in standings
        for pair, found in standing.states.items()
        if found.state == "hidden agreement"
    )
    return Agenda(good_news, tuple(standing.prompt for standing in sorted(standings, key=_urgency, reverse=True)))


def _urgency(standing: Standing) -> tuple[int, float]:
    blind, differing = standing.widest("blind spot"), standing.widest("open difference")
    if blind is not None:
        return 2, blind
    return (1, differing) if differing is not None else (0, standing.inside)
