"""When Python does not search for garbage: while a program is loaded. Knows nothing of align.

To load is to make much and to throw nothing away; searching through it again and again costs a tenth of the time until
there is something to see.
"""

from __future__ import annotations

import gc


def put_off() -> None:
    """Search no more."""
    gc.disable()


def go_on() -> None:
    """Search again where it was put off, but not among what was loaded, which stays."""
    if not gc.isenabled():
        keep()
        gc.enable()


def keep() -> None:
    """Never search among what there is now."""
    gc.freeze()
