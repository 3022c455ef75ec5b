"""Pick one from a list: a person, a seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from align.language import mark
from align.ui.page import Dialog
from align.ui.present.desk_join import Chair
from align.ui.say import say
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import INDENT, ChoiceMenu


class Pick(Dialog[str | None]):
    """Ends with the id of what was picked, None when the person changed their mind."""

    HELP_TITLE = "Pick one"
    ABOUT = mark(
        "The arrows move, Enter takes the row, Esc leaves everything as it is. Grey rows can be read, not taken."
    )
    DEFAULT_CSS = """
    Pick .box { width: 72; max-width: 96%; height: auto; max-height: 90%; background: $surface; border: round $rule;
                padding: 1 2; }
    Pick .question { text-style: bold; height: auto; }
    Pick .detail { color: $quiet; height: auto; margin-top: 1; }
    Pick ChoiceMenu, Pick ChoiceMenu:focus { max-height: 14; margin-top: 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave it", id="pick.leave"),
    ]
    AUTO_FOCUS = "OptionList"

    def __init__(self, question: str, detail: str, rows: Sequence[Chair]) -> None:
        super().__init__()
        self._question, self._detail, self._rows = question, detail, rows

    def compose(self) -> ComposeResult:
        """The question above the list."""
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            if self._detail:
                yield Static(say(self._detail), classes="detail")
            yield ChoiceMenu(
                *(Option(Content.assemble(INDENT, say(row.words)), id=row.id, disabled=row.off) for row in self._rows)
            )
        yield KeyLine()

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click takes the row."""
        self.dismiss(event.option_id)
