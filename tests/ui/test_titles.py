"""The desk's list of prompts: whole titles where there is room, the marks alone where there is little."""

from __future__ import annotations

from pathlib import Path

import msgspec

from align.ui.screens.facilitator.titles import Titles
from tests.support import builders
from tests.ui.desks import a_desk
from tests.ui.test_reveal_keys import led_to_the_reveal

LONG = "How long a decision may wait until somebody else takes it"


async def test_in_a_small_window_the_list_opens_with_tab_and_closes_when_a_prompt_was_chosen(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.shows("─ tab ─")
        assert "Success fact" not in desk.text
        await desk.shows("Z Zürich 3")  # the room is the answers': three regions beside each other
        await desk.press("tab")
        await desk.shows("O○  Confidence")
        (here,) = (row for row in desk.rows if "│›" in row)
        assert "Urgent means" in here
        await desk.press("down", "enter")
        await desk.settle(lambda: desk.state.focus == "sure")
        await desk.shows("─ tab ─")
        await desk.press("right")
        await desk.settle(lambda: desk.state.focus not in ("urgent", "sure"))


async def test_a_click_on_a_row_of_the_closed_list_leads_to_that_prompt(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.shows("─ tab ─")
        titles = desk.screen.query_one(Titles)
        await desk.pilot.click(titles, offset=(3, 2))
        await desk.settle(lambda: desk.state.focus == titles.ids[1])


async def test_with_room_a_long_title_goes_on_below_itself(tmp_path: Path) -> None:
    plan = builders.plan()
    first, *rest = plan.pack.prompts
    first = msgspec.structs.replace(first, title=LONG)
    plan = msgspec.structs.replace(plan, pack=msgspec.structs.replace(plan.pack, prompts=(first, *rest)))
    async with a_desk(plan, tmp_path) as desk:
        await led_to_the_reveal(desk)
        await desk.shows("How long a decision may")
        for words in ("wait until somebody else", "takes it"):
            await desk.shows(words)
        await desk.press("tab")
        await desk.shows("│›")
        assert sum("│›" in row for row in desk.rows) == 1, "one row is marked, however many lines it has"
        await desk.pilot.resize_terminal(80, 24)
        await desk.shows("How long a decision may wait until somebo…")
