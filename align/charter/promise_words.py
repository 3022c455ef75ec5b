"""Words for promises: a promise in one line, a wait, a share, and wordings that can be kept. No layout, no figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from align.analysis.cover import Window
from align.analysis.keeping import Contradiction, PromiseCheck
from align.analysis.keeping.contradictions import Part, Within
from align.charter.wording import counted, listed, one_line, region_name
from align.domain.calendars import describe_hours
from align.domain.hours import DAY, DAY_NAMES, clock, weekly_text
from align.domain.model import Plan
from align.domain.promises import ALWAYS, AMOUNT, ASKER, OWNER, EscalationStep, Holder, Promise, holder_calendar
from align.domain.values import UNIT_MINUTES
from align.language import ENGLISH, _, in_english, language, mark, plural, written

CLOCK_WORDS = {"": "", "working": mark("working"), "elapsed": mark("elapsed")}
CLOCKS = {"working": mark("working clock"), "elapsed": mark("elapsed clock")}
FIELDS = {
    "level": mark("level"), "starts_when": mark("starts when"), "counts_as": mark("counts as"),
    "amount": mark("amount"), "clock": mark("clock"), "calendar": mark("calendar"), "cover": mark("cover"),
    "channel": mark("channel"), "owner": mark("owner"), "after": mark("after"),
}  # fmt: skip
"""What a promise or a step of a chain says, by the name it has in a plan."""
MANY_OWNERS = 4
"""From how many owners on a wording names them together instead of one by one."""


def wait_words(minutes: float) -> str:
    """Return a wait: "45 min", "52.5 h"."""
    if minutes < 120:
        return _("{minutes:.0f} min", minutes=minutes)
    return written(f"{minutes / 60:.1f} h".replace(".0 h", " h"))


def within_words(minutes: float) -> str:
    """Return "within 52.5 h"; "at once" below a minute."""
    return _("at once") if minutes < 1 else _("within {time}", time=wait_words(minutes))


def hours_words(minutes: int) -> str:
    """Return minutes of work as hours: "45 h"."""
    return written(f"{minutes / 60:.1f} h".replace(".0 h", " h"))


def percent(share: float) -> str:
    """Return a share, rounded down so that only all is 100 %: "99.9 %"."""
    return written(f"{math.floor(share * 1_000 + 1e-9) / 10:g} %")


def share_words(part: int, whole: int) -> str:
    """Return how much of the minutes raised: "12 % of the minutes"."""
    return _("{share} of the minutes", share=percent(part / whole if whole else 0))


def promise_line(plan: Plan, promise: Promise) -> str:
    """Return a promise in one line; what is not said is not there."""
    parts = [
        one_line(promise.level),
        _("within {time}", time=amount_words(promise)) if promise.said or promise.amount else "",
        f"{_(CLOCKS[promise.clock])}{calendar_words(plan, promise)}" if promise.clock else "",
        cover_words(plan, promise),
        one_line(promise.channel),
        _("starts when {what}", what=one_line(promise.starts_when)) if promise.starts_when else "",
        _("counts as {what}", what=one_line(promise.counts_as)) if promise.counts_as else "",
    ]
    return " · ".join(part for part in parts if part)


def amount_words(promise: Promise) -> str:
    """Return the amount; working days say how long they are."""
    written = one_line(promise.said)
    said = said_words(written) or wait_words(promise.amount)
    day, week = (UNIT_MINUTES["working"][unit] for unit in ("days", "weeks"))
    if promise.clock == "working" and "day" in written:
        return _("{amount} of {hours} h", amount=said, hours=day // 60)
    if promise.clock == "working" and "week" in written:
        return _("{amount} of {days} days of {hours} h", amount=said, days=week // day, hours=day // 60)
    return said


def said_words(written: str) -> str:
    """Return an amount in the language spoken; in English, and where it is none ("2 days"), as it was written."""
    found = AMOUNT.fullmatch(written)
    if found is None or language() == ENGLISH:
        return written
    n, many = found[1], math.ceil(float(found[1]))
    match found[2]:
        case "day":
            return plural(many, "{n} day", "{n} days", n=n)
        case "week":
            return plural(many, "{n} week", "{n} weeks", n=n)
        case "hour" | "h":
            return plural(many, "{n} hour", "{n} hours", n=n)
        case _:
            return plural(many, "{n} minute", "{n} minutes", n=n)


def cover_words(plan: Plan, promise: Promise) -> str:
    """Return when it may be raised; empty when not said."""
    if not promise.cover:
        return ""
    if ALWAYS in promise.cover:
        return _("raised at any time")
    return _("raised in the hours of {places}", places=listed(region_name(plan, place) for place in promise.cover))


def calendar_words(plan: Plan, promise: Promise) -> str:
    """Return on whose hours a working clock runs, to follow its name; empty when not said."""
    known = {OWNER: _("the owner's hours"), ASKER: _("the asker's hours")}
    names = [known.get(place) or _("{region}'s hours", region=region_name(plan, place)) for place in promise.calendar]
    return f"{_(', ')}{listed(names, 'or')}" if names else ""


def owner_words(plan: Plan, holder: Holder) -> str:
    """Return an owner with hours and zone: "Pune: Mon–Fri 09:30–18:30, Asia/Kolkata"."""
    calendars = {region.id: region.calendar for region in plan.regions}
    calendar = holder_calendar(holder, calendars)
    if calendar is None:
        return _("{name}: hours not known", name=one_line(holder.name))
    holidays = "" if calendar.observes_holidays else f"{_(', ')}{_('on holidays too')}"
    return f"{one_line(holder.name)}: {describe_hours(calendar)}, {calendar.tz}{holidays}"


_AFTER = {
    "": mark("after {time}"), "elapsed": mark("after {time} on the clock"),
    "working": mark("after {time} of working time of those told before"),
}  # fmt: skip


def step_words(plan: Plan, step: EscalationStep, number: int) -> str:
    """Return a step of a chain in one line: who, after how long by which clock, and how."""
    after = _("at once")
    if number > 1:
        after = _(_AFTER[step.clock], time=wait_words(step.after)) if step.after else _("time not said")
    return _(", ").join(filter(None, (owner_words(plan, step.to), after, one_line(step.channel))))


def window_words(window: Window) -> str:
    """Return when on-call time is: "Mon–Thu 18:00–07:00", "Fri 18:00–Mon 07:00", "once, Sat 22:00–06:00"."""
    said = weekly_text(window.hours) if window.stretch is None else "–".join(map(_week_moment, window.stretch))
    return f"{_('once, ')}{said}" if window.once else said


def _week_moment(minute: int) -> str:
    weekday, at = divmod(minute, DAY)
    return f"{_(DAY_NAMES[weekday])} {clock(at)}"


def contradiction_words(one: Contradiction) -> str:
    """Return what contradicts itself, in a sentence."""
    return _(one.said, **{name: _part(part) for name, part in one.fields})


def _part(part: Part) -> str | int:
    match part:
        case Within(said=said, clock=on):
            told = said_words(said)
            return f"{told} ({_(CLOCK_WORDS[on])})" if on else told
        case tuple():
            return weekly_text(part)
        case _:
            return part


def missing_words(missing: Iterable[str]) -> list[str]:
    """Return names of fields in words: "starts when", "step 2: channel"."""
    return [_field(*name.rpartition(": ")) for name in missing]


def _field(step: str, _colon: str, name: str) -> str:
    said = _(FIELDS[name])
    return _("step {number}: {what}", number=step.removeprefix("step "), what=said) if step else said


@in_english()
def wordings(plan: Plan, check: PromiseCheck) -> tuple[str, ...]:
    """Return wordings that the people at work can keep; none where nothing is known, or for what holds as it is.

    They are for the charter, which is read in one language by all.
    """
    promise, lived = check.promise, check.waits
    if lived is None:
        return ()
    if promise.clock == "working":
        return _working_wording(plan, check)
    if check.verdict == "can be kept":
        return ()
    if lived.worst is None:
        return ()
    hours = math.ceil(lived.worst / 60)
    amount = one_line(promise.said)
    return (
        f"{one_line(promise.level)}: within {amount} while somebody is at work ({_when(plan, promise.owner)}); raised "
        f"at another time, within {amount} of the next start of work.",
        f"{one_line(promise.level)}: within {counted(hours, 'hour')}, whenever it is raised.",
    )


@in_english()
def _working_wording(plan: Plan, check: PromiseCheck) -> tuple[str, ...]:
    promise, lived = check.promise, check.waits
    if lived is None or lived.worst is None or lived.p90 is None:
        return ()
    within = f"within {amount_words(promise)}{calendar_words(plan, promise)} alone counting"
    return (
        f"{one_line(promise.level)}: {within}; for the asker mostly within {wait_words(lived.p90)}, "
        f"over weekends and holidays up to {wait_words(lived.worst)}.",
    )


@in_english()
def _when(plan: Plan, holders: Sequence[Holder]) -> str:
    if len(holders) >= MANY_OWNERS:
        return f"the hours of the {len(holders)} owners"
    return "; ".join(owner_words(plan, holder) for holder in holders)
