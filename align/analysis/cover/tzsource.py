"""Which time zone database the figures were computed with. Every cover report prints it."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import TZPATH

_KNOWN = "Europe/London"
"""A zone that every database holds; Python takes zones from the first folder that has them."""


@lru_cache(maxsize=1)
def tzdata_source() -> str:
    """Return the source and release in words: "system tzdata 2025b" or "tzdata package 2026.6".

    Python prefers the system's database over the package, so an old system decides the figures.
    """
    for folder in TZPATH:
        if _first_line(f"{folder}/{_KNOWN}") is not None:
            return f"system tzdata {_release(folder)}"
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - start-up: seldom needed, and slow

    try:
        return f"tzdata package {version('tzdata')}"
    except PackageNotFoundError:
        return "no tzdata found"


def _release(folder: str) -> str:
    """Return the release that a folder of compiled zones says it holds: "# version 2025b" in tzdata.zi, or +VERSION."""
    for name in ("tzdata.zi", "+VERSION"):
        words = (_first_line(f"{folder}/{name}") or "").split()
        if words:
            return words[-1]
    return "of unknown release"


def _first_line(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 # analysis may not use pathlib
            return file.readline(200)
    except OSError:
        return None
