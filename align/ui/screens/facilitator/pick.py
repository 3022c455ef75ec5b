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
from align.ui.say import lines_of, say
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.bars import column, fit
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import INDENT, ChoiceMenu

_WIDEST, _AROUND = 72, 7
"""Cells of the box where there is room for it, and those of its frame, its padding and a scroll bar."""


class Pick(Dialog[str | None]):
    """Ends with the id of what was picked, None when the person changed their mind. Begins at the row `at`, where it
    can be taken: what holds now."""

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

    def __init__(self, question: str, detail: str, rows: Sequence[Chair], at: str = "") -> None:
        super().__init__()
        self._at = at
        self._question, self._detail, self._rows = question, detail, rows

    def compose(self) -> ComposeResult:
        """The question above the list."""
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            if self._detail:
                yield Static(say(self._detail), classes="detail")
            yield ChoiceMenu(*(Option(words, id=row.id, disabled=row.off) for row, words in self._laid_out()))
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at what holds now."""
        for number, row in enumerate(self._rows):
            if row.id == self._at and not row.off:
                self.query_one(ChoiceMenu).highlighted = number

    def on_resize(self) -> None:
        """Break the rows for the new width."""
        rows = self.query_one(ChoiceMenu)
        for row, words in self._laid_out():
            rows.replace_option_prompt(row.id, words)

    def _laid_out(self) -> list[tuple[Chair, Content]]:
        """Return each row in as many lines as it needs; what goes on below stands under its own column."""
        width = min(_WIDEST, self.app.size.width * 24 // 25) - _AROUND
        labels = [say(row.label) for row in self._rows]
        longest = column(labels, width // 2)
        heads = [
            Content.assemble(INDENT, fit(label, longest), "  ") if longest else Content(INDENT) for label in labels
        ]
        return [
            (row, lines_of(hanging(head, say(row.words), width))) for row, head in zip(self._rows, heads, strict=True)
        ]

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click takes the row."""
        self.dismiss(event.option_id)
