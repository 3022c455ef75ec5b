"""The door for browsers: the code first, our own page only, and nothing that comes from elsewhere."""

from __future__ import annotations

import logging
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector, WSServerHandshakeError

from align.domain import commands as c
from align.doors.web import web_door
from align.sync.door import FREE_TRIES
from align.sync.ticket import Ticket
from tests.doors.guests import WebGuest, a_house, a_page, folders, web_guest

WRONG = "AAAA-AAAA"


async def test_somebody_with_only_a_browser_answers_and_comes_back(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        async with web_guest(door, page, house.code) as me:
            key = await me.key()
            await me.shows("enter choose")  # the key line of a list that has the focus
            await me.sit("Pune 1")
            await house.lead(c.OpenRound())
            await me.shows("Assume")
            me.press("word")
            me.say(["resize", {"width": 80, "height": 24}])
            me.say(["ping", 7])
            me.say(["focus"])
            await me.shows("│ word ")
        await house.emptied()
        assert len(folders(house)) == 1
        async with web_guest(door, page) as me:  # the page loaded anew
            assert await me.key() == key
            await me.shows("welcome back")
        await house.emptied()
        async with a_page(door) as another, web_guest(door, another, key) as me:
            await me.shows("welcome back")
            me.press("enter")
            await me.shows("│ word ")
        assert house.hosted.reception.doors == (house.door.told, door.origin)


async def test_where_nothing_is_kept_the_page_asks_for_the_code_again(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        async with web_guest(door, page, house.code) as me:
            await me.key()
            me.press("down", "enter")
            await me.shows("Who are you?")
        await house.emptied()
        assert not folders(house)
        async with page.get("/") as asks:
            assert 'name="code"' in await asks.text()


async def test_wrong_codes_are_judged_by_the_same_limits(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        ours = {"Origin": door.origin}
        for code in [WRONG] * FREE_TRIES + [house.code]:
            async with page.post("/enter", data={"code": code}, headers=ours) as refused:
                assert refused.status == 403
                assert "does not open the door" in await refused.text()
        assert house.hosted.reception._door.failures == FREE_TRIES


async def test_the_pages_speak_the_browsers_language(tmp_path: Path) -> None:
    german = {"Accept-Language": "tlh,de-CH;q=0.9,en;q=0.8"}
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        async with page.get("/", headers=german) as asks:
            text = await asks.text()
            assert '<html lang="de">' in text
            assert "Zugangscode, oder Ihr eigener Schlüssel" in text
        ours = {"Origin": door.origin, **german}
        async with page.post("/enter", data={"code": WRONG}, headers=ours) as refused:
            assert "Dieser Code öffnet die Tür nicht." in await refused.text()
        async with page.post("/enter", data={"code": house.code}, headers=ours) as entered:
            assert "Wieder hereinkommen" in await entered.text()
        async with page.get("/", headers={"Accept-Language": "tlh"}) as plain:
            assert "Come in again" in await plain.text()


async def test_no_other_page_can_drive_it(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        async with page.post("/enter", data={"code": house.code}, headers={"Origin": door.origin}) as entered:
            assert entered.status == 200
        for other in ("https://example.org", "null", door.origin.replace("127.0.0.1", "localhost"), None):
            headers = {"Origin": other} if other else {}
            async with page.post("/enter", data={"code": house.code}, headers=headers) as refused:
                assert refused.status == 403
            with pytest.raises(WSServerHandshakeError) as no:
                await page.ws_connect("/ws", headers=headers)
            assert no.value.status == 403
        # A name that was pointed at this computer by somebody else.
        async with page.get("/", headers={"Host": "example.org"}) as refused:
            assert refused.status == 403
        async with a_page(door) as stranger:
            with pytest.raises(WSServerHandshakeError):
                await stranger.ws_connect("/ws", headers={"Origin": door.origin})
        assert not house.door.lobby.inside


async def test_the_pages_name_nothing_outside_and_the_browser_is_told_to_refuse_it(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        pages = []
        async with page.get("/") as asks:
            pages.append(await asks.text())
            policy = asks.headers["Content-Security-Policy"]
        async with page.post("/enter", data={"code": house.code}, headers={"Origin": door.origin}) as entered:
            pages.append(await entered.text())
            assert entered.headers["Content-Security-Policy"] == policy
            (cookie,) = page.cookie_jar
            assert cookie["httponly"]
            assert cookie["samesite"] == "Strict"
        assert "default-src 'none'" in policy
        assert "http" not in policy
        sources = re.findall(r"""(?:\s(?:src|href|action)=|url\()["']?([^"')\s>]+)""", "".join(pages))
        assert len(sources) >= 8
        assert all(source.startswith(("/", "data:")) and not source.startswith("//") for source in sources)
        for source in {source for source in sources if source.startswith(("/static", "/focus"))}:
            async with page.get(source) as there:
                assert there.status == 200, source
        async with page.get("/static/") as listing:
            assert listing.status in (403, 404)


async def test_behind_a_proxy_the_page_is_its_own_at_the_proxys_address(tmp_path: Path) -> None:
    url = "https://align.example.org"
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0, url=url) as door:
        assert door.told == door.origin == url
        port = door.threshold.port
        ours = {"Origin": url, "Host": "align.example.org"}
        async with ClientSession(f"http://127.0.0.1:{port}") as proxy:
            for number in range(FREE_TRIES):  # from one address; others do not wait for it
                told = {**ours, "X-Forwarded-For": f"10.0.0.{number}, 192.0.2.1"}
                async with proxy.post("/enter", data={"code": WRONG}, headers=told) as refused:
                    assert refused.status == 403
            for origin in (f"http://127.0.0.1:{port}", "https://example.org"):
                told = {"Origin": origin, "X-Forwarded-For": "192.0.2.2"}
                async with proxy.post("/enter", data={"code": house.code}, headers=told) as refused:
                    assert refused.status == 403
            told = {**ours, "X-Forwarded-For": "192.0.2.2"}
            async with proxy.post("/enter", data={"code": house.code}, headers=told, allow_redirects=False) as entered:
                assert entered.status == 303
                cookie = entered.cookies["align"]
            assert cookie["secure"]
            known = {**ours, "Cookie": f"align={cookie.value}"}
            async with proxy.get("/", headers=known) as page:
                assert 'data-session-websocket-url="wss://align.example.org/ws"' in await page.text()
            async with proxy.ws_connect("/ws?width=100&height=30", headers=known) as socket:
                await WebGuest(socket).key()


async def test_junk_and_crashes_end_one_page_alone(tmp_path: Path) -> None:
    oddities: list[Any] = [{"no": "list"}, [], ["resize", {"width": "x"}], ["stdin", 7], [[]]]
    async with (
        a_house(tmp_path) as house,
        web_door(house.door.lobby, "127.0.0.1", 0) as door,
        a_page(door) as one,
        web_guest(door, one, house.code) as stays,
    ):
        await stays.sit("Pune 1")
        for junk in oddities:
            async with a_page(door) as two, web_guest(door, two, house.code) as odd:
                await odd.key()
                odd.say(junk)
                odd.say({"not": "a list"})
                await odd.ended()
        async with a_page(door) as two, web_guest(door, two, house.code) as falls:
            await falls.key()
            (visit,) = (each for each in house.door.lobby.inside if each is not house.door.lobby.inside[0])
            os.kill(visit.process, signal.SIGKILL)
            await falls.ended()
        await house.lead(c.OpenRound())
        await stays.shows("Assume", "online")


async def test_nothing_is_logged_of_who_came_from_where_with_what(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with a_house(tmp_path) as house, web_door(house.door.lobby, "127.0.0.1", 0) as door, a_page(door) as page:
        async with page.post("/enter", data={"code": WRONG}, headers={"Origin": door.origin}):
            pass
        async with web_guest(door, page, house.code) as me:
            await me.sit("Pune 1")
    for word in ("127.0.0.1", WRONG, house.code, "Pune 1"):
        assert word not in caplog.text


async def test_beyond_this_computer_the_line_is_encrypted_with_the_workshops_own_certificate(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        # As if it were served for everybody.
        far = Ticket("192.0.2.7", 7465, "night-train", "x")
        object.__setattr__(house.hosted, "ticket", far)
        async with web_door(house.door.lobby, "127.0.0.1", 0) as door:
            assert door.origin.startswith("https://192.0.2.7:")
            assert "browsers warn" in door.caution
            mark = door.told.rpartition("SHA-256 ")[2].rstrip(")")
            assert mark.count(":") == 31
            assert mark in door.caution
            port = door.origin.rpartition(":")[2]
            async with (
                ClientSession(connector=TCPConnector(ssl=False)) as browser,
                browser.get(f"https://127.0.0.1:{port}/") as page,
            ):
                assert page.status == 200
