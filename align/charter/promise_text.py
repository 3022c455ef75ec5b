"""What comes of promises, as lines of text and as JSON: kept or not, the worst wait, the week, a wording that holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from align.analysis.cover import QUESTION, Repair, Strip, tzdata_source
from align.analysis.cover.rosters import Period
from align.analysis.keeping import (
    ChainCheck,
    HolderWeek,
    Moment,
    PromiseCheck,
    WeekChange,
    check_chain,
    check_promise,
    contradictions,
)
from align.analysis.keeping.people import week_hours
from align.charter.days_off import days_off, days_off_lines
from align.charter.promise_words import (
    hours_words,
    owner_words,
    percent,
    promise_line,
    share_words,
    wait_words,
    within_words,
    wordings,
)
from align.charter.wording import counted, listed, one_line
from align.domain.calendars import from_minute
from align.domain.hours import DAY_NAMES, weekly_text
from align.domain.model import Plan

UPPER_BOUND = (
    "Kept says that somebody is at work in time. How fast they then are is up to people: it is an upper bound."
)
NO_PROMISES = "There are no promises and no escalation chains. The desk makes them (key k), or a plan: docs/plan.md."
MARKS = {"can be kept": "✓", "cannot be kept": "✗", "cannot be checked": "?"}
FULL, SOME = 0.9, 0.02
"""Share of the year's hours from which a letter is large, and from which it is there at all."""
MOST_STRIPS = 6
MOST_CHANGES = 8
MOST_WINDOWS = 3
MOST_NAMES = 4


class PlanCheck(msgspec.Struct, frozen=True):
    """Everything that `align check` has to say about one plan."""

    plan: Plan
    period: Period
    promises: tuple[PromiseCheck, ...]
    chains: tuple[ChainCheck, ...]
    contradictions: tuple[str, ...]
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
    first, last = _days(found.period)
    weeks = found.period.minutes // 10_080
    lines = [f"{one_line(found.plan.title)}: promises over {weeks} weeks, {first} to {last} ({found.tzdata})"]
    if not found.promises and not found.chains:
        return "\n".join([*lines, NO_PROMISES])
    lines += _set_up_with(found)
    lines += [UPPER_BOUND, *_no_holidays(found.plan), *days_off_lines(found.plan, *_days(found.period))]
    for number, check in enumerate(found.promises, 1):
        lines += ["", *promise_lines(found.plan, check, number)]
    for chain in found.chains:
        lines += ["", *chain_lines(chain)]
    if found.contradictions:
        lines += ["", "What contradicts itself", *(f"  {sentence}" for sentence in found.contradictions)]
    return "\n".join(lines)


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
        "contradictions": list(found.contradictions),
    }


def _promise_facts(plan: Plan, check: PromiseCheck) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(check)
    facts["never_words"] = weekly_text(week_hours(check.never)) if check.never else ""
    facts["wordings"] = list(wordings(plan, check))
    # Single stretches of a year are too many to be read; what they amount to stays.
    facts["hints"] = check.hints and {
        "by_one": msgspec.to_builtins(check.hints.by_one),
        "shared": msgspec.to_builtins(check.hints.shared),
        "check_ins": check.hints.check_ins,
        "question": QUESTION,
    }
    facts["depth"] = check.depth and {
        "minutes_by_heads": check.depth.minutes_by_heads,
        "thin_share": check.depth.thin_share,
        "one_person_every_week": weekly_text(week_hours(check.depth.thin_every_week)),
    }
    return facts


def _days(period: Period) -> tuple[str, str]:
    return from_minute(period.start).date().isoformat(), from_minute(period.end - 1).date().isoformat()


def _set_up_with(found: PlanCheck) -> list[str]:
    """Say with which time zone database the workshop was set up; nothing for a plan, which was not."""
    kept = one_line(found.plan.tzdata)
    if not kept:
        return []
    other = "" if kept == found.tzdata else f" The figures here are of another one, {found.tzdata}."
    return [f"Set up with {kept}.{other}"]


def _no_holidays(plan: Plan) -> list[str]:
    without = [one_line(region.name) for region in plan.regions if not region.calendar.holidays]
    names = listed(without) if len(without) <= MOST_NAMES else counted(len(without), "region")
    return [f"No holidays are given for {names}; with them, less is kept."] if without else []


# ---- one promise ---------------------------------------------------------------------------------------------------


def promise_lines(plan: Plan, check: PromiseCheck, number: int) -> list[str]:
    """Return one promise in words: the verdict first, then why, then a way out."""
    return verdict_lines(plan, check, number) + _week_lines(check) + way_out_lines(plan, check)


