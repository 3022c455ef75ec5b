"""What a test of many cases says of itself: which seed, how many cases; the seconds are pytest's.

`./run test` ends with these lines (tests/conftest.py). `ALIGN_SEED=…` plays a run again; without it the fast form
always has the same seed and each nightly one a new one.
"""

from __future__ import annotations

import os
import secrets

NIGHTLY = bool(os.environ.get("ALIGN_NIGHTLY"))
"""Whether this is the full form."""
SEED = int(os.environ.get("ALIGN_SEED") or (secrets.randbelow(2**32) if NIGHTLY else 20261122))
"""The seed of everything that is drawn by chance, hypothesis' cases included."""
EVERY = "none, every case"
"""In place of a seed, where nothing is left to chance."""

_told: list[str] = []


def tell(row: str, counts: str, seed: object = SEED) -> None:
    """Say at the end of the run what was tested (`row`), from which seed, and how many of what (`counts`)."""
    _told.append(f"{row}: seed {seed}; {counts}")


def told() -> list[str]:
    """Give and forget what was told since the last time."""
    lines, _told[:] = _told[:], []
    return lines
