"""Where workshops usually lie, and what to type for one: with its folder, where that is another one."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

FOLDER, VARIABLE = "sessions", "ALIGN_SESSIONS"
"""The folder with the workshops where nobody says another one, and the environment's word for it."""


def called(path: Path) -> str:
    """Return what a command takes for the workshop at `path`: "orion-3", and `--folder` where that is not usual."""
    usual = Path(os.environ.get(VARIABLE) or FOLDER)
    return path.stem if path.parent == usual else f"{path.stem} --folder {shlex.quote(str(path.parent))}"
