"""A list of titles beside what is shown of one of them; where there is little room it closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from align.ui.say import lines_of, ours
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.bars import fit
from align.ui.widgets.menu import with_cursor
from align.ui.widgets.parting import still_without_room
from align.ui.widgets.static import same

_CURSOR = " "
"""The cell for the cursor's mark."""


class Title(NamedTuple):
    """A row: its marks, its words, and a quiet word at the end."""

    id: str
    marks: Content
    words: Content
    end: str = ""


@still_without_room
class Titles(OptionList, inherit_bindings=False):
    """Titles to choose from, each in as many lines as its width asks for.

    With `closes`, a window below `align.ui.page.WIDE` cells shows the marks alone until the list has the keys: what is
    chosen has the room then, and the marks still tell where something is. Opened there, each title has one line, cut
    with `…` where it is long, so that a click on a row of the closed list means that row.
    """

    # Left and right stay free for the pane that holds the list.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False, id="titles.up"),
        Binding("down", "cursor_down", "Down", show=False, id="titles.down"),
        Binding("pageup", "page_up", "Page up", show=False, id="titles.page-up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="titles.page-down"),
        Binding("home", "first", "First", show=False, id="titles.first"),
        Binding("end", "last", "Last", show=False, id="titles.last"),
        Binding(
            "enter",
            "select",
            "choose",
            key_display="enter",
            show=False,
            id="titles.choose",
            tooltip="Choose the row at ›",
        ),
    ]

    def __init__(self, *, closes: bool = False, id: str) -> None:
        super().__init__(id=id)
        self._closes = closes
        self._titles: tuple[Title, ...] = ()
        self._names = Content(""), Content("")

    @property
    def ids(self) -> list[str]:
        """What the rows are about, in their order."""
        return [title.id for title in self._titles]

    def entitle(self, above: Content, below: Content) -> None:
        """Say what the list is, and in which order."""
        self._names = above, below
        self._name_box()

    def show(self, titles: Sequence[Title]) -> None:
        """Show these rows; where they are about the same as before, the cursor stays."""
        again = [title.id for title in titles] == self.ids
        self._titles = tuple(titles)
        if again:
            self._lay_out()
        else:
            self.clear_options()
            self.add_options([Option(self._row(title), id=title.id) for title in titles])

    @property
    def closes(self) -> bool:
        """Whether there is so little room that the list is open only while it has the keys."""
        return self._closes and self.screen.has_class("-normal")

    def render_line(self, y: int) -> Strip:
        """Draw a line, with the cursor's mark on the first one of its title."""
        return with_cursor(self, super().render_line(y), y)

    def on_resize(self) -> None:
        """Break the titles for another width."""
        self._lay_out()

    def on_focus(self, _event: events.Focus) -> None:
        """Open."""
        self._lay_out()

    def on_blur(self, _event: events.Blur) -> None:
        """Close, where there is little room."""
        self._lay_out()

    @property
    def _shut(self) -> bool:
        return self.closes and not self.has_focus

    def _name_box(self) -> None:
        # A closed list has room for three letters: those of the key that opens it.
        self.border_title, self.border_subtitle = (ours("tab"), ours("")) if self._shut else self._names

    def _lay_out(self) -> None:
        self._name_box()
        for option, title in zip(self.options, self._titles, strict=True):
            row = self._row(title)
            if not isinstance(option.prompt, Content) or not same(option.prompt, row):
                self.replace_option_prompt(title.id, row)

    def _row(self, title: Title) -> Content:
        marks = Content.assemble(_CURSOR, title.marks)
        if self.closes:
            return marks if self._shut else Content.assemble(marks, " ", title.words)
        head, end = Content.assemble(marks, " "), ours(title.end, "$quiet")
        width = self.scrollable_content_region.width or 24
        room = width - head.cell_length - end.cell_length - 1
        if title.end and title.words.cell_length <= room:
            return Content.assemble(head, fit(title.words, room), " ", end)
        lines = hanging(head, title.words, width)
        if title.end:
            lines.append(Content.assemble(" " * head.cell_length, end))
        return lines_of(lines)
