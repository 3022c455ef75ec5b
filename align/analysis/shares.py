"""Share predictions ("what % of the team says yes?"): assumed support, false consensus, quiet views.

All shares are 0 to 1. Knows options and groups, no regions and no question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from align.analysis.conventions import STANDARD, Conventions
from align.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class ShareGuess:
    """One person's own option (None if skipped) and the share of the group they expect on each option."""

    own: str | None
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class AssumedSupport:
    """The share of the others that people thought to be with them, and the share that is."""

    n: int
    assumed: float
    actual: float

    def __str__(self) -> str:
        return f"People thought {100 * self.assumed:.0f} % agree with them; {100 * self.actual:.0f} % do."


@dataclass(frozen=True, slots=True)
class QuietView:
    """An option that more people hold than the group expected. `surplus` = held - expected."""

    option: str
    held: float
    expected: float

    @property
    def surplus(self) -> float:
        """How much more, 0 to 1."""
        return self.held - self.expected

    def __str__(self) -> str:
        return f"More people hold this than expected: {100 * self.held:.0f} %, expected {100 * self.expected:.0f} %."


def assumed_support(guesses: Sequence[ShareGuess], answers: Sequence[str]) -> AssumedSupport | None:
    """Return the mean share guessed for the own option against the mean share of the others who chose it.

    `answers` are those of the whole group, the predictors included. None without two answers or without a guess by
    somebody who answered. Raises AnalysisError if a predictor's answer is not in the group.
    """
    counts, n = Counter(answers), len(answers)
    known = [
        (guess.own, guess.shares[guess.own]) for guess in guesses if guess.own is not None and guess.own in guess.shares
    ]
    if n < 2 or not known:
        return None
    if not Counter(option for option, _ in known) <= counts:
        raise AnalysisError("Somebody guessed whose own answer is not in the group: pass the answers of all.")
    assumed = sum(share for _, share in known) / len(known)
    actual = sum((counts[option] - 1) / (n - 1) for option, _ in known) / len(known)
    return AssumedSupport(len(known), assumed, actual)


def false_consensus(guesses: Sequence[ShareGuess], option: str) -> float | None:
    """Return the mean guess for an option by those who chose it minus that by those who did not, -1 to 1.

    People without an own answer or a guess for the option are left out; None if either side is empty.
    Source: Ross, Greene & House 1977, J. Experimental Social Psychology 13.
    """
    made = [guess for guess in guesses if guess.own is not None and option in guess.shares]
    holders = [guess.shares[option] for guess in made if guess.own == option]
    others = [guess.shares[option] for guess in made if guess.own != option]
    if not holders or not others:
        return None
    return sum(holders) / len(holders) - sum(others) / len(others)


def mean_shares(guesses: Sequence[ShareGuess], options: Sequence[str]) -> dict[str, float] | None:
    """Return the mean share guessed for each option, an option left out counting 0; None without guesses."""
    if not guesses:
        return None
    return {option: sum(guess.shares.get(option, 0.0) for guess in guesses) / len(guesses) for option in options}


def distribution_gap(actual: Mapping[str, float], predicted: Mapping[str, float]) -> float:
    """Return the total variation, half the sum of |predicted - actual| over all options, 0 to 1."""
    options = {**actual, **predicted}
    return sum(abs(predicted.get(option, 0.0) - actual.get(option, 0.0)) for option in options) / 2


def most_surprising(actual: Mapping[str, float], predicted: Mapping[str, float]) -> QuietView | None:
    """Return the option whose actual share exceeds the mean guess most; None if none does or several do equally.

    Source: Prelec, Seung & McCoy 2017, Nature 541 (the "surprisingly popular" answer).
    """
    views = [QuietView(option, held, predicted.get(option, 0.0)) for option, held in actual.items()]
    best = max((view.surplus for view in views), default=0.0)
    found = [view for view in views if best - view.surplus < 1e-9]
    return found[0] if best > 1e-9 and len(found) == 1 else None


def quiet_view(
    actual: Mapping[str, float], predicted: Mapping[str, float], n: int, conventions: Conventions = STANDARD
) -> QuietView | None:
    """Return the quiet view if its surplus and the number of answers n are large enough to be shown, else None."""
    view = most_surprising(actual, predicted)
    if view is None or n < conventions.quiet_n or view.surplus < conventions.quiet_surplus - 1e-9:
        return None
    return view
