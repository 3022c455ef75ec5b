"""What comes of a promise or a chain, in lines: kept or not, the worst wait, the week, a wording that holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from align.analysis.cover import QUESTION, Repair
from align.analysis.keeping import (
    ChainCheck,
    ClocksChange,
    DayOff,
    Moment,
    OtherClock,
    PromiseCheck,
    Reason,
    WeekChange,
)
from align.analysis.keeping.people import week_hours
from align.charter.promise_words import (
    CLOCK_WORDS,
    hours_words,
    missing_words,
    owner_words,
    percent,
    promise_line,
    share_words,
    wait_words,
    window_words,
    within_words,
    wordings,
)
from align.charter.week_text import never_lines, week_lines
from align.charter.wording import day, listed, one_line
from align.domain.dates import date_words
from align.domain.hours import DAY_NAMES, weekly_text
from align.domain.model import Plan
from align.language import _, mark, plural

UPPER_BOUND = mark(
    "Kept says that somebody is at work in time. How fast they then are is up to people: it is an upper bound."
)
VERDICTS = {
    "can be kept": mark("can be kept"), "cannot be kept": mark("cannot be kept"),
    "cannot be checked": mark("cannot be checked"),
}  # fmt: skip
MARKS = {"can be kept": "✓", "cannot be kept": "✗", "cannot be checked": "?"}
NO_NAME = mark("holiday")
MOST_CHANGES = 8
MOST_WINDOWS = 3


# ---- one promise ---------------------------------------------------------------------------------------------------


def promise_lines(plan: Plan, check: PromiseCheck, number: int) -> list[str]:
    """Return one promise in words: the verdict first, then why, then a way out."""
    return verdict_lines(plan, check, number) + week_lines(check) + way_out_lines(plan, check)


def read_out_lines(plan: Plan, check: PromiseCheck, number: int) -> list[str]:
    """Return one promise for those who are read to: all of it but the pictures of weeks."""
    return verdict_lines(plan, check, number) + never_lines(check) + way_out_lines(plan, check)


def verdict_lines(plan: Plan, check: PromiseCheck, number: int) -> list[str]:
    """Return what is promised, whether it can be kept, by whom, and how long one waits."""
    lines = [f"{number}. {promise_line(plan, check.promise)}", f"   {verdict_words(check)}"]
    if check.missing:
        lines.append(f"   {_('Not said: {names}.', names=listed(missing_words(check.missing)))}")
    if check.unknown:
        lines.append(f"   {_('Hours are not known for {names}.', names=listed(check.unknown))}")
    for holder in check.promise.owner:
        staff = f"{_(', ')}{_('{n} at any one time', n=holder.staff)}" if holder.staff else ""
        lines.append(f"   {owner_words(plan, holder)}{staff}")
    return lines + _wait_lines(check)


def verdict_words(check: PromiseCheck) -> str:
    """Return "✗ cannot be kept: kept for 57.5 % of the minutes"."""
    said = _(VERDICTS[check.verdict])
    if check.kept_share is not None:
        said = _("{verdict}: kept for {share} of the minutes", verdict=said, share=percent(check.kept_share))
    return f"{MARKS[check.verdict]} {said}"


def way_out_lines(plan: Plan, check: PromiseCheck) -> list[str]:
    """Return the unusual weeks, the hours with one person only, a wording that can be kept, and what would mend it."""
    lines = _change_lines(check) + _depth_lines(check)
    said = wordings(plan, check)
    if said:
        lines += [f"   {_('A wording that can be kept')}", *(f"     “{one}”" for one in said)]
    return lines + _hint_lines(check)


def _wait_lines(check: PromiseCheck) -> list[str]:
    lived, worst = check.waits, check.worst
    if lived is None:
        return []
    lines = []
    if lived.never:
        share = share_words(lived.never, lived.raised)
        lines.append(f"   {_('After {share} nobody comes within three weeks.', share=share)}")
    if lived.median is not None and lived.p90 is not None and lived.within_24h is not None:
        working = check.promise.clock == "working"
        said = _(
            "{what}: half {half}, nine in ten {most}",
            what=_("Time until it is due") if working else _("Wait until somebody is at work"),
            half=within_words(lived.median), most=within_words(lived.p90),
        )  # fmt: skip
        if lived.within_24h < 1:
            said += f"{_(', ')}{_('{share} within 24 h', share=percent(lived.within_24h))}"
        lines.append(f"   {said}")
    if worst is not None and worst.minutes:
        ended = moments_text(worst.ended)
        lines.append(f"   {_('Worst: {time}', time=wait_words(worst.minutes))}")
        lines.append(f"     {_('raised {moments}', moments=moments_text(worst.raised))}")
        if worst.first and check.promise.clock != "working":
            lines.append(f"     {_('{who} at work {moments}', who=listed(worst.first), moments=ended)}")
        else:
            lines.append(f"     {_('due {moments}', moments=ended)}")
    return lines


def moments_text(moments: Sequence[Moment]) -> str:
    """Return "Fri 18 Dec 2026 23:00 UTC (Boston Fri 18 Dec 2026 18:00; …)"."""
    utc, *others = moments
    told = "; ".join(f"{one_line(moment.where)} {moment_words(moment)}" for moment in others)
    return f"{moment_words(utc)} UTC{f' ({told})' if told else ''}"


def moment_words(moment: Moment) -> str:
    """Return what a clock shows: "Fri 18 Dec 2026 23:00"."""
    wall = moment.wall
    return f"{_(DAY_NAMES[wall.weekday()])} {date_words(wall.date())} {wall:%H:%M}"


def _change_lines(check: PromiseCheck) -> list[str]:
    if check.usual_week is None or not check.changes:
        return []
    usual = check.usual_week
    head = _(
        "Weeks unlike the usual one ({hours} at work, longest wait {wait})",
        hours=hours_words(usual.covered), wait=_wait(usual.worst),
    )  # fmt: skip
    lines = [f"   {head}"]
    lines += [f"     {_change_words(change)}" for change in check.changes[:MOST_CHANGES]]
    more = len(check.changes) - MOST_CHANGES
    said = plural(more, "and {n} more kind of weeks", "and {n} more kinds of weeks", n=more)
    return [*lines, f"     {said}"] if more > 0 else lines


def _change_words(change: WeekChange) -> str:
    first, last = day(change.first), day(change.last)
    when = _("{first} to {last}", first=first, last=last)
    if change.weeks > 1:
        when = _("{n} weeks between {first} and {last}", n=change.weeks, first=first, last=last)
    said = _(
        "{when}: {hours}, longest wait {wait}",
        when=when, hours=hours_words(change.figures.covered), wait=_wait(change.figures.worst),
    )  # fmt: skip
    return f"{said}: {'; '.join(map(reason_words, change.reasons))}" if change.reasons else said


def _wait(minutes: float | None) -> str:
    return _("no end") if minutes is None else wait_words(minutes)


def reason_words(reason: Reason, day_words: Callable[[str], str] = day) -> str:
    """Return why a week is unlike the others."""
    match reason:
        case DayOff(who=who, name=name, day=on):
            what = one_line(name) or _(NO_NAME)
            return _("{who}: {holiday} on {day}", who=one_line(who), holiday=what, day=day_words(on))
        case ClocksChange(tz=zone, before=before, after=after):
            return _("{zone}: clocks change from {begin} to {end}", zone=zone, begin=before, end=after)
        case OtherClock(tz=zone, offset=offset):
            return _("{zone} on {offset}", zone=zone, offset=offset)


def _depth_lines(check: PromiseCheck) -> list[str]:
    if check.depth is None or check.depth.thin_share is None:
        return []
    if not check.depth.thin:
        return [f"   {_('Two people or more are at work whenever somebody is.')}"]
    every = check.depth.thin_every_week
    said = _("One person alone: {share} of the hours at work", share=percent(check.depth.thin_share))
    if every:
        said += f"{_(', ')}{_('every week {hours} UTC', hours=weekly_text(week_hours(every)))}"
    return [f"   {said}"]


def _hint_lines(check: PromiseCheck) -> list[str]:
    if check.hints is None or not check.hints.needs:
        return []
    lines = [f"   {_('On-call time that would mend it')}"]
    lines += [f"     {_repair_words(repair)}" for repair in check.hints.by_one[:2]]
    if len(check.hints.shared) > 1:
        lines.append(f"     {_('or shared, each gap where it costs least:')}")
        lines += [f"       {_repair_words(repair)}" for repair in check.hints.shared]
    return [*lines, f"     {_('First ask: {question}', question=_(QUESTION))}"]


def _repair_words(repair: Repair) -> str:
    windows = "; ".join(f"{window_words(window)} ({times}×)" for window, times in repair.windows[:MOST_WINDOWS])
    more = "; …" if len(repair.windows) > MOST_WINDOWS else ""
    cost = _(
        "{nights:.1f} nights and {days:.1f} rest days a month",
        nights=repair.nights_per_month, days=repair.rest_days_per_month,
    )  # fmt: skip
    return f"{one_line(repair.name)}: {windows}{more}; {cost}"


# ---- a chain -------------------------------------------------------------------------------------------------------


def chain_lines(chain: ChainCheck) -> list[str]:
    """Return one escalation chain in words, a line a step."""
    when = _("raised at any time")
    if chain.raised_by:
        when = _("raised in the hours of {places}", places=listed(chain.raised_by))
    lines = [_("Escalation, {level}, {when}", level=one_line(chain.escalation.level), when=when)]
    if chain.missing:
        lines.append(f"   {_('Not said: {names}.', names='; '.join(missing_words(chain.missing)))}")
    if chain.unknown:
        names = listed(dict.fromkeys(chain.unknown))
        lines.append(f"   {_('Hours are not known for {names}.', names=names)}")
    if chain.ladder is None:
        told = _(", then ").join(one_line(step.to.name) for step in chain.escalation.steps)
        return [*lines, f"   ? {_('cannot be walked: {steps}', steps=told)}"]
    for number, (step, level) in enumerate(zip(chain.escalation.steps, chain.ladder.levels, strict=True), 1):
        when = _("told at once")
        if step.after:
            when = _("told after {time} ({clock})", time=wait_words(step.after), clock=_(CLOCK_WORDS[step.clock]))
        reached = _("at work at worst {time} after the raising", time=_wait(level.reached.worst))
        lines.append(f"   {number}. {one_line(level.name)}{_(', ')}{when}: {reached}")
        if level.told_asleep:
            asleep = _("told while nobody there is at work: {share}", share=percent(level.told_asleep))
            lines.append(f"      {asleep}")
        if number < len(chain.ladder.levels) and level.passed_over:
            over = _(
                "step {next} is told before anybody of step {number} was at work: {share}",
                next=number + 1, number=number, share=percent(level.passed_over),
            )  # fmt: skip
            lines.append(f"      {over}")
    ending = _wait(chain.ladder.first_reached.worst)
    return [*lines, f"   {_('Until the first of them is at work, at worst: {wait}', wait=ending)}"]
