"""How the answers to each prompt were spread, in counts and figures. It quotes no answer, comment or guess."""

from __future__ import annotations

from collections.abc import Sequence

from align.analysis.agreement import Agreement, Label, agreement
from align.analysis.conventions import Conventions
from align.charter.answers import (
    by_clock,
    card_counts,
    coded,
    ends,
    leading_bucket,
    middle,
    option_counts,
    shown_values,
)
from align.charter.view import BarView, SpreadView, TableView
from align.charter.wording import filled, group_name, one_line
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.parts import Part, after_part, deciders_part, first_part, parts
from align.domain.prompts import AREA_TITLES, AREAS, Clock, Prompt
from align.domain.state import State
from align.domain.values import Value, label

Columns = Sequence[Sequence[Value]]
"""The shown answers, one column a group."""

FIGURES_FROM = 3
"""Two people can be compared, not labelled."""
LABELS: dict[Label, str] = {
    "aligned": "Aligned: most answers lie close together.",
    "mixed": "Mixed: neither aligned nor split.",
    "split": "Split: answers lie far apart or in two camps.",
}
CLOCKS: dict[Clock, str] = {"working": "working time", "elapsed": "time on the clock"}


def conventions(plan: Plan) -> Conventions:
    """Return the thresholds that this workshop settled on, with the method's for the rest."""
    return Conventions(near_share=plan.threshold, min_n=plan.min_n)


def spread(state: State) -> list[SpreadView]:
    """Return one entry a revealed prompt, by area and then in the pack's order."""
    plan = state.the_plan
    ordered = sorted(plan.pack.prompts, key=lambda prompt: AREAS.index(prompt.area))
    return [_prompt(plan, prompt, state.revealed[prompt.id]) for prompt in ordered if prompt.id in state.revealed]


def _prompt(plan: Plan, prompt: Prompt, revealed: PromptRevealed) -> SpreadView:
    groups = [group for group in revealed.groups if group.answers]
    columns = [[shown.value for shown in group.answers if shown.value is not None] for group in groups]
    names = [group_name(plan, group) for group in groups]
    found = _agreement(prompt, shown_values(revealed), conventions(plan))
    return {
        "id": prompt.id,
        "title": one_line(prompt.title),
        "area": AREA_TITLES[prompt.area],
        "question": filled(plan, prompt.text),
        "answered": revealed.answered,
        "asked": revealed.expected,
        "held_back": bool(revealed.answered) and not groups,
        "late_waiting": revealed.late_waiting,
        "groups": [{"name": name, "n": len(column)} for name, column in zip(names, columns, strict=True)],
        "sentence": _sentence(prompt, shown_values(revealed), found),
        "label": found.label if found and found.n >= FIGURES_FROM else "",
        "label_words": _label(found, conventions(plan)),
        "table": _table(prompt, columns),
        "bars": _bars(prompt, columns),
    }


def _sentence(prompt: Prompt, values: Sequence[Value], found: Agreement | None) -> str:
    """Return what two people would find; where durations are on two clocks, on which of them this is so."""
    clocks = list(by_clock(values).items()) if prompt.type == "duration" else []
    if len(clocks) > 1 and found is None:
        return "As many answered in working time as in time on the clock, and the two cannot be compared."
    if len(clocks) > 1 and found is not None:
        clock, meant = clocks[0]
        return f"Of the {len(meant)} answers in {CLOCKS[clock]}: {found.sentence}"
    return found.sentence if found else ""


def _agreement(prompt: Prompt, values: Sequence[Value], limits: Conventions) -> Agreement | None:
    found = coded(prompt, values)
    if found is None:
        return None
    measure, answers = found
    return agreement(measure, measure.count(answers), limits)


def _label(found: Agreement | None, limits: Conventions) -> str:
    if found is None or found.n < FIGURES_FROM:
        return ""
    few = " Few answers: read it with care." if limits.visible(found.n, named=True) == "few" else ""
    return LABELS[found.label] + few


