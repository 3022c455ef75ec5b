"""Promises on the desk: the list, the editor's fields and what they mean, and checks that are made once and kept.

A check takes up to a second: `make` belongs in a worker, the rest only looks up. Plain values; it knows no Textual.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

import msgspec

from align.analysis.cover.rosters import weeks_from
from align.analysis.keeping import ChainCheck, PromiseCheck, Verdict
from align.analysis.reveal import PromptFigures
from align.charter.plan_check import PlanCheck, check_plan
from align.charter.promise_text import MARKS
from align.charter.promise_words import percent, said_words
from align.charter.wording import in_units, listed, region_name
from align.domain.model import Plan
from align.domain.promises import ALWAYS, ASKER, OWNER, Holder, Promise
from align.domain.prompts import Clock, Prompt
from align.domain.text import name_key
from align.language import _, mark, plural
from align.packs.problems import nearest

WEEKS = 52
LEVELS = ("critical", "high", "normal", "low")
CLOCKS: tuple[tuple[Literal["", "elapsed", "working"], str], ...] = (
    ("", mark("choose …")), ("elapsed", mark("time on the clock")),
    ("working", mark("working time, of whose hours below")),
)  # fmt: skip
_RED: Final = "cannot be kept"
VERDICTS: dict[Verdict, str] = {
    "can be kept": mark("can be kept"), _RED: mark("cannot be kept"), "cannot be checked": mark("cannot be checked"),
}  # fmt: skip


class Checks:
    """What is known of the promises of a plan as it stands now: figures alone, so it holds in every language."""

    def __init__(self) -> None:
        self._made: tuple[Any, PlanCheck] | None = None

    def found(self, plan: Plan, day: date) -> PlanCheck | None:
        """Return the check of this plan over the year from `day` on; None while nobody has made it."""
        made = self._made
        return made[1] if made is not None and made[0] == _key(plan, day) else None

    def make(self, plan: Plan, day: date) -> None:
        """Check the plan. For a worker."""
        self._made = _key(plan, day), check_plan(plan, weeks_from(day, WEEKS))


def _key(plan: Plan, day: date) -> tuple[Any, ...]:
    return plan.promises, plan.escalation, plan.regions, day


class Standing(msgspec.Struct, frozen=True):
    """What the seal has to know of promises: `red` ones cannot be kept, `words` say it in a sentence."""

    red: tuple[str, ...]
    words: str


def standing(plan: Plan, found: PlanCheck | None, *, key: str = "k") -> Standing:
    """Return which promises cannot be kept, in words; `found` None: they are being checked. `key` shows why."""
    if not plan.promises:
        return Standing((), "")
    if found is None:
        return Standing((), _("The promises are being checked …"))
    red = tuple(_name(check.promise) for check in found.promises if check.verdict == _RED)
    unsaid = sum(bool(check.missing) for check in found.promises)
    if red:
        said = plural(
            len(red), "{n} promise cannot be kept: {names}. {key} shows why.",
            "{n} promises cannot be kept: {names}. {key} shows why.", n=len(red), names=listed(red), key=key,
        )  # fmt: skip
        told = [f"{MARKS[_RED]} {said}"]
    else:
        told = [_("No promise is known to be impossible to keep.")]
    checks: tuple[PromiseCheck | ChainCheck, ...] = (*found.promises, *found.chains)
    unknown = tuple(dict.fromkeys(name for check in checks for name in check.unknown))
    if unknown:
        told.append(f"{MARKS['cannot be checked']} {_('Hours are not known for {names}.', names=listed(unknown))}")
    if unsaid:
        told.append(plural(unsaid, "{n} promise leaves something out.", "{n} promises leave something out.", n=unsaid))
    return Standing(red, " ".join(told))


def despite_question(red: Sequence[str]) -> tuple[str, str]:
    """Return what is asked, and in which detail, before a charter is sealed with promises that cannot be kept."""
    question = plural(
        len(red), "Why seal it with this promise all the same?", "Why seal it with these promises all the same?"
    )
    detail = _("Cannot be kept: {names}. Your words stay in the log and stand in the charter.", names=listed(red))
    return question, detail


def _name(promise: Promise) -> str:
    if not promise.said:
        return promise.level
    return _("{level}, within {time}", level=promise.level, time=said_words(promise.said))


def rows(plan: Plan, found: PlanCheck | None) -> list[tuple[str, str, str]]:
    """Return (mark, promise, share kept) of every promise; "…" while it is being checked."""
    if found is None:
        return [("…", _name(promise), "") for promise in plan.promises]
    return [(MARKS[check.verdict], _name(check.promise), _share(check)) for check in found.promises]


def _share(check: PromiseCheck) -> str:
    if check.kept_share is None:
        return _(VERDICTS[check.verdict])
    return _("kept {share}", share=percent(check.kept_share))


# ---- the editor ----------------------------------------------------------------------------------------------------


def calendars(plan: Plan, now: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return whose hours a working clock can run on, as (value, words); a combination that is there already too."""
    hours = [(region.id, _("the hours of {name}", name=region.name)) for region in plan.regions]
    return _offered(plan, now, (OWNER, _("the owner's hours")), (ASKER, _("the asker's hours")), *hours)


