"""A document's text as lines that fit a width: headings, lists and paragraphs told apart, nothing interpreted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Kind = Literal["title", "heading", "quiet", "text"]
Line = tuple[Kind, str]
Wrap = Callable[[str, int], list[str]]
"""(line, width) → pieces of at most that many cells."""

_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_ITEM = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$")


def to_lines(text: str, width: int, wrap: Wrap) -> list[Line]:
    """Return `text` as (kind, line) pairs of at most `width` cells; hanging lines of an item are indented."""
    lines: list[Line] = []
    for raw in text.split("\n"):
        kind, indent, line = _read(raw.rstrip())
        room = max(8, width - len(indent))
        pieces = (wrap(line, room) if line else []) or [""]
        lines += [(kind, (indent if number == 0 else " " * len(indent)) + piece) for number, piece in enumerate(pieces)]
    return lines


def _read(line: str) -> tuple[Kind, str, str]:
    """Return (kind, what stands before the text, the text)."""
    if heading := _HEADING.match(line):
        return ("title" if len(heading[1]) == 1 else "heading"), "", heading[2].replace("**", "")
    if line.startswith((">", "<!--")) or (set(line) <= set("-|: ") and line):
        return "quiet", "", line
    if item := _ITEM.match(line):
        return "text", re.sub(r"[-*+]", "•", item[1]), item[2].replace("**", "")
    indent = line[: len(line) - len(line.lstrip())]
    return "text", indent[:12], line.lstrip().replace("**", "")
