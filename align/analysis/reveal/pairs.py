"""What regions expected of each other, from guesses that were summed up by region. Nobody's own guess is known here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from align.analysis.compare import tally_of
from align.analysis.conventions import Conventions
from align.analysis.predictions import AssumptionGap, gap_about_others, gap_about_own_summed
from align.analysis.reveal.figures import PairFigures
from align.analysis.reveal.groups import Answers, AnyMeasure, AnyTally, NoClock, centre
from align.analysis.states import State, state_of
from align.domain.events import Guess
from align.domain.model import EVERYONE
from align.domain.prompts import Clock, Prompt

SCORED_FROM = 3
"""Two people can be shown side by side; a figure about a region takes three, however small `min_n` is."""


def read_pairs(
    prompt: Prompt, guesses: Sequence[Guess], answers: Answers, targets: Collection[str], limits: Conventions
) -> tuple[PairFigures, ...]:
    """Return one entry a guess that is public and about one of `targets`: the groups shown alone, and everyone."""
    pairs = _Pairs(prompt, answers, targets, max(limits.min_n, SCORED_FROM))
    return tuple(pairs.figures(guess) for guess in guesses if guess.target in targets and guess.values)


class _Pairs:
    """Guesses beside the answers they are about; all figures are on the clock that most of the target mean."""

    def __init__(self, prompt: Prompt, answers: Answers, targets: Collection[str], least: int) -> None:
        self.prompt, self.answers, self.targets, self.least = prompt, answers, targets, least
        self._said: dict[str, Any] = {}

    def figures(self, guess: Guess) -> PairFigures:
        clock = self.answers.main_clock(guess.target)
        if clock is None or not self.prompt.closed:
            return PairFigures(guess.source, guess.target, clock or "", len(guess.values), guess.same_as_own, 0)
        measure = self.answers.measure(clock)
        guessed, theirs = tally_of(self.prompt, measure, guess.values), self.answers.tally(guess.target, clock)
        gap = self._gap(guess, measure, guessed, theirs, clock)
        state, distance, apart = self._state(guess, measure, theirs, clock)
        return PairFigures(
            source=guess.source,
            target=guess.target,
            clock=clock,
            guesses=len(guess.values),
            same_as_own=guess.same_as_own,
            compared=guessed.n,
            gap=gap.assumption_gap if gap else None,
            gross=gap.gross if gap else None,
            floor=gap.floor if gap else None,
            in_unit=measure.in_unit(gap.assumption_gap) if gap else None,
            bias=gap.bias if gap else None,
            congruency=guess.own_distance if gap else None,
            agreement=gap.agreement if gap else None,
            expected=centre(measure, guessed) if guessed.n >= self.least else None,
            said=self._said_by(guess.target, measure, theirs),
            state=state,
            distance=distance,
            apart=apart,
        )

    def _said_by(self, target: str, measure: AnyMeasure, theirs: AnyTally) -> Any:
        if target not in self._said:
            self._said[target] = centre(measure, theirs) if theirs.n >= self.least else None
        return self._said[target]

    def _ours(self, guess: Guess, clock: Clock | NoClock) -> AnyTally:
        """The answers of the group that guesses; none where it is not shown alone."""
        return self.answers.tally(guess.source if guess.source in self.targets else "", clock)

    def _gap(
        self, guess: Guess, measure: AnyMeasure, guessed: AnyTally, theirs: AnyTally, clock: Clock | NoClock
    ) -> AssumptionGap | None:
        if min(guessed.n, theirs.n) < self.least:
            return None
        if guess.source == guess.target:
            return gap_about_own_summed(measure, guessed, theirs, guess.own_distance)
        ours = self._ours(guess, clock)
        shown = ours if ours.n >= self.least else measure.tally([])
        return gap_about_others(measure, guessed, shown, theirs, guess.own_distance)

    def _state(
        self, guess: Guess, measure: AnyMeasure, theirs: AnyTally, clock: Clock | NoClock
    ) -> tuple[State | None, float | None, float | None]:
        """Return state, distance and apart of the two centres; (None, None, None) where there is no state.

        Who thinks in working time and who thinks in time on the clock differ, whatever their numbers are.
        """
        nothing = (None, None, None)
        ours_clock = self.answers.main_clock(guess.source) if guess.source in self.targets else None
        if guess.source in (guess.target, EVERYONE) or ours_clock is None:
            return nothing
        ours = self.answers.tally(guess.source, ours_clock)
        if min(ours.n, theirs.n) < self.least:
            return nothing
        thought = 2 * guess.same_as_own >= len(guess.values)
        if ours_clock != clock:
            return state_of(same=False, thought_same=thought), 1.0, None
        here, there = measure.centre_of(ours), measure.centre_of(theirs)
        if here is None or there is None:
            return nothing
        state = state_of(same=measure.alike(here, there), thought_same=thought)
        return state, measure.between(here, there), measure.apart(here, there)
