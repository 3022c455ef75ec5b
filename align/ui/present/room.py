"""The room's list in words: who has had a turn and who comes next. Never what anybody wrote."""

from __future__ import annotations

from collections.abc import Sequence

from align.engine.room import Place, Standing
from align.ui.present.counts import of

MARKS: dict[Standing, tuple[str, str]] = {
    "free": ("○", "not yet"), "here": ("◐", "begun, not handed in"), "done": ("●", "handed in"),
    "elsewhere": ("·", "in another terminal"),
}  # fmt: skip


def standing(places: Sequence[Place]) -> str:
    """Return "2 of 9 handed in here"."""
    return f"{of(sum(place.standing == 'done' for place in places), len(places))} handed in here"


def next_place(places: Sequence[Place], after: str = "") -> int:
    """Return the row of who comes next: the first after `after`, around the list, whose turn it can be."""
    ids = [place.id for place in places]
    start = ids.index(after) + 1 if after in ids else 0
    order = [*range(start, len(places)), *range(start)]
    return next((n for n in order if places[n].standing in ("free", "here")), 0)


def thanks(place: Place | None) -> str:
    """Return what the room reads after a turn."""
    if place is None:
        return "Who begins?"
    if place.standing == "done":
        return f"{place.name} has handed in. Who is next?"
    return f"{place.name} can go on later; all is kept. Who is next?"
