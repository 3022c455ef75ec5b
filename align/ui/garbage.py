"""When Python searches for garbage while screens are shown: while hands rest. Knows nothing of align.

Each screen that was left, each list that was searched, is a heap of objects that hold each other. To find it stops
everything, for a tenth of a second where much was pressed: a key pressed in that moment would wait for it.
"""

from __future__ import annotations

import asyncio
import gc

REST = 1.0
"""Seconds after the last key after which hands count as resting: who pauses so long reads."""
SELDOM = 50
"""How often the young are searched through before everything is, unasked: five times as seldom as usual."""


class AtRest:
    """Searches through everything when hands rest. Used from one event loop."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """A screen stands: search again where it was put off, but through everything seldom, for hands that rest."""
        if not gc.isenabled():
            often, seldom, _last = gc.get_threshold()
            gc.set_threshold(often, seldom, SELDOM)
            gc.enable()

    def stir(self) -> None:
        """A hand moved."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(REST, self._search)

    def _search(self) -> None:
        self._due = None
        if gc.isenabled():
            gc.collect()
