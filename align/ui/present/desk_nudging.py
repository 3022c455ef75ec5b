"""Whom the desk can remind, and what came of it. It knows no Textual."""

from __future__ import annotations

from datetime import datetime

from align.domain.state import State
from align.engine.nudges import has_finished
from align.language import _, mark, plural
from align.sync.messages import Presence, Seat
from align.ui.present.desk import whereabouts
from align.ui.present.desk_join import Chair

EVERYBODY = "everybody"
NUDGING = (
    mark("Remind whom?"),
    mark("A polite word at their own screen, once, at most every five minutes. Nobody else sees whom you remind."),
)


def unfinished(state: State, presence: Presence | None, now: datetime) -> tuple[Chair, ...]:
    """Return who has not done what everybody is asked for now; those who are not here can be read, not picked."""
    seats = {seat.participant: seat for seat in presence.seats} if presence is not None else {}
    regions = {region.id: region.name for region in state.the_plan.regions}
    rows = []
    for person in state.the_plan.participants:
        seat = seats.get(person.id, Seat(person.id))
        if not has_finished(state, person.id, done=seat.done, voted=seat.voted, now=now):
            away = "" if seat.online else f"{_(', ')}{whereabouts(seat)}"
            rows.append(Chair(person.id, f"{person.name} · {regions[person.region]}{away}", not seat.online))
    return tuple(rows)


def reminded_words(reached: int, meant: int) -> str:
    """Say how many were reminded of those who were meant."""
    said = _("Nobody was reminded.")
    if reached:
        said = plural(
            reached, "{n} person was reminded, at their own screen.",
            "{n} people were reminded, each at their own screen.", n=reached,
        )  # fmt: skip
    if reached < meant:
        others = plural(
            meant - reached, "The other one is not here, or was reminded less than five minutes ago.",
            "The others are not here, or were reminded less than five minutes ago.",
        )  # fmt: skip
        return f"{said} {others}"
    return said
