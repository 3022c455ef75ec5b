"""What a typed line means as an answer, a type at a time. Pure: text in, value out, or a sentence why not."""

from __future__ import annotations

import re
from typing import Any

from align.domain.prompts import Option, Prompt
from align.domain.text import bare_key
from align.domain.values import check, label
from align.errors import Rejected
from align.language import _, mark, plural
from align.ui.plain.spoken import duration_example, duration_of, window_example, window_of

BETWEEN = re.compile(r"[\s,;，、；]+")
"""What stands between numbers, of whatever keyboard."""
_QUOTES = " \"'“”„‟«»‹›‘’‚「」『』"
"""What stands around an example that is typed as it is shown."""
NONE_OF_THESE = mark("That is none of these: {line}")


def whole(line: str) -> int | None:
    """Return the whole number, 0 to 9999, that a line is; None for anything else, "²" and a mile of digits too."""
    return int(line) if line.isdecimal() and len(line) <= 4 else None


def is_yes(line: str) -> bool:
    """Whether a line says yes: y or yes, or the word of the language spoken, its first letter too, without accents."""
    own = bare_key(_("yes"))
    return bare_key(line) in {"y", "yes", own, own[:1]}


def is_no(line: str) -> bool:
    """Whether a line says no, as `is_yes` does."""
    own = bare_key(_("no"))
    return bare_key(line) in {"n", "no", own, own[:1]}


def options_text(prompt: Prompt) -> str:
    """Return what can be chosen, numbered, as lines; empty for free text."""
    match prompt.type:
        case "choice" | "choices" | "rank" | "sort" | "scenario":
            return "\n".join(f"{number} {option.label}" for number, option in enumerate(prompt.options, 1))
        case "decision_rights":
            return "\n".join([_("Roles:"), *(f"{number} {role.label}" for number, role in enumerate(prompt.roles, 1))])
        case "scale":
            return ". ".join(f"{p.value} {p.label}".strip() for p in prompt.points if p.label)
        case _:
            return ""


def how_to(prompt: Prompt) -> str:
    """Say how to answer this prompt in one line."""
    if prompt.type == "duration":
        return _how_long(prompt)
    wanted = prompt.top or len(prompt.options)
    return {
        "text": _("Write your answer in one line. End the line with a backslash to go on in the next one."),
        "list": _("One thing a line, {most} at the most; an empty line ends the list.", most=prompt.most),
        "choice": _("Enter a number."),
        "choices": plural(
            prompt.most, "Enter one number.", "Enter up to {n} numbers with spaces between them.", n=prompt.most
        ),
        "rank": plural(
            wanted, "Enter the number of the most important.", "Enter {n} numbers, the most important first.", n=wanted
        ),
        "scale": _which_point(prompt),
        "sort": _(
            "You will be asked card by card: enter the number of its place, or nothing to leave it out. First: {card}.",
            card=prompt.options[0].label if prompt.options else "",
        ),
        "scenario": _("Enter the number of what comes first; the time is asked next."),
        "window": _(
            "Enter days and a time on your own clock, for instance “{example}”, or none.",
            example=window_example(),
        ),
        "decision_rights": _how_to_decide(prompt),
    }[prompt.type]


def _which_point(prompt: Prompt) -> str:
    """Say the ends of a scale, and every point where numbers between them are left out."""
    points = [point.value for point in prompt.points] or [0, 10]
    ends = _("Enter a number from {low} to {high}.", low=points[0], high=points[-1])
    if not prompt.points or points == list(range(points[0], points[-1] + 1)):
        return ends
    return _("Enter one of these numbers: {numbers}.", numbers=", ".join(map(str, points)))


def _how_long(prompt: Prompt) -> str:
    units = _(", ").join(map(_, prompt.units))
    example = duration_example(prompt)
    return _("Enter a number and a unit ({units}), for instance “{example}”.", units=units, example=example)


def _how_to_decide(prompt: Prompt) -> str:
    line = _(
        "the number of the role that decides; then r, m or i with a number for who recommends, must agree or is"
        " informed, for instance: 1 m3 i4."
    )
    if not prompt.options:
        return _("Enter a decision in your words; then, when asked, {line}", line=line)
    first = _("Nothing leaves it out. First: {decision}.", decision=prompt.options[0].label)
    return f"{_('Decision by decision, enter {line}', line=line)} {first}"


def value_of(prompt: Prompt, line: str) -> Any:
    """Return the checked value that a typed line means; raises Rejected. Not for types that take several lines."""
    line = line if prompt.type in ("text", "list") else line.strip(_QUOTES)
    match prompt.type:
        case "choice":
            return check(prompt, _picked(prompt.options, line))
        case "choices" | "rank":
            return check(prompt, [_picked(prompt.options, part) for part in BETWEEN.split(line) if part])
        case "scale":
            return check(prompt, int(line) if re.fullmatch(r"-?\d{1,9}", line) else line)
        case "duration":
            return check(prompt, duration_of(prompt, line))
        case "window":
            return window_of(line)
        case _:
            return check(prompt, line)


def bucket_of(prompt: Prompt, line: str) -> str:
    """Return the id of the place that a number means; raises Rejected."""
    return _picked(prompt.buckets, line)


def buckets_text(prompt: Prompt) -> str:
    """Return the places of a sort, numbered, in one line."""
    return ". ".join(f"{number} {label(prompt, bucket.id)}" for number, bucket in enumerate(prompt.buckets, 1))


def _picked(options: tuple[Option, ...], part: str) -> str:
    number = whole(part)
    if number is None or not 1 <= number <= len(options):
        raise Rejected("bad-answer", f"“{part[:20]}” is not a number from 1 to {len(options)}.")
    return options[number - 1].id
