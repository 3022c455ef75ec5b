"""A reminder from the facilitator, as the person reads it. It knows no Textual."""

from __future__ import annotations

from align.domain.state import State
from align.engine.workshop import Mine
from align.ui.present.counts import count

_ONLY_YOU = "Only you see this."


def nudge_words(state: State, mine: Mine) -> str:
    """Return the reminder for somebody who has not finished; empty where they have meanwhile."""
    if state.answering and not mine.done:
        left = sum(prompt.id not in mine.answers for prompt in state.asked)
        if left:
            what = f"{count(left, 'prompt is', 'prompts are')} left, and each can be skipped"
        else:
            what = "all is answered, only handing in is left"
        return f"The facilitator asks whether you can finish: {what}. {_ONLY_YOU}"
    voting = [(clause, votes[-1].number) for clause, votes in state.votes.items() if votes and votes[-1].open]
    if any(vote not in mine.supports for vote in voting):
        return f"The facilitator asks for your level on the clause that is voted on. {_ONLY_YOU}"
    if state.phase == "sealed":
        return f"The facilitator asks you to sign the charter, or to object to it. {_ONLY_YOU}"
    return ""
