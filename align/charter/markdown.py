"""People's text into Markdown that shows exactly this text: no link, no heading, no table, no HTML comes of it.

It escapes what CommonMark, GitHub's tables, strike-through, autolinks, mentions, emoji codes and formulas would read,
and leaves alone what no renderer reads, so that the Markdown itself stays pleasant to look at.
"""

from __future__ import annotations

import re
import unicodedata

from align.domain.text import clean, isolate

LINE_BREAK = " / "
"""Stands for a line's end where Markdown has room for one line only: in cells, headings and list items."""
NOTHING = "–"

# Renderers look for these in the finished text, after backslashes are gone: only another character parts them.
_MENTION_OR_MAIL = re.compile(r"@(?=\w)")
_EMOJI_CODE = re.compile(r":(?!\d\d:)(?=[\w+-]+:)")  # 10:30:00 is a time of day
_WORD_JOINER = "\u2060"

_ALWAYS = re.compile(r"[\\`*_\[\]<|~$]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_ADDRESS = re.compile(r"(?i)(?<=\bwww)\.|(?<=[a-z]):(?=//|\w+[@/])|(?<=\bmailto):|(?<=\bxmpp):")
_DOMAIN = re.compile(r"(?<=\w)\.(?=\w*[^\W\d_]\w)")
_HASH = re.compile(r"(?<!\S)#")
_AT_START = re.compile(r"[>+=:-]|\d{1,9}(?=[.)](?: |$))")


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def md(text: object) -> Markdown:
    """Return any value as one line of Markdown that shows it; an empty text stays empty. Never raises."""
    if isinstance(text, Markdown):
        return text
    lines = (line.strip() for line in clean(str(text)).split("\n"))
    return Markdown(_line(LINE_BREAK.join(line for line in lines if line)))


def cell(text: object) -> Markdown:
    """Return a value for a table's cell: as `md`, with a dash for nothing."""
    return md(text) or Markdown(NOTHING)


def quote(text: object) -> Markdown:
    """Return a text as a block quote with its own lines and paragraphs; every line begins with ">"."""
    lines = clean(str(text)).split("\n")
    out: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        shown = _line(_visible_indent(line)) if line.strip() else ""
        # A backslash at the end keeps the line's end, where two spaces would be trimmed by editors.
        out.append(f"> {shown}\\" if shown and following.strip() else f"> {shown}".rstrip(" "))
    return Markdown("\n".join(out))


def _visible_indent(line: str) -> str:
    stripped = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(stripped)) + stripped


def _line(text: str) -> str:
    """Escape one line; the order matters: first what adds characters of our own, then the backslashes."""
    text = _MENTION_OR_MAIL.sub("@" + _WORD_JOINER, text)
    text = _EMOJI_CODE.sub(":" + _WORD_JOINER, text)
    text = _ALWAYS.sub(_escaped, text)
    for pattern in (_ENTITY, _ADDRESS, _DOMAIN, _HASH):
        text = pattern.sub(_escaped, text)
    start = _AT_START.match(text)
    if start:
        # "1." becomes "1\.", all else gets its backslash in front.
        at = start.end() if start[0].isdigit() else 0
        text = f"{text[:at]}\\{text[at:]}"
    return isolate(text) if _right_to_left(text) else text


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _right_to_left(text: str) -> bool:
    """Whether the text could reorder what stands around it."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
