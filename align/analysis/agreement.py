"""How close the answers of one group are: alignment, its label, its bounds and its sentence. Knows no regions.

The figures describe those who answered, nobody else; the bounds say what the missing answers could change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from align.analysis.conventions import STANDARD, Conventions
from align.analysis.distance import A, C, Measure, Tally
from align.analysis.distance.line import Duration, Line
from align.analysis.secondary.ordinal import van_der_eijk
from align.language import mark

Label = Literal["aligned", "mixed", "split"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How one group answered one prompt. Shares, distances and alignments are 0 to 1."""

    n: int
    mean_distance: float
    """D, the mean distance over all pairs of answers."""
    alignment: float
    """1 - D / Dmax(n): 1 = all alike, 0 = as split as n people can be."""
    share_near: float
    """The share of answers within one step of the centre (choice: the same option)."""
    two_camps: bool
    """Scales: van der Eijk's A is below 0."""
    label: Label
    sentence: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which alignments the group lies once the missing answers are in."""

    answered: int
    asked: int
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.answered} of {self.asked} answered"


def alignment(measure: Measure[A, C], tally: Tally[C]) -> float | None:
    """Return 1 - D / Dmax(n), 0 to 1; None for fewer than two answers.

    Source: Rao's quadratic entropy without replacement over its largest value; on a scale and for even n it equals
    Blair & Lacy's l². Answers beyond a duration's ends or empty sets could fall below 0 and count as 0.
    """
    distance = tally.mean_distance
    return None if distance is None else _aligned(measure, tally.n, distance)


def agreement(measure: Measure[A, C], tally: Tally[C], conventions: Conventions = STANDARD) -> Agreement | None:
    """Return all figures of one group; None for fewer than two answers."""
    distance, near = tally.mean_distance, measure.share_near(tally)
    if distance is None or near is None:
        return None
    aligned = _aligned(measure, tally.n, distance)
    camps = two_camps(measure, tally)
    return Agreement(
        n=tally.n,
        mean_distance=distance,
        alignment=aligned,
        share_near=near,
        two_camps=camps,
        label=label(aligned, near, camps, conventions),
        sentence=sentence(measure, tally),
    )


def label(alignment: float, share_near: float, two_camps: bool, conventions: Conventions) -> Label:
    """Return `aligned` if enough answers are near the centre, `split` in two camps or far apart, else `mixed`."""
    if share_near >= conventions.near_share:
        return "aligned"
    return "split" if alignment < conventions.split_below or two_camps else "mixed"


def two_camps(measure: Measure[A, C], tally: Tally[C]) -> bool:
    """Return whether answers on a scale of three or more points gather in two camps (van der Eijk's A below 0)."""
    if measure.kind != "scale" or not tally.n:
        return False
    places = list(measure.options(tally, ()))
    return len(places) > 2 and van_der_eijk([tally.counts[place] for place in places]) < -1e-9


def bounds(measure: Measure[A, C], tally: Tally[C], missing: int) -> Bounds | None:
    """Return the alignments if the missing answers agreed as little, or as much, as they can; None below two people.

    Exact for scales, choices of one, sorted cards and durations within their ends. For rankings and sets the bounds
    may be wider than what can happen, except that the upper one for sets takes the best answer already given.
    """
    asked = tally.n + missing
    if asked < 2:
        return None
    pairs = math.comb(asked, 2)
    low = _aligned(measure, asked, measure.most_apart(tally, missing) / pairs)
    high = _aligned(measure, asked, measure.least_apart(tally, missing) / pairs)
    return Bounds(tally.n, asked, low, high)


def typical_factor(measure: Duration, tally: Tally[float]) -> float | None:
    """Return 2 to the mean |log2(x/y)| over all pairs of durations, 1 or more; None for fewer than two."""
    gap = measure.places(tally).mean_gap
    return None if gap is None else 2**gap


def sentence(measure: Measure[A, C], tally: Tally[C]) -> str:
    """Return what two people picked at random would find, in plain words; empty for fewer than two answers."""
    distance = tally.mean_distance
    if distance is None:
        return ""
    if len(tally.counts) == 1:
        return BOTH_ALIKE if tally.n == 2 else ALL_ALIKE.format(tally.n)
    if isinstance(measure, Line):
        gap = measure.places(tally).mean_gap or 0.0
        if isinstance(measure, Duration):
            return FACTOR.format(2**gap)
        return STEPS.format(gap)
    return _SENTENCES[measure.kind].format(100 * (1 - distance))


BOTH_ALIKE = mark("Both gave the same answer.")
ALL_ALIKE = mark("All {0} gave the same answer.")
FACTOR = mark("Two people picked at random differ by a factor of {0:.1f}.")
STEPS = mark("Two people picked at random are {0:.1f} steps apart.")
_SENTENCES = {
    "choice": mark("Two people picked at random agree {0:.0f} % of the time."),
    "choices": mark("Two people picked at random share {0:.0f} % of what they name."),
    "rank": mark("Two people picked at random agree on {0:.0f} % of the order."),
    "sort": mark("Two people picked at random put {0:.0f} % of the cards in the same place."),
    "window": mark("Two people picked at random share {0:.0f} % of the hours they name."),
    "decision_rights": mark("Two people picked at random agree on who takes {0:.0f} % of the decisions."),
}


def _aligned(measure: Measure[A, C], n: int, distance: float) -> float:
    return max(0.0, 1 - distance / measure.dmax(n))
