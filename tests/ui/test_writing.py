"""A place to write keeps what is written, whatever is undone, cut or loaded while its bar comes and goes."""

from __future__ import annotations

import random

import pytest
from textual.app import App, ComposeResult
from textual.document._wrapped_document import WrappedDocument
from textual.pilot import Pilot
from textual.widgets import TextArea

from align.ui.theme import DARK
from align.ui.widgets.writing import Writing

ELEVEN = "\n".join(map(str, range(1, 12)))
LONG = "\n".join(f"{number} {'word ' * 9}" for number in range(30))


class OneField(App[None]):
    """A field of three rows, so that a bar comes early."""

    CSS = "Writing { max-height: 5; width: 30; }"

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        """Only the field."""
        yield Writing()


async def paste(pilot: Pilot[None], text: str) -> Writing:
    writing = pilot.app.query_one(Writing)
    writing._replace_via_keyboard(text, *writing.selection)
    await pilot.pause()
    return writing


@pytest.mark.parametrize("text", [ELEVEN, LONG])
async def test_a_long_paste_is_undone_and_comes_back(text: str) -> None:
    async with OneField().run_test(size=(40, 20)) as pilot:
        writing = await paste(pilot, text)
        assert writing.show_vertical_scrollbar
        await pilot.press("ctrl+z")
        assert (writing.text, writing.cursor_location, writing.show_vertical_scrollbar) == ("", (0, 0), False)
        await pilot.press("ctrl+y")
        assert writing.text == text
        assert writing.cursor_location == writing.document.end
        assert writing.show_vertical_scrollbar


async def test_lines_that_were_typed_are_undone_one_by_one() -> None:
    async with OneField().run_test(size=(40, 20)) as pilot:
        writing = pilot.app.query_one(Writing)
        for number in range(13):
            await pilot.press(*str(number), "enter")
        left = [writing.text]
        while writing.text:
            await pilot.press("ctrl+z")
            assert len(writing.text) < len(left[-1])
            left.append(writing.text)
        for text in reversed(left[:-1]):
            await pilot.press("ctrl+y")
            assert writing.text == text


async def test_cut_deleted_and_loaded_texts_leave_the_cursor_in_the_text() -> None:
    async with OneField().run_test(size=(40, 20)) as pilot:
        for keys in (("f7", "ctrl+x"), ("f7", "backspace"), ("ctrl+home", "ctrl+k")):
            writing = await paste(pilot, LONG)
            await pilot.press(*keys)
            await pilot.press(*["ctrl+z"] * 2, *["ctrl+y"] * 2)
            writing.load_text("short")
            await pilot.pause()
            assert writing.cursor_location[0] < writing.document.line_count
            await pilot.press("f7", "delete")
            assert writing.text == ""


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_is_done_and_undone_is_wrapped_as_it_would_be_anew(seed: int) -> None:
    keys = [
        "ctrl+z",
        "ctrl+z",
        "ctrl+z",
        "ctrl+y",
        "enter",
        "backspace",
        "delete",
        "up",
        "home",
        "x",
        "ctrl+x",
        "ctrl+u",
    ]
    keys += ["f7", "paste", "paste", "end", "shift+up", "shift+up"]
    chance = random.Random(seed)
    async with OneField().run_test(size=(40, 20)) as pilot:
        writing = pilot.app.query_one(Writing)
        for _ in range(30):
            key = chance.choice(keys)
            if key == "paste":
                await paste(pilot, chance.choice([ELEVEN, LONG, "one", "a\n"]))
            else:
                await pilot.press(key)
            anew = WrappedDocument(writing.document, writing.wrap_width, writing.indent_width)
            assert writing.wrapped_document.lines == anew.lines
            assert writing.virtual_size.height == anew.height


def test_every_place_to_write_is_ours() -> None:
    """So that what is mended in it is mended for all."""
    from align.ui.screens.setup.fields import TableWriting

    assert {one for one in TextArea.__subclasses__() if one.__module__.startswith("align.")} == {Writing}
    assert issubclass(TableWriting, Writing)
