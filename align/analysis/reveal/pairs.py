"""What regions expected of each other, from guesses that were summed up by region. Nobody's own guess is known here."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from align.analysis.conventions import Conventions
from align.analysis.distance import Duration, Line
from align.analysis.predictions import AssumptionGap, gap_about_others, gap_about_own_summed
from align.analysis.regions import centre_gap
from align.analysis.reveal.figures import PairFigures
from align.analysis.reveal.groups import Answers, AnyMeasure, AnyTally, NoClock, centre, counted, measure_on
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
    least = max(limits.min_n, SCORED_FROM)
    return tuple(
        _Pair(prompt, guess, answers, targets, least).figures()
        for guess in guesses
        if guess.target in targets and guess.values
    )


class _Pair:
    """One guess beside the answers it is about; all figures are on the clock that most of the target mean."""

    def __init__(self, prompt: Prompt, guess: Guess, answers: Answers, targets: Collection[str], least: int) -> None:
        self.prompt, self.guess, self.answers, self.least = prompt, guess, answers, least
        self.clock = answers.main_clock(guess.target)
        self.ours = guess.source if guess.source in targets else ""
        self.ours_clock = answers.main_clock(self.ours)

    def figures(self) -> PairFigures:
        guess, clock = self.guess, self.clock
        bare = PairFigures(guess.source, guess.target, clock or "", len(guess.values), guess.same_as_own, 0)
        measure = None if clock is None else measure_on(self.prompt, clock)
        if clock is None or measure is None:
            return bare
        meant = guess.values if not clock else [value for value in guess.values if value["clock"] == clock]
        guessed, theirs = counted(self.prompt, measure, meant), self.answers.tally(guess.target, clock)
        gap = self._gap(measure, guessed, theirs, clock)
        state, distance, apart = self._state(measure, theirs, clock)
        found = msgspec.structs.replace(
            bare,
            compared=guessed.n,
            expected=centre(measure, guessed) if guessed.n >= self.least else None,
            said=centre(measure, theirs) if theirs.n >= self.least else None,
            state=state,
            distance=distance,
            apart=apart,
        )
        if gap is None:
            return found
        return msgspec.structs.replace(
            found,
            gap=gap.assumption_gap,
            gross=gap.gross,
            floor=gap.floor,
            in_unit=_in_unit(measure, gap),
            bias=gap.bias,
            congruency=self.guess.own_distance,
            agreement=gap.agreement,
        )

    def _gap(
        self, measure: AnyMeasure, guessed: AnyTally, theirs: AnyTally, clock: Clock | NoClock
    ) -> AssumptionGap | None:
        if min(guessed.n, theirs.n) < self.least:
            return None
        if self.guess.source == self.guess.target:
            return gap_about_own_summed(measure, guessed, theirs, self.guess.own_distance)
        ours = self.answers.tally(self.ours, clock)
        shown = ours if ours.n >= self.least else measure.tally([])
        return gap_about_others(measure, guessed, shown, theirs, self.guess.own_distance)

    def _state(
        self, measure: AnyMeasure, theirs: AnyTally, clock: Clock | NoClock
    ) -> tuple[State | None, float | None, float | None]:
        """Return state, distance and apart of the two centres; (None, None, None) where there is no state.

        Who thinks in working time and who thinks in time on the clock differ, whatever their numbers are.
        """
        nothing = (None, None, None)
        ours_clock = self.ours_clock
        if self.guess.source in (self.guess.target, EVERYONE) or ours_clock is None:
            return nothing
        ours = self.answers.tally(self.ours, ours_clock)
        if min(ours.n, theirs.n) < self.least:
            return nothing
        thought = 2 * self.guess.same_as_own >= len(self.guess.values)
        if ours_clock != clock:
            return state_of(same=False, thought_same=thought), 1.0, None
        here, there = measure.centre_of(ours), measure.centre_of(theirs)
        if here is None or there is None:
            return nothing
        state = state_of(same=measure.alike(here, there), thought_same=thought)
        return state, measure.between(here, there), centre_gap(measure, here, there)


def _in_unit(measure: AnyMeasure, gap: AssumptionGap) -> float | None:
    if not isinstance(measure, Line):
        return None
    places = gap.assumption_gap * measure.length
    return float(2**places) if isinstance(measure, Duration) else places
