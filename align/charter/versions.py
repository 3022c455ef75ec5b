"""The versions of a charter as plain values: a short history, and what two of them do not have in common.

Clauses, reasons that people gave to be read, and names of those who asked; answers, votes and notes are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypedDict

from align.charter.clauses import title_of
from align.charter.diff import Piece, changes, marked, pieces
from align.charter.promise_words import CLOCK_WORDS, amount_words, calendar_words, cover_words, owner_words, step_words
from align.charter.view import AskedView, HistoryView
from align.charter.wording import STATUSES, counted, day, iso_day, listed, one_line, region_name, scope_words
from align.domain.decisions import Decision
from align.domain.events import ClauseReopened
from align.domain.model import Clause, Plan, clause_number
from align.domain.promises import Escalation, Promise
from align.domain.prompts import AREAS
from align.domain.pulses import PULSE
from align.domain.state import State, Version
from align.domain.text import clean
from align.domain.versions import draft
from align.language import _, retold

OUT, IN = ("[-", "-]"), ("{+", "+}")
"""Marks around words that were taken out and put in: they need no colour."""


class FieldView(TypedDict):
    """One thing that differs. `was` and `now` are as they stand; the marked ones show which words."""

    name: str
    was: str
    now: str
    was_marked: str
    now_marked: str


class EntryView(TypedDict):
    """A clause, a promise or a decision that is not the same in both versions. `id` and `number` are a clause's."""

    id: str
    number: int
    title: str
    kind: Literal["new", "changed", "dropped", "kept"]
    asked: list[AskedView]
    fields: list[FieldView]


class SideView(TypedDict):
    """One of the two versions."""

    version: int
    words: str
    sealed_on: str
    sealed_iso: str
    why: str


class DiffView(TypedDict):
    """What two versions do not have in common."""

    title: str
    older: SideView
    newer: SideView
    steps: list[SideView]
    clauses: list[EntryView]
    promises: list[EntryView]
    decisions: list[EntryView]
    joined: list[str]
    same: int


def difference(state: State, older: Version, newer: Version) -> DiffView:
    """Return what leads from one version to a later one; `steps` are the versions after the older, each with why."""
    plan = state.the_plan
    between = [version for version in state.versions if older.number < version.number < newer.number]
    steps = [*between, newer]
    asked = [one for step in steps for one in step.reopened]
    clauses = _clauses(plan, older, newer, asked)
    return {
        "title": one_line(plan.title),
        "older": _side(older),
        "newer": _side(newer),
        "steps": [_side(step) for step in steps],
        "clauses": clauses,
        "promises": _entries(
            [*_promises(plan, older.promises), *_chains(plan, older.escalation)],
            [*_promises(plan, newer.promises), *_chains(plan, newer.escalation)],
        ),
        "decisions": _entries(
            [(one_line(one.what), _decision(one)) for one in older.decisions],
            [(one_line(one.what), _decision(one)) for one in newer.decisions],
        ),
        "joined": [one_line(person.name) for person in plan.participants[older.people : newer.people]],
        "same": len(newer.clauses) - sum(entry["kind"] != "dropped" for entry in clauses),
    }


def history(state: State) -> list[HistoryView]:
    """Return one entry a version, the draft of an amendment last, each with what it changed in the one before."""
    versions = [*state.versions, *([] if state.in_force or not state.versions else [draft(state)])]
    first = [_history(state.the_plan, None, version) for version in versions[:1]]
    return first + [_history(state.the_plan, before, version) for before, version in pairwise(versions)]


def _history(plan: Plan, before: Version | None, version: Version) -> HistoryView:
    return {
        "version": version.number,
        "version_words": _side(version)["words"],
        "sealed_on": day(version.on),
        "sealed_iso": iso_day(version.on),
        "why": one_line(version.why),
        "changes": _summary(plan, before, version) if before else f"{counted(len(version.clauses), 'clause')}.",
        "asked": [_asked(plan, one, before.clauses) for one in version.reopened] if before else [],
    }


def _summary(plan: Plan, before: Version, version: Version) -> str:
    entries = _clauses(plan, before, version, version.reopened)
    parts = []
    words = {"changed": "Changed", "new": "New", "dropped": "Dropped", "kept": "Talked about again and kept"}
    for kind, word in words.items():
        titles = [entry["title"] for entry in entries if entry["kind"] == kind]
        parts += [f"{word}: {listed(titles)}."] if titles else []
    for what, was, now in (
        ("promises", before.promises, version.promises), ("escalation", before.escalation, version.escalation),
        ("decisions", before.decisions, version.decisions),
    ):  # fmt: skip
        parts += [f"The {what} changed too."] if was != now else []
    return " ".join(parts) or "No clause changed."


def _side(version: Version) -> SideView:
    return {
        "version": version.number,
        "words": f"Version {version.number}" if version.on else f"Draft of version {version.number}",
        "sealed_on": day(version.on),
        "sealed_iso": iso_day(version.on),
        "why": one_line(version.why),
    }


def asked_by(plan: Plan, asked: ClauseReopened) -> str:
    """Return who asked to talk about a clause again: a name, "the facilitator", or "a pulse"."""
    if asked.asked_by == PULSE:
        return _("a pulse")
    return next((one_line(one.name) for one in plan.participants if one.id == asked.asked_by), _("the facilitator"))


def why_asked(asked: ClauseReopened) -> str:
    """Return why, on one line: a pulse's own sentence in the language spoken, what a person typed as it was typed."""
    why = one_line(asked.why)
    return retold(why) if asked.asked_by == PULSE else why


