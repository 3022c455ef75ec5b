"""Every screen of the gallery at two sizes, to be read like drawings; and none breaks in a wide or a narrow window."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.support.every_screen import WALKS
from tests.support.sights import Sight, a_stage

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
    async with a_stage() as stage:

        async def look(sight: Sight) -> None:
            async with stage.on(sight, LOOKED_AT[0]):
                for size in LOOKED_AT:
                    await stage.resize(size)
                    rows = [row.rstrip() for row in (await stage.rest()).split("\n")]
                    assert "\n".join(rows) == snapshot(name=f"{sight.name} {size[0]}x{size[1]}")
                for size in ALSO:
                    await stage.resize(size)
                    await stage.pilot.pause()
                    assert len(stage.text.split("\n")) == size[1]

        await WALKS[part](look, tmp_path)
