"""The door for browsers in a real browser: nothing is asked of anybody else, and the interface is there to see."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from align.doors.web import web_door
from tests.doors.browser import PROGRAM, a_browser
from tests.doors.guests import PATIENCE, a_house

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no chromium here")


async def test_somebody_with_only_a_browser_takes_their_seat_and_nobody_else_is_asked(tmp_path: Path) -> None:
    async with (
        a_house(tmp_path / "house") as house,
        web_door(house.door.lobby, "127.0.0.1", 0) as door,
        a_browser(tmp_path / "browser") as page,
    ):
        await page.do("Page.navigate", url=door.origin)
        await page.value("document.activeElement && document.activeElement.id === 'code'")
        await page.type(f"{house.code}\n")
        await page.value("document.body.classList.contains('-first-byte')")
        await page.value("document.querySelector('.xterm-screen canvas') !== null")
        await page.value("document.querySelector('.xterm-helper-textarea') !== null")
        (visit,) = house.door.lobby.inside
        assert visit.process
        await page.value("document.activeElement === document.querySelector('.xterm-helper-textarea')")
        await page.type("\n")
        async with asyncio.timeout(PATIENCE):
            while not house.hosted.reception._in_door:  # noqa: ASYNC110 - another process, behind a browser
                await asyncio.sleep(0.05)
        assert len(await page.picture()) > 5_000
        ours = urlsplit(door.origin).netloc
        assert {urlsplit(url).netloc for url in page.asked if urlsplit(url).scheme not in ("data", "about")} == {ours}
        assert any(url.startswith("ws://") for url in page.asked)
        refused = [words for words in page.complaints if "Content Security Policy" in words or "Failed" in words]
        assert not refused, refused
