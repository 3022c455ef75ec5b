"""The lists of align, also where the window leaves them no line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from align.ui.screens.facilitator.titles import Title, Titles
from align.ui.widgets.choosing import _Offered
from align.ui.widgets.menu import ChoiceMenu, Menu


class Listed(App[None]):
    """Nothing but a list, filled once it has been made."""

    CSS = "OptionList { display: block; height: 100%; }"
    AUTO_FOCUS = None

    def __init__(self, made: Callable[[], OptionList]) -> None:
        super().__init__()
        self._made = made

    def compose(self) -> ComposeResult:
        yield self._made()

    def on_mount(self) -> None:
        made = self.query_one(OptionList)
        if isinstance(made, Titles):
            made.show([Title(str(n), Content(""), Content(f"Title {n}")) for n in range(9)])
        else:
            made.add_options([Option(f"  Number {n}") for n in range(9)])
        made.highlighted = 4


@pytest.mark.parametrize("made", [Menu, ChoiceMenu, _Offered, lambda: Titles(id="titles")])
async def test_a_list_without_a_line_turns_no_page_and_does_again_with_one(made: Callable[[], OptionList]) -> None:
    app = Listed(made)
    async with app.run_test(size=(40, 0)):
        shown = app.query_one(OptionList)
        assert not shown.scrollable_content_region.height
        await shown.run_action("page_down")
        await shown.run_action("page_up")
        assert shown.highlighted == 4
    app = Listed(made)
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.pause()
        shown = app.query_one(OptionList)
        await shown.run_action("page_down")
        assert shown.highlighted is not None and shown.highlighted > 4