def covers(plan: Plan, now: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return when a promise can be raised, as (value, words)."""
    hours = [(region.id, _("in the hours of {name}", name=region.name)) for region in plan.regions]
    every = (joined([region.id for region in plan.regions]), _("in the hours of any region"))
    return _offered(plan, now, (ALWAYS, _("at any time, 24×7")), every, *hours)


def _offered(plan: Plan, now: Sequence[str], *known: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    offered = dict((("", _("choose …")), *known))
    here = listed(region_name(plan, place) for place in now)
    offered.setdefault(joined(now), _("the hours of {name}", name=here))
    return tuple(offered.items())


def joined(places: Sequence[str]) -> str:
    """Return places as one value of a list to choose from."""
    return " ".join(places)


def owners_text(promise: Promise) -> str:
    """Return the owners as they are typed: names with commas between them."""
    return ", ".join(holder.name for holder in promise.owner)


def is_wanted(field: str, values: Mapping[str, str]) -> bool:
    """Return whether a field of the editor has to be filled in: whose hours count is asked of working time only."""
    return field != "calendar" or values["clock"] == "working"


def promise_of(plan: Plan, values: Mapping[str, str], before: Promise | None) -> Promise:
    """Return the promise that the editor's values make. What is left empty stays empty: the rules ask for it."""
    clock: Clock | Literal[""] = next(key for key, _words in CLOCKS if key == values["clock"])
    return Promise(
        level=values["level"],
        starts_when=values["starts_when"],
        counts_as=values["counts_as"],
        said=values["amount"].strip(),
        clock=clock,
        calendar=tuple(values["calendar"].split()),
        cover=tuple(values["cover"].split()),
        channel=values["channel"],
        owner=tuple(
            holder_of(plan, name.strip(), before.owner if before else ())
            for name in values["owner"].split(",")
            if name.strip()
        ),
    )


def promise_from(prompt: Prompt, figures: PromptFigures | None) -> Promise:
    """Return the beginning of a promise from a revealed duration: its time and its clock are the middle answer.

    Nothing else was asked, so the rest is left for people to say; time and clock too where there is no middle answer
    that all may see, or where two clocks are meant by equally many.
    """
    begun = Promise(level=prompt.title)
    parts = figures.parts if figures is not None else ()
    if prompt.type != "duration" or not parts or (len(parts) > 1 and parts[0].n == parts[1].n):
        return begun
    centre = parts[0].centre
    amount, unit = in_units(prompt, centre["minutes"], centre["clock"])
    said = amount_text(amount, unit)
    return msgspec.structs.replace(begun, said=said, clock=centre["clock"])


def amount_text(amount: float, unit: str) -> str:
    """Return "1 hour", "2 hours", as it is typed."""
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


def holder_of(plan: Plan, name: str, kept: Iterable[Holder] = ()) -> Holder:
    """Return a rota that is known already, a region, or a name whose hours nobody has said."""
    key = name_key(name)
    for holder in (*kept, *(holder for promise in plan.promises for holder in promise.owner)):
        if name_key(holder.name) == key:
            return holder
    region = next((region for region in plan.regions if name_key(region.name) == key), None)
    person = next((person for person in plan.participants if name_key(person.name) == key), None)
    if region is not None:
        return Holder(name=region.name, region=region.id)
    return Holder(name=person.name, region=person.region) if person is not None else Holder(name=name)


def meant(plan: Plan, holders: Iterable[Holder]) -> str:
    """Return what to ask about owners who are nobody of the plan but are written nearly like somebody; else ""."""
    known = [*(region.name for region in plan.regions), *(person.name for person in plan.participants)]
    unsure = [one.name for one in holders if not (one.region or one.hours or one.utc)]
    asked = [(name, near[0]) for name in unsure if (near := nearest(name, known))]
    return " ".join(
        _("Nobody in the plan is called “{name}”. Did you mean {near}?", name=name, near=near) for name, near in asked
    )
