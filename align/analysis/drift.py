"""What changed between two rounds, and how practice compares with the charter. About the team, never a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.analysis.distance import A, C, Duration, LineTally, Measure, Span, Tally
from align.analysis.regions import centre_gap
from align.analysis.secondary.nominal import total_variation
from align.analysis.secondary.ordinal import cumulative
from align.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Drift:
    """How the answers of a group moved between two rounds."""

    before: int
    after: int
    """Answers in each round."""
    centre_change: float | None
    """Difference of the centres: signed steps (scale), factor after/before (duration), else distance; None without."""
    moved: float | None
    """Scale: Wasserstein-1 in steps. Choice: total variation, 0 to 1. Other types: None."""


def drift(measure: Measure[A, C], before: Tally[C], after: Tally[C]) -> Drift | None:
    """Return the drift of one group between two rounds; None if either round has no answer."""
    if not before.n or not after.n:
        return None
    points = list(measure.options(before, ()))
    counts = [before.counts[code] for code in points], [after.counts[code] for code in points]
    moved = None
    if measure.kind == "scale":
        moved = wasserstein(*counts)
    elif measure.kind == "choice":
        moved = total_variation(*counts)
    centres = measure.centre_of(before), measure.centre_of(after)
    return Drift(before.n, after.n, centre_gap(measure, *centres), moved)


def wasserstein(before: Sequence[float], after: Sequence[float]) -> float:
    """Return the Wasserstein-1 distance of two groups' counts per point, in steps, 0 to k - 1.

    The sum over the cut points of |F1 - F2|: how far answers moved on average, at the least.
    Raises AnalysisError if the scales differ in length or a group is empty.
    """
    if len(before) != len(after):
        raise AnalysisError("Two rounds can be compared on the same scale only: give both the same points.")
    return sum(abs(b - a) for b, a in zip(cumulative(before), cumulative(after), strict=True))


@dataclass(frozen=True, slots=True)
class PracticeGap:
    """How recent cases compare with what the charter says."""

    cases: int
    kept: int
    factor: float | None = None
    """Durations: the typical case (log-median) over the charter's value; 2 = twice as long as promised."""

    @property
    def share_kept(self) -> float:
        """The share of cases that kept to the charter, 0 to 1."""
        return self.kept / self.cases

    def __str__(self) -> str:
        late = "later than promised" if self.factor is not None else "not as agreed"
        return f"{self.cases - self.kept} of {self.cases} recent cases {late}"


def practice_of_promise(measure: Duration, cases: Sequence[Span], promised: Span) -> PracticeGap | None:
    """Return how long recent cases took against a promise on the same clock; None without cases.

    Raises AnalysisError if a case runs on the other clock.
    """
    if not cases:
        return None
    limit = measure.code(promised)
    taken = LineTally([measure.code(case) for case in cases], measure.length)
    kept = sum(count for place, count in taken.counts.items() if place <= limit)
    return PracticeGap(len(cases), kept, 2 ** (taken.at(0.5) - limit))


def practice_of_norm(measure: Measure[A, C], cases: Sequence[A], agreed: A) -> PracticeGap | None:
    """Return how many recent cases went as agreed, exactly; None without cases."""
    if not cases:
        return None
    norm = measure.code(agreed)
    return PracticeGap(len(cases), sum(measure.code(case) == norm for case in cases))
