"""Input for `text` and `list`: a place to write; a list is one thing a line."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from align.domain.prompts import Prompt
from align.domain.text import LONGEST_TEXT
from align.domain.values import LONGEST_LIST_LINE, too_many_lines
from align.language import _, retold
from align.ui.say import ours
from align.ui.widgets.answers.base import AnswerChanged
from align.ui.widgets.letters import Letters, near
from align.ui.widgets.writing import Writing


class Written(Vertical):
    """A `Writing` whose `value` is a text, or the lines that are not empty."""

    DEFAULT_CSS = """
    Written { height: auto; }
    Written Static { color: $quiet; height: auto; }
    Written Static.-over { color: $warning; }
    """

    def __init__(self, prompt: Prompt, value: Any = None) -> None:
        super().__init__(classes="field")
        self.prompt = prompt
        start = "\n".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""
        self._writing = Writing(start, id="words", goes_on=True)

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
        if self.prompt.type == "text":
            yield Letters(LONGEST_TEXT, self._writing.text, id="count")
        else:
            count = Static(id="count")
            self._count(count)
            yield count

    def focus_field(self) -> None:
        """The place to write."""
        self._writing.focus()

    @on(TextArea.Changed)
    def tell(self, event: TextArea.Changed) -> None:
        """Count and tell."""
        event.stop()
        count = self.query_one("#count", Static)
        if isinstance(count, Letters):
            count.count(self._writing.text)
        else:
            self._count(count)
        self.post_message(AnswerChanged())

    def _count(self, count: Static) -> None:
        """Say how many lines there are; one too many is told as it is begun, and not when all is written."""
        lines, most = self.value or [], self.prompt.most
        over = len(lines) > most
        count.set_class(over, "-over")
        count.update(ours(f"! {retold(too_many_lines(len(lines), most))}" if over else self._lines(lines)))

    def _lines(self, lines: list[str]) -> str:
        said = _("{n} of up to {most}, one a line.", n=len(lines), most=self.prompt.most)
        longest = max(map(len, lines), default=0)
        if not near(longest, LONGEST_LIST_LINE):
            return said
        long = _("The longest line has {n} of up to {most} characters.", n=longest, most=LONGEST_LIST_LINE)
        return f"{said} {long}"