def verdict_lines(plan: Plan, check: PromiseCheck, number: int) -> list[str]:
    """Return what is promised, whether it can be kept, by whom, and how long one waits."""
    lines = [f"{number}. {promise_line(plan, check.promise)}", f"   {verdict_words(check)}"]
    if check.missing:
        lines.append(f"   Not said: {listed(name.replace('_', ' ') for name in check.missing)}.")
    if check.unknown:
        lines.append(f"   Hours are not known for {listed(check.unknown)}.")
    for holder in check.promise.owner:
        staff = f", {holder.staff} at any one time" if holder.staff else ""
        lines.append(f"   {owner_words(plan, holder)}{staff}")
    return lines + _wait_lines(check)


def verdict_words(check: PromiseCheck) -> str:
    """Return "✗ cannot be kept: kept for 57.5 % of the minutes"."""
    share = "" if check.kept_share is None else f": kept for {percent(check.kept_share)} of the minutes"
    return f"{MARKS[check.verdict]} {check.verdict}{share}"


def way_out_lines(plan: Plan, check: PromiseCheck) -> list[str]:
    """Return the unusual weeks, the hours with one person only, a wording that can be kept, and what would mend it."""
    lines = _change_lines(check) + _depth_lines(check)
    said = wordings(plan, check)
    if said:
        lines += ["   A wording that can be kept", *(f"     “{one}”" for one in said)]
    return lines + _hint_lines(check)


def _wait_lines(check: PromiseCheck) -> list[str]:
    lived, worst = check.waits, check.worst
    if lived is None:
        return []
    lines = []
    if lived.never:
        lines.append(f"   After {share_words(lived.never, lived.raised)} nobody comes within three weeks.")
    if lived.median is not None and lived.p90 is not None and lived.within_24h is not None:
        what = "Time until it is due" if check.promise.clock == "working" else "Wait until somebody is at work"
        day = f", {percent(lived.within_24h)} within 24 h" if lived.within_24h < 1 else ""
        lines.append(f"   {what}: half {within_words(lived.median)}, nine in ten {within_words(lived.p90)}{day}")
    if worst is not None and worst.minutes:
        first = f"{listed(worst.first)} at work" if worst.first else "due"
        lines.append(f"   Worst: {wait_words(worst.minutes)}")
        lines.append(f"     raised {moments_text(worst.raised)}")
        lines.append(f"     {'due' if check.promise.clock == 'working' else first} {moments_text(worst.ended)}")
    return lines


def moments_text(moments: Sequence[Moment]) -> str:
    """Return "Fri 18 Dec 2026 23:00 UTC (Boston Fri 18 Dec 2026 18:00; …)"."""
    utc, *others = moments
    told = "; ".join(f"{one_line(moment.where)} {moment.text}" for moment in others)
    return f"{utc.text} UTC{f' ({told})' if told else ''}"


def _change_lines(check: PromiseCheck) -> list[str]:
    if check.usual_week is None or not check.changes:
        return []
    usual = check.usual_week
    worst = wait_words(usual.worst) if usual.worst is not None else "no end"
    lines = [f"   Weeks unlike the usual one ({hours_words(usual.covered)} at work, longest wait {worst})"]
    lines += [f"     {_change_words(change)}" for change in check.changes[:MOST_CHANGES]]
    more = len(check.changes) - MOST_CHANGES
    return [*lines, f"     and {counted(more, 'more kind')} of weeks"] if more > 0 else lines


def _change_words(change: WeekChange) -> str:
    worst = "no end" if change.figures.worst is None else wait_words(change.figures.worst)
    why = f": {'; '.join(one_line(reason) for reason in change.reasons)}" if change.reasons else ""
    many = f"{change.weeks} weeks between {change.first} and {change.last}"
    when = many if change.weeks > 1 else f"{change.first} to {change.last}"
    return f"{when}: {hours_words(change.figures.covered)}, longest wait {worst}{why}"


def _depth_lines(check: PromiseCheck) -> list[str]:
    if check.depth is None or check.depth.thin_share is None:
        return []
    if not check.depth.thin:
        return ["   Two people or more are at work whenever somebody is."]
    every = check.depth.thin_every_week
    hours = f", every week {weekly_text(week_hours(every))} UTC" if every else ""
    return [f"   One person alone: {percent(check.depth.thin_share)} of the hours at work{hours}"]


