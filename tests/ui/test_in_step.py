"""Keys that come in a burst have the effect of keys pressed one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, TextArea

from align.ui.in_step import InStep
from align.ui.widgets.parting import blank_when_gone
from tests.support.linked import until


@blank_when_gone
class Field(TextArea):
    """A field that may be taken away while it is drawn, as those of align."""


class Form(InStep[None]):
    """Two fields, a few containers deep; ctrl+n makes the first one anew by way of the screen."""

    BINDINGS = [Binding("ctrl+n", "anew", "anew")]  # noqa: RUF012

    class Anew(Message):
        """The field is to be replaced."""

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical(id="holder"):
            yield Field(id="first")
        yield Input(id="second")

    def on_mount(self) -> None:
        self.query_one("#first").focus()

    def action_anew(self) -> None:
        self.query_one("#holder").post_message(self.Anew())

    @on(Anew)
    async def replace(self) -> None:
        holder = self.query_one("#holder")
        await holder.remove_children()
        await holder.mount(Field("new:", id="first"))
        self.query_one(TextArea).focus()
        self.query_one(TextArea).move_cursor((0, 4))


def burst(app: App[None], keys: Sequence[str]) -> None:
    """Send keys as a slow line delivers them: all at once."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def pressed(keys: Sequence[str]) -> str:
    """What letters and backspaces make when one waits for the other."""
    text = ""
    for key in keys:
        text = text[:-1] if key == "backspace" else text + key
    return text


async def first(keys: Sequence[str]) -> str:
    app = Form()
    async with app.run_test() as pilot:
        burst(app, [*keys, "tab", "z"])
        await until(lambda: app.query_one(Input).value == "z")
        await pilot.pause()
        return app.query_one(TextArea).text


@pytest.mark.parametrize(
    "keys", [["b", "a", "backspace", "c"], [*"abc", "backspace", "backspace", *"def", "backspace", *"gh", "backspace"]]
)
async def test_a_letter_does_not_overtake_a_backspace(keys: list[str]) -> None:
    assert await first(keys) == pressed(keys)


@settings(max_examples=10)
@given(st.lists(st.sampled_from(["a", "b", "c", "backspace"]), max_size=30))
def test_a_burst_reads_as_if_each_key_had_waited_for_the_one_before(keys: list[str]) -> None:
    assert asyncio.run(first(keys)) == pressed(keys)


async def test_what_is_typed_behind_a_tab_goes_to_the_next_field() -> None:
    assert await first(list("word")) == "word"


async def test_what_is_typed_behind_a_change_of_the_screen_goes_to_the_new_field() -> None:
    app = Form()
    async with app.run_test() as pilot:
        burst(app, [*"old", "ctrl+n", *"field", "tab", "z"])
        await until(lambda: app.query_one(Input).value == "z")
        await pilot.pause()
        assert app.query_one(TextArea).text == "new:field"


async def test_keys_go_on_when_the_field_that_had_the_last_one_is_gone() -> None:
    app = Form()
    async with app.run_test() as pilot:
        burst(app, ["a"])
        app.query_one("#first").remove()
        app.query_one("#second").focus()
        burst(app, [*"bc"])
        await until(lambda: app.query_one(Input).value.endswith("bc"))
        await pilot.pause()
