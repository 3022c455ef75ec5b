"""What regions expected of each other, from guesses that were summed up by region. Nobody's own guess is known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from align.analysis.conventions import Conventions
from align.analysis.distance import Duration, Line
from align.analysis.predictions import AssumptionGap, Guesses, gap_about_others, gap_about_own_summed
from align.analysis.regions import centre_gap
from align.analysis.reveal.figures import PairFigures
from align.analysis.reveal.groups import AnyMeasure, AnyTally, Groups, NoClock, centre, counted, main_clock, measure_on
from align.analysis.states import State, state_of
from align.domain.events import Guess
from align.domain.model import EVERYONE
from align.domain.prompts import Clock, Prompt
from align.domain.values import Value

SCORED_FROM = 3
"""Two people can be shown side by side; a figure about a region takes three, however small `min_n` is."""


def read_pairs(
    prompt: Prompt, guesses: Sequence[Guess], groups: Groups, limits: Conventions
) -> tuple[PairFigures, ...]:
    """Return one entry a guess that is public. `groups` are the blind answers of regions that are shown alone."""
    least = max(limits.min_n, SCORED_FROM)
    return tuple(
        _Pair(prompt, guess, groups, least).figures() for guess in guesses if guess.target in groups and guess.values
    )


class _Pair:
    """One guess beside the answers it is about; all figures are on the clock that most of the target mean."""

    def __init__(self, prompt: Prompt, guess: Guess, groups: Groups, least: int) -> None:
        self.prompt, self.guess, self.least = prompt, guess, least
        self.theirs: Sequence[Value] = groups[guess.target]
        self.ours: Sequence[Value] = groups.get(guess.source, ())
        self.clock = main_clock(prompt, self.theirs)

    def figures(self) -> PairFigures:
        guess, clock = self.guess, self.clock
        bare = PairFigures(guess.source, guess.target, clock or "", len(guess.values), guess.same_as_own, 0)
        measure = None if clock is None else measure_on(self.prompt, clock)
        if clock is None or measure is None:
            return bare
        guessed, theirs = self._on(measure, guess.values, clock), self._on(measure, self.theirs, clock)
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

    def _on(self, measure: AnyMeasure, values: Sequence[Value], clock: Clock | NoClock) -> AnyTally:
        meant = [value for value in values if not clock or value["clock"] == clock]
        return counted(self.prompt, measure, meant)

    def _gap(
        self, measure: AnyMeasure, guessed: AnyTally, theirs: AnyTally, clock: Clock | NoClock
    ) -> AssumptionGap | None:
        if min(guessed.n, theirs.n) < self.least:
            return None
        if self.guess.source == self.guess.target:
            return gap_about_own_summed(measure, guessed, theirs, self.guess.own_distance)
        made = Guesses(measure, [(None, code) for code in guessed.counts.elements()])
        ours = self._on(measure, self.ours, clock)
        return gap_about_others(measure, made, ours if ours.n >= self.least else measure.tally([]), theirs)

    def _state(
        self, measure: AnyMeasure, theirs: AnyTally, clock: Clock | NoClock
    ) -> tuple[State | None, float | None, float | None]:
        """Return state, distance and apart of the two centres; (None, None, None) where there is no state.

        Who thinks in working time and who thinks in time on the clock differ, whatever their numbers are.
        """
        nothing = (None, None, None)
        ours_clock = main_clock(self.prompt, self.ours)
        if self.guess.source in (self.guess.target, EVERYONE) or ours_clock is None:
            return nothing
        ours = counted(
            self.prompt,
            measure_on(self.prompt, ours_clock) or measure,
            [value for value in self.ours if not ours_clock or value["clock"] == ours_clock],
        )
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


def alone(groups: Mapping[str, Sequence[Value]], regions: Sequence[str]) -> dict[str, Sequence[Value]]:
    """Return the groups that guesses can be about: regions shown by themselves, and everyone."""
    return {group: values for group, values in groups.items() if group in regions or group == EVERYONE}
