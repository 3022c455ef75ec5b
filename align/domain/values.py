"""What an answer to each prompt type may be, how it is checked, and how it reads in words.

Values are plain JSON: text → str, list → [str], choice → option id, choices and rank → [option ids],
scale → int, duration → {amount, unit, clock}, sort → {card id: bucket id}, scenario → {first: option id, after: a
duration}, window → {days: ["mon" …], start: "18:00", end: "20:00"} on one's own clock (no days: no such hours),
decision_rights → {decision: {role id: decide, recommend, must_agree or inform}}, a decision being an option id or a
text of one's own. `None` means "not my area" or skipped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from align.domain.prompts import Prompt, PromptType
from align.domain.rights import check_rights, rights_words
from align.domain.text import LONGEST_TEXT, clean, clean_line
from align.domain.windows import check_window, window_words
from align.errors import Rejected
from align.language import _, mark, plural, written

Value = Any
"""A checked, canonical answer value, or None for a skip (JSON-shaped, see the module's docstring)."""

LONGEST_LIST_LINE = 400
UNIT_MINUTES: dict[str, dict[str, int]] = {
    "elapsed": {"minutes": 1, "hours": 60, "days": 1_440, "weeks": 10_080},
    # A working day is eight hours and a week five of them; a convention, said wherever it matters.
    "working": {"minutes": 1, "hours": 60, "days": 480, "weeks": 2_400},
}


def check(prompt: Prompt, raw: object) -> Value:
    """Return `raw` as the canonical value for `prompt`; None stays None.

    Raises Rejected("bad-answer") with a sentence that says what is allowed.
    """
    if raw is None:
        return None
    return _CHECKS[prompt.type](prompt, raw)


def words(prompt: Prompt, value: Value) -> str:
    """Return the value as a person would say it, in one string (list, sort and rights use newlines)."""
    if value is None:
        return _("not my area")
    return _WORDS[prompt.type](prompt, value)


def label(prompt: Prompt, option_id: str) -> str:
    """Return the label of one of the prompt's options, buckets or roles; the id itself when unknown."""
    for option in (*prompt.options, *prompt.buckets, *prompt.roles):
        if option.id == option_id:
            return option.label
    return option_id


def in_minutes(value: dict[str, Any]) -> float:
    """Return a duration's length in minutes of its own clock (a working day counts 8 h, a week 5 days)."""
    return float(value["amount"]) * UNIT_MINUTES[value["clock"]][value["unit"]]


def _no(text: str) -> Rejected:
    return Rejected("bad-answer", text)


def _text(prompt: Prompt, raw: object) -> str:
    if not isinstance(raw, str):
        raise _no("This prompt takes a text.")
    if len(raw) > LONGEST_TEXT:
        raise _no(f"The answer has {len(raw)} characters; {LONGEST_TEXT} is the most. Please shorten it.")
    text = clean(raw)
    if not text:
        raise _no("The answer is empty. Write something, or skip the prompt.")
    return text


def _list(prompt: Prompt, raw: object) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(line, str) for line in raw):
        raise _no("This prompt takes a list of lines.")
    if any(len(line) > LONGEST_LIST_LINE for line in raw):
        raise _no(f"A line may have {LONGEST_LIST_LINE} characters at the most. Please shorten the longest one.")
    lines = [line for line in (clean_line(item, longest=LONGEST_LIST_LINE) for item in raw) if line]
    if not lines:
        raise _no("The list is empty. Write a line, or skip the prompt.")
    if len(lines) > prompt.most:
        raise _no(too_many_lines(len(lines), prompt.most))
    return lines


def too_many_lines(lines: int, most: int) -> str:
    """Say that a list is too long; to be retold."""
    return mark(f"The list has {lines} lines; {most} is the most. Keep the ones that matter most.")


def _ids(prompt: Prompt, raw: object) -> list[str]:
    known = {option.id for option in prompt.options}
    if not isinstance(raw, list) or not raw or any(item not in known for item in raw if isinstance(item, str)):
        raise _no("Choose from the options of this prompt.")
    if not all(isinstance(item, str) for item in raw) or len(set(raw)) != len(raw):
        raise _no("Choose each option once at the most.")
    return list(raw)


def _choice(prompt: Prompt, raw: object) -> str:
    if not isinstance(raw, str) or raw not in {option.id for option in prompt.options}:
        raise _no("Choose one of the options of this prompt.")
    return raw


def _choices(prompt: Prompt, raw: object) -> list[str]:
    chosen = set(_ids(prompt, raw))
    if len(chosen) > prompt.most:
        raise _no(f"Choose {prompt.most} options at the most.")
    # The order of ticking says nothing, so the log keeps the prompt's order.
    return [option.id for option in prompt.options if option.id in chosen]


