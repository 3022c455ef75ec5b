"""Escalation for a charter: every level with its promise, and its ladder, a clock for each step."""

from __future__ import annotations

from datetime import date

from align.analysis.cover.rosters import Period, weeks_from
from align.analysis.keeping import ChainCheck, check_chain
from align.charter.agreed_view import LadderView, RungView
from align.charter.promise_words import amount_words, calendar_words, owner_words, percent, wait_words
from align.charter.wording import iso_day, one_line
from align.domain.model import Plan
from align.domain.promises import Escalation, Promise
from align.domain.state import State
from align.domain.text import name_key

WEEKS = 52


def ladders(state: State) -> list[LadderView]:
    """Return the levels of promises and chains in the plan's order, each once by its name.

    Waits are computed over the 52 weeks from the sealing on, or from the milestone's day; without a day there are none.
    """
    plan = state.the_plan
    first = iso_day(state.sealed_on) or iso_day(plan.milestone.date)
    period = weeks_from(date.fromisoformat(first), WEEKS) if first and plan.escalation else None
    named = [*(promise.level for promise in plan.promises), *(chain.level for chain in plan.escalation)]
    names = dict[str, str]()
    for name in named:
        names.setdefault(name_key(name), name)
    return [_level(plan, name, wanted, period) for wanted, name in names.items()]


def _level(plan: Plan, name: str, wanted: str, period: Period | None) -> LadderView:
    promises = [promise for promise in plan.promises if name_key(promise.level) == wanted]
    chains = [chain for chain in plan.escalation if name_key(chain.level) == wanted]
    checks = [check_chain(plan, chain, period) if period else None for chain in chains]
    return {
        "level": one_line(name),
        "promised": [_promised(plan, promise) for promise in promises],
        "steps": [rung for chain, check in zip(chains, checks, strict=True) for rung in _rungs(plan, chain, check)],
        "missing": [text for check in checks if check for text in check.missing],
        "first_reached": next((_worst(check) for check in checks if check and check.ladder), ""),
    }


def _promised(plan: Plan, promise: Promise) -> str:
    within = f"within {amount_words(promise)}" if promise.said or promise.amount else "within a time not said"
    clock = f", {promise.clock} clock{calendar_words(plan, promise)}" if promise.clock else ""
    what = f": {one_line(promise.counts_as)}" if promise.counts_as else ""
    return f"{within}{clock}{what}"


def _rungs(plan: Plan, chain: Escalation, check: ChainCheck | None) -> list[RungView]:
    found = check.ladder.levels if check and check.ladder else ()
    rungs = list[RungView]()
    for at, step in enumerate(chain.steps):
        level = found[at] if at < len(found) else None
        after = "at once" if not at else wait_words(step.after) if step.after is not None else ""
        reached = level.reached.worst if level else None
        rungs.append(
            {
                "number": at + 1,
                "to": owner_words(plan, step.to),
                "after": after,
                "clock": {"": "", "working": "working time of those told before", "elapsed": "every minute"}[
                    step.clock
                ],
                "channel": one_line(step.channel),
                "at_work": "" if level is None else "no end" if reached is None else f"{wait_words(reached)} at worst",
                "asleep": "" if level is None or level.told_asleep is None else percent(level.told_asleep),
            }
        )
    return rungs


def _worst(check: ChainCheck) -> str:
    worst = check.ladder.first_reached.worst if check.ladder else None
    return "no end" if worst is None else wait_words(worst)
