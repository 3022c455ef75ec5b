"""Every number that a revealed prompt shows, with what it is, how it comes about and on which answers. Words only."""

from __future__ import annotations

import msgspec

from align.analysis.reveal import PromptFigures
from align.charter.explained import Explanation
from align.charter.figure_words import explained
from align.charter.wording import counted
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.ui.present.charts import splits
from align.ui.present.counts import of

_ANSWERED = Explanation(
    "How many gave an answer, of all who are on the list.",
    "Counted; “not my area” is no answer. Where answers have no names, late ones count once enough of them are there.",
    "It says nothing about why somebody gave none.",
)
_CHARTED = Explanation(
    "The figures beside bars and dots.",
    "Each one counts people of one group. A group with fewer answers than the smallest number agreed is shown together "
    "with others, so that nobody is given away.",
    "All answers of a group being alike tells each one's answer, however many they are.",
)
_SPLIT = Explanation(
    "Two things that part of the team puts in one order and part of it in the other.",
    "Counted over all pairs of things; shown where at least a third stand on each side. Who left both out is in "
    "neither number.",
    "Things that few ranked at all do not appear here.",
)


class Told(msgspec.Struct, frozen=True):
    """One number in words. `about` is a group or a pair, empty for all answers; `on` are the answers it is about."""

    name: str
    about: str
    value: str
    on: str
    explanation: Explanation


def told(plan: Plan, prompt: Prompt, revealed: PromptRevealed, figures: PromptFigures | None) -> tuple[Told, ...]:
    """Return every number of a prompt as it is shown, the ones about all answers first."""
    shown = sum(len(group.answers) for group in revealed.groups)
    on = counted(shown, "answer")
    found = [Told("answered", "", of(revealed.answered, revealed.expected), "everybody on the list", _ANSWERED)]
    if prompt.closed and shown:
        fewest = f"at least {plan.min_n_for(prompt)} together" if plan.attribution != "named" else "with names"
        found.append(Told("counts in the chart", "", f"{on}, {fewest}", on, _CHARTED))
    for pair in splits(prompt, revealed) if prompt.type == "rank" else ():
        about = f"{pair.one} / {pair.other}"
        found.append(Told("pair that splits", about, f"{pair.one_first} against {pair.other_first}", on, _SPLIT))
    if figures is not None:
        found += [
            Told(one.figure, one.about, one.value, one.on, one.explanation) for one in explained(plan, prompt, figures)
        ]
    return tuple(found)
