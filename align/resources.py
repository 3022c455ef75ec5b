"""Where bundled data (packs, templates, translations) lives: the one module that knows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from align.errors import UserError


def bundled(name: Literal["prompts", "templates", "languages"]) -> Path:
    """Return the folder of bundled `prompts`, `templates` or `languages`, installed or in a checkout.

    Raises UserError when neither is there, which means a broken installation.
    """
    installed = Path(str(files("align"))) / "_data" / name
    if installed.is_dir():
        return installed
    inside = _in_checkout(name)
    if inside is not None:
        return inside
    raise UserError(f"align's own {name} folder is missing: install align again.")


def example_session() -> Path:
    """Return the folder of the finished example workshop, which lies in a checkout only; raises UserError elsewhere."""
    inside = _in_checkout("sessions/example")
    if inside is None:
        raise UserError("The example lies in align's source, in sessions/example. Here, the demo shows you the same.")
    return inside


def _in_checkout(name: str) -> Path | None:
    checkout = Path(__file__).resolve().parent.parent
    return checkout / name if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir() else None
