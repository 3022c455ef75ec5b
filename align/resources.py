"""Where bundled data (packs, templates) lives: the one module that knows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from align.errors import UserError


def bundled(name: Literal["prompts", "templates"]) -> Path:
    """Return the folder of bundled `prompts` or `templates`, installed or in a checkout.

    Raises UserError when neither is there, which means a broken installation.
    """
    installed = Path(str(files("align"))) / "_data" / name
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise UserError(f"align's own {name} folder is missing: install align again.")
