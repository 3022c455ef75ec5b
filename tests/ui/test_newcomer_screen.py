"""A newcomer at the screen: a door without a name, answering alone, what differs, a note that goes on a yes only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain.state import State
from align.domain.visibility import public
from align.engine.newcomer import Newcomer, receive
from align.engine.seat import Seat, SeatFile
from align.sync.messages import Door
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.present.answering import NOBODY_SEES
from align.ui.present.flow import Place
from align.ui.present.newcomer import CHOOSE_FIRST, FIRST, NO_NOTES, TOLD, note_key
from align.ui.screens.participant.newcomer import NewcomerScreen
from align.ui.screens.participant.newcomer_door import NewcomerDoor
from align.ui.screens.participant.telling import TellingSeat
from align.ui.screens.participant.ways import Joining
from tests.domain.test_renewal import sealed
from tests.support.builders import plan
from tests.support.linked import TICKET, linked, stored, until
from tests.ui.desks import StillClock
from tests.ui.seats import SMALL, shown
from tests.ui.test_joining_screen import Gate, door, shows


class Joined(Page[None]):
    """Stands for the seat where the notes go out."""

    def __init__(self, notes: list[c.TakeNote]) -> None:
        super().__init__()
        self.notes = notes


def everybody_sees() -> State:
    """What a newcomer gets of a sealed workshop."""
    return public(sealed().log, compare)


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    return receive(everybody_sees(), "pune", tmp_path / "kept.json")


@asynccontextmanager
async def at_the_table(newcomer: Newcomer, why_not: str = "") -> AsyncIterator[Pilot[int]]:
    screen = NewcomerScreen(newcomer, Joined, why_not, StillClock())

    async def opening() -> Screen[None]:
        return screen

    app = AlignApp(opening)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(lambda: app.screen is screen and screen.place is not None)
        await pilot.pause()
        yield pilot


def place(pilot: Pilot[int]) -> Place | None:
    screen = pilot.app.screen
    return screen.place if isinstance(screen, NewcomerScreen) else None


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def given(pilot: Pilot[int], newcomer: Newcomer) -> None:
    """Answer one prompt differently from the team, skip the others, and look."""
    prompts = newcomer.state.asked
    newcomer.submit(c.GiveAnswer("urgent", "one-day"))
    for prompt in prompts:
        if prompt.id not in newcomer.mine.answers:
            newcomer.submit(c.GiveAnswer(prompt.id, None))
    await press(pilot, "enter")
    await shows(pilot, "All answered. Press h to see where you differ.")
    await press(pilot, "h")
    await shows(pilot, "YOU, THE TEAM AND THE CHARTER")


async def test_the_first_page_and_each_prompt_say_that_nobody_sees_it(newcomer: Newcomer) -> None:
    async with at_the_table(newcomer) as pilot:
        await shows(pilot, "Nobody. You answer alone", "newcomer to Pune", "on this computer only")
        await press(pilot, "enter")
        await shows(pilot, NOBODY_SEES)
        text = shown(pilot.app)  # type: ignore[arg-type]
        assert "round closes" not in text and "Boston will" not in text
        await press(pilot, "f1")
        await shows(pilot, "Nothing you type leaves this computer.")


async def test_what_differs_comes_first_and_is_read_whole(newcomer: Newcomer) -> None:
    async with at_the_table(newcomer) as pilot:
        await given(pilot, newcomer)
        text = shown(pilot.app)  # type: ignore[arg-type]
        assert "› 6 Urgent means" in " ".join(text.split())
        assert "≠ you differ from the team" in text and "– you skipped it" in text
        await press(pilot, "enter")
        await shows(pilot, "You  One day", "≠ differs from yours", "We answer today.", "Ask Fay, who owns clause 1")
        await press(pilot, "left")
        assert place(pilot) == Place("waiting")
        await press(pilot, "p")
        await shows(pilot, "Facilitated by   Fay")
        await press(pilot, "p", "r")
        await shows(pilot, "YOUR ANSWERS", "All answered. Press h to see where you differ.")
        assert not newcomer.mine.done


async def test_a_note_waits_here_and_goes_only_after_a_yes(newcomer: Newcomer) -> None:
    async with at_the_table(newcomer) as pilot:
        await given(pilot, newcomer)
        await press(pilot, "t")
        await shows(pilot, CHOOSE_FIRST[:25])
        await press(pilot, "enter", "n")
        await shows(pilot, "A note for the team", "As a newcomer I would have said: One day.")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Your note, not sent")
        await press(pilot, "l", "t")
        await shows(pilot, "1 note to leave, for everybody in the workshop")
        await press(pilot, "enter")  # no
        assert place(pilot) == Place("waiting")
        await press(pilot, "t", "y")
        await until(lambda: isinstance(pilot.app.screen, Joined))
        joined = pilot.app.screen
        assert isinstance(joined, Joined)
        assert [note.prompt for note in joined.notes] == ["urgent"]
    again = receive(everybody_sees(), "pune", newcomer.place)
    assert str(again.mine.drafts[note_key("urgent")]).startswith("As a newcomer")


async def test_a_note_can_be_taken_out_and_where_nobody_can_be_told_it_says_why(newcomer: Newcomer) -> None:
    newcomer.keep_draft(note_key("urgent"), "A note.")
    async with at_the_table(newcomer, NO_NOTES) as pilot:
        await given(pilot, newcomer)
        await shows(pilot, "✎ note")
        await press(pilot, "t")
        await shows(pilot, NO_NOTES[:20])
        await press(pilot, "enter", "x")
        assert note_key("urgent") not in newcomer.mine.drafts
        assert "Your note" not in shown(pilot.app)  # type: ignore[arg-type]


class Look(Gate):
    """A door in memory behind which there is a sealed workshop, or none."""

    def __init__(self, the_door: Door, state: State | None) -> None:
        super().__init__(the_door)
        self.state = state

    async def visit(self) -> State:
        return self.state or await super().visit()


@asynccontextmanager
async def at_the_door(gate: Look, where: list[str]) -> AsyncIterator[Pilot[int]]:
    async def knock(_: object, code: str) -> Look:
        return gate

    def enter(seat: Seat, file: SeatFile, *, again: bool = False) -> Screen[None]:
        raise AssertionError("a newcomer takes no seat")

    def receiving(ticket: object, code: str, door: Door, shown: State, region: str) -> Screen[None]:
        where.append(region)
        return Joined([])

    async def opening() -> Screen[None]:
        return NewcomerDoor(Joining(knock, lambda _: None, enter), receiving, TICKET)

    app = AlignApp(opening)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(lambda: isinstance(app.screen, NewcomerDoor))
        await pilot.pause()
        yield pilot


async def test_the_door_asks_for_a_code_and_a_region_and_for_no_name() -> None:
    gate, where = Look(door(), everybody_sees()), list[str]()
    async with at_the_door(gate, where) as pilot:
        await shows(pilot, FIRST[:40], "What is the join code?")
        await press(pilot, *"ABCD2345", "enter")
        await shows(pilot, "Where will you work?", "Nothing you answer is sent.")
        await press(pilot, "down", "enter")
        assert where == ["boston"] and gate.asked == []


async def test_the_door_says_that_nothing_is_sealed_yet() -> None:
    async with at_the_door(Look(door(), None), []) as pilot:
        await press(pilot, *"ABCD2345", "enter")
        await shows(pilot, "no sealed charter")


async def test_the_notes_are_left_at_the_seat_and_forgotten_here_when_the_host_has_them() -> None:
    async with linked(plan(), stored(sealed().log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        gone: list[bool] = []
        seat = TellingSeat(me, notes=[c.TakeNote("urgent", "A newcomer's word")], sent=lambda: gone.append(True))

        async def opening() -> Screen[None]:
            return seat

        async with AlignApp(opening).run_test(size=SMALL, notifications=True) as pilot:
            await until(lambda: bool(gone))
            await shows(pilot, TOLD)
            await until(lambda: "urgent" in desk.state.notes)


async def test_a_refused_note_is_said_and_stays_here() -> None:
    async with linked(plan(), stored(sealed().log)) as team:
        me = await team.join("p1")
        gone: list[bool] = []
        seat = TellingSeat(me, notes=[c.TakeNote("no-such-prompt", "A word")], sent=lambda: gone.append(True))

        async def opening() -> Screen[None]:
            return seat

        async with AlignApp(opening).run_test(size=SMALL, notifications=True) as pilot:
            await shows(pilot, "This workshop has no such prompt.")
            assert not gone
