"""What the inputs for closed prompt types share: rows that wrap, a cursor, keys and clicks."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from align.domain.prompts import Prompt
from align.ui.say import lines_of, ours
from align.ui.widgets.sight import InSight, show_lines

CURSOR, CHOSEN = "›", "•"
"""Where the keys are, and what is chosen where they are not: of the first there is one on a page."""

Row = tuple[int | None, Content]
"""A drawn line and the row it belongs to; None for a line that is not to be clicked."""


class AnswerChanged(Message):
    """The answer is another one now; ask the field for its `value`."""

    def can_replace(self, message: Message) -> bool:
        """Only the last value counts."""
        return isinstance(message, AnswerChanged)


class AnswerField(InSight, can_focus=True):
    """Base of the inputs that are picked, not written. `value` is raw, maybe unfinished, and None when nothing is
    picked; keys that a field does not know go on to the screen."""

    DEFAULT_CSS = """
    AnswerField { height: auto; background: transparent; }
    """

    def __init__(self, prompt: Prompt, value: Any = None) -> None:
        super().__init__(classes="field")
        self.prompt = prompt
        self.cursor = 0
        self.load(value)

    @property
    def value(self) -> Any:
        """What is picked so far."""
        raise NotImplementedError

    def load(self, value: Any) -> None:
        """Take over a value from a draft or from the log; what does not fit is left out."""
        raise NotImplementedError

    def rows(self, width: int) -> list[Row]:
        """Return all lines, none wider than `width`."""
        raise NotImplementedError

    def pick_row(self, row: int) -> None:
        """A click on a row."""
        raise NotImplementedError

    def press(self, key: str) -> bool:
        """Take a key ("3", "up", "space"); return whether it meant something here."""
        raise NotImplementedError

    def sign(self, *, chosen: bool) -> str:
        """Return the sign before a row: where this field has the keys what is chosen is where they are."""
        return (CURSOR if self.has_focus else CHOSEN) if chosen else " "

    def in_sight(self, row: int | None) -> bool:
        """Whether this row is brought into sight when the cursor moves."""
        return row == self.cursor

    # ---- drawing and input -----------------------------------------------------------------------------------

    def render(self) -> RenderResult:
        """All rows."""
        return lines_of([line for _, line in self.rows(self.size.width)])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows need at this width."""
        return len(self.rows(width))

    def on_key(self, event: events.Key) -> None:
        """Take what this field knows."""
        # Digits of any script, but not ² and its like, which some keyboards have a key for.
        digit = str(int(event.character)) if event.character and event.character.isdecimal() else ""
        if self.press(digit or event.key):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click picks."""
        drawn = self.rows(self.size.width)
        y = event.get_content_offset_capture(self).y
        if 0 <= y < len(drawn) and (row := drawn[y][0]) is not None:
            self.pick_row(row)

    def changed(self) -> None:
        """Draw again and tell."""
        self.moved()
        self.post_message(AnswerChanged())

    def moved(self) -> None:
        """Draw again, with the cursor's row in sight."""
        self.refresh(layout=True)
        self.come_into_sight()

    def come_into_sight(self) -> None:
        """Scroll no further than the cursor's row needs, and what belongs to it."""
        lines = [y for y, (row, _) in enumerate(self.rows(max(8, self.size.width))) if self.in_sight(row)]
        if lines:
            show_lines(self, lines[0], len(lines))


def row_lines(number: int, head: Content, label: Content, width: int, style: str = "") -> list[Row]:
    """Return a row as lines: `head` before the first, the label's further lines hanging under its beginning."""
    indent = head.cell_length
    pieces = label.wrap(max(8, width - indent)) or [Content("")]
    lines = [Content.assemble(head if n == 0 else " " * indent, piece) for n, piece in enumerate(pieces)]
    return [(number, line.stylize_before(style) if style else line) for line in lines]


def hint(text: str, width: int) -> list[Row]:
    """Return a quiet sentence under the rows."""
    return [(None, line) for line in ours(text, "$quiet").wrap(max(8, width))]
