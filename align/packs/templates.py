"""Which placeholders the texts of a prompt may hold. Filling them in is the business of the charter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.domain.prompts import CLOSED_TYPES, PromptType
from align.language import mark
from align.packs.problems import instead

TEXT_PLACEHOLDERS = frozenset({"milestone"})
PREDICT_PLACEHOLDERS = frozenset({"group", "milestone"})
CLAUSE_PLACEHOLDERS: dict[str, frozenset[PromptType]] = {
    "milestone": CLOSED_TYPES | {"text", "list"},
    "leading": CLOSED_TYPES - {"sort", "decision_rights"},
    "second": frozenset({"choice", "choices", "rank", "scenario"}),
    "after": frozenset({"scenario"}),
    "spread": frozenset({"scale", "duration", "scenario"}),
    "answers": CLOSED_TYPES | {"text", "list"},
    "same": frozenset({"sort"}),
    "local": frozenset({"sort"}),
}
"""Placeholders of a clause template, with the prompt types that can fill them."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def clause_placeholders(prompt_type: PromptType) -> list[str]:
    """Return the placeholders that the clause template of such a prompt may hold."""
    return [name for name, types in CLAUSE_PLACEHOLDERS.items() if prompt_type in types]


def template_problems(template: str, known: list[str]) -> Iterator[str]:
    """Yield a sentence for each placeholder that nothing fills in, and one for a lonely brace."""
    for name in _PLACEHOLDER.findall(template):
        if name not in known:
            way_out = instead(name, known) if known else mark("Write the words themselves.")
            written = "{" + name + "}"
            yield mark(f"nothing fills in '{written}' here. {way_out}")
    if set(_PLACEHOLDER.sub("", template)) & {"{", "}"}:
        yield mark("a brace stands alone. Write placeholders like {milestone}, and use no other braces.")
