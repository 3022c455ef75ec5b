"""A document's text as lines that fit a width: headings, lists and paragraphs told apart, nothing interpreted."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from typing import Literal

from align.ui.breaking import cells

Kind = Literal["title", "heading", "quote", "quiet", "text"]
Line = tuple[Kind, str]
Wrap = Callable[[str, int], list[str]]
"""(line, width) → pieces of at most that many cells."""

QUOTE = "│ "
"""Stands before each line of what is quoted, such as a clause."""
_WIDEST_CELL = 24
_LINK = re.compile(r"\[([^\]\[]*)\]\((?:#|https?:|[\w./-]+\.md)[^)\s]*\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|\\$")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_ITEM = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$")


def to_lines(text: str, width: int, wrap: Wrap) -> list[Line]:
    """Return `text` as (kind, line) pairs of at most `width` cells; hanging lines of an item are indented."""
    lines: list[Line] = []
    for raw, head in _tables_aligned(text.split("\n")):
        kind, indent, line = _read(raw.rstrip()) if not head else ("text", "", raw)
        if 0 < cells(head) <= width // 2:
            # What a table says last goes on below its own beginning.
            lines += _hanging(head, line[len(head) :], width, wrap)
            continue
        room = max(8, width - len(indent))
        pieces = (wrap(line, room) if line else []) or [""]
        below = indent if kind == "quote" else " " * len(indent)
        lines += [(kind, (below if number else indent) + piece) for number, piece in enumerate(pieces)]
    return lines


def _hanging(head: str, text: str, width: int, wrap: Wrap) -> list[Line]:
    indent = " " * cells(head)
    pieces = wrap(text, width - len(indent)) if text else [""]
    return [("text", (indent if number else head) + piece) for number, piece in enumerate(pieces)]


def _tables_aligned(lines: list[str]) -> list[tuple[str, str]]:
    """Return (line, what stands before its last cell): each table's cells in columns, without its rules and bars."""
    out: list[tuple[str, str]] = []
    for is_table, rows in groupby(lines, key=lambda line: line.startswith("|")):
        block = list(rows)
        out += _columns(block) if is_table else [(row, "") for row in block]
    return out


def _columns(rows: list[str]) -> list[tuple[str, str]]:
    table = [[_read_out(cell.strip()) for cell in _BAR.split(row)[1:-1]] for row in rows if set(row) - set("|:- ")]
    count = max((len(row) for row in table), default=0)
    widths = [min(_WIDEST_CELL, max(cells(row[n]) for row in table if n < len(row))) for n in range(count)]
    padded = [[cell + " " * (widths[n] - cells(cell)) + "   " for n, cell in enumerate(row)] for row in table]
    return [("".join(row).rstrip(), "".join(row[:-1])) for row in padded]


def _read(line: str) -> tuple[Kind, str, str]:
    """Return (kind, what stands before the text, the text)."""
    if heading := _HEADING.match(line):
        return ("title" if len(heading[1]) == 1 else "heading"), "", _read_out(heading[2])
    if line.startswith(">"):
        return "quote", QUOTE, _read_out(line[1:].lstrip())
    if line.startswith("<!--") or (set(line) <= set("-|: ") and line):
        return "quiet", "", line
    if item := _ITEM.match(line):
        return "text", re.sub(r"[-*+]", "•", item[1]), _read_out(item[2])
    indent = line[: len(line) - len(line.lstrip())]
    return "text", indent[:12], _read_out(line.lstrip())


def _read_out(text: str) -> str:
    """Return what Markdown shows of a text: no marks of links, of stress, of what would be a mark otherwise."""
    return _ESCAPE.sub(r"\1", _LINK.sub(r"\1", text).replace("**", ""))
