"""Escalation chains on the desk: the list's rows, the editor's lines, and a chain begun from what a scenario found.

A step is a line: who is told; after how long and by which clock; how. What nobody wrote stays empty: the rules ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from align.analysis.reveal.groups import Answers, blind, centre
from align.charter.plan_check import PlanCheck
from align.charter.promise_words import percent
from align.charter.wording import in_units
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.parts import after_part, first_part
from align.domain.promises import Escalation, EscalationStep, Holder, amount_minutes
from align.domain.prompts import Clock, Prompt
from align.domain.values import UNIT_MINUTES, Value, label
from align.errors import UserError
from align.language import _, for_all, mark
from align.ui.present.desk_promises import amount_text, holder_of

AT_ONCE = for_all("at once")
ASKED = mark("One step a line: who; after how long, on the clock or in working time; how.")
_EXAMPLES = (
    for_all("at once; phone"), for_all("1 hour on the clock; phone"), for_all("2 hours of working time; mail")
)  # fmt: skip
"""Typed in English, as all amounts of time are (see docs/languages.md)."""
_CLOCKS: dict[str, Clock] = {
    "on the clock": "elapsed", "elapsed": "elapsed", "of working time": "working", "in working time": "working",
    "working time": "working", "working": "working",
}  # fmt: skip
_WORDS = {"elapsed": for_all(" on the clock"), "working": for_all(" of working time"), "": ""}
_TIME = re.compile(rf"(?:after )?(?P<amount>.*?)\s*(?P<clock>{'|'.join(_CLOCKS)})?", re.IGNORECASE)


def chain_rows(plan: Plan, found: PlanCheck | None) -> list[tuple[str, str, str]]:
    """Return (mark, chain, what the check found) of every chain; "…" while it is being checked."""
    rows = []
    for at, chain in enumerate(plan.escalation):
        steps = " → ".join(step.to.name for step in chain.steps)
        name = _("escalation of {level}: {steps}", level=chain.level, steps=steps)
        check = found.chains[at] if found is not None else None
        if check is None:
            rows.append(("…", name, ""))
        elif check.ladder is None:
            rows.append(("?", name, _("cannot be walked")))
        else:
            over = max((level.passed_over or 0.0 for level in check.ladder.levels[:-1]), default=0.0)
            found_out = _("passed over {percent}", percent=percent(over)) if over else _("in order")
            rows.append(("✗" if over else "✓", name, found_out))
    return rows


def example(plan: Plan) -> str:
    """Return steps as they could be typed, with the names of this plan's regions."""
    lines = [f"{region.name}; {rest}" for region, rest in zip(plan.regions, _EXAMPLES, strict=False)]
    return _("Such as {lines}.", lines=" · ".join(lines))


def steps_text(chain: Escalation) -> str:
    """Return the steps of a chain as they are typed, a line each."""
    return "\n".join(_line(step, number) for number, step in enumerate(chain.steps))


def _line(step: EscalationStep, number: int) -> str:
    after = AT_ONCE if not number else "" if step.after is None else f"{_amount(step)}{_WORDS[step.clock]}"
    return f"{step.to.name}; {after}; {step.channel}".rstrip("; ")


def _amount(step: EscalationStep) -> str:
    """Return the time of a step in the largest unit that it fills without a rest."""
    sizes = UNIT_MINUTES[step.clock or "elapsed"]
    units = ("weeks", "days", "hours", "minutes") if step.clock else ("hours", "minutes")
    unit = next(unit for unit in units if (step.after or 0) % sizes[unit] == 0)
    return amount_text(round((step.after or 0) / sizes[unit]), unit)


def chain_of(plan: Plan, values: Mapping[str, str], before: Escalation | None) -> Escalation:
    """Return the chain that the editor's lines make; raises UserError for a line that cannot be read."""
    lines = [line for line in values["steps"].splitlines() if line.strip()]
    known = [step.to for chain in (before, *plan.escalation) if chain for step in chain.steps]
    return Escalation(
        level=values["level"],
        steps=tuple(_step(plan, line, number, known) for number, line in enumerate(lines, 1)),
    )


def _step(plan: Plan, line: str, number: int, known: list[Holder]) -> EscalationStep:
    who, _semicolon, rest = line.partition(";")
    time, _semicolon, channel = rest.partition(";")
    if not who.strip():
        raise UserError(f"Step {number}: say who is told, before the first semicolon.")
    if ";" in channel:
        raise UserError(f"Step {number}: it has more than who, when and how. Each step has a line of its own.")
    to, time = holder_of(plan, who.strip(), known), time.strip()
    if not time or time.casefold() == AT_ONCE:
        if number > 1 and time:
            raise UserError(f"Step {number}: only the first is told at once. Write after how long, or join the two.")
        return EscalationStep(to=to, channel=channel.strip())
    found = _TIME.fullmatch(time)
    assert found is not None  # every text fits
    clock: Clock | Literal[""] = _CLOCKS[found["clock"].casefold()] if found["clock"] else ""
    try:
        after = amount_minutes(found["amount"], clock)
    except UserError as error:
        raise UserError(f"Step {number}: {error}") from None
    return EscalationStep(to=to, after=after, clock=clock, channel=channel.strip())


def begun_steps(prompt: Prompt, revealed: PromptRevealed) -> tuple[str, str]:
    """Return (steps as lines, what was found in words) of a chain begun from a scenario that everybody has seen.

    What comes first for most is how the first step is told; the middle time, on the clock that most meant, is when the
    second is. Nobody was asked who is told, so that is left empty; the rest too where answers tie.
    """
    first, after = first_part(prompt), after_part(prompt)
    values = [value for given in blind(revealed).values() for value in given]
    how, when = _middle(first.prompt, first.values(values)), _middle(after.prompt, after.values(values))
    told = label(prompt, how) if how else ""
    time = ""
    if when:
        time = f"{amount_text(*in_units(after.prompt, when['minutes'], when['clock']))}{_WORDS[when['clock']]}"
    found = [_("most would first {told}", told=told) if told else _("no first step leads")]
    later = _("after {time} the next level is told", time=time)
    found.append(later if time else _("there is no middle time on one clock"))
    return f"; {AT_ONCE}; {told}\n; {time};", "; ".join(found)


def _middle(prompt: Prompt, values: list[Value]) -> Any:
    """Return the middle answer to one part of a scenario; None where there is none."""
    answers = Answers(prompt, {"all": values} if values else {})
    clock = answers.main_clock("all")
    return None if clock is None else centre(answers.measure(clock), answers.tally("all", clock))