def _rank(prompt: Prompt, raw: object) -> list[str]:
    ranked = _ids(prompt, raw)
    wanted = prompt.top or len(prompt.options)
    if len(ranked) != wanted:
        raise _no(f"Put {wanted} in order; {len(ranked)} given.")
    return ranked


def _scale(prompt: Prompt, raw: object) -> int:
    allowed = [point.value for point in prompt.points]
    if isinstance(raw, bool) or not isinstance(raw, int) or raw not in allowed:
        raise _no(f"Choose a point from {allowed[0]} to {allowed[-1]}.")
    return raw


def _duration(prompt: Prompt, raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict) or set(raw) != {"amount", "unit", "clock"}:
        raise _no("Give a number, a unit and a clock.")
    amount, unit, clock = raw["amount"], raw["unit"], raw["clock"]
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise _no("The amount must be a number, such as 4.")
    # Compared before anything is computed: an integer may have hundreds of digits, and NaN fails here too.
    if not 0 < amount <= 10_000:
        raise _no("The amount must be more than 0 and at most 10000.")
    if unit not in prompt.units:
        raise _no(f"The unit must be one of: {', '.join(prompt.units)}.")
    if clock not in prompt.clocks:
        raise _no(f"The clock must be one of: {', '.join(prompt.clocks)}.")
    rounded = round(float(amount), 2)
    whole = int(rounded)
    return {"amount": whole if whole == rounded else rounded, "unit": unit, "clock": clock}


def _sort(prompt: Prompt, raw: object) -> dict[str, str]:
    buckets = {bucket.id for bucket in prompt.buckets}
    if not isinstance(raw, dict) or not raw or not set(raw) <= {card.id for card in prompt.options}:
        raise _no("Sort the cards of this prompt.")
    if not all(isinstance(bucket, str) and bucket in buckets for bucket in raw.values()):
        raise _no("Put each card in one of the prompt's places.")
    return {card.id: raw[card.id] for card in prompt.options if card.id in raw}


def _scenario(prompt: Prompt, raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict) or set(raw) != {"first", "after"}:
        raise _no("Choose what comes first, and give a time.")
    if raw["first"] is None:
        raise _no("The time is there. Choose also what comes first.")
    first = _choice(prompt, raw["first"])
    if raw["after"] is None:
        raise _no("The first step is chosen. Give also the time: a number and a unit.")
    return {"first": first, "after": _duration(prompt, raw["after"])}


def _duration_words(prompt: Prompt, value: Value) -> str:
    many = value["amount"] if isinstance(value["amount"], int) else 2  # 1.5 of something are several
    n = written(str(value["amount"]))
    match value["clock"], value["unit"]:
        case "working", "minutes":
            return plural(many, "{n} working minute", "{n} working minutes", n=n)
        case "working", "hours":
            return plural(many, "{n} working hour", "{n} working hours", n=n)
        case "working", "days":
            return plural(many, "{n} working day", "{n} working days", n=n)
        case "working", _weeks:
            return plural(many, "{n} working week", "{n} working weeks", n=n)
        case _elapsed, "minutes":
            return plural(many, "{n} minute on the clock", "{n} minutes on the clock", n=n)
        case _elapsed, "hours":
            return plural(many, "{n} hour on the clock", "{n} hours on the clock", n=n)
        case _elapsed, "days":
            return plural(many, "{n} day on the clock", "{n} days on the clock", n=n)
        case _elapsed, _weeks:
            return plural(many, "{n} week on the clock", "{n} weeks on the clock", n=n)


def _scale_words(prompt: Prompt, value: Value) -> str:
    name = next((point.label for point in prompt.points if point.value == value), "")
    return f"{value} ({name})" if name else str(value)


def _sort_words(prompt: Prompt, value: Value) -> str:
    return "\n".join(f"{label(prompt, card)}: {label(prompt, bucket)}" for card, bucket in value.items())


_CHECKS: dict[PromptType, Callable[[Prompt, object], Value]] = {
    "text": _text, "list": _list, "choice": _choice, "choices": _choices,
    "scale": _scale, "rank": _rank, "duration": _duration, "sort": _sort, "scenario": _scenario,
    "window": lambda prompt, raw: check_window(raw), "decision_rights": check_rights,
}  # fmt: skip
_WORDS: dict[PromptType, Callable[[Prompt, Value], str]] = {
    "text": lambda prompt, value: str(value),
    "list": lambda prompt, value: "\n".join(value),
    "choice": label,
    "choices": lambda prompt, value: ", ".join(label(prompt, item) for item in value),
    "rank": lambda prompt, value: ", ".join(f"{n} {label(prompt, item)}" for n, item in enumerate(value, 1)),
    "scale": _scale_words,
    "duration": _duration_words,
    "sort": _sort_words,
    "scenario": lambda prompt, value: f"{label(prompt, value['first'])} · {_duration_words(prompt, value['after'])}",
    "window": lambda prompt, value: window_words(value),
    "decision_rights": rights_words,
}
