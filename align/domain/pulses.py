"""What a pulse asks: how chosen clauses are lived, and prompts of a pack again. Pure; it opens nothing.

A pulse's prompts get ids of their own, such as `p2-urgent`, so that every round keeps its answers; without the front
part they name what they repeat.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from align.domain.model import Clause, Plan
from align.domain.prompts import Option, Prompt, PromptType
from align.domain.text import clean
from align.errors import Rejected

PULSE = "pulse"
"""As `asked_by`: the answers of a pulse, nobody in particular."""
LIVED = "clauses-lived"
"""The prompt of a pulse's pack whose cards are the chosen clauses."""
BUCKETS: tuple[Option, ...] = (
    Option("lived", "lived"),
    Option("partly", "partly"),
    Option("not-seen", "not seen"),
    Option("no-occasion", "no occasion"),
)
MOST_CLAUSES, MOST_PROMPTS = 12, 20

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.ASCII)
_NUMBERED = re.compile(r"p\d+-", re.ASCII)
_LONGEST_LABEL = 80
_AT_LEAST: dict[PromptType, dict[str, int]] = {
    "choice": {"options": 2},
    "choices": {"options": 2},
    "rank": {"options": 2},
    "scale": {"points": 2},
    "duration": {"units": 1, "clocks": 1},
    "sort": {"options": 1, "buckets": 2},
    "scenario": {"options": 2, "units": 1, "clocks": 1},
    "decision_rights": {"roles": 2},
}


def pulse_prompts(plan: Plan, clauses: Sequence[Clause], prompts: Iterable[Prompt], number: int) -> tuple[Prompt, ...]:
    """Return what pulse `number` (from 1) asks: `prompts` of a pack, with `clauses` as the cards of its LIVED prompt.

    Without clauses that prompt is left out; no prompt asks for guesses. Raises Rejected (no-prompts, bad-prompt,
    no-lived-prompt).
    """
    asked = [_checked(prompt) for prompt in prompts]
    if clauses and all(prompt.id != LIVED for prompt in asked):
        raise Rejected("no-lived-prompt", f"To ask about clauses, the pack needs a prompt with the id {LIVED}.")
    asked = [_about(plan, prompt, clauses) for prompt in asked if prompt.id != LIVED or clauses]
    if not 1 <= len(asked) <= MOST_PROMPTS:
        raise Rejected("no-prompts", f"A pulse asks 1 to {MOST_PROMPTS} prompts.")
    if len({prompt.id for prompt in asked}) < len(asked):
        raise Rejected("bad-prompt", "Two prompts of this pulse have the same id.")
    return tuple(
        msgspec.structs.replace(prompt, id=f"p{number}-{prompt.id}", predict=False, predict_text="") for prompt in asked
    )


def base_of(prompt: Prompt) -> str:
    """Return the id that a pulse's prompt has in its pack; any other prompt's own id."""
    return _NUMBERED.sub("", prompt.id, count=1)


def pulse_asks(plan: Plan, number: int) -> tuple[Prompt, ...]:
    """Return what pulse `number` (from 1) asked, by the front part of its prompts' ids."""
    return tuple(prompt for prompt in plan.later if prompt.id.startswith(f"p{number}-"))


def asked_before(plan: Plan, prompt: Prompt) -> Prompt | None:
    """Return the first round's prompt that a pulse's prompt asks again in the same way, so that answers compare."""
    for before in plan.pack.prompts:
        if before.id == base_of(prompt) and _shape(before) == _shape(prompt):
            return before
    return None


def the_lived(prompts: Iterable[Prompt]) -> Prompt | None:
    """Return the prompt about the clauses among a pulse's prompts, if it has one."""
    return next((prompt for prompt in prompts if base_of(prompt) == LIVED and prompt.type == "sort"), None)


class Lived(msgspec.Struct, frozen=True):
    """How one clause was seen: people a bucket."""

    lived: int = 0
    partly: int = 0
    not_seen: int = 0
    no_occasion: int = 0

    @property
    def occasions(self) -> int:
        """How many had an occasion to see it."""
        return self.lived + self.partly + self.not_seen


def lived(prompt: Prompt, answers: Iterable[Any]) -> dict[str, Lived]:
    """Return clause id → how it was seen, from the answers to a LIVED prompt ({clause: bucket})."""
    given = [answer for answer in answers if answer is not None]
    return {
        card.id: Lived(*(sum(answer.get(card.id) == bucket.id for answer in given) for bucket in BUCKETS))
        for card in prompt.options
    }


def _shape(prompt: Prompt) -> tuple[object, ...]:
    ids = tuple(option.id for option in prompt.options), tuple(bucket.id for bucket in prompt.buckets)
    return prompt.type, *ids, tuple(point.value for point in prompt.points), prompt.clocks, prompt.units


def _checked(prompt: Prompt) -> Prompt:
    """Return a prompt cleaned; a pack's reader has checked it, but the line may bring what no reader has seen."""
    cleaned = msgspec.convert(_clean(msgspec.to_builtins(prompt)), Prompt)
    short = [key for key, least in _AT_LEAST.get(prompt.type, {}).items() if len(getattr(cleaned, key)) < least]
    if short or not _ID.fullmatch(cleaned.id) or not cleaned.text:
        raise Rejected("bad-prompt", f"The prompt {cleaned.id[:40]!r} of this pulse is not complete.")
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return {key: _clean(item) for key, item in value.items()} if isinstance(value, dict) else value


def _about(plan: Plan, prompt: Prompt, clauses: Sequence[Clause]) -> Prompt:
    if prompt.id != LIVED:
        return prompt
    cards = tuple(Option(clause.id, label) for clause, label in zip(clauses, clause_labels(plan, clauses), strict=True))
    return msgspec.structs.replace(prompt, type="sort", options=cards, buckets=BUCKETS)


def clause_labels(plan: Plan, clauses: Sequence[Clause]) -> list[str]:
    """Return a short name for each clause: its prompt's title, with the beginning of its words where two share one."""
    titles = [_title(plan, clause) for clause in clauses]
    return [
        title if titles.count(title) == 1 else _shortened(f"{title}: {' '.join(clause.text.split())}")
        for clause, title in zip(clauses, titles, strict=True)
    ]


def _title(plan: Plan, clause: Clause) -> str:
    return next((prompt.title for prompt in plan.prompts if prompt.id == clause.prompt), clause.prompt)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"
