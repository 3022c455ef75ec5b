"""One joins by ticket, code and name; what goes wrong is said in a sentence and asked again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from align.domain.model import Milestone
from align.domain.state import State
from align.engine.languages import LANGUAGES, speak_language
from align.engine.seat import Seat, SeatFile
from align.errors import Rejected, SyncError
from align.language import ENGLISH, _
from align.sync.messages import Chair, Door
from align.sync.ticket import Ticket
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.present.joining import code_trouble, matching
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.ways import Joining
from tests.support.linked import TICKET, until
from tests.ui.seats import SMALL, shown

CHAIRS = (
    Chair("p1", "Asha Rao", "pune", taken=False),
    Chair("p2", "Ravi Kulkarni", "pune", taken=True),
    Chair("p3", "Grace [b]Miller", "boston", taken=False),
)


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    speak_language(ENGLISH)


def door(*, open_door: bool = False) -> Door:
    return Door(
        "ORION-3 kickoff", Milestone("First patient in", "2027-03-12"), "region", CHAIRS,
        (("pune", "Pune"), ("boston", "Boston")), (("sponsor", "Norvia"), ("cro", "Helix")), open_door,
    )  # fmt: skip


class Gate:
    """A door in memory that keeps what it was asked for."""

    def __init__(self, the_door: Door) -> None:
        self.door = the_door
        self.asked: list[tuple[str, str, str, str]] = []
        self.closed = False

    async def sit(
        self, participant: str = "", name: str = "", region: str = "", party: str = ""
    ) -> tuple[Seat, SeatFile]:
        self.asked.append((participant, name, region, party))
        if participant == "p2":
            raise Rejected("taken", "This seat is taken. Ask the facilitator to free it.")
        return Seat(str(TICKET), "token", participant or "p9"), SeatFile(None)

    async def visit(self) -> State:
        raise Rejected("not-now", "This workshop has no sealed charter yet.")

    async def close(self) -> None:
        self.closed = True


class Seated(Page[None]):
    """Stands for the participant's screen."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat


@asynccontextmanager
async def at_the_door(
    gate: Gate, ticket: Ticket | None = TICKET, known: Seat | None = None
) -> AsyncIterator[Pilot[int]]:
    async def knock(_ticket: Ticket, code: str) -> Gate:
        if code != "ABCD-2345":
            raise SyncError("This join code is not right. Ask for the newest one.")
        return gate

    joining = Joining(
        knock=knock,
        known=lambda _ticket: (known, SeatFile(None)) if known else None,
        enter=lambda seat, _file, again=False: Seated(seat),
    )

    async def opening() -> Screen[Any]:
        return JoinScreen(joining, ticket)

    app = AlignApp(opening)
    async with app.run_test(size=SMALL) as pilot:
        await until(lambda: isinstance(app.screen, JoinScreen))
        await pilot.pause()
        yield pilot


async def shows(pilot: Pilot[int], *texts: str) -> None:
    try:
        await until(lambda: all(text in shown(pilot.app) for text in texts))  # type: ignore[arg-type]
    except TimeoutError:
        raise AssertionError(shown(pilot.app)) from None  # type: ignore[arg-type]


async def typed(pilot: Pilot[int], text: str) -> None:
    await pilot.press(*(" " if letter == " " else letter for letter in text), "enter")
    await pilot.pause()


def seat_of(pilot: Pilot[int]) -> str:
    screen = pilot.app.screen
    return screen.seat.participant if isinstance(screen, Seated) else ""


async def test_a_wrong_code_is_said_and_a_name_found_by_typing_takes_the_seat() -> None:
    gate = Gate(door())
    async with at_the_door(gate) as pilot:
        await shows(pilot, "What is the join code?", "enter go on", "^q leave align")
        await typed(pilot, "WRONG")
        await shows(pilot, "A join code has eight letters and digits; these are 5.")
        # Its end can be mended, or another one typed in its place.
        await pilot.press("backspace")
        assert pilot.app.screen.query_one(Input).value == "WRON"
        await typed(pilot, "")
        await shows(pilot, "these are 4.")
        await typed(pilot, "ABCD-2346")
        await shows(pilot, "This join code is not right.")
        await pilot.press("backspace", "5", "enter")
        await shows(pilot, "ORION-3 kickoff", "region, without names", "Grace [b]Miller", "taken")
        await typed(pilot, "asha")
        await until(lambda: seat_of(pilot) == "p1")


@pytest.mark.parametrize("seated", [False, True])
async def test_leaving_before_there_is_a_seat_ends_as_it_does_by_lines(seated: bool) -> None:
    async with at_the_door(Gate(door()), None, Seat(str(TICKET), "t", "p4") if seated else None) as pilot:
        if seated:
            await typed(pilot, TICKET.text())
            await until(lambda: seat_of(pilot) == "p4")
        await pilot.press("ctrl+c")
        await until(lambda: pilot.app.return_value is not None)
        assert pilot.app.return_value == (0 if seated else 130)


async def test_back_at_the_ticket_one_writes_after_it() -> None:
    async with at_the_door(Gate(door()), None) as pilot:
        await shows(pilot, "ticket")
        await typed(pilot, str(TICKET))
        await shows(pilot, "What is the join code?")
        await pilot.press("A", "B", "escape", "x")
        assert pilot.app.screen.query_one(Input).value == f"{TICKET}x"


