"""All figures of one prompt in one pass: what the reveal, the map and the charter show. Knows region ids, no person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic

from align.analysis.agreement import Agreement, Bounds, agreement, bounds
from align.analysis.conventions import STANDARD, Conventions
from align.analysis.distance import A, A_co, C, Measure, Tally
from align.analysis.predictions import AssumptionGap, Guesses, gap_about_others, gap_about_own
from align.analysis.regions import regional_share, together, within_sum
from align.analysis.states import PairState, Standing, pair_state


@dataclass(frozen=True)
class Response(Generic[A_co]):
    """What one person gave to one prompt: an answer (None if skipped) and a guess for some regions."""

    region: str
    answer: A_co | None = None
    guesses: Mapping[str, A_co] = field(default_factory=dict)


@dataclass(frozen=True)
class RegionFigures(Generic[A]):
    """One region's answers; `Conventions.visible` says what of it may be shown. `agreement`: None below two answers."""

    n: int
    centre: A | None
    agreement: Agreement | None


@dataclass(frozen=True)
class Figures(Generic[A]):
    """One prompt. Pairs are (r, s): rows guess, columns are guessed; pairs without a figure are left out."""

    n: int
    centre: A | None
    agreement: Agreement | None
    bounds: Bounds | None
    regions: dict[str, RegionFigures[A]]
    regional_share: float | None
    inside: float
    """D_within: the mean distance of two answers from the same region, 0 to 1."""
    gaps: dict[tuple[str, str], AssumptionGap]
    states: dict[tuple[str, str], PairState]

    def standing(self, prompt: str) -> Standing:
        """Return what the agenda needs to know of this prompt."""
        return Standing(prompt, self.states, self.inside)


def figures(
    measure: Measure[A, C],
    responses: Iterable[Response[A]],
    *,
    missing: int = 0,
    conventions: Conventions = STANDARD,
) -> Figures[A]:
    """Return all figures of one prompt. `missing`: people who were asked and have not answered.

    Every region counts in the totals, however small; what may be shown of it the caller decides before (by merging
    regions) or after (by `Conventions.visible`). Gaps and states need `min_n` answers of the region guessed and `min_n`
    guesses, or a row of the matrix would be one person's guess. Durations: one clock at a time.
    """
    answers: dict[str, list[C]] = defaultdict(list)
    made: dict[tuple[str, str], list[tuple[C | None, C]]] = defaultdict(list)
    for response in responses:
        own = None if response.answer is None else measure.code(response.answer)
        if own is not None:
            answers[response.region].append(own)
        for region, predicted in response.guesses.items():
            made[response.region, region].append((own, measure.code(predicted)))
    tallies = {region: measure.tally(given) for region, given in answers.items()}
    pairs = {pair: Guesses(measure, given) for pair, given in made.items() if len(given) >= conventions.min_n}
    total = together(measure, tallies.values())
    freedom = total.n - len(tallies)
    return Figures(
        n=total.n,
        centre=_centre(measure, total),
        agreement=agreement(measure, total, conventions),
        bounds=bounds(measure, total, missing),
        regions={
            region: RegionFigures(tally.n, _centre(measure, tally), agreement(measure, tally, conventions))
            for region, tally in tallies.items()
        },
        regional_share=regional_share(measure, tallies.values()),
        inside=within_sum(tallies.values()) / freedom if freedom else 0.0,
        gaps=_gaps(measure, pairs, tallies, conventions.min_n),
        states=_states(measure, pairs, tallies, conventions.min_n),
    )


def _centre(measure: Measure[A, C], tally: Tally[C]) -> A | None:
    code = measure.centre_of(tally)
    return None if code is None else measure.decode(code)


def _gaps(
    measure: Measure[A, C], pairs: Mapping[tuple[str, str], Guesses[C]], tallies: Mapping[str, Tally[C]], min_n: int
) -> dict[tuple[str, str], AssumptionGap]:
    nobody = measure.tally([])
    found = {
        (here, there): gap_about_own(measure, made, tallies.get(here, nobody), min_n)
        if here == there
        else gap_about_others(
            measure, made.predicted, tallies.get(here, nobody), tallies.get(there, nobody), made.congruency, min_n
        )
        for (here, there), made in pairs.items()
    }
    return {pair: gap for pair, gap in found.items() if gap is not None}


def _states(
    measure: Measure[A, C], pairs: Mapping[tuple[str, str], Guesses[C]], tallies: Mapping[str, Tally[C]], min_n: int
) -> dict[tuple[str, str], PairState]:
    found = {
        (here, there): pair_state(measure, made, tallies[here], tallies[there], min_n)
        for (here, there), made in pairs.items()
        if here != there and here in tallies and there in tallies
    }
    return {pair: state for pair, state in found.items() if state is not None}
