"""What is said again is not drawn again."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from align.ui.app import AlignApp
from align.ui.messages import WorkshopChanged
from align.ui.page import Dialog, Page
from align.ui.say import ours
from align.ui.screens.facilitator.board import Board
from align.ui.widgets.static import Static
from tests.support.linked import until
from tests.ui.desks import screen_text


class Told(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(ours("12 of 50 are done", "$quiet"))


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        (ours("12 of 50 are done", "$quiet"), False),
        (ours("13 of 50 are done", "$quiet"), True),
        (ours("12 of 50 are done", "$warning"), True),
        ("12 of 50 are done", True),
    ],
)
async def test_only_other_words_or_another_look_are_drawn(
    words: Content | str, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Told()
    async with app.run_test():
        refreshed: list[object] = []
        monkeypatch.setattr(Static, "refresh", lambda self, **ways: refreshed.append(self))
        app.query_one(Static).update(words)
        assert bool(refreshed) == drawn


async def opening() -> Screen[Any]:
    return Page()


@pytest.mark.draws
async def test_a_board_draws_the_rows_that_say_something_else_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Page))
        board, lines = Board("Who is here"), [ours(f"{n} people") for n in range(9)]
        drawn: list[int] = []
        draw = Board.render_line

        def counted(self: Board, y: int) -> Strip:
            drawn.append(y)
            return draw(self, y)

        monkeypatch.setattr(Board, "render_line", counted)
        await app.screen.mount(board)
        board.show(lambda width: lines)
        await until(lambda: set(range(9)) <= set(drawn))
        while drawn:  # until nothing of the first picture is left to draw
            drawn.clear()
            await pilot.pause()
        board.entitle(Content("Who is here"))
        board.show(lambda width: [*lines[:4], ours("other people"), *lines[5:]])
        await until(lambda: bool(drawn))
        assert drawn == [4]
        board.entitle(Content("Who is done"))
        (border,) = board._repaint_regions
        assert (border.width, border.height) == (board.outer_size.width, 1), "to its very corner"
        await until(lambda: "Who is done" in screen_text(app))
        assert drawn == [4], "a title was drawn with all that stands below it"


@pytest.mark.draws
async def test_a_board_with_more_or_fewer_lines_lays_the_screen_out_only_where_it_scrolls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = AlignApp(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, Page))
        board, laid_out = Board("Regions"), list[object]()
        await app.screen.mount(board)

        async def shows(many: int) -> None:
            board.show(lambda width: [ours(f"line {n}") for n in range(many)])
            await until(lambda: f"line {min(many, 9) - 1}" in screen_text(app))
            await pilot.pause()

        await shows(9)
        reflow = Compositor.reflow

        def counted(self: Compositor, parent: Any, size: Size) -> Any:
            laid_out.append(parent)
            return reflow(self, parent, size)

        monkeypatch.setattr(Compositor, "reflow", counted)
        await shows(7)
        await until(lambda: "line 8" not in screen_text(app))
        await shows(8)
        assert not laid_out, "another number of lines in a box with room for all"
        await shows(90)
        await until(lambda: bool(laid_out) and "more" in screen_text(app))
        assert board.max_scroll_y == 90 - board.scrollable_content_region.height
        await shows(8)
        assert not board.max_scroll_y


@pytest.mark.draws
async def test_behind_a_question_a_screen_that_is_told_something_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Page))
        page = app.screen
        await app.push_screen(Dialog())
        page.refresh()
        await pilot.pause()
        drawn: list[object] = []
        monkeypatch.setattr(app, "_display", lambda screen, what: drawn.append(screen))
        for _ in range(5):
            page.post_message(WorkshopChanged())
            await pilot.pause()
        assert not drawn
