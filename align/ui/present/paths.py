"""Paths as people write them."""

from __future__ import annotations

from pathlib import Path


def short_path(path: Path) -> str:
    """Return a path as people write it: from here on, or from the home folder on."""
    for start, written in ((Path.cwd(), "."), (Path.home(), "~")):
        if path.is_absolute() and path.is_relative_to(start):
            return f"{written}/{path.relative_to(start)}" if path != start else written
    return str(path)
