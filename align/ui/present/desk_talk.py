"""How the desk leads the talk's agenda: in which order, and what can be taken back. It knows no Textual."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from align.domain.events import PromptPutAside
from align.domain.state import State
from align.language import _, for_all, mark
from align.sync.messages import Progress
from align.ui.present.desk_moves import Move

NO_TIME = for_all("No time for it today.")
SKIPPING = (
    mark("Skip this prompt: why?"),
    mark("Everybody can read the note beside the prompt; its answers stay to be seen."),
)
MARKS = {"parked": "…", "skipped": "×"}


def moved(order: Sequence[str], prompt: str, by: int, aside: Container[str]) -> tuple[str, ...]:
    """Return the order with a prompt one place earlier (`by` -1) or later (1), past what is not `aside`."""
    talk = [one for one in order if one not in aside]
    if prompt not in talk:
        return tuple(order)
    at = talk.index(prompt)
    to = max(0, min(at + by, len(talk) - 1))
    talk.insert(to, talk.pop(at))
    return (*talk, *(one for one in order if one in aside))


def led_on(order: Sequence[str], now: str, by: int, aside: Mapping[str, PromptPutAside]) -> str:
    """Return the prompt after `now` (`by` 1) or before it (-1), past what is skipped; empty where there is none."""
    at = order.index(now) + by
    while 0 <= at < len(order) and order[at] in aside and aside[order[at]].how == "skipped":
        at += by
    return order[at] if 0 <= at < len(order) else ""


def taking_back(state: State, progress: Progress) -> Move | None:
    """Return what to know before the last move is taken back; None where it cannot be, as far as a desk can tell."""
    if state.answering and not progress.answers:
        where = _("You are back at set-up, and everybody reads that the round is not open after all.")
        if state.phase == "pulse":
            where = _("The charter is in force as before, and everybody reads that the pulse is not open after all.")
        text = f"{_('Nobody has answered yet.')} {where}"
        return Move(_("Take the opening back?"), text, _("Take it back"))
    shown = any(group.answers for revealed in state.revealed.values() for group in revealed.groups)
    if state.phase == "reveal" and not shown:
        return Move(
            _("Open the round again?"),
            _("No answer was shown. The round goes on where it was, with every answer that was given."),
            _("Open it again"),
        )
    if state.phase == "agree" and state.amending is None:
        return Move(
            _("Back to the answers?"), _("Everybody comes back to the reveal. Clauses stay as they are."), _("Go back")
        )  # fmt: skip
    return None
