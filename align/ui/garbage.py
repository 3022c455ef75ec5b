"""When Python searches for garbage: not while a program is loaded, and then while hands rest. Knows nothing of align.

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


def put_off() -> None:
    """Search no more: while modules are loaded, much is made and nothing is thrown away.

    To search through it again and again costs a twentieth of the time until there is something to see.
    """
    gc.disable()


def go_on() -> None:
    """Search again where it was put off, but not among what was loaded, which stays; through everything seldom, for
    hands that rest (`AtRest`) have it searched.
    """
    if not gc.isenabled():
        often, seldom, _last = gc.get_threshold()
        gc.set_threshold(often, seldom, SELDOM)
        gc.freeze()
        gc.enable()


class AtRest:
    """Searches through everything when hands rest. Used from one event loop."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None

    def stir(self) -> None:
        """A hand moved."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(REST, self._search)

    def _search(self) -> None:
        self._due = None
        if gc.isenabled():
            gc.collect()
