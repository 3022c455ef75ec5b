"""Decision rights as one line for a clause: who decides what, and who must agree. Knows no person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from align.charter.answers import card_counts, leading_bucket
from align.charter.wording import counted, listed
from align.domain.parts import deciders_part
from align.domain.prompts import Prompt
from align.domain.rights import own_decisions, row_words
from align.domain.values import Value, label

MOST_OWN = 5
"""Decisions in people's own words that are quoted; the others are counted."""


def rights_line(prompt: Prompt, values: Sequence[Value], blank: str) -> str:
    """Return "adding a site: the study lead decides, the medical monitor must agree; …", `blank` where nobody leads.

    Given decisions come first, in the prompt's order; those in people's own words follow as they were written.
    """
    part = deciders_part(prompt)
    led = card_counts(part.prompt, part.values(values))
    said = [
        _decision(prompt, decision.id, leading_bucket(led[decision.id]), values, blank)
        for decision in prompt.options
        if any(led[decision.id].values())
    ]
    own = sorted(f"“{text}”: {row_words(prompt, row)}" for value in values for text, row in _own(prompt, value))
    different = list(dict.fromkeys(own))
    more = len(different) - MOST_OWN
    said += different[:MOST_OWN] + ([f"and {counted(more, 'more decision')}"] if more > 0 else [])
    return "; ".join(said)


def _decision(prompt: Prompt, decision: str, decider: str | None, values: Sequence[Value], blank: str) -> str:
    rows = [value[decision] for value in values if decision in value]
    agree = Counter(role for row in rows for role, right in row.items() if right == "must_agree")
    asked = [label(prompt, role.id) for role in prompt.roles if 2 * agree[role.id] > len(rows) and role.id != decider]
    more = f", {listed(asked)} must agree" if asked else ""
    return f"{label(prompt, decision)}: {label(prompt, decider) if decider else blank} decides{more}"


def _own(prompt: Prompt, value: Value) -> list[tuple[str, dict[str, str]]]:
    return list(own_decisions(prompt, value).items())
