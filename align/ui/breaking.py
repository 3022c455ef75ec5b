"""Where a line may be broken: in Chinese and Japanese, which are written without spaces, and at points, marks and ends.

Knows text, nothing of align.

Textual and Rich break lines at spaces alone: a Latin word in a Japanese sentence has spaces around it, and what is
written between two of them counts as one long word, which goes to the next line as a whole and leaves half a line
empty. Here such a word is taken apart wherever its characters allow a line to end: between any two of them, but not
before what closes or belongs to the character in front (、。」ー and small kana) and not behind what opens (「).

In every language a hard space ends no line, a point between two things (" · ") stays with what is before it and a mark
(● ◆ ✓) with the word it is about, and where something is read no word is left alone on the last line if the line before
can spare one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

Words = Callable[[str], Iterable[tuple[int, int, str]]]
"""text → (begin, end, word with the spaces that belong to it), as Rich and Textual cut a line."""


class Divide(Protocol):
    """Says where a text is broken into lines: offsets, in order."""

    def __call__(self, text: str, width: int, fold: bool = ...) -> list[int]:
        """At most `width` cells a line; longer words are folded or cut."""


_IDEOGRAPHIC = (
    "\u2e80-\u2fdf\u3001-\u303f\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
_NEVER_LAST = "([{<«‘“$£#〈《「『【〔〖〘〚〝︵︷︹︻︽︿﹁﹃（［｛｟｢＄￡￥＃"
_NEVER_FIRST = (
    ")]}>»’”.,:;!?%°‰℃…‥·、。，．・：；？！）］｝〉》」』】〕〗〙〛〞〟｠｡｣､･％￠〜～゠–—―"
    "ーｰ々〻ゝゞヽヾ゛゜ﾞﾟぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿｧ-ｯ"
)
_POINT, _MARKS = "· ", ("● ", "◕ ", "◐ ", "○ ", "◆ ", "✓ ", "✗ ", "◌ ", "◑ ", "■ ")
_HARD = "\u00a0"
"""A space at which no line ends: « and » have it in French, and it stands before : ; ? and !."""
_LONELY = 12
"""Cells of a last word up to which it looks lost on a line of its own."""
_HAS_IDEOGRAPHS = f"[{_IDEOGRAPHIC}]"
_FIRST_IDEOGRAPH = _IDEOGRAPHIC[0]
_MAY_BREAK = (
    f"(?:(?<=[{_IDEOGRAPHIC}])|(?=[{_IDEOGRAPHIC}]))"
    f"(?<![\\s{re.escape(_NEVER_LAST)}])(?![\\s{_NEVER_FIRST.replace(']', chr(92) + ']')}])(?<=.)(?=.)"
)
# They become patterns when they are needed, which is never for most people: it takes longer than to load a module.


def breaks(word: str) -> list[int]:
    """Return the places, as offsets from 1 to the last character, at which a line may end inside `word`; in order."""
    if not has_ideographs(word):
        return []
    return [at for at in (match.start() for match in re.finditer(_MAY_BREAK, word)) if not _belongs(word[at])]


def fold(text: str, width: int) -> list[str]:
    """Return one line as lines of at most `width` cells (2 or more), for a terminal; what does not fit is cut."""
    lines, room = [""], width
    for _begin, _end, word in finer(_words)(text):
        needed = cells(word.rstrip())
        if needed > room and lines[-1].strip():
            lines[-1], room = lines[-1].rstrip(), width
            lines.append("")
        for char in word if needed > width else ():
            if cells(char) > room:
                if char.isspace():
                    continue  # a line that is full ends without blanks, and the next one begins without them
                lines.append("")
                room = width
            lines[-1] += char
            room -= cells(char)
        if needed <= width:
            lines[-1] += word
            room -= cells(word)
    return [line.rstrip() for line in lines]


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(0 if _belongs(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def has_ideographs(text: str) -> bool:
    """Whether something in a text is written in Chinese or Japanese."""
    # Letters of other scripts come before all of these: nearly every text is told by one look.
    return max(text, default="") >= _FIRST_IDEOGRAPH and re.search(_HAS_IDEOGRAPHS, text) is not None


def finer(words: Words) -> Words:
    """Return a way to cut a line that cuts what `words` gives once more, where Chinese or Japanese allows it."""

    def cut(text: str) -> Iterable[tuple[int, int, str]]:
        # Most text has none of them: it costs a look each.
        whole = together(text) if any(mark in text for mark in (_POINT, _HARD, *_MARKS)) else words(text)
        return taken_apart(whole) if has_ideographs(text) else whole

    def together(text: str) -> Iterator[tuple[int, int, str]]:
        begin, kept = 0, ""
        for at, _end, word in words(text):
            belongs = kept in _MARKS or kept.endswith(_HARD)
            belongs |= word == _POINT and kept.endswith(" ") and not kept.endswith("  ")
            if kept and not belongs:
                yield begin, begin + len(kept), kept
            begin, kept = (begin, kept + word) if belongs else (at, word)
        if kept:
            yield begin, begin + len(kept), kept

    def taken_apart(whole: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        for begin, _end, word in whole:
            at = 0
            for place in (*breaks(word), len(word)):
                yield begin + at, begin + place, word[at:place]
                at = place

    return cut


def accompanied(divide: Divide) -> Divide:
    """Return a way to divide a line that gives a short last word company, where the line before has a word to spare."""

    def divided(text: str, width: int, fold: bool = True) -> list[int]:
        offsets = divide(text, width, fold)
        if not offsets or has_ideographs(text):
            return offsets
        begin, last = (offsets[-2] if len(offsets) > 1 else 0), text[offsets[-1] :].strip()
        before = text[begin : offsets[-1]].rstrip()
        # The word takes its mark and its point along.
        at = max((at for at, _end, _word in finer(_words)(text[begin : offsets[-1]])), default=0)
        # A column keeps its blanks: whoever put several beside each other meant them.
        if " " in last or not 0 < cells(last) <= _LONELY or at < len(before) / 2 or before[at - 2 : at] == "  ":
            return offsets
        fits = cells(text[begin + at :].rstrip()) <= width
        return [*offsets[:-1], begin + at] if fits else offsets

    return divided


def guard_breaking() -> None:
    """Make Rich's and Textual's line breaking, of what is read and of what is written, do as this module says.

    Safe to call again.
    """
    from rich import _wrap as read  # noqa: PLC0415 - what is changed stands where it is changed
    from textual import _wrap as written  # noqa: PLC0415
    from textual import content  # noqa: PLC0415

    if not getattr(read, "_align_breaks", False):
        read.words = finer(read.words)  # type: ignore[assignment]
        written.chunks = finer(written.chunks)  # type: ignore[assignment]
        content.divide_line = accompanied(read.divide_line)  # type: ignore[attr-defined]
        read._align_breaks = True  # type: ignore[attr-defined]


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((match.start(), match.end(), match[0]) for match in re.finditer(r"\S+\s*", text))


def _belongs(char: str) -> bool:
    """Whether a character goes with the one before: an accent, a joiner, a mark that chooses its form."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
