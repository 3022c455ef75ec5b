"""Every number that a revealed prompt shows, with what it is, how it comes about and on which answers. Words only."""

from __future__ import annotations

import msgspec

from align.analysis.reveal import PromptFigures
from align.charter.explained import Explanation
from align.charter.figure_words import explained, figure_name
from align.charter.wording import counted
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.language import _, mark
from align.ui.present.charts import splits
from align.ui.present.counts import of

_ANSWERED = Explanation(
    mark("How many gave an answer, of all who are on the list."),
    mark(
        "Counted; “not my area” is no answer. Where answers have no names, late ones count once enough of them are "
        "there."
    ),
    mark("It says nothing about why somebody gave none."),
)
_CHARTED = Explanation(
    mark("The figures beside bars and dots."),
    mark(
        "Each one counts people of one group. A group with fewer answers than the smallest number agreed is shown "
        "together with others, so that nobody is given away."
    ),
    mark("All answers of a group being alike tells each one's answer, however many they are."),
)
_SPLIT = Explanation(
    mark("Two things that part of the team puts in one order and part of it in the other."),
    mark(
        "Counted over all pairs of things; shown where at least a third stand on each side. Who left both out is in "
        "neither number."
    ),
    mark("Things that few ranked at all do not appear here."),
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
    found = [Told(_("answered"), "", of(revealed.answered, revealed.expected), _("everybody on the list"), _ANSWERED)]
    if prompt.closed and shown:
        named = plan.attribution == "named"
        fewest = _("with names") if named else _("at least {n} together", n=plan.min_n_for(prompt))
        found.append(Told(_("counts in the chart"), "", f"{on}{_(', ')}{fewest}", on, _CHARTED))
    for pair in splits(prompt, revealed) if prompt.type == "rank" else ():
        about = f"{pair.one} / {pair.other}"
        sides = _("{one} against {other}", one=pair.one_first, other=pair.other_first)
        found.append(Told(_("pair that splits"), about, sides, on, _SPLIT))
    if figures is not None:
        found += [
            Told(figure_name(one.figure), one.about, one.value, one.on, one.explanation)
            for one in explained(plan, prompt, figures)
        ]
    return tuple(found)
