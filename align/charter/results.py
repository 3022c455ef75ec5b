"""What all closed pulses said, as a document of its own: a sealed charter stays as it is, and this stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypedDict

from msgspec import Meta

from align.analysis.pulse import ClauseSeen, PulseFigures, Repeated, read_pulses
from align.charter.catalogue import PULSES
from align.charter.pulses import (
    asked_again,
    cases_sentence,
    clause_name,
    drift_sentence,
    group_words,
    rule,
    trend,
)
from align.charter.render import render
from align.charter.view import SinceView
from align.charter.wording import day, one_line, region_name
from align.domain.model import EVERYONE, Plan
from align.domain.pulses import Lived
from align.domain.state import State


class SeenView(TypedDict):
    """How everyone, or one group that may be shown by itself, saw a clause."""

    title: Annotated[str, Meta(description="what the clause was called on the pulse's card")]
    who: Annotated[str, Meta(description="`everyone`, or the group's name")]
    lived: int
    partly: int
    not_seen: int
    no_occasion: int


class AgainView(TypedDict):
    """A prompt of the first round that the pulse asked again."""

    title: str
    who: Annotated[str, Meta(description="empty for everyone, else the region's name")]
    sentence: Annotated[str, Meta(description="what moved since the first round")]


class ResultView(TypedDict):
    """What one pulse said."""

    number: int
    date: str
    version: Annotated[int, Meta(description="the version that was in force")]
    answered: int
    asked: int
    lived: list[SeenView]
    since: list[AgainView]
    cases: list[SinceView]


class TrendRowView(TypedDict):
    """A clause, a scale or a duration over the pulses."""

    label: str
    cells: Annotated[list[str], Meta(description="one text a pulse")]
    spark: Annotated[str, Meta(description="bars as high as the share who saw it lived; may be empty")]


class TrendView(TypedDict):
    """All pulses beside each other."""

    heads: Annotated[list[str], Meta(description="`Pulse 1`, `Pulse 2`")]
    rows: list[TrendRowView]


class ReopenedView(TypedDict):
    """A clause that a pulse asks to talk about again, and that no version has taken up yet."""

    title: str
    why: str


class ResultsView(TypedDict):
    """What all closed pulses said."""

    pulses: Annotated[list[ResultView], Meta(description="the newest first")]
    trend: TrendView
    again: list[ReopenedView]
    rule: Annotated[str, Meta(description="by which a pulse reopens clauses; empty where none asked about any")]


def results_markdown(view: Mapping[str, object], state: State, template: Path | None = None) -> str:
    """Return what the closed pulses of a public state said as Markdown. Raises UserError for a wrong template."""
    return render({**view, "results": results(state)}, template, PULSES)


def results(state: State) -> ResultsView:
    """Return what the closed pulses said; `state` is the public fold of the whole log."""
    found = read_pulses(state)
    shown = trend(state, found)
    return {
        "pulses": [_result(state, one) for one in found[::-1]],
        "trend": {
            "heads": [*shown.heads],
            "rows": [{"label": row.label, "cells": [*row.cells], "spark": row.spark} for row in shown.rows],
        },
        "again": [{"title": clause_name(state, clause), "why": why} for clause, why in asked_again(state)],
        "rule": rule(state.the_plan) if any(one.clauses for one in found) else "",
    }


def _result(state: State, found: PulseFigures) -> ResultView:
    plan = state.the_plan
    return {
        "number": found.number,
        "date": day(found.on),
        "version": found.version,
        "answered": found.answered,
        "asked": found.asked,
        "lived": [row for seen in found.clauses for row in _seen(state, seen)],
        "since": [row for one in found.repeated for row in _since(plan, one)],
        "cases": [
            {"title": one_line(plan.prompt(one.prompt).title), "sentence": cases_sentence(plan, one)}
            for one in found.cases
        ],
    }


def _seen(state: State, seen: ClauseSeen) -> list[SeenView]:
    title = clause_name(state, seen.clause)

    def row(who: str, by: Lived) -> SeenView:
        return {
            "title": title, "who": who,
            "lived": by.lived, "partly": by.partly, "not_seen": by.not_seen, "no_occasion": by.no_occasion,
        }  # fmt: skip

    groups = seen.groups if len(seen.groups) > 1 else ()
    return [
        row(EVERYONE, seen.total),
        *(row(group_words(state.the_plan, group.id, group.regions), group.seen) for group in groups),
    ]


def _since(plan: Plan, one: Repeated) -> list[AgainView]:
    prompt, (everyone, *regions) = plan.prompt(one.prompt), one.groups
    title = one_line(prompt.title)
    rows: list[AgainView] = [{"title": title, "who": "", "sentence": drift_sentence(prompt, everyone)}]
    if len(regions) > 1:
        rows += [
            {"title": title, "who": region_name(plan, group.id), "sentence": drift_sentence(prompt, group)}
            for group in regions
        ]
    return rows
