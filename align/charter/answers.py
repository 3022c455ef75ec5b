"""What shown answers have in common: who leads, what comes next, how far they reach. Knows no person, no layout.

It reads only what the reveal let out, and says None where answers give no single result: nothing is invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from align.analysis.compare import measure_for, measured
from align.analysis.distance import Measure, Rank
from align.charter.wording import length, place
from align.domain.events import PromptRevealed
from align.domain.parts import first_part
from align.domain.prompts import Clock, Prompt
from align.domain.values import Value, in_minutes, label, words
from align.domain.windows import shared_hours


def shown_values(revealed: PromptRevealed | None) -> list[Value]:
    """Return every answer that is shown, in the order of its groups; skipped ones are not among them."""
    if revealed is None:
        return []
    return [shown.value for group in revealed.groups for shown in group.answers if shown.value is not None]


def by_clock(values: Sequence[Value]) -> dict[Clock, list[Value]]:
    """Return durations by the clock they are meant on, the clock of most answers first."""
    clocks: dict[Clock, list[Value]] = {}
    for clock in ("working", "elapsed"):
        meant = [value for value in values if value["clock"] == clock]
        if meant:
            clocks[clock] = meant
    return dict(sorted(clocks.items(), key=lambda item: -len(item[1])))


def comparable(prompt: Prompt, values: Sequence[Value]) -> list[Value]:
    """Return the answers that can be compared: all of them; durations on the clock most people meant.

    Empty when as many people meant one clock as the other: neither may stand for all.
    """
    if prompt.type != "duration" or not values:
        return list(values)
    clocks = list(by_clock(values).values())
    return [] if len(clocks) > 1 and len(clocks[0]) == len(clocks[1]) else clocks[0]


def coded(prompt: Prompt, values: Sequence[Value]) -> tuple[Measure[Any, Any], list[Any]] | None:
    """Return the prompt's measure and the comparable answers in its shape; None for texts and without answers."""
    usable = comparable(prompt, values)
    measure = measure_for(prompt, usable[0]["clock"] if usable and prompt.type == "duration" else "working")
    if measure is None or not usable:
        return None
    return measure, [measured(prompt, value) for value in usable]


def leading(prompt: Prompt, values: Sequence[Value], position: int = 0) -> str | None:
    """Return in words what leads (or, with `position` 1, comes next); None if nothing does so alone.

    choice and choices: the option named most; rank: the item of the best median place, then of the best mean place;
    scale and duration: the median; scenario: what is done first; window: the hours that more than half have in common.
    Texts, lists, sorted cards and decision rights have no leading answer.
    """
    match prompt.type:
        case "choice" | "choices" | "rank":
            found = _alone(_standing(prompt, values), position)
            return None if found is None else label(prompt, found)
        case "scale" | "duration" if position == 0:
            return middle(prompt, values)
        case "scenario":
            first = first_part(prompt)
            return leading(first.prompt, first.values(values), position)
        case "window" if position == 0:
            return shared_hours(values)
        case _:
            return None


def middle(prompt: Prompt, values: Sequence[Value]) -> str | None:
    """Return the median of a scale's or a duration's answers in words; None without one."""
    found = coded(prompt, values)
    if found is None:
        return None
    measure, answers = found
    centre: Any = measure.centre(answers)  # a median: there is one as soon as there is an answer
    return length(prompt, centre.minutes, centre.clock) if prompt.type == "duration" else place(prompt, centre)


def ends(prompt: Prompt, values: Sequence[Value]) -> tuple[str, str] | None:
    """Return the lowest and the highest answer of a scale or a duration in words; None without answers."""
    usable = comparable(prompt, values)
    if not usable:
        return None
    if prompt.type == "duration":
        ordered = sorted(usable, key=in_minutes)
        return words(prompt, ordered[0]), words(prompt, ordered[-1])
    return str(min(usable)), str(max(usable))


def option_counts(prompt: Prompt, values: Sequence[Value]) -> dict[str, int]:
    """Return option id → how many people named it, in the prompt's order (choice, choices, and rank's own top)."""
    named = Counter(item for value in values for item in ([value] if isinstance(value, str) else value))
    return {option.id: named[option.id] for option in prompt.options}


def card_counts(prompt: Prompt, values: Sequence[Value]) -> dict[str, dict[str, int]]:
    """Return card id → bucket id → how many people put it there, both in the prompt's order."""
    return {
        card.id: {bucket.id: sum(value.get(card.id) == bucket.id for value in values) for bucket in prompt.buckets}
        for card in prompt.options
    }


def leading_bucket(counts: Mapping[str, int]) -> str | None:
    """Return the bucket that holds a card most often; None if nobody sorted it or several lead."""
    return _alone({bucket: (-n,) for bucket, n in counts.items() if n}, 0)


def ranked(prompt: Prompt, values: Sequence[Value]) -> list[str]:
    """Return the ids of options that somebody named, those that lead first, ties in the prompt's order."""
    standing = _standing(prompt, values)
    return sorted(standing, key=lambda item: standing[item])


def _standing(prompt: Prompt, values: Sequence[Value]) -> dict[str, tuple[float, ...]]:
    """Return id → where it stands (less is better), for the ids that somebody named."""
    counts = option_counts(prompt, values)
    named = [item for item, n in counts.items() if n]
    measure = measure_for(prompt)
    if isinstance(measure, Rank):
        tally = measure.count(values)
        medians = measure.median_ranks(tally)
        totals = Counter[str]()
        for code, n in tally.counts.items():
            totals.update({item: n * rank for item, rank in measure.decode(code).items()})
        return {item: (medians[item], totals[item] / tally.n) for item in named}
    return {item: (-counts[item],) for item in named}


def _alone(standing: Mapping[str, tuple[float, ...]], position: int) -> str | None:
    """Return what holds this place without sharing it with anybody."""
    order = sorted(standing, key=lambda item: standing[item])
    if position >= len(order):
        return None
    neighbours = order[max(0, position - 1) : position] + order[position + 1 : position + 2]
    return None if any(standing[item] == standing[order[position]] for item in neighbours) else order[position]
