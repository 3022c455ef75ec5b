"""What the facilitator's desk says: the steps, who is here and who is done, what to say now. Plain values in, plain
words out; it knows no Textual, no clock, and nothing that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from align.domain.model import Attribution, Participant
from align.domain.state import State
from align.engine.workshop import Link
from align.language import _, mark, plural, retold
from align.sync.messages import Presence, Progress, Seat
from align.ui.present.counts import joined
from align.ui.present.times import calendar_day

StepId = Literal["setup", "assume", "reveal", "agree", "seal", "pulse"]
StepMark = Literal["behind", "current", "ahead"]
Mark = Literal["done", "whole", "some", "none"]
MARKS: dict[Mark, str] = {"done": "●", "whole": "◕", "some": "◐", "none": "○"}
LEGEND = mark("● done  ◐ begun  ○ not yet")
WHOLE = mark("◕ answered all, not handed in")
"""Said below people where some of them stand so."""

STEP_TITLES: dict[StepId, str] = {
    "setup": mark("Set up"), "assume": mark("Assume"), "reveal": mark("Reveal"), "agree": mark("Talk and draft"),
    "seal": mark("Seal"), "pulse": mark("Pulse"),
}  # fmt: skip
_SEALED_ANSWERS = mark("Answers are sealed. Nobody sees them yet, you included.")
_SAY: dict[StepId, str] = {
    "setup": mark("We write alone first. Nobody sees an answer until the round closes."),
    "assume": mark("Write what you do, not what the process says. No answer is wrong."),
    "reveal": mark("First what we share. Then: what makes your answer sensible there?"),
    "agree": mark("Can you live with these words? If not, say what would mend them."),
    "seal": mark("This is how we want to work. What is open has an owner and a date."),
    "pulse": mark("Two minutes: what did you see of our charter in the daily work?"),
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


def where_all_look(state: State) -> str:
    """Return, for a prompt's answers at the desk, whether everybody looks at them, or at which step all are."""
    here = current_step(state)
    if here == "reveal":
        return _("everybody looks here")
    return _("all are at {current}", current=_(STEP_TITLES[here]))


def steps(state: State, progress: Progress) -> tuple[Step, ...]:
    """Return the agenda with the current step marked."""
    order = list(STEP_TITLES)
    here = order.index(current_step(state))
    details = _details(state, progress)
    return tuple(
        Step(
            step, number, _(STEP_TITLES[step]),
            "behind" if number - 1 < here else "current" if number - 1 == here else "ahead", details.get(step, ""),
        )
        for number, step in enumerate(order, 1)
    )  # fmt: skip


def _details(state: State, progress: Progress) -> dict[StepId, str]:
    details: dict[StepId, str] = {}
    if state.answering:
        details[current_step(state)] = _("{n} of {all} done", n=progress.done, all=progress.expected)
    if state.phase == "agree" and state.clauses:
        settled = sum(clause.status != "draft" for clause in state.clauses.values())
        details["agree"] = _("{n} of {all} settled", n=settled, all=len(state.clauses))
    if state.phase == "sealed":
        details["seal"] = _("version {version}", version=state.version)
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
    if not rows:
        told = _("nobody yet")
    elif state.answering:
        told = _("{n} of {all} done", n=done, all=len(rows))
    elif is_voting(state):
        told = _("{n} of {all} voted", n=done, all=len(rows))
    else:
        told = _("{n} of {all} here", n=here, all=len(rows))
    return RegionBlock(region, letter, name, told, rows)


def is_voting(state: State) -> bool:
    """Whether a vote is open on some clause."""
    return bool(state.open_votes)


def _person(state: State, person: Participant, seat: Seat) -> PersonRow:
    prompts, pulsed = len(state.asked), _pulsed(state)
    mark: Mark = "none"
    parts: list[str] = []
    if is_voting(state):
        if seat.voted:
            mark, parts = "done", [_("voted")]
    elif seat.done and not pulsed:
        mark, parts = "done", [_("done")]
    elif state.phase != "setup" and seat.answered and not pulsed:
        mark = "whole" if seat.answered >= prompts else "some"
        parts = [_("begun") if seat.answered < 0 else f"{seat.answered}/{prompts}"]
    away = seat.joined and not seat.online
    if not parts or seat.by_phone or seat.by_file or away:
        parts.append(whereabouts(seat))
    return PersonRow(person.id, person.name, mark, seat.online, _(", ").join(parts))


