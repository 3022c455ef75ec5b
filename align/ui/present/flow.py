"""Where a participant is: which view a phase asks for, and what comes after what. Places only; it draws nothing."""

from __future__ import annotations

from typing import Literal

import msgspec

from align.domain.model import Phase
from align.domain.prompts import Prompt
from align.domain.state import State
from align.engine.workshop import Mine, answer_key
from align.language import _, mark
from align.ui.present.answering import guess_targets, has_answer

Kind = Literal[
    "lobby", "answer", "guess", "review", "waiting", "reveal", "clauses", "consent", "charter", "pulse", "compared"
]


class Place(msgspec.Struct, frozen=True):
    """A view and what it is about: a prompt id (answer, guess, compared) or a clause id (consent)."""

    kind: Kind
    of: str = ""


def home(state: State, mine: Mine, before: Place | None = None) -> Place:
    """Return where a participant belongs when a phase begins or they come in."""
    match state.phase:
        case "setup":
            return Place("lobby")
        case "assume" | "pulse":
            # A pulse comes to people in the midst of other work: first it says what it is.
            here = before is not None and state.phase == "assume"
            begun = any(_touched(mine, prompt) for prompt in state.asked) or here
            if not begun:
                return Place("lobby")
            return Place("waiting") if mine.done else next_open(state, mine)
        case "reveal":
            return Place("reveal")
        case "agree":
            voting = open_vote(state)
            if voting is not None:
                return Place("consent", voting[0])
            # Talk begins with what was answered; the clauses are a key away, and a vote comes by itself.
            looking = before is not None and before.kind == "reveal"
            return Place("clauses" if state.clauses and not looking else "reveal")
        case "sealed":
            answered = before is not None and before.kind in ("lobby", "answer", "review", "waiting")
            return Place("pulse" if answered and state.pulses else "charter")


def turned_back(before: str, now: Phase) -> str:
    """Return what to say when the facilitator took a move back; empty for a phase that follows as usual."""
    if (before, now) == ("assume", "setup"):
        return mark(
            "The facilitator took the opening back: the round is not open yet. What you typed waits on this machine."
        )
    if (before, now) == ("reveal", "assume"):
        return mark("The facilitator opened the round again: no answer had been shown. You can go on answering.")
    return ""


def open_vote(state: State) -> tuple[str, int] | None:
    """Return (clause, vote number) of the vote that is open, if any."""
    return next(((clause, vote.number) for clause, vote in state.open_votes.items()), None)


def awaiting_level(state: State, mine: Mine) -> tuple[str, int] | None:
    """Return (clause, vote number) of the open vote to which this person has given no level yet, if any."""
    vote = open_vote(state)
    return vote if vote is not None and vote not in mine.supports else None


def _touched(mine: Mine, prompt: Prompt) -> bool:
    return prompt.id in mine.answers or answer_key(prompt.id) in mine.drafts


def next_open(state: State, mine: Mine) -> Place:
    """Return the first prompt that is neither answered nor skipped; the review when there is none."""
    for prompt in state.asked:
        if prompt.id not in mine.answers:
            return Place("answer", prompt.id)
    return Place("review")


def late_prompts(state: State, mine: Mine) -> list[Prompt]:
    """Return the prompts that can still be answered after the round, until sealing: not answered in time."""
    if state.versions:
        return []
    return [p for p in state.the_plan.pack.prompts if p.id not in mine.answers or mine.answers[p.id].late]


def unsent_drafts(state: State, mine: Mine) -> list[Prompt]:
    """Return the prompts of this round with something typed and not given."""
    return [prompt for prompt in state.asked if answer_key(prompt.id) in mine.drafts]


def order(state: State, mine: Mine, me: str) -> list[Place]:
    """Return the places of the round one after the other; guesses follow an own answer, given before.

    After the round only answers are left: a guess could no longer be blind.
    """
    plan = state.the_plan
    places = []
    for prompt in state.asked if state.answering else late_prompts(state, mine):
        places.append(Place("answer", prompt.id))
        guessing = state.answering and prompt.predict and has_answer(mine, prompt.id)
        if guessing and guess_targets(plan, prompt, me):
            places.append(Place("guess", prompt.id))
    return [*places, Place("review")]


def step(places: list[Place], place: Place, by: int) -> Place:
    """Return the place before or after; the ends hold."""
    at = places.index(place) if place in places else 0
    return places[max(0, min(at + by, len(places) - 1))]


def vote_waits(where: str) -> str:
    """Say that a vote waits for one's level, and with which keys it is reached from a view of this kind."""
    if where in ("reveal", "charter"):
        return _("A vote is open and waits for your level: c, then enter.")
    return _("A vote is open and waits for your level: enter.") if where == "clauses" else ""
