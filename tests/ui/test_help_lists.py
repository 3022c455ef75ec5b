"""The help of a list reads evenly: both directions by their arrows, or both in one row, and every way with its key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.containers import Container
from textual.widget import Widget
from textual.widgets.option_list import Option

from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.ledger import Ledger
from align.ui.screens.facilitator.titles import Titles
from align.ui.screens.participant.compared import ComparedPrompt
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.pulse import PulseView
from align.ui.screens.setup.offer import AtTheDoor, Offer, Way
from align.ui.screens.shared.explain import _Figures
from align.ui.screens.shared.reveal import RevealView
from align.ui.widgets.help import HelpScreen
from align.ui.widgets.menu import Menu
from align.ui.widgets.preview import Preview
from align.ui.widgets.rows import Rows
from tests.support.linked import until
from tests.ui.desks import screen_text

LISTS: tuple[type[Widget] | type[Page[None]], ...] = (
    Menu, Rows, Titles, Board, Preview, Ledger, _Figures, JoinScreen, RevealView, ComparedPrompt, PulseView,
)  # fmt: skip


def told(kind: type[Widget]) -> Iterator[tuple[str, str]]:
    """Return (key, what it does) of the two directions, as the help has them."""
    for one in Binding.make_bindings(kind.BINDINGS):
        if (one.id or "").endswith((".up", ".down")) and one.key in ("up", "down"):
            yield one.key_display or one.key, one.tooltip or one.description


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_both_directions_of_a_list_are_told_alike(kind: type[Widget]) -> None:
    rows = list(told(kind))
    assert rows in ([("up", "Up"), ("down", "Down")], [rows[0]] * 2), "one of the two has another key, or other words"


class Front(Page[None]):
    """Something to stand in front of."""

    def compose(self) -> Iterator[Widget]:
        yield Container(Menu(Option("  One"), Option("  Two")))

    def on_mount(self) -> None:
        self.query_one(Menu).focus()


@pytest.mark.parametrize(("kind", "esc"), [(Offer, "all stays as it is"), (AtTheDoor, "Esc leaves")])
async def test_the_help_of_a_question_with_ways_has_their_keys_and_they_take_them(kind: type[Offer], esc: str) -> None:
    async def opening() -> Front:
        return Front()

    app = AlignApp(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, Front))
        await pilot.press("f1")
        await until(lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause()
        shown = " ".join(screen_text(app).split())
        assert "↑ Up" in shown
        assert "↓ Down" in shown
        await pilot.press("escape")
        taken: list[str | None] = []
        ways = (Way("g", "go on with it"), Way("t", "throw it away"))
        app.push_screen(kind("Leave?", "Nothing is created yet.", ways), taken.append)
        await until(lambda: isinstance(app.screen, kind))
        await pilot.press("f1")
        await until(lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause()
        shown = " ".join(screen_text(app).split())
        assert "t throw it away" in shown
        assert "g go on with it" in shown
        assert esc in shown
        assert "ready answers" not in shown
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, kind))
        await pilot.press("t")
        await until(lambda: taken == ["t"])
