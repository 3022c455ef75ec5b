"""Where a window is narrow: a heading keeps whole parts, and a code can be read."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from align.ui.widgets.heading import both_ends
from tests.support import builders
from tests.ui.desks import a_desk


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
        assert desk.presence.code not in desk.text, "in large letters"
        await desk.pilot.resize_terminal(60, 24)
        await desk.shows(desk.presence.code)
