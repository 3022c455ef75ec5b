"""A pulse led line by line: chosen, opened, followed, closed and read out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from align.domain import commands as c
from align.domain.pulses import LIVED
from align.engine.replica import Replica
from align.ui.plain.leading import Leading
from tests.charter.test_pulses import sealed
from tests.support import builders
from tests.support.linked import Linked, linked, stored, until
from tests.ui.desks import StillClock
from tests.ui.lines import AtALine
from tests.ui.test_desk_pulse import PACKS


@asynccontextmanager
async def after_the_seal(folder: Path) -> AsyncIterator[tuple[AtALine, Linked, Replica]]:
    async with linked(builders.plan(), stored(sealed().log)) as link:
        desk, at = await link.desk(), AtALine()
        way = asyncio.ensure_future(Leading(at.console, desk, folder, StillClock(), packs=lambda: PACKS).run())
        yield at, link, desk
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)


async def test_a_pulse_with_what_is_proposed_is_opened_followed_closed_and_read_out(tmp_path: Path) -> None:
    async with after_the_seal(tmp_path) as (at, link, desk):
        at.puts("pulse", "", "n")
        await at.hears("Proposed: ")
        await at.hears("Nothing was done.")
        at.puts("pulse", "", "y")
        await until(lambda: desk.state.phase == "pulse")
        person = await link.join("p1")
        proposed = [option.id for option in desk.state.asked[0].options]
        await person.submit(c.GiveAnswer(f"p1-{LIVED}", dict.fromkeys(proposed, "lived")))
        await person.submit(c.HandIn())
        await until(lambda: desk.progress.done == 1)
        at.puts("pulse")
        await at.hears("Pulse 1 is open. 1 of 9 is done, 1 is here. close ends it")
        at.puts("close", "y")
        await at.hears("To be talked about again")
        assert not desk.state.pulses[-1].open
        at.puts("pulse results")
        await at.hears("To be talked about again", 2)


async def test_clauses_and_prompts_are_chosen_by_their_numbers(tmp_path: Path) -> None:
    async with after_the_seal(tmp_path) as (at, _link, desk):
        clauses = len(desk.state.clauses)
        at.puts("pulse pulse", "99", f"1 {clauses + 1}", "y")
        await at.hears(f"Please enter numbers from 1 to {clauses + 2}.")
        await until(lambda: desk.state.phase == "pulse")
        lived, urgent = desk.state.asked
        assert [option.id for option in lived.options] == [next(iter(desk.state.clauses))]
        assert (lived.id, urgent.id) == (f"p1-{LIVED}", "p1-urgent")


async def test_another_pack_and_no_results_are_told(tmp_path: Path) -> None:
    async with after_the_seal(tmp_path) as (at, _link, desk):
        at.puts("pulse nothing", "pulse results", "pulse kickoff", ".")
        await at.hears("There is no pack nothing. There are: kickoff, pulse.")
        await at.hears("No pulse was closed yet.")
        await at.hears("Given up; nothing was done.")
        assert not desk.state.pulses


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pulse", "Seal it first."),
        ("add Meera Rao", "A name, a comma and a region, for instance: add Meera Rao, Pune."),
        ("add Meera Rao, Paris", "Regions: Pune, Boston, Zürich."),
        ("add Pune 1, pune", "is on the list already. Nothing was changed."),
        ("add Meera Rao, bos", "Meera Rao is on the list now, in Boston."),
    ],
)
async def test_before_the_round_a_person_is_added_by_name_and_region(tmp_path: Path, line: str, said: str) -> None:
    async with linked(builders.plan()) as link:
        desk, at = await link.desk(), AtALine()
        way = asyncio.ensure_future(Leading(at.console, desk, tmp_path, StillClock()).run())
        at.puts(line)
        await at.hears(said)
        added = desk.state.the_plan.participants[9:]
        assert [(person.name, person.region) for person in added] == (
            [("Meera Rao", "boston")] if "now" in said else []
        )
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)
