"""Makes text from people safe to keep and to show: `clean()` at the door, and again at every sink.

It knows Unicode, not terminals or markup: what is left after cleaning is plain text that no sink may interpret.
"""

from __future__ import annotations

import unicodedata

LONGEST_TEXT = 4_000
MOST_LINES = 200
LONGEST_NAME = 40
MOST_MARKS = 4
LONGEST_PAGE = 4_000_000
"""Characters, and lines, of a whole page that a command prints."""

# Joiners and direction marks that Persian, Hindi, Arabic, Hebrew and emoji families need.
_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c")
_LINE_ENDS = {
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\x85"): "\n",
    ord("\x0b"): "\n",
    ord("\x0c"): "\n",
}
# Greek and Cyrillic letters, in small, that look like a Latin one in small or in capitals: enough to pose as somebody.
_LOOK_ALIKES = str.maketrans(
    "авеһіјкмнорԛстуԝхѵԁѕαβεζηικμνορτυχɑı0",
    "abehijkmhopqctywxvdsabeznikmvoptuxaio",
)
# Letters and marks that show nothing: fillers, variation selectors, the grapheme joiner, the empty braille cell.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u034f\u180b\u180c\u180d\u180f")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def clean(text: str, *, longest: int = LONGEST_TEXT, lines: int = MOST_LINES) -> str:
    """Return `text` without anything that could move a cursor, hide or reorder what is read.

    Drops controls except newline (a tab becomes a space), surrogates, format characters except the joiners and
    marks that scripts need, and non-characters; keeps at most 4 combining marks a letter, `longest` characters
    and `lines` lines; composes to NFC. Idempotent. Never raises.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text.strip(" ")
    text = text[: longest * 4].replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS).replace("\t", " ")
    kept = unicodedata.normalize("NFC", "".join(c for c in text if _harmless(c)))
    kept = _limit_marks(kept)
    shown = [line.rstrip(" ") for line in kept.split("\n")[:lines]]
    # Composing may still join what cutting brought together, so compose the result once more.
    return unicodedata.normalize("NFC", "\n".join(shown).strip(" \n")[:longest]).strip(" \n")


def clean_line(text: str, *, longest: int = LONGEST_NAME) -> str:
    """Return `text` cleaned and folded to one line with single spaces, at most `longest` characters."""
    return " ".join(clean(text, longest=longest * 4).split())[:longest].rstrip()


def in_one_line(text: str) -> str:
    """Return the lines of a text in one, with semicolons between them; those that are empty are left out."""
    return "; ".join(line for line in text.split("\n") if line.strip())


def typed(text: str) -> str:
    """Return one line as it is being typed: without what could act on a terminal, all its spaces kept."""
    return "".join(char for char in text.replace("\t", " ") if char != "\n" and _harmless(char))


def isolate(text: str) -> str:
    """Wrap `text` so that its writing direction cannot reorder the labels around it."""
    if text.isascii():
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def name_key(name: str) -> str:
    """Return what two names must differ in to count as different; empty for a name of which nothing can be seen.

    Case, width, invisible characters and letters that look like another alphabet's do not tell names apart.
    """
    folded = unicodedata.normalize("NFKC", clean_line(name)).casefold()
    shown = "".join(c for c in folded if unicodedata.category(c) != "Cf" and not _is_blank(c))
    return unicodedata.normalize("NFC", " ".join(shown.translate(_LOOK_ALIKES).split()))


def bare_key(text: str) -> str:
    """Return `name_key` without accents: what somebody types who leaves them out."""
    return "".join(char for char in unicodedata.normalize("NFD", name_key(text)) if not unicodedata.combining(char))


def _harmless(char: str) -> bool:
    if char == "\n" or char in _KEPT_FORMATS:
        return True
    if unicodedata.category(char) in ("Cc", "Cf", "Cs"):
        return False
    code = ord(char)
    return not (0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE)


def _limit_marks(text: str) -> str:
    out: list[str] = []
    marks = 0
    for char in text:
        # A joiner between marks is no new letter.
        if char not in _KEPT_FORMATS:
            marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            out.append(char)
    return "".join(out)


def _is_blank(char: str) -> bool:
    return char in _BLANKS or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
