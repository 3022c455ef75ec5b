"""Where a window is narrow or names are long: what differs from row to row keeps its room, and a code can be read."""

from __future__ import annotations

from pathlib import Path

import msgspec
from textual.content import Content

from align.domain import commands as c
from align.domain.model import Plan
from align.ui.present.desk_join import Chair
from align.ui.screens.facilitator.pick import Pick
from align.ui.widgets.heading import both_ends
from tests.support import builders
from tests.ui.desks import a_desk
from tests.ui.seats import a_person

LONG = "Manila, Cebu and the islands of the Western Visayas"


def with_long_names() -> Plan:
    """Pune, a region with a long name, and Zürich."""
    plan = builders.plan()
    regions = (plan.regions[0], msgspec.structs.replace(plan.regions[1], name=LONG), plan.regions[2])
    return msgspec.structs.replace(plan, regions=regions)


def test_a_heading_keeps_whole_parts_and_says_that_there_is_more() -> None:
    left, right = Content("ORION-3 kickoff · you look at Seal · all are at Assume"), Content("9 of 9 here")
    assert both_ends(left, right, 80).plain.startswith(left.plain)
    assert both_ends(left, right, 60).plain.startswith("ORION-3 kickoff · you look at Seal …  ")
    assert both_ends(left, right, 30).plain.startswith("ORION-3 kickoff …")
    assert all(both_ends(left, right, width).cell_length == width for width in range(12, 90))


async def test_the_code_is_in_one_piece_also_in_a_window_that_is_made_smaller(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("j")
        await desk.shows("Then this code")
        assert "█▀" in desk.text, "in large letters"
        await desk.pilot.resize_terminal(60, 24)
        await desk.settle(lambda: "█▀" not in desk.text)
        await desk.shows(desk.presence.code)


async def test_what_was_guessed_stands_beside_a_long_name(tmp_path: Path) -> None:
    async with a_person(with_long_names()) as person:
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.workshop.state.answering)
        await person.go("answer", "urgent")
        await person.press("2", "enter")
        await person.shows("AND THE OTHERS?")
        await person.press("1")
        for width in (80, 60):
            await person.pilot.resize_terminal(width, 24)
            rows = (await person.rested()).split("\n")
            assert any("B Manila, Cebu" in row and "…  Now" in row for row in rows), rows


async def test_without_a_line_a_narrow_window_says_so(tmp_path: Path) -> None:
    async with a_person(builders.plan(), size=(60, 24)) as person:
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.workshop.state.answering)
        await person.go("review")
        person.team.cut(person.team.lines[-1], person.workshop)
        await person.shows("offline")


async def test_words_that_go_on_below_stand_under_their_own_column(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(60, 24)) as desk:
        rows = [Chair("a", "A text for each region, all of them legitimate.", label="Regional"), Chair("b", "Open.")]
        desk.app.push_screen(Pick("How?", "", rows))
        await desk.shows("How?")
        text = (await desk.rested()).split("\n")
        first = next(row for row in text if "Regional" in row)
        below = text[text.index(first) + 1]
        assert first.index("A text") == below.index("them legitimate")
        await desk.pilot.resize_terminal(100, 30)
        await desk.shows("all of them legitimate.")


async def test_how_a_language_is_translated_is_read_whole_also_in_a_narrow_window(tmp_path: Path) -> None:
    status = "translated, not yet reviewed by a native speaker"
    async with a_person(builders.plan(), size=(100, 30)) as person:
        await person.press("f2")
        await person.shows("Deutsch")
        assert (await person.rested()).count(status) == 5
        await person.pilot.resize_terminal(60, 24)
        text = await person.rested()
        assert text.count(f"* {status}") == 1
        assert "Deutsch     *" in text


async def test_one_row_has_the_cursor_where_one_guesses() -> None:
    async with a_person(builders.plan()) as person:
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.workshop.state.answering)
        await person.go("answer", "urgent")
        await person.press("2", "enter")
        await person.shows("AND THE OTHERS?")
        await person.press("1")
        rows = (await person.rested()).split("\n")
        assert [row.strip()[:3] for row in rows if "›" in row] == ["› 1"], "where a key takes something"
        assert sum("• B Boston" in row for row in rows) == 1, "whom it is about"
