"""The room's list in words: who has had a turn and who comes next. Never what anybody wrote."""

from __future__ import annotations

from collections.abc import Sequence

from align.engine.room import Place, Standing
from align.language import _, mark

MARKS: dict[Standing, tuple[str, str]] = {
    "free": ("○", mark("not yet")), "here": ("◐", mark("begun, not handed in")), "done": ("●", mark("handed in")),
    "elsewhere": ("·", mark("in another terminal")),
}  # fmt: skip


def standing(places: Sequence[Place]) -> str:
    """Return "2 of 9 handed in here"."""
    done = sum(place.standing == "done" for place in places)
    return _("{n} of {all} handed in here", n=done, all=len(places))


def next_place(places: Sequence[Place], after: str = "") -> int:
    """Return the row of who comes next: the first after `after`, around the list, whose turn it can be."""
    ids = [place.id for place in places]
    start = ids.index(after) + 1 if after in ids else 0
    order = [*range(start, len(places)), *range(start)]
    return next((n for n in order if places[n].standing in ("free", "here")), 0)


def thanks(place: Place | None) -> str:
    """Return what the room reads after a turn."""
    if place is None:
        return _("Who begins?")
    if place.standing == "done":
        return _("{name} has handed in. Who is next?", name=place.name)
    return _("{name} can go on later; all is kept. Who is next?", name=place.name)
