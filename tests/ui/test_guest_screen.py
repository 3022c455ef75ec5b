"""A guest's first screen in the windows that people have: what matters is in view without scrolling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from align.engine.guests import Guest
from align.engine.languages import speak_language
from align.language import _
from align.ui.app import AlignApp
from align.ui.openings.guest import Visit
from align.ui.present import guest as present

GUEST = Guest("align://127.0.0.1:7465/w#x", "ABCD-EFGH-JKMN-PQRS", "ssh -p 7465 kickoff@192.0.2.7")


@pytest.fixture(params=["en", "de", "es", "fr", "ja", "zh"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    speak_language(request.param)
    yield request.param
    speak_language("en")


@pytest.mark.parametrize("size", [(80, 24), (60, 24)])
async def test_where_it_runs_the_key_and_the_choice_are_seen_at_once(spoken: str, size: tuple[int, int]) -> None:
    app = AlignApp(Visit(GUEST).open)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        sheet = app.screen.query_one("#sheet")
        assert sheet.max_scroll_y == 0, spoken
        seen = str(app.screen.query_one(".title").render())
        assert seen == _(present.TITLE)
