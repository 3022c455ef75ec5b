"""The rules for an escalation chain made on the desk: who is told, after how long and by which clock is said, or asked.

A chain is nobody's guess: each step after the first has a time and a clock of its own, and each names its channel.
"""

from __future__ import annotations

import msgspec

from align.domain.commands import SetChain
from align.domain.model import Plan
from align.domain.promises import (
    LONGEST_SAID,
    MOST_MINUTES,
    MOST_PROMISES,
    MOST_STEPS,
    Escalation,
    EscalationStep,
    missing_in_steps,
)
from align.domain.promising import check_holder
from align.domain.text import LONGEST_NAME, clean_line
from align.errors import Rejected


def chain_set(plan: Plan, command: SetChain) -> tuple[int, Escalation]:
    """Return the place that a chain gets and the chain as it is kept, its texts clean.

    Raises Rejected (not-said, bad-amount, no-such-group, bad-holder, bad-hours, full, no-such-chain).
    """
    at = len(plan.escalation) if command.replaces is None else chain_place(plan, command.replaces)
    if at >= MOST_PROMISES:
        raise Rejected("full", f"A workshop holds {MOST_PROMISES} escalation chains at the most.")
    if len(command.chain.steps) > MOST_STEPS:
        raise Rejected("full", f"A chain has {MOST_STEPS} steps at the most.")
    steps = tuple(_step(plan, step, number) for number, step in enumerate(command.chain.steps, 1))
    chain = Escalation(level=clean_line(command.chain.level, longest=LONGEST_NAME), steps=steps)
    unsaid = [*(() if chain.level else ("level",)), *(() if steps else ("step 1",)), *missing_in_steps(chain)]
    if unsaid:
        raise Rejected("not-said", f"Not said yet: {', '.join(unsaid)}. Nobody else can know it, so say it first.")
    return at, chain


def chain_place(plan: Plan, chain: Escalation) -> int:
    """Return where a chain stands in the list; raises Rejected (no-such-chain) when it is no longer there."""
    if chain not in plan.escalation:
        raise Rejected("no-such-chain", "This chain was changed or dropped meanwhile. Look at the list again.")
    return plan.escalation.index(chain)


def _step(plan: Plan, step: EscalationStep, number: int) -> EscalationStep:
    if number == 1 and step.after:
        raise Rejected("bad-amount", "The first step is told at once. Put a step before it, or leave its time out.")
    if number > 1 and step.after is not None and not 1 <= step.after <= MOST_MINUTES:
        raise Rejected("bad-amount", f"Step {number}: the time is a minute or more, and a year at the most.")
    return msgspec.structs.replace(
        step,
        to=check_holder(plan, step.to),
        after=None if number == 1 else step.after,
        clock="" if number == 1 else step.clock,
        channel=clean_line(step.channel, longest=LONGEST_SAID),
    )
