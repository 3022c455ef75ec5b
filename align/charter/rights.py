"""Decision rights as one line for a clause, and as entries for the register. It knows roles, no person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from align.charter.answers import card_counts, leading_bucket, shown_values
from align.charter.wording import counted, listed
from align.domain.decisions import MOST_DECISIONS, Decision, key
from align.domain.parts import deciders_part
from align.domain.prompts import Prompt
from align.domain.rights import own_decisions, row_words
from align.domain.state import State
from align.domain.values import Value, label
from align.language import in_english

MOST_OWN = 5
"""Decisions in people's own words that are quoted; the others are counted."""
_VOICES = ("recommend", "must_agree", "inform")


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


# ---- for the register ----------------------------------------------------------------------------------------------


@in_english()
def proposals(state: State) -> list[Decision]:
    """Return entries for the register as the shown answers about decision rights give them, those there left out.

    The decider is the role that leads alone, empty where none does; another right is given to the roles of which more
    than half say so. Decisions that people typed follow with their rights as they typed them, the first of each.
    """
    there = {key(decision.what) for decision in state.the_plan.decisions}
    found: dict[str, Decision] = {}
    for prompt in state.the_plan.pack.prompts:
        values = shown_values(state.revealed.get(prompt.id)) if prompt.type == "decision_rights" else []
        for decision in [*_given(prompt, values), *_typed(prompt, values)]:
            if key(decision.what) not in there:
                found.setdefault(key(decision.what), decision)
    return list(found.values())[:MOST_DECISIONS]


def _given(prompt: Prompt, values: Sequence[Value]) -> list[Decision]:
    part = deciders_part(prompt)
    led = card_counts(part.prompt, part.values(values))
    made = []
    for option in prompt.options:
        rows = [value[option.id] for value in values if option.id in value]
        decider = leading_bucket(led[option.id])
        if rows:
            voices = {
                role.id: right for role in prompt.roles for right in _VOICES
                if role.id != decider and 2 * sum(row.get(role.id) == right for row in rows) > len(rows)
            }  # fmt: skip
            made.append(_entry(prompt, option.label, {**voices, **({decider: "decide"} if decider else {})}))
    return made


def _typed(prompt: Prompt, values: Sequence[Value]) -> list[Decision]:
    own = sorted((text, row) for value in values for text, row in _own(prompt, value))
    return [_entry(prompt, text, row) for text, row in own]


def _entry(prompt: Prompt, what: str, row: dict[str, str]) -> Decision:
    def having(right: str) -> tuple[str, ...]:
        return tuple(role.label for role in prompt.roles if row.get(role.id) == right)

    return Decision(
        what=what, decider="".join(having("decide")[:1]), recommend=having("recommend"),
        must_agree=having("must_agree"), inform=having("inform"),
    )  # fmt: skip
