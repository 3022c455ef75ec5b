"""Takes the pictures of the README and of docs/gallery.md: real screens of a workshop in memory, as SVG files.

`python scripts/pictures.py`, from the project's folder, writes docs/pictures/ and docs/gallery.md anew.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.every_screen import WALKS
from tests.support.sights import Sight, a_stage

SIZE, NARROW = (100, 30), (80, 24)
PICTURES, GALLERY = Path("docs/pictures").resolve(), Path("docs/gallery.md").resolve()
HEAD = """# Gallery

Every screen from home to a pulse, as it stands in a terminal. `python scripts/pictures.py` takes these pictures; tests
keep each of them as text at 100x30 and at 80x24, and look at it at 160x45 and in a window of 60 columns too.
"""


async def pictures(files: Path) -> str:
    """Walk past every screen and take its picture; returns the gallery's page."""
    pages = [HEAD]

    async with a_stage() as stage:

        async def look(sight: Sight) -> None:
            # What participants see fits a small window; what is shared with a room has some air.
            async with stage.on(sight, NARROW if sight.name.startswith(("answering", "consent")) else SIZE):
                svg = stage.app.export_screenshot(title="")
            # No outside requests from a picture: the reader's own monospace font will do.
            svg = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "ui-monospace")
            (PICTURES / f"{sight.name}.svg").write_text(svg, encoding="utf-8")
            pages.append(f"## {sight.about}\n\n![{sight.about}](pictures/{sight.name}.svg)\n")
            sys.stdout.write(f"{sight.name}.svg\n")

        for name, part in WALKS.items():
            await part(look, files / name)
    return "\n".join(pages)


if __name__ == "__main__":
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    with tempfile.TemporaryDirectory() as place:
        os.environ["ALIGN_HOME"], os.environ["ALIGN_TOUR"] = place, "no"
        # From there on, so that no picture has a folder of this machine in it.
        os.chdir(place)
        GALLERY.write_text(asyncio.run(pictures(Path.cwd())), encoding="utf-8")
