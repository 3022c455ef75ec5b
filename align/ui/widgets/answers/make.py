"""Which input a prompt type has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.widget import Widget

from align.domain.prompts import Prompt, PromptType
from align.ui.widgets.answers.base import AnswerField
from align.ui.widgets.answers.duration import DurationField
from align.ui.widgets.answers.picking import ChoiceField, ChoicesField, RankField
from align.ui.widgets.answers.rights import DecisionRights
from align.ui.widgets.answers.scale import ScaleField
from align.ui.widgets.answers.scenario import Scenario
from align.ui.widgets.answers.sorting import Places, SortField
from align.ui.widgets.answers.window import WindowField
from align.ui.widgets.answers.written import Written

Composed = Written | Scenario | DecisionRights
"""Inputs that hold others: they are focused by `focus_field`."""

_FIELDS: dict[PromptType, type[AnswerField] | type[Written] | type[Scenario] | type[DecisionRights]] = {
    "text": Written, "list": Written, "choice": ChoiceField, "choices": ChoicesField, "rank": RankField,
    "scale": ScaleField, "duration": DurationField, "sort": SortField, "scenario": Scenario,
    "window": WindowField, "decision_rights": DecisionRights,
}  # fmt: skip


def answer_field(prompt: Prompt, value: Any = None) -> AnswerField | Composed:
    """Return the input for a prompt, holding `value` (raw, maybe unfinished, or None)."""
    return _FIELDS[prompt.type](prompt, value)


def legend(prompt: Prompt) -> Iterator[Widget]:
    """Yield what has to stay in view beside the question while one answers; most types have nothing."""
    if prompt.type == "sort":
        yield Places(prompt)
