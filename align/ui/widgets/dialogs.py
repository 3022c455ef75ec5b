"""Two small questions: yes or no, and a line or a text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from align.ui.page import Dialog
from align.ui.say import ours, say
from align.ui.widgets.entry import Entry
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.writing import Writing

_BOX = """
    .box { width: 72; max-width: 96%; height: auto; max-height: 90%; background: $surface; border: round $rule;
           padding: 1 2; }
    .box .question { text-style: bold; height: auto; }
    .box .detail { color: $quiet; height: auto; margin-top: 1; }
    .box Input, .box Writing { margin-top: 1; }
"""


class Confirm(Dialog[bool]):
    """Yes or no. Where there is no way back (`grave`), Enter means no and yes must be typed as y."""

    DEFAULT_CSS = f"Confirm {{ {_BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="confirm.yes"),
        Binding("n", "answer(False)", "no", id="confirm.no"),
        Binding("enter", "default", "Default", show=False, id="confirm.default"),
        Binding("escape", "answer(False)", "No", show=False, id="confirm.escape"),
    ]

    def __init__(self, question: str, detail: str = "", *, grave: bool = True) -> None:
        super().__init__()
        self._question, self._detail, self._grave = question, detail, grave

    def compose(self) -> ComposeResult:
        """The question, what follows from it, and which key means what."""
        enter = "enter means no" if self._grave else "enter means yes"
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            if self._detail:
                yield Static(say(self._detail), classes="detail")
            yield Static(ours(f"y yes   n no   ({enter})"), classes="detail keys")
        yield KeyLine()

    def action_answer(self, yes: bool) -> None:
        """Answer and go."""
        self.dismiss(yes)

    def action_default(self) -> None:
        """Enter: the harmless answer."""
        self.dismiss(not self._grave)


class Ask(Dialog[str | None]):
    """One line, or with `lines` a text; None when the person changed their mind. Empty answers are None too."""

    DEFAULT_CSS = f"Ask {{ {_BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave it", id="ask.escape"),
        Binding("ctrl+s", "keep", "keep", id="ask.keep", tooltip="Keep what is written"),
    ]
    AUTO_FOCUS = ".answer"

    def __init__(
        self, question: str, detail: str = "", *, value: str = "", lines: bool = False, placeholder: str = ""
    ) -> None:
        super().__init__()
        self._question, self._detail, self._value = question, detail, value
        self._lines, self._placeholder = lines, placeholder

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
        self.dismiss(text.strip() or None)
