"""Times as they are typed in the language spoken, which is how they are shown; in English too, whatever is spoken."""

from __future__ import annotations

import re
from typing import Any

from align.domain.prompts import Prompt
from align.domain.text import bare_key
from align.domain.values import words
from align.domain.windows import NO_HOURS, parse_window, window_words
from align.errors import Rejected
from align.language import _, mark
from align.ui.present.weekdays import days_in_english

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:h|uhr|時|时|点|點)\s*(?:(\d{2})分?)?(?![^\W_])", re.IGNORECASE)
"""A time as several languages write it: 18h, 20h30, 18 Uhr, 18:00 h, 18時30分."""
_ENGLISH = re.compile(r"#(working|elapsed)?([a-z]+?)(working|elapsed|ontheclock)?")
_SHORT = {"mins": "minutes", "hr": "hours", "hrs": "hours", "wk": "weeks", "wks": "weeks"}
NOTHING = mark("none, nothing")
"""Words with commas between them that say "none" on their own, whatever they are about: "ninguno, ninguna, nada"."""
_EVENINGS: dict[str, Any] = {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "18:00", "end": "20:00"}


def is_none(line: str) -> bool:
    """Whether a line says that there is nothing (`NOTHING`), in the language spoken or in English."""
    return bare_key(line).rstrip(".。") in {bare_key(word) for word in f"{NOTHING},{_(NOTHING)}".split(",")}


def window_example() -> str:
    """Return "Mon-Fri 18:00-20:00" in the language spoken, with marks that every keyboard has."""
    return window_words(_EVENINGS).replace("–", "-")


def window_of(line: str) -> dict[str, Any]:
    """Return the hours that a line means; raises Rejected."""
    key = bare_key(line)
    if is_none(line) or (key and f"{bare_key(_(NO_HOURS))} ".startswith(f"{key} ")):
        line = "none"  # "ninguna hora así", or its first word
    line = _HOUR.sub(lambda time: f"{time[1]}:{time[2] or time[3] or '00'}", line)
    return parse_window(days_in_english(line))


def duration_example(prompt: Prompt) -> str:
    """Return "4 working hours", where only the clock counts "2 days", in the language and units of this prompt."""
    if "working" in prompt.clocks:
        unit = "hours" if "hours" in prompt.units else prompt.units[0]
        return words(prompt, {"amount": 4, "unit": unit, "clock": "working"})
    return f"2 {_('days' if 'days' in prompt.units else prompt.units[0])}"


def duration_of(prompt: Prompt, line: str) -> dict[str, Any]:
    """Return the amount, unit and clock that a line means, not checked; raises Rejected.

    Without a clock it is the first one of the prompt. A unit may be cut short where that leaves no doubt.
    """
    number = _NUMBER.search(line)
    found = _unit_and_clock(prompt, _shape(line)) if number else None
    if number is None or found is None or found[0] not in prompt.units:
        raise Rejected("bad-answer", "That is not a number and a unit.")
    unit, clock = found
    return {"amount": float(number[0].replace(",", ".")), "unit": unit, "clock": clock or prompt.clocks[0]}


def _unit_and_clock(prompt: Prompt, shape: str) -> tuple[str, str] | None:
    """Return what the words around a number mean; an empty clock where none is said."""
    shapes = {_shape(f"1 {_(unit)}"): (unit, "") for unit in prompt.units}
    for unit in prompt.units:
        for clock in prompt.clocks:
            for amount in (1, 2):
                shapes[_shape(words(prompt, {"amount": amount, "unit": unit, "clock": clock}))] = unit, clock
    if shape in shapes:
        return shapes[shape]
    begun = {meant for each, meant in shapes.items() if each.startswith(shape)}
    if len({unit for unit, _clock in begun}) == 1:
        clocks = {clock for _unit, clock in begun}
        return next(iter(begun))[0], clocks.pop() if len(clocks) == 1 else ""
    english = _ENGLISH.fullmatch(shape)
    if english is None:
        return None
    said = english[1] or english[3] or ""
    meant = [_SHORT.get(english[2], ""), *(unit for unit in prompt.units if unit.startswith(english[2]))]
    return next(filter(None, meant), ""), "elapsed" if said == "ontheclock" else said


def _shape(text: str) -> str:
    """Return a duration without its number, spaces, accents and case: "#workinghours"."""
    return bare_key(_NUMBER.sub("#", text, count=1)).replace(" ", "")
