"""Every screen of the gallery at two sizes, to be read like drawings; and none breaks in a wide or a narrow window."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from align.ui.app import AlignApp
from tests.support.every_screen import WALKS, Sight, seen
from tests.ui.desks import rest, screen_text

LOOKED_AT = ((100, 30), (80, 24))
ALSO = ((160, 45), (60, 24))


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own for drafts and files."""
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", WALKS)
async def test_every_screen_at_two_sizes(part: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    async def look(sight: Sight) -> None:
        app = AlignApp(sight.open)
        async with app.run_test(size=LOOKED_AT[0]) as pilot:
            await seen(sight, app, pilot)
            for width, height in LOOKED_AT:
                await pilot.resize_terminal(width, height)
                await rest(app, pilot)
                rows = [row.rstrip() for row in screen_text(app).split("\n")]
                assert "\n".join(rows) == snapshot(name=f"{sight.name} {width}x{height}")
            for width, height in ALSO:
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                assert len(screen_text(app).split("\n")) == height

    await WALKS[part](look, tmp_path)
