"""What the facilitator's desk says: the steps, who is here and who is done, what to say now. Plain values in, plain
words out; it knows no Textual, no clock, and nothing that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from align.domain.model import Attribution, Participant, Plan
from align.domain.state import State
from align.engine.workshop import Link
from align.sync.messages import Presence, Progress, Seat
from align.ui.present.counts import count, joined, of
from align.ui.present.times import calendar_day

StepId = Literal["setup", "assume", "reveal", "agree", "seal", "pulse"]
StepMark = Literal["behind", "current", "ahead"]
Mark = Literal["done", "some", "none"]
MARKS: dict[Mark, str] = {"done": "●", "some": "◐", "none": "○"}
LEGEND = "● done  ◐ begun  ○ not yet"

STEP_TITLES: dict[StepId, str] = {
    "setup": "Set up", "assume": "Assume", "reveal": "Reveal", "agree": "Talk and draft", "seal": "Seal",
    "pulse": "Pulse",
}  # fmt: skip
_SEALED_ANSWERS = "Answers are sealed. Nobody sees them yet, you included."
_SAY: dict[StepId, str] = {
    "setup": "We write alone first. Nobody sees an answer until the round closes.",
    "assume": "Write what you do, not what the process says. No answer is wrong.",
    "reveal": "First what we share. Then: what makes your answer sensible there?",
    "agree": "Can you live with these words? If not, say what would mend them.",
    "seal": "This is how we want to work. What is open has an owner and a date.",
    "pulse": "Two minutes: what did you see of our charter in the daily work?",
}


class Step(msgspec.Struct, frozen=True):
    """One step of the agenda; `number` is the key that shows it."""

    id: StepId
    number: int
    title: str
    mark: StepMark
    detail: str = ""


class PersonRow(msgspec.Struct, frozen=True):
    """One person: a mark, whether they are here, and one or two words. Never what they wrote."""

    id: str
    name: str
    mark: Mark
    online: bool
    detail: str


class RegionBlock(msgspec.Struct, frozen=True):
    """The people of one region, in the order of the list. `summary` counts them: "3 of 5 done"."""

    id: str
    letter: str
    name: str
    summary: str
    people: tuple[PersonRow, ...]


def current_step(state: State) -> StepId:
    """Return the step that the workshop itself is at."""
    return "seal" if state.phase == "sealed" else state.phase


def steps(state: State, progress: Progress) -> tuple[Step, ...]:
    """Return the agenda with the current step marked."""
    order = list(STEP_TITLES)
    here = order.index(current_step(state))
    details = _details(state, progress)
    return tuple(
        Step(
            step, number, STEP_TITLES[step],
            "behind" if number - 1 < here else "current" if number - 1 == here else "ahead", details.get(step, ""),
        )
        for number, step in enumerate(order, 1)
    )  # fmt: skip


def _details(state: State, progress: Progress) -> dict[StepId, str]:
    details: dict[StepId, str] = {}
    if state.answering:
        details[current_step(state)] = f"{of(progress.done, progress.expected)} done"
    if state.phase == "agree" and state.clauses:
        settled = sum(clause.status != "draft" for clause in state.clauses.values())
        details["agree"] = f"{of(settled, len(state.clauses))} settled"
    if state.phase == "sealed":
        details["seal"] = f"version {state.version}"
    return details


def who(state: State, presence: Presence | None) -> tuple[RegionBlock, ...]:
    """Return who is here and who is done, region by region; in an open vote, who has given a level."""
    plan = state.the_plan
    seats = {seat.participant: seat for seat in presence.seats} if presence is not None else {}
    return tuple(
        _block(
            state, region.id, region.letter, region.name, [p for p in plan.participants if p.region == region.id], seats
        )
        for region in plan.regions
    )


def _block(
    state: State, region: str, letter: str, name: str, people: Sequence[Participant], seats: dict[str, Seat]
) -> RegionBlock:
    rows = tuple(_person(state, person, seats.get(person.id, Seat(person.id))) for person in people)
    done = sum(row.mark == "done" for row in rows)
    here = sum(row.online for row in rows)
    count, word = here, "here"
    if state.answering:
        count, word = done, "done"
    elif is_voting(state):
        count, word = done, "voted"
    return RegionBlock(region, letter, name, f"{of(count, len(rows))} {word}" if rows else "nobody yet", rows)


def is_voting(state: State) -> bool:
    """Whether a vote is open on some clause."""
    return bool(state.open_votes)


def _person(state: State, person: Participant, seat: Seat) -> PersonRow:
    prompts = len(state.asked)
    mark: Mark = "none"
    parts: list[str] = []
    if is_voting(state):
        if seat.voted:
            mark, parts = "done", ["voted"]
    elif seat.done:
        mark, parts = "done", ["done"]
    elif state.phase != "setup" and seat.answered:
        mark, parts = "some", ["begun" if seat.answered < 0 else f"{seat.answered}/{prompts}"]
    where = _whereabouts(seat)
    if not parts or where in ("by phone", "by file", "away"):
        parts.append(where)
    return PersonRow(person.id, person.name, mark, seat.online, ", ".join(parts))


def _whereabouts(seat: Seat) -> str:
    if seat.by_phone:
        return "by phone"
    if seat.by_file:
        return "by file"
    if seat.online:
        return "here"
    return "away" if seat.joined else "not joined"


def sealed_sentence(state: State) -> str:
    """Return what holds for the answers in this phase."""
    if state.phase in ("setup", "assume", "pulse"):
        return _SEALED_ANSWERS
    return f"Answers are shown {shown_how(state.the_plan.attribution)}. Those of round {state.round} stay as they are."


def shown_how(attribution: Attribution) -> str:
    """Return how answers are shown, to follow "shown"."""
    return {"named": "with names", "region": "by region, without names", "merged": "for all together, without names"}[
        attribution
    ]


def say_now(step: StepId, state: State) -> str:
    """Return one sentence for the facilitator to say at this step."""
    if state.phase == "sealed":
        return "Sealed. Put the review dates in your calendar: we look again then."
    return _SAY[step]


def headline(state: State) -> str:
    """Return the title line: "ORION-3 kickoff · Assume · round 1 open"."""
    words = {
        "setup": "not open yet", "assume": f"round {state.round} open", "reveal": f"round {state.round} closed",
        "agree": "clauses", "sealed": f"charter version {state.version}, {calendar_day(state.sealed_on)}",
        "pulse": f"pulse {state.round - 1} open",
    }  # fmt: skip
    return f"{state.the_plan.title} · {STEP_TITLES[current_step(state)]} · {words[state.phase]}"


def link_words(link: Link, text: str, *, serves: bool = False) -> str:
    """Return a calm sentence about the line to the host; empty while all is well. `serves`: the host is this desk's."""
    if link == "online":
        return ""
    if link == "connecting":
        return "Connecting to the host …"
    if link == "ended":
        return text or "The host has ended this line."
    if serves:
        return "The host cannot be reached. Nothing is lost: if it stays away, leave this desk and host again."
    return "The host cannot be reached just now. Nothing is lost; this screen goes on by itself when it is back."


def leaving(online: int) -> str:
    """Say what leaving a desk does that its host stops with; empty when nobody is here."""
    if not online:
        return ""
    here = count(online, "person is", "people are")
    return f"{here} here. The host stops with this desk; nothing is lost, and all goes on when you host it again."


def missing(plan: Plan, presence: Presence | None, *, most: int = 3) -> str:
    """Return who is not done, in words: "Ravi Kulkarni, Meera Joshi and 2 more"; empty when all are."""
    seats = {seat.participant: seat for seat in presence.seats} if presence is not None else {}
    names = [p.name for p in plan.participants if not seats.get(p.id, Seat(p.id)).done]
    return and_more(names, most)


def and_more(names: Sequence[str], most: int = 3) -> str:
    """Return names as a person would list them, the rest as a number."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return joined(list(names))
