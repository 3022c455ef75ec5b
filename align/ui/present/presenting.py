"""What a shared screen may show in each phase, in words. Plain values in, plain words out; it knows no Textual.

Only what everybody may know: no name of who is missing, no ticket that opens the desk, no word of an answer before
its round is closed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from align.domain.model import SUPPORT_LEVELS, Clause, Region
from align.domain.state import State
from align.language import _, plural
from align.sync.messages import Presence, Progress
from align.ui.present.counts import count
from align.ui.present.desk import shown_how
from align.ui.present.signing import signed_words
from align.ui.present.times import about_minutes, calendar_day

Stage = Literal["joining", "answering", "answers", "clauses", "charter"]


class RegionHere(msgspec.Struct, frozen=True):
    """How many of a region's people are here."""

    id: str
    letter: str
    name: str
    here: int
    people: int


def stage(state: State, *, clauses: bool = True) -> Stage:
    """Return what is shown in this phase; where clauses are agreed, `clauses` or the answers."""
    match state.phase:
        case "setup":
            return "joining"
        case "assume" | "pulse":
            return "answering"
        case "reveal":
            return "answers"
        case "agree":
            return "clauses" if clauses and state.clauses else "answers"
        case "sealed":
            return "charter"


def here(state: State, presence: Presence | None) -> tuple[RegionHere, ...]:
    """Return how many are here, region by region; no names."""
    plan = state.the_plan
    online = {seat.participant for seat in presence.seats if seat.online} if presence is not None else set()
    found = []
    for region in plan.regions:
        people = [person.id for person in plan.participants if person.region == region.id]
        if people:
            found.append(RegionHere(region.id, region.letter, region.name, len(online & {*people}), len(people)))
    return tuple(found)


def milestone_words(state: State) -> str:
    """Return what the team works towards: "Towards First patient in, 12 Mar 2027"."""
    milestone = state.the_plan.milestone
    if not milestone.date:
        return _("Towards {name}", name=milestone.name)
    return _("Towards {name}, {day}", name=milestone.name, day=calendar_day(milestone.date))


def round_words(state: State) -> tuple[str, ...]:
    """Return what everybody may know of an open round or pulse."""
    plan, asked = state.the_plan, state.asked
    prompts = count(len(asked), "prompt")
    until = _("Nobody sees an answer before the pulse closes, the facilitator included.")
    if state.phase != "pulse":
        prompts = f"{prompts}{_(', ')}{about_minutes(plan.pack.minutes)}"
        until = _("Nobody sees an answer before the round closes, the facilitator included.")
    return (
        f"{prompts}{_('. ')}{_('Write what you do, not what the process says.')}",
        until,
        _("Then answers are shown {how}.", how=shown_how(plan.attribution)),
    )


def done_words(progress: Progress) -> str:
    """Return "8 of 9 are done, 9 are here"."""
    done = plural(
        progress.done, "{n} of {all} is done", "{n} of {all} are done", n=progress.done, all=progress.expected
    )
    here = plural(progress.online, "{n} is here", "{n} are here", n=progress.online)
    return f"{done}{_(', ')}{here}"


def shown_clause(state: State, chosen: str = "") -> Clause | None:
    """Return the clause to show: the one that is voted on, else `chosen`, else the newest."""
    voting = next(iter(state.open_votes), chosen)
    return state.clauses.get(voting) or next(reversed(state.clauses.values()), None)


def next_clause(state: State, now: Clause, by: int) -> str:
    """Return the id of the clause before or after; the ends hold."""
    order = list(state.clauses)
    return order[max(0, min(order.index(now.id) + by, len(order) - 1))]


def vote_words(progress: Progress) -> str:
    """Return how many levels are in, and when they are shown; never which."""
    return _(
        "A vote is open: {n} of {all} levels are in. All are shown together when it closes.",
        n=progress.votes, all=progress.expected,
    )  # fmt: skip


def level_lines() -> tuple[str, ...]:
    """Return what each support level means."""
    return tuple(f"{level}  {_(words)}" for level, words in enumerate(SUPPORT_LEVELS))


def signed_by_region(state: State) -> tuple[tuple[Region, str], ...]:
    """Return how many of each region signed, in words: counts, no names."""
    lines = []
    for region in state.the_plan.regions:
        said = [state.signed(person.id) for person in state.the_plan.participants if person.region == region.id]
        if said:
            signed = sum(one is not None and one.agrees for one in said)
            lines.append((region, signed_words(signed, len(said))))
    return tuple(lines)
