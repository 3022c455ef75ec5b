"""Workshops whose prompts are revealed by the real rules, for tests of what can be read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from align.analysis.compare import compare
from align.domain import events as e
from align.domain.calendars import WorkCalendar, parse_hours
from align.domain.model import Attribution, Milestone, Participant, Plan, Region
from align.domain.prompts import Pack, Point, Prompt
from align.domain.state import State
from align.domain.visibility import reveal

Answers = Mapping[str, Sequence[Any]]
"""region → one value a person; None: skipped."""
Guesses = Mapping[tuple[str, str], Sequence[Any]]
"""(region, target) → what its people guess, in their order; None: no guess."""

FIVE = Prompt(
    id="reply", area="escalation", type="scale", title="First reply", text="How fast?", why="W", predict=True,
    points=(Point(1, "within an hour"), Point(2), Point(3), Point(4), Point(5, "within a week")),
)  # fmt: skip
HAND_ANSWERS: Answers = {"emea": [2, 2, 3], "apac": [4, 4, 5, 3]}
HAND_GUESSES: Guesses = {("emea", "apac"): [2, 3, 3], ("apac", "emea"): [3, 4, 3, 3]}
"""The worked example of the assumption gap."""


def small_plan(prompt: Prompt, sizes: Mapping[str, int], attribution: Attribution = "region", min_n: int = 3) -> Plan:
    """Return a plan with one prompt and that many people a region, the regions named after their ids."""
    calendar = WorkCalendar("UTC", parse_hours("Mon-Fri 09:00-17:00"))
    return Plan(
        title="T",
        milestone=Milestone("M", "2027-03-31"),
        regions=tuple(Region(name, name.upper(), name[0].upper(), calendar) for name in sizes),
        participants=tuple(
            Participant(f"{name}{n}", f"{name} {n}", name) for name, size in sizes.items() for n in range(size)
        ),
        pack=Pack(id="p", title="P", about="A", prompts=(prompt,)),
        attribution=attribution,
        min_n=min_n,
    )


def revealed(
    plan: Plan, answers: Answers, guesses: Guesses | None = None, late: Answers | None = None
) -> e.PromptRevealed:
    """Return what the host makes public of these answers and guesses."""
    prompt = plan.pack.prompts[0]
    state = State(plan=plan)
    given = state.answers.setdefault(prompt.id, {})
    merged = plan.attribution == "merged"
    for values, is_late in ((answers, False), (late or {}, True)):
        for region, said in values.items():
            for n, value in enumerate(said):
                who = f"{region}{n}-late" if is_late else f"{region}{n}"
                kept = "" if merged else region
                given[who] = e.AnswerGiven(prompt.id, who, kept, value, late=is_late)
    made = state.predictions.setdefault(prompt.id, {})
    for (region, target), said in (guesses or {}).items():
        for n, value in enumerate(said):
            kept = "" if merged else region
            made[f"{region}{n}", target] = e.PredictionGiven(prompt.id, f"{region}{n}", kept, target, value)
    return reveal(state, prompt, compare)
