"""From a revealed prompt to its figures. It knows what everybody may see, nothing else: no author, no hidden answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from align.analysis.agreement import agreement, bounds
from align.analysis.conventions import Conventions
from align.analysis.distance import Line
from align.analysis.regions import regional_share, together, within_sum
from align.analysis.reveal.figures import GroupFigures, PartFigures, PromptFigures, WorkshopFigures
from align.analysis.reveal.groups import (
    Answers,
    AnyMeasure,
    AnyTally,
    NoClock,
    blind,
    centre,
    late,
    measure_on,
)
from align.analysis.reveal.pairs import read_pairs
from align.analysis.states import agenda
from align.domain.events import Group, PromptRevealed
from align.domain.model import EVERYONE, Plan
from align.domain.prompts import Clock, Prompt
from align.domain.values import Value, in_minutes


def conventions_for(plan: Plan, prompt: Prompt) -> Conventions:
    """Return the thresholds for one prompt: the plan's, stricter where it is sensitive, the method's for the rest."""
    return Conventions(near_share=plan.threshold, min_n=plan.min_n_for(prompt))


def read_workshop(plan: Plan, revealed: Mapping[str, PromptRevealed]) -> WorkshopFigures:
    """Return the figures of all revealed prompts (by prompt id) and the agenda; both empty before the reveal."""
    found = tuple(
        read_prompt(plan, prompt, revealed[prompt.id]) for prompt in plan.pack.prompts if prompt.id in revealed
    )
    return WorkshopFigures(found, agenda([figures.standing() for figures in found]))


def read_prompt(plan: Plan, prompt: Prompt, revealed: PromptRevealed) -> PromptFigures:
    """Return all figures of one prompt from what is public of it.

    Late answers are counted and left out: who gave them had seen the others. Texts and lists have no figures. A
    region needs `min_n` answers, and three in any case, for figures of its own.
    """
    limits = conventions_for(plan, prompt)
    groups = blind(revealed)
    total = sum(map(len, groups.values()))
    bare = PromptFigures(
        prompt=prompt.id,
        title=prompt.title,
        area=prompt.area,
        type=prompt.type,
        asked=revealed.expected,
        answered=revealed.answered,
        n=total,
        late=late(revealed),
        limits=limits,
    )
    if not prompt.closed or not total:
        return bare
    answers = Answers(prompt, groups)
    place = {region.id: place for place, region in enumerate(plan.regions)}
    alone = groups.keys() & {*place, EVERYONE}
    pairs = read_pairs(prompt, revealed.guesses, answers, alone, limits)
    # On which clock the missing would have answered nobody can say.
    missing = max(0, revealed.expected - total) if len(answers.clocks) == 1 else None
    return msgspec.structs.replace(
        bare,
        parts=tuple(_part(plan, prompt, clock, answers, revealed.groups, missing, limits) for clock in answers.clocks),
        pairs=tuple(sorted(pairs, key=lambda pair: [place.get(end, 0) for end in (pair.source, pair.target)])),
    )


def _part(
    plan: Plan,
    prompt: Prompt,
    clock: Clock | NoClock,
    answers: Answers,
    shown: Sequence[Group],
    missing: int | None,
    limits: Conventions,
) -> PartFigures:
    measure = measure_on(prompt, clock)
    assert measure is not None  # the prompt is closed
    groups = answers.clocks[clock]
    tallies = {group: answers.tally(group, clock) for group in groups}
    total = together(measure, tallies.values())
    regions = [region.id for region in plan.regions if region.id in tallies]
    freedom = total.n - len(tallies)
    return PartFigures(
        clock=clock,
        n=total.n,
        centre=centre(measure, total),
        agreement=agreement(measure, total, limits),
        bounds=None if missing is None else bounds(measure, total, missing),
        groups=tuple(
            _group(plan, prompt, measure, group, tallies[group.id], groups[group.id], limits)
            for group in shown
            if group.id in tallies
        ),
        regional_share=regional_share(measure, [tallies[region] for region in regions]),
        share_of=tuple(regions),
        inside=within_sum(tallies.values()) / freedom if freedom else 0.0,
    )


def _group(
    plan: Plan,
    prompt: Prompt,
    measure: AnyMeasure,
    group: Group,
    tally: AnyTally,
    values: Sequence[Value],
    limits: Conventions,
) -> GroupFigures:
    shows = limits.visible(tally.n, named=plan.attribution == "named")
    if shows not in ("few", "all"):
        return GroupFigures(id=group.id, regions=group.regions, n=tally.n, shows=shows)
    places: list[Any] = [in_minutes(value) if prompt.type == "duration" else value for value in values]
    line = isinstance(measure, Line)
    return GroupFigures(
        id=group.id,
        regions=group.regions,
        n=tally.n,
        shows=shows,
        centre=centre(measure, tally),
        low=float(min(places)) if line else None,
        high=float(max(places)) if line else None,
        agreement=agreement(measure, tally, limits),
    )
