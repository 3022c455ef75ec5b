"""What one region thinks another one answers, against what it did answer. Knows groups of guesses, no guesser.

Framework: coorientation (McLeod & Chaffee 1973): agreement, congruency and accuracy. Accuracy is split into what no
single guess could avoid (`floor`) and the rest (`assumption_gap`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from align.analysis.distance import A, A_co, C, Measure, Tally
from align.analysis.regions import cross_distance
from align.errors import AnalysisError


@dataclass(frozen=True)
class Guess(Generic[A_co]):
    """One prediction, with the predictor's own answer to the same prompt (None if skipped)."""

    predicted: A_co
    own: A_co | None = None


@dataclass(frozen=True, slots=True)
class AssumptionGap:
    """How region r's guesses about region s compare with the answers of s. Distances are 0 to 1."""

    predictors: int
    gross: float
    """Mean distance of the guesses from the answers of s."""
    floor: float
    """The part that the spread inside s makes unavoidable: the mean distance of the best single guess."""
    bias: float | None
    """Guessed minus answered in steps (scale), guessed over answered as a factor (duration), else None."""
    congruency: float | None
    """Mean distance of the guesses from the predictors' own answers; None if they gave none."""
    agreement: float | None
    """Mean distance of the answers of r from those of s; None for the own region."""

    @property
    def assumption_gap(self) -> float:
        """gross - floor, 0 to 1: 0 means guessed as well as any single answer could."""
        return max(0.0, self.gross - self.floor)


class Guesses(Generic[C]):
    """The guesses of one region about one region, as counted pairs (own code or None, predicted code)."""

    def __init__(self, measure: Measure[Any, C], pairs: Sequence[tuple[C | None, C]]) -> None:
        self.pairs = Counter(pairs)
        self.predicted: Tally[C] = measure.tally([code for _, code in pairs])
        self.own: Counter[C] = Counter([own for own, _ in pairs if own is not None])
        self.from_own = [
            (measure.between(own, code), count) for (own, code), count in self.pairs.items() if own is not None
        ]
        """(distance of a guess from the predictor's own answer, how many)."""

    @property
    def congruency(self) -> float | None:
        """The mean distance of guesses from the predictors' own answers, 0 to 1; None if they gave none."""
        known = self.own.total()
        return sum(gap * count for gap, count in self.from_own) / known if known else None


def coded(measure: Measure[A, C], guesses: Iterable[Guess[A]]) -> Guesses[C]:
    """Return the guesses coded and counted."""
    pairs = [
        (None if guess.own is None else measure.code(guess.own), measure.code(guess.predicted)) for guess in guesses
    ]
    return Guesses(measure, pairs)


def gap_about_others(
    measure: Measure[A, C],
    guessed: Tally[C],
    predictors: Tally[C],
    predicted: Tally[C],
    congruency: float | None,
    min_n: int = 1,
) -> AssumptionGap | None:
    """Return the gap of region r (answers `predictors`) about another region s (answers `predicted`).

    None if nobody guessed, or if s has no answer or fewer than `min_n`.
    """
    if not guessed.n or predicted.n < max(1, min_n):
        return None
    return AssumptionGap(
        predictors=guessed.n,
        gross=guessed.sum_between(predicted) / guessed.n / predicted.n,
        floor=measure.least_sum(predicted, guessed) / predicted.n,
        bias=measure.bias(guessed, predicted),
        congruency=congruency,
        agreement=cross_distance(predictors, predicted),
    )


