"""How long each step is planned to take, for the line with what to say now and for the timer. It reads no clock."""

from __future__ import annotations

import re

import msgspec

from align.charter.wording import cells
from align.domain.model import SETTLED
from align.domain.state import State
from align.language import _, mark
from align.ui.present.desk import StepId


class Minutes(msgspec.Struct, frozen=True):
    """What is going on in a step, and the whole minutes planned for it; `most` is where a timer starts."""

    doing: str
    least: int
    most: int

    @property
    def short(self) -> str:
        """The minutes alone: "15–20 min"."""
        minutes = f"{self.least}–{self.most}" if self.least < self.most else self.most
        return _("{minutes} min", minutes=minutes)

    @property
    def words(self) -> str:
        """The minutes and what they are for: "Talk and draft: 45 min"."""
        return f"{_(self.doing)}: {self.short}"


LONGEST_TIMER = 600
"""Minutes."""
_BOTH = mark("Assume and predict")
_GUESSES = Minutes(mark("Predict"), 4, 6)
_ALONE = Minutes(mark("Assume"), 15, 20)
_TALK, _CONSENT = Minutes(mark("Talk"), 45, 45), Minutes(mark("Consent"), 12, 12)
_OWN = Minutes(mark("Own and check"), 8, 8)
_REVEAL, _PULSE = Minutes(mark("Reveal"), 10, 10), Minutes(mark("Each"), 2, 2)


def timer_minutes(text: str) -> int | None:
    """Return the minutes that somebody typed for the timer, 0 to `LONGEST_TIMER`; None for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) and int(text) <= LONGEST_TIMER else None


def planned(step: StepId, state: State) -> Minutes | None:
    """Return the minutes of a step, None where none are planned.

    Answering has those for guesses on top where a prompt asks for one. Of the clauses, consent begins with an open
    vote, and owning and checking when every clause is settled.
    """
    match step:
        case "assume" if any(prompt.predict for prompt in state.the_plan.pack.prompts):
            return Minutes(_BOTH, _ALONE.least + _GUESSES.least, _ALONE.most + _GUESSES.most)
        case "assume":
            return _ALONE
        case "reveal":
            return _REVEAL
        case "agree" if state.open_votes:
            return _CONSENT
        case "agree" if state.clauses and all(clause.status in SETTLED for clause in state.clauses.values()):
            return _OWN
        case "agree":
            return _TALK
        case "pulse":
            return _PULSE
        case _:
            return None


def label_and_rest(sentence: str, minutes: Minutes | None, width: int) -> tuple[str, str]:
    """Return what stands before and behind a sentence to say, in a line of `width` cells.

    The minutes stand behind it, as long as there is room, else they take the label's place.
    """
    label = _("Say now")
    if minutes is None:
        return label, ""
    room = width - cells(f"{label}  {_('“{words}”', words=sentence)}")
    for rest in (minutes.words, minutes.short):
        if cells(rest) + 2 <= room:
            return label, rest
    return minutes.short, ""
