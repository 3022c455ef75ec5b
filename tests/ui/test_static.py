"""What is said again is not drawn again."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from align.ui.say import ours
from align.ui.widgets.static import Static


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