def _pulsed(state: State) -> bool:
    """Whether a pulse was closed: how far somebody is was counted for that one, not for the kickoff."""
    return bool(state.pulses) and state.phase != "pulse"


def whereabouts(seat: Seat) -> str:
    """Return where somebody is, in one or two words."""
    if seat.by_phone:
        return _("by phone")
    if seat.by_file:
        return _("by file")
    if seat.online:
        return _("here")
    return _("away") if seat.joined else _("not joined")


def sealed_sentence(state: State) -> str:
    """Return what holds for the answers in this phase."""
    if state.phase in ("setup", "assume", "pulse"):
        return _(_SEALED_ANSWERS)
    how = shown_how(state.the_plan.attribution)
    return _("Answers are shown {how}. Those of round {round} stay as they are.", how=how, round=state.kickoff_round)


def shown_how(attribution: Attribution) -> str:
    """Return how answers are shown, to follow "shown"."""
    return {
        "named": _("with names"),
        "region": _("by region, without names"),
        "merged": _("for all together, without names"),
    }[attribution]


def say_now(step: StepId, state: State) -> str:
    """Return one sentence for the facilitator to say at this step."""
    if state.phase == "sealed":
        return _("Sealed. Put the review dates in your calendar: we look again then.")
    return _(_SAY[step])


def headline(state: State, looking_at: StepId | None = None) -> str:
    """Return the title line: "ORION-3 kickoff · Assume · round 1 open"; of a step looked at elsewhere, both steps."""
    here = current_step(state)
    if looking_at is not None and looking_at != here:
        return _(
            "{title} · you look at {step} · all are at {current}",
            title=state.the_plan.title, step=_(STEP_TITLES[looking_at]), current=_(STEP_TITLES[here]),
        )  # fmt: skip
    words = {
        "setup": _("not open yet"), "assume": _("round {round} open", round=state.round),
        "reveal": _("round {round} closed", round=state.round), "agree": _("clauses"),
        "sealed": _("charter version {version}, {day}", version=state.version, day=calendar_day(state.sealed_on)),
        "pulse": _("pulse {number} open", number=state.round - 1),
    }  # fmt: skip
    return f"{state.the_plan.title} · {_(STEP_TITLES[here])} · {words[state.phase]}"


def link_words(link: Link, text: str, *, serves: bool = False) -> str:
    """Return a calm sentence about the line to the host; empty while all is well. `serves`: the host is this desk's."""
    if link == "online":
        return ""
    if link == "connecting":
        return _("Connecting to the host …")
    if link == "ended":
        return retold(text) or _("The host has ended this line.")
    if serves:
        return _("The host cannot be reached. Nothing is lost: if it stays away, leave with q and host again.")
    return _("The host cannot be reached just now. Nothing is lost; this screen goes on by itself when it is back.")


_STOPS = mark("The host stops with this desk; nothing is lost, and all goes on when you host it again.")


def leaving(online: int) -> str:
    """Say what leaving a desk does that its host stops with; empty when nobody is here."""
    if not online:
        return ""
    here = plural(online, "{n} person is here.", "{n} people are here.", n=online)
    return f"{here} {_(_STOPS)}"


def leaving_words(online: int, *, serves: bool) -> str:
    """Say what leaving a desk does, whoever is here; `serves`: the host is this desk's."""
    if not serves:
        return _("The workshop goes on without this desk; nothing is lost.")
    return leaving(online) or _(_STOPS)


def and_more(names: Sequence[str], most: int = 3) -> str:
    """Return names as a person would list them, the rest as a number."""
    if len(names) > most:
        return _("{names} and {n} more", names=_(", ").join(names[:most]), n=len(names) - most)
    return joined(list(names))
