"""The rules for leading the talk: the order of its prompts, what is left out of it, and taking a wrong move back.

Nothing that was shown is ever taken back: people have read it.
"""

from __future__ import annotations

from collections.abc import Sequence

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.checks import no_vote_at_all, text_of
from align.domain.state import State
from align.domain.visibility import shown_groups
from align.errors import Rejected
from align.language import mark


def undo_move(state: State, command: c.UndoMove, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Take the last move of the phase back; raises Rejected (answered, shown, late, amending, vote-open)."""
    if state.answering:
        _nobody_answered(state)
    elif state.phase == "reveal":
        _nothing_shown(state)
    elif state.amending is not None:
        raise Rejected(
            "amending",
            f"Everybody has read that version {state.version} is amended. It stays in force until the next one is "
            "sealed, so nothing is lost: leave the amendment open, or seal again what needs no change.",
        )
    else:
        no_vote_at_all(state)
        return [e.PhaseMoved("reveal")]
    return [e.MoveUndone()]


def _nobody_answered(state: State) -> None:
    if any(state.answers.get(prompt.id) for prompt in state.asked):
        said = mark(
            "Somebody has answered already, so the round stays open. Their answers are safe, and nobody sees them "
            "before it closes."
        )
        if state.phase == "pulse":
            said = mark(
                "Somebody has answered already, so the pulse stays open. Their answers are safe, and nobody sees them "
                "before it closes."
            )
        raise Rejected("answered", said)


def _nothing_shown(state: State) -> None:
    if any(given.late for answers in state.answers.values() for given in answers.values()):
        raise Rejected(
            "late",
            "Somebody has answered since the round closed, and the answer is kept as a late one; so the round stays "
            "closed. Others can still answer late, too.",
        )
    if any(group.answers for prompt in state.the_plan.pack.prompts for group in shown_groups(state, prompt)):
        raise Rejected(
            "shown",
            "Answers were shown to everybody when the round closed; that cannot be taken back. Who has not answered "
            "still can: late answers are taken and marked late.",
        )


def order_talk(state: State, command: c.OrderTalk, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Order the prompts of the talk; raises Rejected (bad-order) unless each is named once, or none."""
    if command.prompts and sorted(command.prompts) != sorted(prompt.id for prompt in state.the_plan.pack.prompts):
        raise Rejected("bad-order", "An order names each prompt of the round once. The order is as it was.")
    return [e.TalkOrdered(command.prompts)]


def put_aside(state: State, command: c.PutAside, actor: Actor, now: str) -> Sequence[e.LoggedEvent]:
    """Skip or park a prompt, or take it up again; raises Rejected (no-such-prompt, not-aside, too-long)."""
    if command.prompt not in {prompt.id for prompt in state.the_plan.pack.prompts}:
        raise Rejected("no-such-prompt", "This round has no such prompt.")
    if not command.how and command.prompt not in state.aside:
        raise Rejected("not-aside", "This prompt is in the talk; there is nothing to take up again.")
    return [e.PromptPutAside(command.prompt, command.how, text_of(command.why, "The note") if command.how else "")]
