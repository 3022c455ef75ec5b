"""A small question that is answered in a line or a text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from align.language import mark
from align.ui.page import Dialog
from align.ui.say import say
from align.ui.widgets.dialogs import BOX
from align.ui.widgets.entry import Entry
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.writing import Writing


class Ask(Dialog[str | None]):
    """One line, or with `lines` a text; None when the person changed their mind.

    An empty answer is `otherwise`, shown as what just Enter takes; where there is none, an empty answer is None too.
    """

    HELP_TITLE = "A question"
    ABOUT = mark(
        "One answer: Enter or ctrl+s keeps it, Esc leaves everything as it was. A grey word in the field is what just "
        "Enter takes."
    )
    DEFAULT_CSS = f"Ask {{ {BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave it", id="ask.escape"),
        Binding("ctrl+s,ctrl+n", "keep", "keep", id="ask.keep", tooltip="Keep what is written"),
    ]
    AUTO_FOCUS = ".answer"

    def __init__(
        self,
        question: str,
        detail: str = "",
        *,
        value: str = "",
        lines: bool = False,
        placeholder: str = "",
        otherwise: str = "",
    ) -> None:
        super().__init__()
        self._question, self._detail, self._value = question, detail, value
        self._lines, self._placeholder, self._otherwise = lines, placeholder or otherwise, otherwise

    def compose(self) -> ComposeResult:
        """The question above one field."""
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            if self._detail:
                yield Static(say(self._detail), classes="detail")
            if self._lines:
                yield Writing(self._value, classes="answer")
            else:
                yield Entry(self._value, placeholder=self._placeholder, classes="answer")
        yield KeyLine()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Give what is written."""
        field = self.query_one(".answer")
        text = field.text if isinstance(field, Writing) else field.value if isinstance(field, Input) else ""
        self.dismiss(text.strip() or self._otherwise or None)
