"""What changed is drawn as Textual would draw it, and nothing else is made for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from align.ui.screens.facilitator.agenda import Agenda
from align.ui.screens.facilitator.board import Board
from align.ui.sparing import Sparing
from tests.support.builders import plan
from tests.ui.desks import Desk, a_desk

PLACES = [
    pytest.param([Region(2, 8, 20, 1)], id="a row of a board"),
    pytest.param([Region(0, 1, 100, 3), Region(60, 20, 30, 2)], id="the agenda and some rows far below"),
    pytest.param([Region(40, 3, 30, 20)], id="over the edges of several"),
    pytest.param([Region(0, 29, 100, 1)], id="the last row"),
    pytest.param([Region(0, 0, 100, 30)], id="all of it"),
]


def drawn(desk: Desk, places: Sequence[Region]) -> list[str]:
    """Return what is drawn where something changed, with its colours."""
    compositor = desk.screen._compositor
    compositor._dirty_regions.update(places)
    update = compositor.render_partial_update()
    assert isinstance(update, ChopsUpdate)
    return [f"{row}: {strip!r}" for row, chops in enumerate(update.chops) for strip in _within(row, chops, update)]


def _within(row: int, chops: Mapping[int, Strip | None], update: ChopsUpdate) -> list[Strip]:
    spans = [(start, end) for y, start, end in update.spans if y == row]
    ends = dict(zip(chops, update.chop_ends[row], strict=False))
    return [
        strip
        for x, strip in chops.items()
        if strip is not None and any(x < end and ends[x] > start for start, end in spans)
    ]


@pytest.mark.parametrize("asks", [False, True], ids=["the desk", "a question before it"])
@pytest.mark.parametrize("places", PLACES)
async def test_what_changed_is_drawn_as_textual_draws_it(
    places: list[Region], asks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(plan(), tmp_path) as desk:
        if asks:
            await desk.press("q")
        await desk.rested()
        sparing = drawn(desk, places)
        monkeypatch.setattr(Sparing, "_get_renders", Compositor._get_renders)
        assert sparing == drawn(desk, places)
        assert len(sparing) >= sum(place.height for place in places) / 2


async def test_only_what_can_be_seen_where_something_changed_is_asked_and_for_those_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Widget, Region]] = []
    makes = Widget.render_lines

    def render_lines(widget: Widget, crop: Region) -> list[Strip]:
        asked.append((widget, crop))
        return makes(widget, crop)

    async with a_desk(plan(), tmp_path) as desk:
        await desk.rested()
        people = desk.screen.query_one("#people", Board)
        monkeypatch.setattr(Widget, "render_lines", render_lines)
        drawn(desk, [Region(people.region.x + 2, people.region.y + 3, 10, 1)])
        assert asked == [(people, Region(0, 3, people.region.width, 1))]
        asked.clear()
        agenda = desk.screen.query_one(Agenda)
        drawn(desk, [Region(people.region.x + 2, people.region.y + 3, 10, 1), agenda.region])
        assert asked == [

            (people, Region(0, 3, people.region.width, 1)), (agenda, Region(0, 0, agenda.region.width, 1)),
        ]  # fmt: skip
