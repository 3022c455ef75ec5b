"""A field with a few values to choose from: Textual's Select, its keys told like those of every other list."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Select
from textual.widgets._select import SelectCurrent, SelectOverlay

from align.ui.widgets.parting import still_without_room


class Choosing(Select[str]):
    """One of several; Enter opens the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,space,up", "show_overlay", "choose", key_display="enter", id="choosing.open")
    ]

    def compose(self) -> ComposeResult:
        """What is chosen, and the list that opens below it."""
        yield SelectCurrent(self.prompt)
        yield _Offered(type_to_search=self._type_to_search).data_bind(compact=Select.compact)


@still_without_room
class _Offered(SelectOverlay):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "choose", key_display="enter", id="choosing.choose"),
        Binding("escape", "dismiss", "leave it", id="choosing.leave"),
    ]