def _asked(plan: Plan, asked: ClauseReopened, clauses: Mapping[str, Clause]) -> AskedView:
    title = title_of(plan, clauses[asked.clause]) if asked.clause in clauses else one_line(asked.clause)
    return {"title": title, "by": asked_by(plan, asked), "why": why_asked(asked)}


# ---- clauses ---------------------------------------------------------------------------------------------------


def _clauses(plan: Plan, older: Version, newer: Version, asked: Sequence[ClauseReopened]) -> list[EntryView]:
    """Return what changed in the newer charter's order, what was dropped last."""
    made = {change.clause: change for change in changes(older.clauses, newer.clauses)}
    known = {**older.clauses, **newer.clauses}
    reopened = [one.clause for one in asked if one.clause in older.clauses]
    in_order = [*_by_area(newer.clauses), *_by_area(older.clauses)]
    touched = [clause for clause in in_order if clause in made or clause in reopened]
    return [
        {
            "id": clause,
            "number": clause_number(clause),
            "title": title_of(plan, known[clause]),
            "kind": made[clause].kind if clause in made else "kept",
            "asked": [_asked(plan, one, known) for one in asked if one.clause == clause],
            "fields": _fields(_clause(plan, older.clauses.get(clause)), _clause(plan, newer.clauses.get(clause))),
        }
        for clause in dict.fromkeys(touched)
    ]


def _by_area(clauses: Mapping[str, Clause]) -> list[str]:
    """Return ids in the order in which a charter holds the clauses."""
    return sorted(clauses, key=lambda clause: AREAS.index(clauses[clause].area))


_WRITTEN, IN_REGION, STEP = ("words", "dissent"), "in ", "step "
"""Fields that people write: their words are compared one by one. A status or a date is read whole."""


def _clause(plan: Plan, clause: Clause | None) -> dict[str, str]:
    if clause is None:
        return {}
    texts = {f"{IN_REGION}{region_name(plan, region)}": clean(text) for region, text in clause.regional.items()}
    return {
        "words": clean(clause.text),
        **texts,
        "status": _(STATUSES[clause.status]),
        "holds for": scope_words(plan, clause.scope),
        "owner": one_line(clause.owner),
        "review on": day(clause.review_on),
        "dissent": "\n\n".join(clean(text) for text in clause.dissent),
    }


def _fields(was: Mapping[str, str], now: Mapping[str, str]) -> list[FieldView]:
    names = dict.fromkeys([*was, *now])
    return [
        _field(name, was.get(name, ""), now.get(name, "")) for name in names if was.get(name, "") != now.get(name, "")
    ]


def _field(name: str, was: str, now: str) -> FieldView:
    left, right = _told(was, now) if name in _WRITTEN or name.startswith(IN_REGION) else (_whole(was), _whole(now))
    return {"name": name, "was": was, "now": now, "was_marked": marked(left, OUT), "now_marked": marked(right, IN)}


def _told(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut into what both have; where one side has nothing there is nothing to mark."""
    return pieces(was, now) if was and now else (_whole(was), _whole(now))


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, differs=False),)


# ---- promises and decisions ------------------------------------------------------------------------------------

Told = tuple[str, dict[str, str]]


def _entries(older: Sequence[Told], newer: Sequence[Told]) -> list[EntryView]:
    """Pair what has the same name, in order; of what is left all that is older was dropped, all newer is new."""
    left = [one for one in older if one not in newer]
    found = list[EntryView]()
    for name, now in (one for one in newer if one not in older):
        same = next((one for one in left if one[0] == name), None)
        if same is not None:
            left.remove(same)
        found.append(_entry(name, "changed" if same else "new", same[1] if same else {}, now))
    return found + [_entry(name, "dropped", was, {}) for name, was in left]


def _entry(
    name: str, kind: Literal["new", "changed", "dropped"], was: Mapping[str, str], now: Mapping[str, str]
) -> EntryView:
    return {"id": "", "number": 0, "title": name, "kind": kind, "asked": [], "fields": _fields(was, now)}


def _promises(plan: Plan, promises: Sequence[Promise]) -> list[Told]:
    return [(one_line(promise.level), _promise(plan, promise)) for promise in promises]


def _chains(plan: Plan, chains: Sequence[Escalation]) -> list[Told]:
    """Escalation stands with the promises: a level each, its steps in order."""
    return [
        (
            _("escalation of {level}", level=one_line(chain.level)),
            {f"{STEP}{number}": step_words(plan, step, number) for number, step in enumerate(chain.steps, 1)},
        )
        for chain in chains
    ]


def _promise(plan: Plan, promise: Promise) -> dict[str, str]:
    return {
        "within": amount_words(promise) if promise.said or promise.amount else "",
        "clock": f"{_(CLOCK_WORDS[promise.clock])}{calendar_words(plan, promise)}" if promise.clock else "",
        "raised": cover_words(plan, promise),
        "starts when": one_line(promise.starts_when),
        "counts as": one_line(promise.counts_as),
        "channel": one_line(promise.channel),
        "owner": "; ".join(owner_words(plan, holder) for holder in promise.owner),
    }


def _decision(decision: Decision) -> dict[str, str]:
    return {
        "decider": one_line(decision.decider),
        "recommend": _people(decision.recommend),
        "must agree": _people(decision.must_agree),
        "input": _people(decision.input),
        "inform": _people(decision.inform),
        "rule": one_line(decision.rule),
        "window": one_line(decision.window),
        "if silent": one_line(decision.default_if_silent),
        "taken again when": one_line(decision.reopen_when),
    }


def _people(names: Iterable[str]) -> str:
    return ", ".join(one_line(name) for name in names)
