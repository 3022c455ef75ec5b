"""Answers of several parts, taken apart into simple ones, so that they can be counted and shown like all others.

A scenario is a choice and a duration; a window is hours and days; decision rights are a choice of roles with their
rights for each decision that the prompt gives. Prompts of all other types are their own only part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from align.domain.hours import DAY_NAMES
from align.domain.prompts import Option, Prompt, PromptType
from align.domain.rights import RIGHT_WORDS, RIGHTS, deciders
from align.domain.values import Value
from align.domain.windows import DAYS, NO_HOURS, QUARTERS, quarters
from align.language import _, mark

COMPOSED: frozenset[PromptType] = frozenset({"scenario", "window", "decision_rights"})
AFTER_TEXT = mark("Nothing has changed. After how long do you go to the next level?")
"""How the second part of a scenario is asked where the pack has no words of its own."""
_NONE = "none"
_HOURS = tuple(Option(f"h{hour:02d}", f"{hour:02d}:00–{hour + 1:02d}:00") for hour in range(24))


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a simple prompt whose `title` names the part, and how its value is found in a whole answer."""

    prompt: Prompt
    take: Callable[[Value], Value]

    def values(self, values: Iterable[Value]) -> list[Value]:
        """Return the part of each answer; skipped ones, and answers without this part, are left out."""
        taken = (None if value is None else self.take(value) for value in values)
        return [value for value in taken if value is not None]


def parts(prompt: Prompt, values: Iterable[Value] = ()) -> tuple[Part, ...]:
    """Return the parts of a prompt; `values` are the answers to be shown: what nobody named is not listed."""
    given = [value for value in values if value is not None]
    match prompt.type:
        case "scenario":
            return first_part(prompt), after_part(prompt)
        case "window":
            return _hours_part(prompt, given), _days_part(prompt)
        case "decision_rights":
            return tuple(_decision_part(prompt, decision, given) for decision in prompt.options)
        case _:
            return (Part(prompt, lambda value: value),)


def first_part(prompt: Prompt) -> Part:
    """Return what is done first in a scenario: a choice."""
    return Part(_as(prompt, "choice", _("What comes first")), lambda value: value["first"])


def after_part(prompt: Prompt) -> Part:
    """Return the time in a scenario: a duration."""
    asked = prompt.after_text or _(AFTER_TEXT)
    return Part(
        msgspec.structs.replace(_as(prompt, "duration", asked), text=asked, options=()), lambda value: value["after"]
    )


def deciders_part(prompt: Prompt) -> Part:
    """Return who decides the given decisions: the decisions sorted to the roles."""
    sort = msgspec.structs.replace(_as(prompt, "sort", _("Who decides")), buckets=prompt.roles)
    return Part(sort, lambda value: deciders(prompt, value) or None)


def _decision_part(prompt: Prompt, decision: Option, values: list[Value]) -> Part:
    """Return one decision: a choice of "role right" pairs, of which those are listed that somebody named."""

    def take(value: Value) -> Any:
        return [f"{role} {right}" for role, right in value.get(decision.id, {}).items()] or None

    named = {pair for value in values for pair in take(value) or ()}
    options = tuple(
        Option(f"{role.id} {right}", f"{role.label} {_(RIGHT_WORDS[right])}")
        for right in RIGHTS
        for role in prompt.roles
        if f"{role.id} {right}" in named
    )
    choices = _as(prompt, "choices", decision.label)
    return Part(msgspec.structs.replace(choices, options=options, most=len(options)), take)


def _hours_part(prompt: Prompt, values: list[Value]) -> Part:
    def take(value: Value) -> Any:
        return sorted({_HOURS[quarter % (QUARTERS // 7) // 4].id for quarter in quarters(value)}) or [_NONE]

    used = {hour for value in values for hour in take(value)}
    options = tuple(option for option in (*_HOURS, Option(_NONE, _(NO_HOURS))) if option.id in used)
    return Part(msgspec.structs.replace(_as(prompt, "choices", _("Hours")), options=options, most=24), take)


def _days_part(prompt: Prompt) -> Part:
    options = tuple(Option(day, _(name)) for day, name in zip(DAYS, DAY_NAMES, strict=True))
    return Part(
        msgspec.structs.replace(_as(prompt, "choices", _("Days")), options=options, most=7),
        lambda value: value["days"] or None,
    )


def _as(prompt: Prompt, kind: PromptType, title: str) -> Prompt:
    return msgspec.structs.replace(prompt, type=kind, title=title, roles=(), after_text="", predict=False)
