"""A document's text as lines that fit a width: headings, lists and paragraphs told apart, nothing interpreted."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from typing import Literal

Kind = Literal["title", "heading", "quiet", "text"]
Line = tuple[Kind, str]
Wrap = Callable[[str, int], list[str]]
"""(line, width) → pieces of at most that many cells."""

_WIDEST_CELL = 24
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_ITEM = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$")


def to_lines(text: str, width: int, wrap: Wrap) -> list[Line]:
    """Return `text` as (kind, line) pairs of at most `width` cells; hanging lines of an item are indented."""
    lines: list[Line] = []
    for raw in _tables_aligned(text.split("\n")):
        kind, indent, line = _read(raw.rstrip())
        room = max(8, width - len(indent))
        pieces = (wrap(line, room) if line else []) or [""]
        lines += [(kind, (indent if number == 0 else " " * len(indent)) + piece) for number, piece in enumerate(pieces)]
    return lines


def _tables_aligned(lines: list[str]) -> list[str]:
    """Return the lines with each table's cells in columns, without its rules and bars."""
    out: list[str] = []
    for is_table, rows in groupby(lines, key=lambda line: line.startswith("|")):
        block = list(rows)
        out += _columns(block) if is_table else block
    return out


def _columns(rows: list[str]) -> list[str]:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if set(row) - set("|:- ")]
    count = max((len(row) for row in cells), default=0)
    widths = [min(_WIDEST_CELL, max(len(row[n]) for row in cells if n < len(row))) for n in range(count)]
    return ["   ".join(cell.ljust(widths[n]) for n, cell in enumerate(row)).rstrip() for row in cells]


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
