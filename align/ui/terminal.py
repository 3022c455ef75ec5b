"""Keeps the terminal's key reports from stopping the program. Knows Textual's parser, nothing of align."""

from __future__ import annotations

import re

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import Keys

_original = XTermParser._parse_extended_key
_SUB_FIELDS = re.compile(r"^(\x1b\[)(\d*)(?::[\d:]*)?(?:;(\d*)(?::[\d:]*)?)?(;.*|[^;]*)$", re.DOTALL)


def guard_key_parser() -> None:
    """Make Textual read reports with sub-fields (`ESC[97:65;2;65u`) and pass over those that it cannot read.

    Its parser takes the whole field for a number and raises, in the thread that reads keys: the program would die
    of one key press in a terminal that reports shifted keys. Safe to call again.
    """
    XTermParser._parse_extended_key = _parse_or_ignore  # type: ignore[method-assign,assignment]


def _parse_or_ignore(self: XTermParser, sequence: str) -> list[events.Key] | None:
    try:
        return _original(self, _without_sub_fields(sequence))
    except (ValueError, OverflowError):
        return [events.Key(str(Keys.Ignore.value), sequence)]


def _without_sub_fields(sequence: str) -> str:
    """Keep the first part of the key and modifier fields; the text field's colons are several characters."""
    if ":" not in sequence or not (match := _SUB_FIELDS.match(sequence)):
        return sequence
    start, key, modifiers, rest = match.groups()
    return f"{start}{key}{'' if modifiers is None else ';' + modifiers}{rest}"
