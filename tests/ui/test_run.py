"""What the command line opens: real hosts in processes of their own, the desk, the door, the seat, the demo."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from align.domain import commands as c
from align.engine.clock import Clock
from align.engine.demo_process import DemoProcess
from align.engine.hosting import create_workshop, host
from align.engine.joining import Doorway
from align.engine.seat import home
from align.errors import SyncError, UserError
from align.storage.folder import Folder
from align.ui.app import AlignApp
from align.ui.openings.demo import choosing, demo_screen
from align.ui.openings.desk import desk_path, open_desk
from align.ui.openings.home import open_home
from align.ui.openings.seat import open_seat
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.home.home import HomeScreen
from align.ui.screens.home.role import RoleScreen
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.screen import ParticipantScreen
from tests.support import builders
from tests.support.linked import until
from tests.ui.seats import shown


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seats and drafts of a person of one's own."""
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


async def opened(opening: Callable[[], Awaitable[Screen[Any]]], check: Callable[[Any, Any], Awaitable[None]]) -> None:
    """Open a screen in the application, check, and leave."""
    app = AlignApp(opening)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: len(app.screen_stack) > 1, seconds=20)
        await pilot.pause()
        await check(app, pilot)


@contextlib.asynccontextmanager
async def hosted(folder: Path) -> Any:
    """A workshop on a real host."""
    path = create_workshop(Folder(folder), "orion-3", builders.plan(), Clock())
    async with host(path, "orion-3", port=0) as running:
        yield running


async def test_a_desk_opens_connected_and_keeps_unfinished_words_apart_from_seats(tmp_path: Path) -> None:
    async with hosted(tmp_path) as running:

        async def check(app: Any, pilot: Any) -> None:
            assert isinstance(app.screen, DeskScreen)
            app.screen.workshop.keep_draft("note:urgent", {"text": "half a"})
            await until(desk_path(running.desk).exists)

        await opened(lambda: open_desk(running.desk), check)

        async def again(app: Any, pilot: Any) -> None:
            assert app.screen.workshop.mine.drafts == {"note:urgent": {"text": "half a"}}

        await opened(lambda: open_desk(running.desk), again)
    assert not (home() / "seats").exists()


async def test_a_participants_ticket_opens_no_desk(tmp_path: Path) -> None:
    async with hosted(tmp_path) as running:
        with pytest.raises(SyncError, match="not a facilitator's ticket"):
            await open_desk(running.ticket)


async def test_a_newcomer_comes_to_the_door_and_somebody_known_to_their_seat(tmp_path: Path) -> None:
    async with hosted(tmp_path) as running:

        async def door(app: Any, pilot: Any) -> None:
            assert isinstance(app.screen, JoinScreen)

        await opened(lambda: open_seat(str(running.ticket), ""), door)
        await opened(lambda: open_seat("", ""), door)
        await (await Doorway.open(running.ticket, running.code)).sit("p1")

        async def seat(app: Any, pilot: Any) -> None:
            assert isinstance(app.screen, ParticipantScreen)
            await until(lambda: app.screen.workshop.link == "online")
            assert app.screen.workshop.me == "p1"

        await opened(lambda: open_seat(str(running.ticket), ""), seat)


async def test_a_line_that_is_no_ticket_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SyncError, match="not a ticket"):
        await open_seat("hello", "")


async def test_somebody_on_the_phone_is_answered_for_and_the_desk_comes_back(tmp_path: Path) -> None:
    async with hosted(tmp_path) as running:

        async def check(app: Any, pilot: Any) -> None:
            desk = app.screen
            await desk.workshop.submit(c.OpenRound())
            token = await desk.workshop.request("phone-seat", "p1")
            seat = await desk.tools.open_seat("p1", token)
            app.push_screen(seat)
            await until(lambda: seat.workshop.link == "online")
            await until(lambda: " · by phone: Pune 1" in shown(app))
            await pilot.press("ctrl+l")
            await until(lambda: app.screen is desk)

        await opened(lambda: open_desk(running.desk), check)
    assert not (home() / "seats").exists()


@pytest.mark.timeout(180)
async def test_home_hosts_a_workshop_in_a_process_and_ends_it_on_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_workshop(Folder(tmp_path), "orion-3", builders.plan(), Clock())
    with contextlib.ExitStack() as ending:
        usual = ending.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
        monkeypatch.setattr("align.ui.openings.home.DEFAULT_PORT", usual)

        async def check(app: Any, pilot: Any) -> None:
            assert isinstance(app.screen, HomeScreen)
            await until(lambda: app.screen.workshop is not None)
            await pilot.press("h")
            await until(lambda: isinstance(app.screen, Pick))
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, DeskScreen), seconds=30)
            assert (tmp_path / "orion-3.serving").exists()
            await until(
                lambda: any(f"Port {usual} is in use; this host took" in one.message for one in app._notifications)
            )
            await pilot.press("ctrl+l")
            await until(lambda: isinstance(app.screen, HomeScreen), seconds=20)
            await until(lambda: not (tmp_path / "orion-3.serving").exists(), seconds=20)

        await opened(lambda: open_home(tmp_path, ending), check)


@pytest.mark.timeout(180)
async def test_the_demo_gives_the_desk_and_everybody_is_there(tmp_path: Path) -> None:
    process = DemoProcess(tmp_path, 0, 1, take_part=False)
    try:

        async def check(app: Any, pilot: Any) -> None:
            desk = app.screen
            assert isinstance(desk, DeskScreen)
            await until(lambda: desk.workshop.progress.online == 9, seconds=20)
            await desk.workshop.submit(c.OpenRound())
            await until(lambda: desk.workshop.progress.done == 9, seconds=60)

        await opened(lambda: demo_screen(process, "facilitator"), check)
    finally:
        process.close()
    assert not home().exists(), "nothing of the demo is left with the person"


@pytest.mark.timeout(180)
async def test_the_demo_keeps_a_chair_free_that_one_takes_by_oneself(tmp_path: Path) -> None:
    process = DemoProcess(tmp_path, 0, 1, take_part=True)
    try:

        async def check(app: Any, pilot: Any) -> None:
            door = app.screen
            assert isinstance(door, JoinScreen)
            await until(lambda: door.stage == "name", seconds=20)
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, ParticipantScreen), seconds=20)
            # The simulated facilitator waits for the ninth person.
            await until(lambda: app.screen.workshop.state.phase == "assume", seconds=20)

        await opened(lambda: demo_screen(process, "participant"), check)
    finally:
        process.close()
    assert not home().exists()


async def test_the_demo_asks_for_the_place_when_nobody_said(tmp_path: Path) -> None:
    async def check(app: Any, pilot: Any) -> None:
        assert isinstance(app.screen, RoleScreen)
        await pilot.press("escape")
        await until(lambda: app.return_code is not None or app._exit)

    await opened(lambda: choosing(tmp_path, 0, 1), check)


@pytest.mark.timeout(60)
def test_a_demo_that_cannot_begin_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    process = DemoProcess(tmp_path / "file", 0, 1, take_part=False)
    try:
        with pytest.raises(UserError, match="The demo could not begin: "):
            process.started()
    finally:
        process.close()


@pytest.mark.timeout(60)
async def test_the_demo_ends_when_its_lifeline_is_cut(tmp_path: Path) -> None:
    process = DemoProcess(tmp_path, 0, 1, take_part=False)
    ticket = await asyncio.to_thread(process.desk)
    process.close()
    with pytest.raises(OSError):
        await asyncio.open_connection(ticket.host, ticket.port)