def _hint_lines(check: PromiseCheck) -> list[str]:
    if check.hints is None or not check.hints.needs:
        return []
    lines = ["   On-call time that would mend it"]
    lines += [f"     {_repair_words(repair)}" for repair in check.hints.by_one[:2]]
    if len(check.hints.shared) > 1:
        lines.append("     or shared, each gap where it costs least:")
        lines += [f"       {_repair_words(repair)}" for repair in check.hints.shared]
    return [*lines, f"     First ask: {QUESTION}"]


def _repair_words(repair: Repair) -> str:
    windows = "; ".join(f"{window} ({times}×)" for window, times in repair.windows[:MOST_WINDOWS])
    more = "; …" if len(repair.windows) > MOST_WINDOWS else ""
    cost = f"{repair.nights_per_month:.1f} nights and {repair.rest_days_per_month:.1f} rest days a month"
    return f"{one_line(repair.name)}: {windows}{more}; {cost}"


# ---- the week as a strip -------------------------------------------------------------------------------------------


def _week_lines(check: PromiseCheck) -> list[str]:
    if not check.people:
        return []
    lines = ["   At work in the week, UTC (small letter: part of the hour or the year; +: several; ·: nobody)"]
    lines += _rows([together_letters(check.people)])
    if check.never:
        lines.append(f"   Never covered, UTC: {weekly_text(week_hours(check.never))}")
    if len(check.people) <= MOST_STRIPS:
        for one in check.people:
            lines.append(f"   {one.letter.upper()} {one_line(one.name)}: UTC, then {one.local.tz}")
            lines += _rows([strip_letters(one.utc.strip, one.letter), strip_letters(one.local.strip, one.letter)])
    else:
        lines.append(f"   The weeks of {len(check.people)} owners by themselves: with --json")
    return lines


def _rows(strips: Sequence[Sequence[str]]) -> list[str]:
    ruler = "   ".join("".join(f"{hour:02d}".ljust(6) for hour in range(0, 24, 6)) for _ in strips)
    rows = [f"     {'':<5}{ruler}".rstrip()]
    return rows + [f"     {day:<5}" + "   ".join(strip[n] for strip in strips) for n, day in enumerate(DAY_NAMES)]


def strip_letters(strip: Strip, letter: str) -> list[str]:
    """Return seven days of 24 characters: a letter at work, a small one for part of the time, a dot for nobody."""
    return ["".join(_cell(share, letter) for share in day) for day in strip]


def _cell(share: float | None, letter: str) -> str:
    if share is None or share < SOME:
        return "·"
    return letter.upper() if share >= FULL else letter.lower()


def together_letters(people: Sequence[HolderWeek]) -> list[str]:
    """Return the same for all owners together, in UTC; + where several are at work."""
    rows = []
    for day in range(7):
        cells = []
        for hour in range(24):
            there = [_cell(one.utc.strip[day][hour], one.letter) for one in people]
            found = [cell for cell in there if cell != "·"]
            large = [cell for cell in found if cell.isupper()]
            cells.append("+" if len(large) > 1 else (large or found or ["·"])[0])
        rows.append("".join(cells))
    return rows


# ---- a chain -------------------------------------------------------------------------------------------------------


def chain_lines(chain: ChainCheck) -> list[str]:
    """Return one escalation chain in words, a line a step."""
    when = f"raised in the hours of {listed(chain.raised_by)}" if chain.raised_by else "raised at any time"
    lines = [f"Escalation, {one_line(chain.escalation.level)}, {when}"]
    if chain.missing:
        lines.append(f"   Not said: {'; '.join(chain.missing)}.")
    if chain.unknown:
        lines.append(f"   Hours are not known for {listed(dict.fromkeys(chain.unknown))}.")
    if chain.ladder is None:
        told = ", then ".join(one_line(step.to.name) for step in chain.escalation.steps)
        return [*lines, f"   ? cannot be walked: {told}"]
    for number, (step, level) in enumerate(zip(chain.escalation.steps, chain.ladder.levels, strict=True), 1):
        after = f" after {wait_words(step.after)} ({step.clock})" if step.after else " at once"
        reached = wait_words(level.reached.worst) if level.reached.worst is not None else "no end"
        said = f"at work at worst {reached} after the raising"
        lines.append(f"   {number}. {one_line(level.name)}, told{after}: {said}")
        if level.told_asleep:
            lines.append(f"      told while nobody there is at work: {percent(level.told_asleep)}")
        if number < len(chain.ladder.levels) and level.passed_over:
            who = f"step {number + 1} is told before anybody of step {number} was at work"
            lines.append(f"      {who}: {percent(level.passed_over)}")
    worst = chain.ladder.first_reached.worst
    ending = "no end" if worst is None else wait_words(worst)
    return [*lines, f"   Until the first of them is at work, at worst: {ending}"]
