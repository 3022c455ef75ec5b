"""All promises and chains of a plan, checked: for people as lines, for programs as JSON-able data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from align.analysis.cover import QUESTION, Repair, tzdata_source
from align.analysis.cover.rosters import Period
from align.analysis.keeping import (
    ChainCheck,
    Contradiction,
    Moment,
    PromiseCheck,
    check_chain,
    check_promise,
    contradictions,
)
from align.analysis.keeping.people import week_hours
from align.charter.days_off import days_off, days_off_lines, overnight_lines
from align.charter.promise_text import UPPER_BOUND, chain_lines, moment_words, promise_lines, reason_words
from align.charter.promise_words import contradiction_words, window_words, wordings
from align.charter.wording import counted, day, listed, one_line
from align.domain.calendars import from_minute
from align.domain.hours import weekly_text
from align.domain.model import Plan
from align.language import _, in_english, mark

NO_PROMISES = mark(
    "There are no promises and no escalation chains. The desk makes them (key k), or a plan: docs/plan.md."
)
MOST_NAMES = 4


class PlanCheck(msgspec.Struct, frozen=True):
    """Everything that `align check` has to say about one plan."""

    plan: Plan
    period: Period
    promises: tuple[PromiseCheck, ...]
    chains: tuple[ChainCheck, ...]
    contradictions: tuple[Contradiction, ...]
    tzdata: str

    @property
    def kept(self) -> bool:
        """Whether no promise is known to be impossible to keep."""
        return not any(check.verdict == "cannot be kept" for check in self.promises)


def check_plan(plan: Plan, period: Period) -> PlanCheck:
    """Check the promises and chains of a plan over a period of whole weeks."""
    return PlanCheck(
        plan=plan,
        period=period,
        promises=tuple(check_promise(plan, promise, period) for promise in plan.promises),
        chains=tuple(check_chain(plan, chain, period) for chain in plan.escalation),
        contradictions=contradictions(plan),
        tzdata=tzdata_source(),
    )


def check_text(found: PlanCheck) -> str:
    """Return the check for people."""
    first, last = map(day, _days(found.period))
    weeks = found.period.minutes // 10_080
    head = _(
        "{title}: promises over {weeks} weeks, {first} to {last} ({tzdata})",
        title=one_line(found.plan.title), weeks=weeks, first=first, last=last, tzdata=found.tzdata,
    )  # fmt: skip
    lines = [head, *overnight_lines(found.plan)]
    if not found.promises and not found.chains:
        return "\n".join([*lines, _(NO_PROMISES)])
    lines += _set_up_with(found)
    lines += [_(UPPER_BOUND), *_no_holidays(found.plan), *days_off_lines(found.plan, *_days(found.period))]
    for number, check in enumerate(found.promises, 1):
        lines += ["", *promise_lines(found.plan, check, number)]
    for chain in found.chains:
        lines += ["", *chain_lines(chain)]
    if found.contradictions:
        lines += ["", _("What contradicts itself"), *(f"  {contradiction_words(one)}" for one in found.contradictions)]
    return "\n".join(lines)


@in_english()
def check_facts(found: PlanCheck) -> dict[str, Any]:
    """Return the check as plain JSON-able data. Minutes of a week count from Monday 00:00 UTC."""
    first, last = _days(found.period)
    return {
        "title": found.plan.title,
        "first_day": first,
        "last_day": last,
        "tzdata": found.tzdata,
        "set_up_with": one_line(found.plan.tzdata),
        "holidays": [msgspec.to_builtins(days) for days in days_off(found.plan, first, last)],
        "kept": found.kept,
        "promises": [_promise_facts(found.plan, check) for check in found.promises],
        "escalation": [msgspec.to_builtins(chain) for chain in found.chains],
        "contradictions": [contradiction_words(one) for one in found.contradictions],
    }


def _promise_facts(plan: Plan, check: PromiseCheck) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(check)
    facts["never_words"] = weekly_text(week_hours(check.never)) if check.never else ""
    facts["wordings"] = list(wordings(plan, check))
    worst = check.worst
    facts["worst"] = worst and facts["worst"] | {"raised": _moments(worst.raised), "ended": _moments(worst.ended)}
    facts["changes"] = [
        # A day as JSON has it, not as people read it.
        msgspec.to_builtins(change) | {"reasons": [reason_words(reason, str) for reason in change.reasons]}
        for change in check.changes
    ]
    # Single stretches of a year are too many to be read; what they amount to stays.
    facts["hints"] = check.hints and {
        "by_one": [_repair(repair) for repair in check.hints.by_one],
        "shared": [_repair(repair) for repair in check.hints.shared],
        "check_ins": check.hints.check_ins,
        "question": QUESTION,
    }
    facts["depth"] = check.depth and {
        "minutes_by_heads": check.depth.minutes_by_heads,
        "thin_share": check.depth.thin_share,
        "one_person_every_week": weekly_text(week_hours(check.depth.thin_every_week)),
    }
    return facts


def _moments(moments: Sequence[Moment]) -> list[dict[str, str]]:
    return [{"where": moment.where, "tz": moment.tz, "text": moment_words(moment)} for moment in moments]


def _repair(repair: Repair) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(repair)
    return facts | {"windows": [[window_words(window), times] for window, times in repair.windows]}


def _days(period: Period) -> tuple[str, str]:
    return from_minute(period.start).date().isoformat(), from_minute(period.end - 1).date().isoformat()


def _set_up_with(found: PlanCheck) -> list[str]:
    """Say with which time zone database the workshop was set up; nothing for a plan, which was not."""
    kept = one_line(found.plan.tzdata)
    if not kept:
        return []
    other = "" if kept == found.tzdata else _("The figures here are of another one, {tzdata}.", tzdata=found.tzdata)
    return [f"{_('Set up with {tzdata}.', tzdata=kept)} {other}".rstrip()]


def _no_holidays(plan: Plan) -> list[str]:
    without = [one_line(region.name) for region in plan.regions if not region.calendar.holidays]
    names = listed(without) if len(without) <= MOST_NAMES else counted(len(without), "region")
    return [_("No holidays are given for {names}; with them, less is kept.", names=names)] if without else []
