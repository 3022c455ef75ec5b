"""A reminder from the facilitator, as the person reads it. It knows no Textual."""

from __future__ import annotations

from align.domain.state import State
from align.engine.workshop import Mine
from align.language import _, mark, plural

_ONLY_YOU = mark("Only you see this.")


def nudge_words(state: State, mine: Mine) -> str:
    """Return the reminder for somebody who has not finished; empty where they have meanwhile."""
    if state.answering and not mine.done:
        left = sum(prompt.id not in mine.answers for prompt in state.asked)
        if left:
            asks = plural(
                left,
                "The facilitator asks whether you can finish: {n} prompt is left, and each can be skipped.",
                "The facilitator asks whether you can finish: {n} prompts are left, and each can be skipped.",
                n=left,
            )
        else:
            asks = _("The facilitator asks whether you can finish: all is answered, only handing in is left.")
        return f"{asks} {_(_ONLY_YOU)}"
    if any((clause, vote.number) not in mine.supports for clause, vote in state.open_votes.items()):
        return f"{_('The facilitator asks for your level on the clause that is voted on.')} {_(_ONLY_YOU)}"
    if state.phase == "sealed":
        return f"{_('The facilitator asks you to sign the charter, or to object to it.')} {_(_ONLY_YOU)}"
    return ""
