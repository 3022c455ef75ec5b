"""Every screen of the gallery at two sizes, to be read like drawings; none breaks in a wide or a narrow window, and in
each theme all that is drawn can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.theme import Theme

from align.ui.theme import ANSI, DARK, HIGH_CONTRAST, LIGHT
from tests.support.every_screen import WALKS
from tests.support.legible import has_the_keys, shaded, too_faint
from tests.support.sights import Sight, Size, a_stage

LOOKED_AT = (((100, 30), DARK), ((80, 24), LIGHT))
ALSO = (((160, 45), HIGH_CONTRAST), ((60, 24), ANSI))


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
            async with stage.on(sight, LOOKED_AT[0][0]):
                for size, theme in LOOKED_AT:
                    await shown_at(size, theme)
                    rows = [row.rstrip() for row in (await stage.rest()).split("\n")]
                    assert "\n".join(rows) == snapshot(name=f"{sight.name} {size[0]}x{size[1]}")
                    readable(sight, theme)
                for size, theme in ALSO:
                    await shown_at(size, theme)
                    await stage.pilot.pause()
                    assert len(stage.text.split("\n")) == size[1]
                    readable(sight, theme)
                stage.app.theme = DARK.name

        async def shown_at(size: Size, theme: Theme) -> None:
            await stage.resize(size)
            stage.app.theme = theme.name

        def readable(sight: Sight, theme: Theme) -> None:
            # The commands keep the colours in which they were opened, since choosing others closes them.
            if sight.name == "palette" and theme is not DARK:
                return
            if theme is ANSI:
                assert shaded(stage.app) == [], sight.name
                assert has_the_keys(stage.app), f"{sight.name}: who has the keys?"
            else:
                assert too_faint(stage.app, *((7, 4.5) if theme is HIGH_CONTRAST else (4.5, 3))) == [], sight.name

        await WALKS[part](look, tmp_path)
