"""What a chart of answers shows, as plain numbers: durations on a logarithmic strip, an order with what splits it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import msgspec

from align.analysis.compare import measure_for
from align.analysis.distance import Rank
from align.domain.events import PromptRevealed, Shown
from align.domain.model import Plan
from align.domain.prompts import Clock, Prompt
from align.domain.values import UNIT_MINUTES, Value, in_minutes, words
from align.engine.workshop import Mine
from align.language import mark
from align.ui.present.reveal import Column, columns

_MARKS = (
    ("minutes", "min", (1, 5, 15, 30)), ("hours", "h", (1, 2, 4)), ("days", "d", (1, 2)),
    ("weeks", "wk", (1, 2, 4, 12, 52)),
)  # fmt: skip
CLOCK_WORDS: dict[Clock, str] = {
    "working": mark("In working time (a day is 8 h)"),
    "elapsed": mark("In time on the clock"),
}
SPLIT_FROM = 3
"""How many orders it takes before a pair of items can split a team."""
MOST_SPLITS = 3


class Strip(msgspec.Struct, frozen=True):
    """Durations on one clock. `rows[column]` holds (minutes, how many), shortest first; `ticks` are labelled minutes.

    `said[column]` is what was answered, in the units in which it was given.
    """

    clock: Clock
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[float, int], ...], ...]
    said: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    mine: float | None = None

    def place(self, minutes: float, cells: int) -> int:
        """Return the cell, 0 to `cells` - 1, of a length of time: each doubling takes the same room."""
        low, high = self.ticks[0][0], self.ticks[-1][0]
        share = math.log(max(low, min(minutes, high)) / low) / math.log(high / low)
        return round(share * (cells - 1))


# ---- durations ---------------------------------------------------------------------------------------------------


def strips(plan: Plan, prompt: Prompt, revealed: PromptRevealed, mine: Mine) -> list[Strip]:
    """Return one strip a clock that somebody meant, the clock of most answers first; the two are never mixed."""
    shown = columns(plan, revealed)
    given = {group.id: [one.value for one in group.answers] for group in revealed.groups}
    found = []
    for clock in CLOCK_WORDS:
        meant = [[value for value in given[column.id] if value and value["clock"] == clock] for column in shown]
        if any(meant):
            found.append(_strip(prompt, clock, shown, meant, mine))
    return sorted(found, key=lambda strip: -sum(n for row in strip.rows for _, n in row))


def _strip(prompt: Prompt, clock: Clock, shown: Sequence[Column], meant: list[list[Value]], mine: Mine) -> Strip:
    lengths = [in_minutes(value) for values in meant for value in values]
    own = mine.answers.get(prompt.id)
    is_here = own is not None and own.value is not None and own.value["clock"] == clock
    return Strip(
        clock=clock,
        columns=tuple(msgspec.structs.replace(one, n=len(row)) for one, row in zip(shown, meant, strict=True)),
        rows=tuple(tuple(sorted(Counter(map(in_minutes, values)).items())) for values in meant),
        said=tuple(_said(prompt, values) for values in meant),
        ticks=_ticks(clock, min(lengths), max(lengths)),
        mine=in_minutes(own.value) if own is not None and is_here else None,
    )


def _said(prompt: Prompt, values: Sequence[Value]) -> str:
    """Return the answers as they were given: "4 working hours ×2, 1 working day"."""
    counts = Counter(words(prompt, value) for value in sorted(values, key=in_minutes))
    return ", ".join(f"{text} ×{n}" if n > 1 else text for text, n in counts.items())


def _ticks(clock: Clock, low: float, high: float) -> tuple[tuple[float, str], ...]:
    """Return the labelled lengths from the last one at or below `low` to the first one at or above `high`."""
    sizes = UNIT_MINUTES[clock]
    ticks = [
        (float(number * sizes[unit]), f"{number} {short}") for unit, short, numbers in _MARKS for number in numbers
    ]
    first = max((n for n, (minutes, _) in enumerate(ticks) if minutes <= low), default=0)
    last = min((n for n, (minutes, _) in enumerate(ticks) if minutes >= high), default=len(ticks) - 1)
    if last == first:
        first, last = max(0, first - 1), min(len(ticks) - 1, last + 1)
    return tuple(ticks[first : last + 1])


# ---- orders ------------------------------------------------------------------------------------------------------


class SplitPair(msgspec.Struct, frozen=True):
    """Two items of an order and how many put each before the other; who left both out is in neither."""

    one: str
    other: str
    one_first: int
    other_first: int


def splits(prompt: Prompt, revealed: PromptRevealed) -> tuple[SplitPair, ...]:
    """Return the pairs of items that split the team most: at least a third of those who ranked stand on each side."""
    measure = measure_for(prompt)
    values = [one.value for group in revealed.groups for one in group.answers if one.value and not one.late]
    if not isinstance(measure, Rank) or len(values) < SPLIT_FROM:
        return ()
    labels = {option.id: option.label for option in prompt.options}
    counted = [
        SplitPair(labels[one], labels[other], *sides)
        for (one, other), sides in measure.pairs(measure.count(values)).items()
    ]
    wide = [pair for pair in counted if 3 * min(pair.one_first, pair.other_first) >= len(values)]
    return tuple(sorted(wide, key=lambda pair: -min(pair.one_first, pair.other_first))[:MOST_SPLITS])


# ---- cards -------------------------------------------------------------------------------------------------------


def in_places(prompt: Prompt, revealed: PromptRevealed) -> list[list[list[tuple[str, int]]]]:
    """Return rows of cards, columns of places; each cell has (group id, how many) for the groups that are there."""
    groups = [group for group in revealed.groups if group.answers]

    def there(answers: Sequence[Shown], card: str, bucket: str) -> int:
        return sum(bool(one.value) and one.value.get(card) == bucket for one in answers)

    return [
        [
            [(g.id, n) for g in groups if (n := there(g.answers, card.id, bucket.id))]
            for bucket in prompt.buckets
        ]
        for card in prompt.options
    ]  # fmt: skip


def led_apart(cells: Sequence[Sequence[tuple[str, int]]]) -> bool:
    """Whether groups have put a card mostly in different places; where a group has no first place it says nothing."""
    by_group: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(cells):
        for group, n in cell:
            by_group.setdefault(group, []).append((n, place))
    leading = set()
    for counts in by_group.values():
        ordered = sorted(counts, reverse=True)
        if len(ordered) == 1 or ordered[0][0] > ordered[1][0]:
            leading.add(ordered[0][1])
    return len(leading) > 1
