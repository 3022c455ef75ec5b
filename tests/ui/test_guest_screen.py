"""A guest's first screen in a small window: what matters is in view without scrolling, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from align.engine.guests import Guest
from align.engine.languages import LANGUAGES, speak_language
from align.language import ENGLISH, _
from align.ui.app import AlignApp
from align.ui.openings.guest import Visit
from align.ui.present import guest as present
from tests.ui.desks import screen_text

GUEST = Guest("align://127.0.0.1:7465/w#x", "ABCD-EFGH-JKMN-PQRS", "ssh -p 7465 kickoff@192.0.2.7")


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    speak_language(ENGLISH)


async def test_where_it_runs_the_key_and_the_choice_are_seen_at_once(english_again: None) -> None:
    app = AlignApp(Visit(GUEST).open)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        for code in LANGUAGES:
            speak_language(code)
            app.screen.spoken_anew()  # type: ignore[attr-defined]
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert app.screen.query_one("#sheet").max_scroll_y == 0, code
            seen = screen_text(app)
            for words in (_(present.TITLE), GUEST.key, _(present.KEEP)[:20], _(present.FORGET)[:20]):
                assert words in seen, code
