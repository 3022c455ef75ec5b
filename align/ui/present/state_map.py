"""The four-state map: prompts by ordered pairs of regions. Plain values; letters, shapes and colours come later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from align.analysis.reveal import WorkshopFigures
from align.analysis.reveal.pairs import SCORED_FROM
from align.analysis.states import State
from align.charter.wording import listed, region_name
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.language import _, counted, plural


class MapRow(msgspec.Struct, frozen=True):
    """One prompt with a state a pair; None where there is none."""

    prompt: str
    title: str
    states: tuple[State | None, ...]


class StateMap(msgspec.Struct, frozen=True):
    """`pairs` are (who guesses, about whom) as the letters of two regions: "P→B"."""

    pairs: tuple[str, ...]
    rows: tuple[MapRow, ...]
    summary: str
    missing: str
    """Which regions have no state, and why; empty when all have."""


def state_map(plan: Plan, prompts: Sequence[Prompt], found: WorkshopFigures) -> StateMap:
    """Return the map with its rows in the order of `prompts`, pairs without any state left out."""
    states = {one.prompt: {pair: there.state for pair, there in one.standing().states.items()} for one in found.prompts}
    seen = {pair for row in states.values() for pair in row}
    regions = plan.regions
    pairs = [(one, other) for one in regions for other in regions if (one.id, other.id) in seen]
    rows = tuple(
        MapRow(
            prompt.id,
            prompt.title,
            tuple(states.get(prompt.id, {}).get((one.id, other.id)) for one, other in pairs),
        )
        for prompt in prompts
    )
    return StateMap(
        tuple(f"{one.letter}→{other.letter}" for one, other in pairs), rows, _summary(plan, rows), _missing(plan, seen)
    )


def _summary(plan: Plan, rows: Sequence[MapRow]) -> str:
    counts = Counter(state for row in rows for state in row.states if state is not None)
    if not counts:
        least = max(plan.min_n, SCORED_FROM)
        fewest = plural(least, "{n} answer", "{n} answers", n=least)
        return _(
            "No pair of regions has a state: it takes guesses, and at least {fewest} of each region.", fewest=fewest
        )
    hidden = counts["hidden agreement"]
    parts = [
        *([_celebrated(hidden)] if hidden else []),
        *([counted(counts["blind spot"], "blind spot")] if counts["blind spot"] else []),
        *([counted(counts["open difference"], "open difference")] if counts["open difference"] else []),
        _("{n} shared", n=counts["shared"]),
    ]
    return f"{_(', ').join(parts)}{_('.')}"


def _celebrated(hidden: int) -> str:
    return plural(
        hidden, "{n} hidden agreement to celebrate first", "{n} hidden agreements to celebrate first", n=hidden
    )


def _missing(plan: Plan, seen: set[tuple[str, str]]) -> str:
    shown = {region for pair in seen for region in pair}
    left = [region_name(plan, region.id) for region in plan.regions if region.id not in shown]
    return _("Too few answers or no guess: {regions}.", regions=listed(left)) if left and seen else ""
