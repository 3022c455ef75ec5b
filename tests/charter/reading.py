"""A charter as a reader's Markdown engine sees it: its structure, and the text that shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from align.domain.text import clean

ENGINE = MarkdownIt("gfm-like")
"""Tables, strike-through, autolinks and raw HTML: all that an answer might try to become."""

_TEXT = {"text", "text_special", "softbreak"}


def structure(markdown: str) -> list[str]:
    """Return the kinds of all blocks and marks, in order; texts and line breaks inside them are left out."""
    return [kind for token in ENGINE.parse(markdown) for kind in _kinds(token)]


def shape_of_tables(markdown: str) -> list[tuple[int, list[int]]]:
    """Return for each table how many rows it has and how many cells a row."""
    tables: list[tuple[int, list[int]]] = []
    rows: list[int] = []
    for token in ENGINE.parse(markdown):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append(0)
        elif token.type in ("td_open", "th_open"):
            rows[-1] += 1
        elif token.type == "table_close":
            tables.append((len(rows), rows))
    return tables


def visible(markdown: str) -> str:
    """Return what a reader sees, without the invisible characters that align adds, spaces folded."""
    pieces = [piece for token in ENGINE.parse(markdown) for piece in _pieces(token)]
    return fold(" ".join(pieces))


def fold(text: str) -> str:
    """Return a text as `visible` gives it: line ends as " / ", runs of spaces as one."""
    return re.sub(r"\s+", " ", clean(text.replace("\n", " / "), longest=10**7)).strip()


def _kinds(token: Token) -> Iterator[str]:
    if token.type == "inline":
        yield from (child.type for child in token.children or () if child.type not in _TEXT)
    else:
        yield f"{token.type} {token.tag}"


def _pieces(token: Token) -> Iterator[str]:
    if token.type == "inline":
        yield "".join(
            "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
        ).replace("\n", " / ")
    elif token.content:
        yield token.content