def _table(prompt: Prompt, columns: Columns) -> TableView:
    """Return {caption, rows: [{label, cells}]} with one cell a group; no rows for texts, lists and no answers."""
    caption, rows = "", list[tuple[str, list[str]]]()
    if columns:
        match prompt.type:
            case "choice" | "choices":
                caption, rows = "People who chose it", _option_rows(prompt, columns)
            case "rank":
                caption, rows = (
                    _rank_caption(prompt),
                    _option_rows(prompt, [_tops(prompt, column) for column in columns]),
                )
            case "sort":
                caption, rows = "Where most people put it", _card_rows(prompt, columns)
            case "scale":
                caption, rows = "Answers", _line_rows(prompt, columns, "")
            case "duration":
                caption, rows = "Answers", _clock_rows(prompt, columns)
            case "scenario":
                rows = _option_rows(*_part(first_part(prompt), columns))
                rows += [(f"Time. {name}", cells) for name, cells in _clock_rows(*_part(after_part(prompt), columns))]
                caption = "People who would do it first, and the time"
            case "window":
                shown = parts(prompt, [value for column in columns for value in column])
                caption = "People who gave this hour or day"
                rows = [row for part in shown for row in _option_rows(*_part(part, columns))]
            case "decision_rights" if prompt.options:
                caption, rows = "Who decides, for most people", _card_rows(*_part(deciders_part(prompt), columns))
    return {
        "caption": caption,
        "rows": [{"label": one_line(name), "cells": cells} for name, cells in rows],
    }


def _bars(prompt: Prompt, columns: Columns) -> list[BarView]:
    """Return the counts behind the table of a choice, choices or rank prompt; nothing for the other types.

    Of a scenario it is what comes first, of a window its hours.
    """
    if prompt.type in ("scenario", "window"):
        part = parts(prompt, [value for column in columns for value in column])[0]
        return _bars(*_part(part, columns))
    if prompt.type == "rank":
        columns = [_tops(prompt, column) for column in columns]
    elif prompt.type not in ("choice", "choices"):
        return []
    counts = [option_counts(prompt, column) for column in columns]
    return [
        {"label": one_line(option.label), "counts": [count[option.id] for count in counts]}
        for option in prompt.options
        if columns
    ]


def _part(part: Part, columns: Columns) -> tuple[Prompt, Columns]:
    return part.prompt, [part.values(column) for column in columns]


def _option_rows(prompt: Prompt, columns: Columns) -> list[tuple[str, list[str]]]:
    counts = [option_counts(prompt, column) for column in columns]
    return [(option.label, [str(count[option.id]) for count in counts]) for option in prompt.options]


def _rank_caption(prompt: Prompt) -> str:
    return f"People who put it among their first {prompt.top}" if prompt.top > 1 else "People who put it first"


def _tops(prompt: Prompt, column: Sequence[Value]) -> list[Value]:
    return [value[: prompt.top or 1] for value in column]


def _card_rows(prompt: Prompt, columns: Columns) -> list[tuple[str, list[str]]]:
    found = [card_counts(prompt, column) for column in columns]
    return [(card.label, [_bucket_words(prompt, counts[card.id]) for counts in found]) for card in prompt.options]


def _bucket_words(prompt: Prompt, counts: dict[str, int]) -> str:
    total, led = sum(counts.values()), leading_bucket(counts)
    if not total:
        return ""
    return f"{label(prompt, led)} ({counts[led]} of {total})" if led else f"no place leads (of {total})"


def _line_rows(prompt: Prompt, columns: Columns, suffix: str) -> list[tuple[str, list[str]]]:
    reach = [ends(prompt, column) for column in columns]
    return [
        (f"Middle answer{suffix}", [middle(prompt, column) or "" for column in columns]),
        (f"Lowest to highest{suffix}", [" to ".join(dict.fromkeys(low_high or ())) for low_high in reach]),
    ]


def _clock_rows(prompt: Prompt, columns: Columns) -> list[tuple[str, list[str]]]:
    """Working and elapsed time have rows of their own: one figure never mixes them."""
    found = [by_clock(column) for column in columns]
    used = [clock for clock in CLOCKS if any(clock in clocks for clocks in found)]
    if len(used) == 1:
        return _line_rows(prompt, columns, "")
    rows: list[tuple[str, list[str]]] = []
    for clock in used:
        meant = [clocks.get(clock, []) for clocks in found]
        rows.append((f"Answers in {CLOCKS[clock]}", [str(len(column)) for column in meant]))
        rows += _line_rows(prompt, meant, f", {CLOCKS[clock]}")
    return rows
