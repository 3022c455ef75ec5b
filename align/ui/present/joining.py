"""The door in words: which names are on the list, which match what is typed, what to tell before sitting down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from align.domain.model import Attribution
from align.domain.text import name_key
from align.sync.messages import Chair, Door
from align.ui.present.times import calendar_day

Stage = Literal["ticket", "code", "name", "region", "party"]
_QUESTIONS: dict[Stage, tuple[str, str]] = {
    "ticket": ("Which workshop? Paste its ticket.", "A line that begins with align://, from whoever invited you."),
    "code": ("What is the join code?", "Eight letters and digits, read out or sent by the facilitator."),
    "name": ("Who are you?", "Type to find your name in the list, ↑ and ↓ move, enter takes the seat."),
    "region": ("Where do you work?", "It says whose working hours are yours, nothing more."),
    "party": ("For whom do you work?", "So that answers can be compared by company, never by person."),
}
_SHOWN: dict[Attribution, str] = {
    "named": "Answers will be shown with names.",
    "region": "Answers will be shown by region, without names.",
    "merged": "Answers will be shown all together, without names or regions.",
}


def question(stage: Stage, door: Door | None) -> tuple[str, str]:
    """Return what is asked and how it is answered."""
    asked, how = _QUESTIONS[stage]
    if stage == "name" and door is not None and door.open_door:
        how = "Type your name. Choose it from the list if it is there; enter takes the seat."
    return asked, how


def about(door: Door) -> str:
    """Say what is behind the door, and how answers will be shown."""
    milestone = door.milestone
    return f"{door.title} · {milestone.name}, {calendar_day(milestone.date)}. {_SHOWN[door.attribution]}"


def matching(chairs: Sequence[Chair], typed: str) -> list[Chair]:
    """Return the chairs whose name holds what is typed; free ones first, then by name."""
    wanted = name_key(typed)
    found = [chair for chair in chairs if wanted in name_key(chair.name)]
    return sorted(found, key=lambda chair: (chair.taken, name_key(chair.name)))


def is_listed(chairs: Sequence[Chair], typed: str) -> bool:
    """Whether somebody of exactly this name is on the list."""
    return any(name_key(chair.name) == name_key(typed) for chair in chairs)
