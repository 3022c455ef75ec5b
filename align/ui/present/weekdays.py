"""Weekly hours as a person types them, with the days' names of the language spoken or of English."""

from __future__ import annotations

import re

from align.domain.hours import DAY_NAMES, Hours, parse_hours
from align.domain.text import bare_key
from align.language import _

_WORD = re.compile(r"[^\W\d_]+")


def hours_of(typed: str) -> tuple[Hours, ...]:
    """Return the shifts that typed hours mean: "lun-ven 09:00-17:00" in French, "Mon-Fri …" in every language.

    Raises UserError.
    """
    return parse_hours(days_in_english(typed))


def days_in_english(typed: str) -> str:
    """Return a text whose days stand in English, so that what keeps them can be read in every language."""
    return _WORD.sub(lambda word: _day_in_english(word[0]), typed)


def _day_in_english(word: str) -> str:
    """Return the English name of a day that is named, in whole or in short, in the language spoken; else the word."""
    key = bare_key(word)
    named = [day for day in DAY_NAMES if _(day) != day and key.startswith(bare_key(_(day)))]
    return named[0] if len(named) == 1 else word
