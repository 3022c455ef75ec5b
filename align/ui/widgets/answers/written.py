"""Input for `text` and `list`: a place to write; a list is one thing a line."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from align.domain.prompts import Prompt
from align.domain.text import LONGEST_TEXT
from align.language import _
from align.ui.say import ours
from align.ui.widgets.answers.base import AnswerChanged
from align.ui.widgets.writing import Writing

NEAR = 0.9
"""The part of the longest text from which one is told how long it is."""


class Written(Vertical):
    """A `Writing` whose `value` is a text, or the lines that are not empty."""

    DEFAULT_CSS = """
    Written { height: auto; }
    Written Static { color: $quiet; height: auto; }
    """

    def __init__(self, prompt: Prompt, value: Any = None) -> None:
        super().__init__(classes="field")
        self.prompt = prompt
        start = "\n".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""
        self._writing = Writing(start, id="words")

    @property
    def value(self) -> Any:
        """str, [str], or None when nothing is written."""
        text = self._writing.text
        if self.prompt.type == "text":
            return text if text.strip() else None
        return [line for line in text.split("\n") if line.strip()] or None

    def compose(self) -> ComposeResult:
        """The field; for a list, how many lines; for a text, how long it is where it comes near its end."""
        yield self._writing
        count = Static(ours(self._count()), id="count")
        count.display = bool(self._count())
        yield count

    def focus_field(self) -> None:
        """Put the cursor after what is written."""
        self._writing.move_cursor(self._writing.document.end)
        self._writing.focus()

    @on(TextArea.Changed)
    def tell(self, event: TextArea.Changed) -> None:
        """Count and tell."""
        event.stop()
        said, count = self._count(), self.query_one("#count", Static)
        count.update(ours(said))
        count.display = bool(said)
        self.post_message(AnswerChanged())

    def _count(self) -> str:
        if self.prompt.type == "text":
            long = len(self._writing.text)
            near = long >= NEAR * LONGEST_TEXT
            return _("{n} of up to {most} characters.", n=f"{long:,}", most=f"{LONGEST_TEXT:,}") if near else ""
        return _("{n} of up to {most}, one a line.", n=len(self.value or []), most=self.prompt.most)
