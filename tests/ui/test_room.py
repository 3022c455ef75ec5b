"""Several people at one terminal: everybody answers at their own seat, and sees nothing of the one before."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from align.cli.main import run as align
from align.domain import commands as c
from align.domain.model import Plan
from align.engine.clock import Clock
from align.engine.hosting import Hosted, create_workshop, host
from align.engine.joining import desk_seat, known_seat
from align.engine.remote import Remote
from align.engine.room import Room
from align.engine.seat import SeatFile
from align.errors import SyncError
from align.storage.folder import Folder
from align.ui.app import AlignApp
from align.ui.openings.room import open_room
from align.ui.screens.room import RoomScreen
from align.ui.screens.room.turn import HandOverScreen, TurnScreen
from align.ui.widgets.rows import Rows
from tests.support import builders
from tests.support.linked import until
from tests.ui.seats import SMALL, shown

FIRST, SECOND = "Pune 1", "Pune 2"
SECRET = "Zanzibar"


@dataclass
class InRoom:
    """A terminal in a room, with the desk beside it."""

    app: AlignApp
    pilot: Pilot[int]
    hosted: Hosted
    desk: Remote
    room: Room

    @property
    def text(self) -> str:
        return shown(self.app)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def shows(self, *texts: str) -> None:
        try:
            await until(lambda: all(text in self.text for text in texts))
        except TimeoutError:
            raise AssertionError(f"{texts} not all in:\n{self.text}") from None

    async def on(self, screen: type[Screen[Any]]) -> None:
        await until(lambda: isinstance(self.app.screen, screen))
        await self.pilot.pause()

    async def hand_over(self, name: str) -> None:
        """Choose somebody in the list and let them begin."""
        await self.on(RoomScreen)
        self.app.screen.query_one(Rows).cursor = [place.name for place in self.room.places].index(name)
        await self.press("enter")
        await self.shows(f"Please hand the keyboard to {name}.")
        await self.press("enter")
        await self.on(TurnScreen)


@asynccontextmanager
async def in_room(plan: Plan, folder: Path, size: tuple[int, int] = SMALL) -> AsyncIterator[InRoom]:
    """A served workshop with an open round, and a terminal in a room."""
    path = create_workshop(Folder(folder), "orion-3", plan, Clock())
    async with host(path, "orion-3", port=0) as hosted:
        desk = Remote(desk_seat(hosted.desk), SeatFile(None))
        desk.start()
        await desk.ready()
        await desk.submit(c.OpenRound())
        async with terminal(hosted, desk, size) as there:
            yield there
        await desk.close()


@asynccontextmanager
async def terminal(hosted: Hosted, desk: Remote, size: tuple[int, int] = SMALL) -> AsyncIterator[InRoom]:
    room = Room(hosted.ticket, lambda: hosted.code)

    async def opening() -> Screen[Any]:
        return await open_room(room)

    app = AlignApp(opening)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(lambda: isinstance(app.screen, RoomScreen))
        await pilot.pause()
        yield InRoom(app, pilot, hosted, desk, room)


@pytest.fixture(autouse=True)
def own_seats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


def plan(**more: Any) -> Plan:
    return builders.plan("named", sizes=(2, 1, 0), min_n=1, **more)


async def first_types_a_secret(there: InRoom) -> None:
    await there.hand_over(FIRST)
    await there.shows("Welcome")
    await there.press("enter")
    await there.shows("The morning after")
    await there.press(*("space" if letter == " " else letter for letter in SECRET))
    await there.shows(SECRET)


def kept_widgets(app: AlignApp, holds: Callable[[Widget], bool]) -> list[Widget]:
    """All widgets that the application still has, on any screen."""
    return [widget for screen in app.screen_stack for widget in screen.walk_children(Widget) if holds(widget)]


@pytest.mark.parametrize("size", [SMALL, (100, 30)])
async def test_the_second_sees_nothing_of_the_first(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_room(plan(), tmp_path, size) as there:
        await first_types_a_secret(there)
        there.app.copy_to_clipboard(SECRET)
        await there.press("ctrl+l")
        await there.on(RoomScreen)
        seen = there.text
        await there.shows(f"{FIRST} can go on later; all is kept. Who is next?", "begun, not handed in")
        await there.hand_over(SECOND)
        seen += there.text
        await there.shows("Welcome")
        await there.press("enter")
        await there.shows("The morning after")
        await there.press("ctrl+v")
        seen += there.text
        screen = there.app.screen
        assert isinstance(screen, TurnScreen)
        assert screen.workshop.me == "p2"
        assert SECRET not in seen
        assert SECRET not in there.text
        assert not there.app.clipboard
        assert SECRET not in str(screen.workshop.mine.drafts)
        assert not kept_widgets(there.app, lambda widget: SECRET in str(getattr(widget, "text", "")))
        gc.collect()
        left = [x for x in gc.get_objects() if isinstance(x, TurnScreen) and x.workshop.me == "p1"]
        assert all(not screen.is_attached and not screen.children for screen in left)


async def test_the_first_goes_on_where_they_were(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await first_types_a_secret(there)
        await there.press("ctrl+l")
        await there.hand_over(SECOND)
        await there.shows("Welcome")
        await there.press("ctrl+l")
        await there.hand_over(FIRST)
        await there.shows("The morning after", SECRET, "not given yet")


async def test_handing_in_ends_the_turn_and_all_of_it_is_stored(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await first_types_a_secret(there)
        await there.press("ctrl+n", "escape", "r")
        await there.shows("YOUR ANSWERS")
        await there.press("h")
        await there.shows("Hand in all the same?")
        await there.press("y")
        await there.on(RoomScreen)
        await there.shows(f"{FIRST} has handed in. Who is next?", "1 of 3 handed in here", "● Pune 1")
        await until(lambda: there.desk.progress.done == 1)
        given = there.hosted.live.state.answers["fact"]
        assert [answer.value for answer in given.values()] == [SECRET]
        # Whoever comes back reads that they have handed in, and may still change their answers.
        await there.hand_over(FIRST)
        await there.shows("Handed in. Thank you.")


async def test_a_pulse_begins_a_new_turn_for_everybody(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await first_types_a_secret(there)
        await there.press("ctrl+n", "escape", "r")
        await there.shows("YOUR ANSWERS")
        await there.press("h")
        await there.shows("Hand in all the same?")
        await there.press("y")
        await there.on(RoomScreen)
        await there.shows("1 of 3 handed in here")
        for command in (
            c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "We write it down."),
            c.SettleClause("c1", "provisional"), c.Seal(), c.OpenPulse((), (builders.PROMPTS[0],)),
        ):  # fmt: skip
            await there.desk.submit(command)
        await there.press("r")
        await there.shows("0 of 3 handed in here")
        await there.hand_over(FIRST)
        await there.shows("A pulse: how are the clauses lived?")
        await there.press("enter")
        await there.shows("1 of 1")
        await there.press(*"Yes", "ctrl+n")
        await there.shows("YOUR ANSWERS")
        await there.press("h")
        await there.on(RoomScreen)
        await there.shows("1 of 3 handed in here")
        await until(lambda: there.desk.progress.done == 1)
        assert [one.value for one in there.hosted.live.state.answers["p1-fact"].values()] == ["Yes"]


async def test_escape_on_the_hand_over_takes_no_seat(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await there.press("enter")
        await there.on(HandOverScreen)
        await there.press("escape")
        await there.on(RoomScreen)
        assert known_seat(there.hosted.ticket, "p1") is None


async def test_only_enter_begins_a_turn(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await there.press("enter")
        await there.on(HandOverScreen)
        await there.press("space", "x", "down", "y")
        assert isinstance(there.app.screen, HandOverScreen)


async def test_somebody_who_joined_elsewhere_is_not_asked_again(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await there.desk.request("phone-seat", "p1")
        await there.press("r")
        await there.shows("in another terminal")
        there.app.screen.query_one(Rows).cursor = 0
        await there.press("enter")
        await there.shows("Pune 1 has joined in another")


async def test_an_open_door_lets_somebody_in_who_is_not_on_the_list(tmp_path: Path) -> None:
    async with in_room(plan(open_door=True), tmp_path) as there:
        await there.press("n")
        await there.shows("What is your name?")
        await there.press("Z", "o", "ë", "enter")
        await there.shows("Where do you work?")
        await there.press("down", "enter")
        await there.shows("Please hand the keyboard to Zoë.")
        await there.press("enter")
        await there.shows("Welcome")
        await there.press("ctrl+l")
        await there.shows("Zoë can go on later", "Boston")
        assert known_seat(there.hosted.ticket, there.room.places[-1].id) is not None


async def test_a_closed_door_offers_no_such_thing(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        assert "not on the list" not in there.text
        await there.press("n")
        assert isinstance(there.app.screen, RoomScreen)


async def test_a_room_opened_again_knows_who_is_done_and_sends_what_was_kept(tmp_path: Path) -> None:
    async with in_room(plan(), tmp_path) as there:
        await first_types_a_secret(there)
        await there.press("ctrl+n", "escape", "r")
        await there.shows("YOUR ANSWERS")
        await there.press("h")
        await there.shows("Hand in all the same?")
        await there.press("y")
        await until(lambda: there.desk.progress.done == 1)
        hosted, desk = there.hosted, there.desk
        known = known_seat(hosted.ticket, "p1")
        assert known is not None
        seat, file = known
        # As after a crash before the host had said that it has it.
        seat.outbox["later"] = c.GiveAnswer("sure", 9)
        file.save(seat)
        async with terminal(hosted, desk) as again:
            await again.shows("1 of 3 handed in here")
            await until(lambda: "p1" in hosted.live.state.answers.get("sure", {}))


async def test_a_wrong_code_is_one_sentence(tmp_path: Path) -> None:
    path = create_workshop(Folder(tmp_path), "orion-3", plan(), Clock())
    async with host(path, "orion-3", port=0) as hosted:
        with pytest.raises(SyncError, match="code"):
            await open_room(Room(hosted.ticket, lambda: "0000-0000"))


def test_without_a_terminal_the_command_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert align(["room", "orion-3"]) == 1
    assert "join --plain" in capsys.readouterr().err
