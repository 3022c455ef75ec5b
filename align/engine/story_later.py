"""What the story's colleagues settle beside their answers, and how the charter is lived, found wanting and amended.

All of it is fiction, like `align.engine.story`: the same nine people, six weeks on.
"""

from __future__ import annotations

from random import Random

from align.domain.decisions import Decision
from align.domain.model import Plan, Scope
from align.domain.prompts import Prompt
from align.domain.pulses import LIVED, base_of
from align.domain.values import Value
from align.engine import story

# ---- at the table --------------------------------------------------------------------------------------------------

LOCKED_PROMPT, PROVISIONAL_PROMPT = "late-problem", "emergency-hours"
LOCKED = (
    "Whoever learns of a serious adverse event reports it within 24 hours on the clock, by the study's safety plan. "
    "No agreement among us makes this time longer."
)
LOCKED_SCOPE = Scope("legal", "the study's safety plan")

DECISIONS: tuple[Decision, ...] = (
    Decision(
        what="Adding or closing a site", decider="Luca Brunner", recommend=("Meera Joshi",),
        must_agree=("Tomasz Nowak",), input=("Daniel Ortiz",), inform=("Asha Rao", "Grace Miller"),
        rule="Alone, after hearing those who give input", window="2 working days in Basel",
        default_if_silent="The site stays as it is", reopen_when="A site has no patient for 30 days",
    ),
    Decision(
        what="Which date is told to the client", decider="Daniel Ortiz", recommend=("Hannah Lee",),
        must_agree=("Luca Brunner",), input=("Asha Rao",), inform=("Sophie Keller",),
        rule="By consent of those who must agree", window="1 working day in Boston",
        default_if_silent="The date told before holds", reopen_when="The date moves by more than 3 days",
    ),
    Decision(
        what="Whether something is a protocol deviation", decider="Tomasz Nowak", recommend=("Sophie Keller",),
        input=("Asha Rao",), inform=("Daniel Ortiz",),
        rule="Alone, by the protocol", window="4 working hours in Basel",
        default_if_silent="It counts as a deviation", reopen_when="The protocol is amended",
    ),
)  # fmt: skip
"""The register that the facilitator writes down before the seal."""


def is_ours(plan: Plan) -> bool:
    """Whether this is the plan that the story is about: its people are named in the register."""
    names = {person.name for person in plan.participants}
    return all(one.decider in names for one in DECISIONS)


# ---- the pulse -----------------------------------------------------------------------------------------------------

PULSE_AFTER, AMENDED_AFTER = 28, 2
"""Days from the seal to the pulse, and from there to the amendment."""

PULSE_ABOUT = ("urgent", "protect-first", "first-reply", "decision-overnight", "shared-habits")
"""The prompts whose clauses the pulse asks about."""

SEEN: dict[str, dict[str, list[str]]] = {
    "urgent": {
        "pune": ["lived", "lived", "partly"],
        "boston": ["lived", "lived", "lived"],
        "basel": ["lived", "partly", "lived"],
    },
    "protect-first": {
        "pune": ["lived", "lived", "lived"],
        "boston": ["partly", "lived", "lived"],
        "basel": ["lived", "lived", "lived"],
    },
    "first-reply": {
        "pune": ["lived", "partly", "partly"],
        "boston": ["not-seen", "partly", "lived"],
        "basel": ["not-seen", "not-seen", "no-occasion"],
    },
    "decision-overnight": {
        "pune": ["lived", "partly", "lived"],
        "boston": ["lived", "no-occasion", "lived"],
        "basel": ["lived", "lived", "lived"],
    },
    "shared-habits": {
        "pune": ["partly", "lived", "lived"],
        "boston": ["lived", "lived", "partly"],
        "basel": ["lived", "lived", "no-occasion"],
    },
}
"""How each colleague saw a clause: fewer than half saw the first reply lived, so the rule reopens that clause."""

NOW: dict[str, dict[str, list[Value]]] = {
    "urgent": {
        "pune": ["channel", "today", "channel"],
        "boston": ["channel", "today", "channel"],
        "basel": ["channel", "channel", "channel"],
    },
    "first-reply": {
        "pune": [story.working(1, "days"), story.working(1, "days"), story.working(2, "days")],
        "boston": [story.working(2, "days"), story.working(1, "days"), story.working(1, "days")],
        "basel": [story.working(2, "days"), story.working(3, "days"), story.working(2, "days")],
    },
    "last-first-reply": {
        "pune": [story.working(1, "days"), story.working(2, "days"), story.working(2, "days")],
        "boston": [story.working(3, "days"), story.working(2, "days"), story.working(1, "days")],
        "basel": [story.working(3, "days"), story.working(4, "days"), None],
    },
    "silence": {
        "pune": ["not-seen", "senior", "not-seen"],
        "boston": ["not-seen", "not-seen", "not-seen"],
        "basel": ["not-seen", "not-seen", "nothing"],
    },
}
"""What they answer when a prompt of the first round is asked again, and how long the last reply took: they drift to
each other, and away from a promise."""


def later_answer(prompt: Prompt, about: dict[str, str], region: str, turn: int, chance: Random) -> Value:
    """Return a colleague's answer to a pulse's prompt; `about` is clause id → the prompt that the clause came from."""
    base = base_of(prompt)
    if base == LIVED:
        return {card.id: SEEN[about[card.id]][region][turn] for card in prompt.options}
    told = NOW.get(base, {}).get(region)
    return told[turn] if told else story.plausible(prompt, chance)


# ---- the second version --------------------------------------------------------------------------------------------

WHY = "The pulse found first replies late, the holiday cover has names now, and silence has been an open question."
ASKED: dict[str, tuple[str, str]] = {
    "silence": ("Asha Rao", "Twice a date passed in silence, and each region believed something else."),
}
"""What somebody asks to talk about again: prompt → who, and why."""

REWORDED: dict[str, str] = {
    "first-reply": (
        "Whoever is asked a normal question sends a first reply within 2 working days of their own region. The first "
        "reply names the day on which the full answer will come."
    ),
    "decision-wait": (
        "Whoever is asked to decide says yes, no or by when, within 1 working day of their own region. On public "
        "holidays Meera Joshi, Daniel Ortiz and Sophie Keller cover their regions."
    ),
    "silence": (
        "Silence after an agreed time means that the question was not seen. Whoever asked calls once within 1 working "
        "day, and after that asks the lead of the region."
    ),
}
"""The words of the second version, by prompt."""
