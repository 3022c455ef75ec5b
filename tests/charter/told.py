"""Views of the story: as it is, and with people's texts replaced by harmless or by hostile ones of the same shape."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from align.charter.context import context
from align.charter.view import CharterView
from align.domain.text import clean
from tests.charter.story import shown, story
from tests.charter.test_charter import replaced
from tests.charter.test_markdown import HOSTILE
from tests.support.figures import NIGHTLY

FORMULAS = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(1)",
    '=HYPERLINK("x")',
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    " =1",
    "a;=1",
    "x\n=1",
)
LINES = ("one\ntwo", "a\n\n# b", "- a\n- b", "<b>\n</b>", "\"quoted\"\n'too'", "שלום\nעולם", "BEGIN:VEVENT\nUID:x\\,;")
ONE_LINE = tuple(text for text in map(clean, (*HOSTILE, *FORMULAS)) if text and "\n" not in text)
SHIFTS = range(0, len(ONE_LINE), 20 if NIGHTLY else 50)
"""Where to begin among them: each place of a document gets other ones."""
EVERY_KIND = (*ONE_LINE, *(clean(text) for text in (*FORMULAS, *LINES) if clean(text)))


def view() -> CharterView:
    """Return the story's facts, with the names of those who gave reasons."""
    return context(shown(story("named")))


def with_texts(texts: Sequence[str], shift: int = 0) -> CharterView:
    """Return the story's facts with the n-th text of people replaced by the n-th of `texts`, again and again."""
    numbers = count(shift)
    made: CharterView = replaced(view(), lambda: texts[next(numbers) % len(texts)])
    return made


def harmless() -> CharterView:
    """Return the story's facts with a word of its own in every place."""
    numbers = count()
    made: CharterView = replaced(view(), lambda: f"w{next(numbers)}w")
    return made
