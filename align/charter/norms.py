"""What a sort of norms says: which hold everywhere, which are each region's, which share an aim and no more.

It reads counts only, as the reveal let them out. A clause stands above it: people agreed to its words.
"""

from __future__ import annotations

from align.charter.answers import card_counts, leading_bucket, shown_values
from align.charter.draft import NO_RULE
from align.charter.view import CardView, NormsView, PlaceView
from align.charter.wording import counted, one_line
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.domain.state import State


def norms(state: State) -> list[NormsView]:
    """Return one entry for every sort in the area of norms whose answers are shown."""
    plan = state.the_plan
    return [_norms(state, prompt) for prompt in _sorts(plan) if shown_values(state.revealed.get(prompt.id))]


def local_norms(state: State) -> list[str]:
    """Return the cards for which each region writes its own way, in the pack's order."""
    return [
        f"{card['card']} ({place['place']})" for sort in norms(state) for place in sort["places"] if place["local"]
        for card in place["cards"]
    ]  # fmt: skip


def _sorts(plan: Plan) -> list[Prompt]:
    return [prompt for prompt in plan.pack.prompts if prompt.type == "sort" and prompt.area == "norms"]


def _norms(state: State, prompt: Prompt) -> NormsView:
    counts = card_counts(prompt, shown_values(state.revealed[prompt.id]))
    led = {card: leading_bucket(found) for card, found in counts.items()}
    labels = {option.id: one_line(option.label) for option in prompt.options}

    def cards(bucket: str | None) -> list[CardView]:
        held = [card for card, leads in led.items() if leads == bucket and any(counts[card].values())]
        return [{"card": labels[card], "people": _people(counts[card], bucket)} for card in held]

    places: list[PlaceView] = [
        {
            "place": one_line(bucket.label),
            "local": bucket.id not in (prompt.buckets[0].id, NO_RULE),
            "cards": cards(bucket.id),
        }
        for bucket in prompt.buckets
    ]
    return {"prompt": prompt.id, "title": one_line(prompt.title), "places": places, "undecided": cards(None)}


def _people(counts: dict[str, int], bucket: str | None) -> str:
    """Return how many put a card there, of those who sorted it."""
    total = sum(counts.values())
    return f"{counts[bucket]} of {total}" if bucket else counted(total, "answer")
