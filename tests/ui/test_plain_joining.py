"""Coming in line by line: the door, which the host may close while somebody still thinks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from align.domain import commands as c
from align.engine import joining
from align.engine.seat import Seat
from align.errors import SyncError
from align.sync import messages as m
from align.sync.ticket import Ticket
from align.ui.plain.join import farewell, say_whose, take_seat
from align.ui.plain.taking_part import Said
from align.ui.present.welcome import LEAVING
from tests.support import builders
from tests.support.linked import PATIENCE, TICKET, Linked, MemoryVisit, linked
from tests.ui.lines import AtALine


class AtTheDoor(AtALine):
    """Somebody at the door of a live workshop; `visits` are their lines to it."""

    def __init__(self, team: Linked, monkeypatch: pytest.MonkeyPatch, *, by_hand: bool = True) -> None:
        super().__init__(by_hand=by_hand)
        self.team, self.visits = team, list[MemoryVisit]()

        async def connect(_ticket: Ticket) -> MemoryVisit:
            self.visits.append(MemoryVisit(team))
            return self.visits[-1]

        monkeypatch.setattr(joining, "connect", connect)
        self.way = asyncio.ensure_future(take_seat(self.console, TICKET, None))

    async def seat(self) -> Seat:
        async with asyncio.timeout(PATIENCE):
            return (await self.way)[0]


@asynccontextmanager
async def at_the_door(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AtTheDoor]:
    async with linked(builders.plan()) as team:
        person = AtTheDoor(team, monkeypatch)
        await person.hears("Join code")
        yield person
        person.way.cancel()
        await asyncio.gather(person.way, return_exceptions=True)


async def test_who_takes_their_time_over_the_name_still_gets_the_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_door(monkeypatch) as person:
        person.puts(person.team.keys.code)
        await person.hears("Your number or name:")
        person.visits[0].lets_go()
        person.puts("1")
        assert (await person.seat()).participant == "p1"
        assert len(person.visits) == 2
        assert "closed the line" not in person.said


async def test_a_host_that_says_why_it_ends_the_line_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_door(monkeypatch) as person:
        person.puts(person.team.keys.code)
        await person.hears("Your number or name:")
        person.visits[0].tells(m.Bye("store", "The host cannot store anything now."))
        person.puts("1")
        with pytest.raises(SyncError, match=r"^The host cannot store anything now\.$"):
            await person.seat()
        assert len(person.visits) == 1


async def test_a_seat_that_was_taken_meanwhile_is_told_and_another_one_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_door(monkeypatch) as person:
        person.puts(person.team.keys.code)
        await person.hears("Your number or name:")
        person.visits[0].lets_go()
        await person.team.join("p1")
        person.puts("1")
        await person.hears("Your number or name:", 2)
        person.puts("2")
        assert (await person.seat()).participant == "p2"


async def test_who_comes_to_a_kept_seat_hears_whose_it_is_before_anything_is_asked() -> None:
    async with linked(builders.plan()) as team:
        me, at = await team.join("p1"), AtALine(by_hand=True)
        told = asyncio.ensure_future(say_whose(at.console, me, known=True))
        await at.hears("You go on as Pune 1 (Pune). Not you? Leave with ctrl+c and join with --as")
        assert not told.done()
        at.puts("")
        async with asyncio.timeout(PATIENCE):
            await told


async def test_a_script_at_a_kept_seat_goes_on_by_itself() -> None:
    async with linked(builders.plan()) as team:
        me, at = await team.join("p1"), AtALine()
        at.puts("an answer")
        async with asyncio.timeout(PATIENCE):
            await say_whose(at.console, me, known=True)
        assert await at.console.ask("What?") == "an answer"


async def test_who_takes_a_seat_hears_whose_it_is_and_is_asked_nothing() -> None:
    async with linked(builders.plan()) as team:
        me, at = await team.join("p4"), AtALine(by_hand=True)
        async with asyncio.timeout(PATIENCE):
            await say_whose(at.console, me, known=False)
        assert at.said == "You are Boston 1, Boston."


async def test_an_empty_line_and_one_that_is_no_code_knock_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_door(monkeypatch) as person:
        for times, line in enumerate(("", "ABCD-23", "", "ABC"), 2):
            person.puts(line)
            await person.hears("Join code (the facilitator", times)
        assert "these are 6." in person.said
        assert person.visits == []
        person.puts(person.team.keys.code)
        await person.hears("Your number or name:")


async def test_who_leaves_by_hand_hears_where_things_are_and_how_to_come_back() -> None:
    async with linked(builders.plan()) as team:
        me, at, script = await team.join("p1"), AtALine(by_hand=True), AtALine()
        farewell(at.console, me, Said(leaving=LEAVING))
        assert at.said == "What you gave is at the host. The same command brings you back here."
        team.cut(team.lines[-1], me)
        waiting = asyncio.ensure_future(me.submit(c.HandIn()))
        farewell(at.console, me, Said(leaving=LEAVING))
        assert "Some of what you gave is kept on this computer" in at.said
        farewell(script.console, me, Said(leaving=LEAVING))
        assert script.said == ""
        waiting.cancel()