def gap_about_own(
    measure: Measure[A, C], guesses: Guesses[C], answers: Tally[C], min_n: int = 1
) -> AssumptionGap | None:
    """Return the gap of a region about itself, each predictor's own answer left out of what it is compared with.

    `answers` holds the answers of everyone in the region. None if nobody guessed or there are fewer than two
    answers or than `min_n`. Raises AnalysisError if a predictor's answer is not among them.
    """
    guessed = guesses.predicted
    if not guessed.n or answers.n < max(2, min_n):
        return None
    sums, options = answers.sums, _best(measure, guessed, answers)
    floors = {own: _best_without(measure, options, own) for own in {own for own, _ in guesses.pairs}}
    gross = floor = 0.0
    for (own, code), count in guesses.pairs.items():
        others = answers.n - (own is not None)
        gross += count * (sums[code] - (0.0 if own is None else measure.between(code, own))) / others
        floor += count * floors[own] / others
    return AssumptionGap(
        predictors=guessed.n,
        gross=gross / guessed.n,
        floor=floor / guessed.n,
        bias=measure.bias(guessed, measure.tally(_others(guesses, answers))),
        congruency=guesses.congruency,
        agreement=None,
    )


def gap_about_own_summed(
    measure: Measure[A, C], guessed: Tally[C], answers: Tally[C], congruency: float, min_n: int = 1
) -> AssumptionGap | None:
    """Return the same gap where nobody may know who guessed what, only the guesses, the answers and `congruency`.

    `gross` is that of `gap_about_own` if all who guessed have answered. `floor` and `bias` leave out each answer of
    the region once, not those of the predictors alone: the same if all who answered have guessed.
    """
    if not guessed.n or answers.n < max(2, min_n):
        return None
    others = answers.n - 1
    options = _best(measure, guessed, answers)
    floor = sum(count * _best_without(measure, options, own) for own, count in answers.counts.items())
    return AssumptionGap(
        predictors=guessed.n,
        gross=max(0.0, guessed.sum_between(answers) / guessed.n - congruency) / others,
        floor=floor / answers.n / others,
        bias=measure.bias(guessed, answers),
        congruency=congruency,
        agreement=None,
    )


def assumption_gap(
    measure: Measure[A, C], guesses: Sequence[Guess[A]], predictors: Sequence[A], predicted: Sequence[A], min_n: int = 1
) -> AssumptionGap | None:
    """Return the gap of one region's guesses about another region's answers, from plain answers."""
    tallies, made = (measure.count(predictors), measure.count(predicted)), coded(measure, guesses)
    return gap_about_others(measure, made.predicted, *tallies, made.congruency, min_n)


def own_assumption_gap(
    measure: Measure[A, C], guesses: Sequence[Guess[A]], answers: Sequence[A], min_n: int = 1
) -> AssumptionGap | None:
    """Return the gap of one region's guesses about itself, from plain answers (those of the predictors included)."""
    return gap_about_own(measure, coded(measure, guesses), measure.count(answers), min_n)


def _best(measure: Measure[A, C], guessed: Tally[C], answers: Tally[C]) -> Sequence[tuple[float, C]]:
    """The options that may be the best guess once one answer is left out, with their sums to all; the best first.

    To leave out one answer takes away 1 at the most, so those that are 1 or more behind the best can be forgotten.
    """
    options = list(measure.options(answers, guessed))
    sums = list(map(answers.sums.__getitem__, options))
    least = min(sums)
    return sorted((total, code) for total, code in zip(sums, options, strict=True) if total - 1 < least)


def _best_without(measure: Measure[A, C], options: Sequence[tuple[float, C]], own: C | None) -> float:
    """The least sum of distances to all answers but `own`; options are those of `_best`."""
    if own is None:
        return options[0][0]
    between, best = measure.between, math.inf
    for total, code in options:
        if total - 1 >= best:
            break
        left = total - between(code, own)
        if left < best:
            best = left
    return best


def _others(guesses: Guesses[C], answers: Tally[C]) -> Counter[C]:
    """What each predictor is compared with, added up: all answers but their own, everyone weighing the same."""
    own = guesses.own
    if not own <= answers.counts:
        raise AnalysisError("Somebody guessed whose own answer is not among the region's: pass the answers of all.")
    known, n = own.total(), answers.n
    silent = guesses.predicted.n - known
    return Counter(
        {code: n * (known * count - own[code]) + (n - 1) * silent * count for code, count in answers.counts.items()}
    )
