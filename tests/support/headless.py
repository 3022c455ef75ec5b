"""An application without a terminal draws what is looked at, when it is looked at (`screen_text`), and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from textual._compositor import Compositor
from textual._context import visible_screen_stack

from align.ui import garbage

_DRAWN = Compositor.render_update


@contextmanager
def drawn_when_looked_at() -> Iterator[None]:
    """Save the drawing for a terminal that is not there, and the search for garbage when hands rest: each test ends
    with one (tests/conftest.py)."""
    with patch.object(Compositor, "render_update", _unsent), patch.object(garbage, "REST", 3600.0):
        yield


def _unsent(self: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> Any:
    if full:
        return _DRAWN(self, full=full, screen_stack=screen_stack, simplify=simplify)
    visible_screen_stack.set(screen_stack or [])
    self._dirty_regions.clear()
    return None
