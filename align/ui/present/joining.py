"""The door in words: which names are on the list, which match what is typed, what to tell before sitting down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from align.domain.model import Attribution
from align.domain.state import State
from align.domain.text import bare_key, name_key
from align.language import _, mark, plural
from align.sync.messages import Chair, Door
from align.sync.ticket import CODE_LENGTH, plain_code
from align.ui.present.calendars import person_of
from align.ui.present.times import calendar_day

Stage = Literal["ticket", "code", "name", "region", "party"]
_QUESTIONS: dict[Stage, tuple[str, str]] = {
    "ticket": (
        mark("Which workshop? Paste its ticket."),
        mark("A line that begins with align://, from whoever invited you."),
    ),
    "code": (mark("What is the join code?"), mark("Eight letters and digits, read out or sent by the facilitator.")),
    "name": (
        mark("Who are you?"),
        mark("Type your name, or go to it with ↑ and ↓; enter takes the seat that is marked."),
    ),
    "region": (mark("Where do you work?"), mark("It says whose working hours are yours, nothing more.")),
    "party": (mark("For whom do you work?"), mark("So that answers can be compared by company, never by person.")),
}
_SHOWN: dict[Attribution, str] = {
    "named": mark("Answers will be shown with names."),
    "region": mark("Answers will be shown by region, without names."),
    "merged": mark("Answers will be shown all together, without names or regions."),
}


def question(stage: Stage, door: Door | None) -> tuple[str, str]:
    """Return what is asked and how it is answered."""
    asked, how = _QUESTIONS[stage][0], _(_QUESTIONS[stage][1])
    if stage == "name" and door is not None and door.open_door:
        how = _("Type your name. If it is in the list, mark it with ↑ and ↓; enter goes on.")
    return _(asked), how


def about(door: Door) -> str:
    """Say what is behind the door, and how answers will be shown."""
    milestone = door.milestone
    return _(
        "{title} · {name}, {day}. {shown}",
        title=door.title, name=milestone.name, day=calendar_day(milestone.date), shown=_(_SHOWN[door.attribution]),
    )  # fmt: skip


def code_trouble(typed: str) -> str:
    """Say why something can be no join code, so that nobody knocks with it; empty where it can."""
    signs = len(plain_code(typed))
    if not signs:
        return _("The join code is missing; the facilitator has it.")
    if signs == CODE_LENGTH:
        return ""
    return plural(
        signs,
        "A join code has eight letters and digits; this is {n}.",
        "A join code has eight letters and digits; these are {n}.",
        n=signs,
    )


def goes_on_as(state: State, me: str) -> str:
    """Say whose seat this computer has kept, and what somebody else does; empty where the plan does not know them."""
    person = person_of(state, me)
    if person is None:
        return ""
    region = state.the_plan.region(person.region).name
    return _(
        "You go on as {name} ({region}). Not you? Leave with ctrl+c and join with --as and a word of your own.",
        name=person.name, region=region,
    )  # fmt: skip


def you_are(state: State, me: str) -> str:
    """Say whose seat was taken just now; empty where the plan does not know them."""
    person = person_of(state, me)
    if person is None:
        return ""
    return _("You are {name}, {region}.", name=person.name, region=state.the_plan.region(person.region).name)


def matching(chairs: Sequence[Chair], typed: str) -> list[Chair]:
    """Return the chairs whose name holds what is typed, accents or not; who is called exactly so before all, then free
    ones, then by name."""
    wanted = bare_key(typed)
    found = [chair for chair in chairs if wanted in bare_key(chair.name)]
    return sorted(found, key=lambda chair: (name_key(chair.name) != name_key(typed), chair.taken, bare_key(chair.name)))


def is_listed(chairs: Sequence[Chair], typed: str) -> bool:
    """Whether somebody of exactly this name is on the list."""
    return any(name_key(chair.name) == name_key(typed) for chair in chairs)