async def test_a_taken_seat_is_refused_and_another_can_be_chosen() -> None:
    gate = Gate(door())
    async with at_the_door(gate, msgspec.structs.replace(TICKET, code="ABCD-2345")) as pilot:
        await shows(pilot, "Who are you?")
        await pilot.press("down", "down", "down", "enter")
        await shows(pilot, "This seat is taken.")
        await pilot.press("down", "down", "enter")
        await until(lambda: seat_of(pilot) == "p3")
    assert gate.closed


async def test_enter_alone_makes_nobody_the_first_of_the_list() -> None:
    gate = Gate(door())
    async with at_the_door(gate) as pilot:
        await typed(pilot, "ABCD-2345")
        await shows(pilot, "Asha Rao")
        assert "›" not in shown(pilot.app) and "enter go on" not in shown(pilot.app)  # type: ignore[arg-type]
        await pilot.press("enter")
        await shows(pilot, "Type your name, or choose it with the arrows.")
        assert not gate.asked
        await pilot.press("down")
        await shows(pilot, "› Asha Rao", "enter go on")
        await pilot.press("enter")
        await until(lambda: isinstance(pilot.app.screen, Seated))
    assert len(gate.asked) == 1


async def test_a_seat_that_is_refused_leaves_what_was_typed() -> None:
    gate = Gate(door())
    async with at_the_door(gate) as pilot:
        await typed(pilot, "ABCD-2345")
        await shows(pilot, "Ravi Kulkarni")
        await typed(pilot, "ravi")
        await shows(pilot, "This seat is taken", "ravi")
        assert "Asha Rao" not in shown(pilot.app)  # type: ignore[arg-type]


async def test_nobody_of_that_name_is_a_sentence_at_a_closed_door() -> None:
    gate = Gate(door())
    async with at_the_door(gate) as pilot:
        await typed(pilot, "ABCD-2345")
        await shows(pilot, "Who are you?")
        await typed(pilot, "nobody")
        await shows(pilot, "Ask the facilitator to add you.")
        assert not gate.asked


async def test_at_an_open_door_a_new_name_asks_for_region_and_party() -> None:
    gate = Gate(door(open_door=True))
    async with at_the_door(gate) as pilot:
        await typed(pilot, "ABCD-2345")
        await shows(pilot, "Who are you?")
        await typed(pilot, "Hannah Lee")
        await shows(pilot, "Where do you work?", "Boston")
        await pilot.press("down", "enter")
        await shows(pilot, "For whom do you work?", "Helix")
        await pilot.press("enter")
        await until(lambda: seat_of(pilot) == "p9")
    assert gate.asked == [("", "Hannah Lee", "boston", "sponsor")]


async def test_at_an_open_door_enter_takes_what_is_marked_and_else_what_is_typed() -> None:
    gate = Gate(door(open_door=True))
    async with at_the_door(gate) as pilot:
        await typed(pilot, "ABCD-2345")
        await shows(pilot, "Who are you?")
        await pilot.press("r", "a")
        await shows(pilot, "  Asha Rao")
        assert "›" not in shown(pilot.app)  # type: ignore[arg-type]
        await pilot.press("down")
        await shows(pilot, "› Asha Rao")
        await pilot.press("enter")
        await until(lambda: seat_of(pilot) == "p1")


def test_who_is_called_exactly_so_stands_before_all_others_also_on_a_taken_seat() -> None:
    chairs = [Chair("p1", "Joann", "", taken=False), Chair("p2", "Ann", "", taken=True)]
    assert [chair.id for chair in matching(chairs, "ann")] == ["p2", "p1"]


@pytest.mark.parametrize("text", ["nonsense", "align://x"])
async def test_a_mistyped_ticket_says_what_a_ticket_looks_like(text: str) -> None:
    async with at_the_door(Gate(door()), None) as pilot:
        await shows(pilot, "Which workshop?")
        await typed(pilot, text)
        await shows(pilot, "Copy the whole ticket")


async def test_a_known_seat_needs_no_code() -> None:
    async with at_the_door(Gate(door()), None, Seat(str(TICKET), "t", "p4")) as pilot:
        pilot.app.screen.query_one("#typed").value = TICKET.text()  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: seat_of(pilot) == "p4")


@pytest.mark.usefixtures("english_again")
async def test_what_the_screen_is_and_every_other_language_are_named_in_full_in_every_window() -> None:
    async with at_the_door(Gate(door())) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, JoinScreen)
        for code in LANGUAGES:
            speak_language(code)
            screen.spoken_anew()
            for size in ((60, 24), SMALL, (100, 30)):
                await pilot.resize_terminal(*size)
                await shows(pilot, _(screen.HEADING), *(name for other, name in LANGUAGES.items() if other != code))
        speak_language(ENGLISH)
        screen.spoken_anew()
        await pilot.resize_terminal(60, 24)
        await shows(pilot, "F2 Deutsch")
        heading = shown(pilot.app).splitlines()[:3]  # type: ignore[arg-type]
        assert heading[0].strip() == "align · join a workshop"
        assert heading[1].strip().startswith("F2 Deutsch · Español · ")
        assert set(heading[2].strip()) == {"─"}
        await pilot.resize_terminal(100, 30)
        await until(lambda: "F2 Deutsch" in shown(pilot.app).splitlines()[0])  # type: ignore[arg-type]


def test_accents_do_not_put_a_name_behind_others() -> None:
    chairs = [Chair(id, name, "pune", taken=False) for id, name in (("p1", "Luca"), ("p2", "Léa"), ("p3", "Lena"))]
    assert [chair.name for chair in matching(chairs, "")] == ["Léa", "Lena", "Luca"]


def test_a_code_that_is_missing_is_told_as_missing() -> None:
    assert code_trouble(" ") == "The join code is missing; the facilitator has it."
