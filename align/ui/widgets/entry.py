"""A line to write on: Textual's Input without what could act on a terminal, whatever is typed, pasted or put there."""

from __future__ import annotations

from textual.suggester import SuggestFromList
from textual.widgets import Input

from align.domain.text import clean_line, typed
from align.ui.widgets.parting import blank_when_gone

LONGEST_ENTRY = 4_000


@blank_when_gone
class Entry(Input):
    """One line. Spaces stay as they are typed; `names` are offered as one types."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        names: tuple[str, ...] = (),
        classes: str = "",
        id: str | None = None,
    ) -> None:
        offered = SuggestFromList([clean_line(name) for name in names], case_sensitive=False) if names else None
        super().__init__(value, placeholder, suggester=offered, select_on_focus=False, classes=classes, id=id)
        self.cursor_blink = False
        self._doubted = ""
        """What was marked as wrong and not touched since."""

    def doubt(self) -> None:
        """Mark it as wrong: what is typed or pasted next takes its place, and Backspace takes its last letter alone."""
        self._doubted = self.value
        self.action_select_all()

    def action_delete_left(self) -> None:
        """Delete what is marked, or a letter."""
        if self._doubted and self.selected_text == self._doubted:
            self.action_end()
        self._doubted = ""
        super().action_delete_left()

    def validate_value(self, value: str) -> str:
        """Drop what no line may hold."""
        return typed(value[:LONGEST_ENTRY])
