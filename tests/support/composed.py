"""Prompts whose answers have several parts, a plan that asks them, and an answer to each."""

from __future__ import annotations

from typing import Any

import msgspec

from align.domain.model import Plan
from align.domain.prompts import Option, Pack, Prompt
from tests.support import builders

ROLES = (Option("lead", "the study lead"), Option("pm", "the project manager"), Option("medic", "the medical monitor"))
SCENARIO = Prompt(
    id="late", area="escalation", type="scenario", title="A late problem", text="It is 17:30. What do you do first?",
    why="Both ends are tired.", options=(Option("call", "call somebody"), Option("write", "write a note")),
    after_text="Nobody reacts. After how long does it go to the next level?", predict=True,
    clause="Whoever sees it will {leading}, not {second}; after {after} it goes up ({spread}). {answers}",
)  # fmt: skip
WINDOW = Prompt(
    id="hours", area="escalation", type="window", title="Emergency hours", text="At which hours can you be called?",
    why="Nights differ.", predict=True, clause="People can be called at {leading}. {answers}",
)  # fmt: skip
RIGHTS = Prompt(
    id="rights", area="decisions", type="decision_rights", title="Who decides", text="Which role decides each one?",
    why="Only one can.", options=(Option("site", "adding a site"), Option("date", "moving the date")), roles=ROLES,
    most=2, predict=True, clause="Each has one role that takes it: {answers}.",
)  # fmt: skip
TYPED = msgspec.structs.replace(RIGHTS, id="typed", title="Our decisions", options=(), most=3, predict=False)
PROMPTS = (SCENARIO, WINDOW, RIGHTS, TYPED)


def after(amount: float, unit: str = "hours", clock: str = "working") -> dict[str, Any]:
    """A time."""
    return {"amount": amount, "unit": unit, "clock": clock}


def window(days: str, start: str, end: str) -> dict[str, Any]:
    """A window: days as words with spaces between them."""
    return {"days": days.split(), "start": start, "end": end}


GOOD: dict[str, Any] = {
    "late": {"first": "call", "after": after(2)},
    "hours": window("mon tue wed thu fri", "18:00", "20:00"),
    "rights": {"site": {"lead": "decide", "medic": "must_agree"}, "date": {"pm": "decide"}},
    "typed": {"which vendor": {"pm": "decide", "lead": "inform"}},
}


def plan(**more: Any) -> Plan:
    """The usual plan, asking these prompts."""
    pack = Pack(id="composed", title="Composed", about="Types of several parts.", prompts=PROMPTS)
    return msgspec.structs.replace(builders.plan(**more), pack=pack)
