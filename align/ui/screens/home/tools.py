"""What the home screen is given and need not know about: looking into the folder, and opening other screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.screen import Screen

from align.domain.state import State
from align.engine.shelf import Shelved
from align.packs.catalogue import Found
from align.ui.screens.home.role import Play
from align.ui.screens.setup.tools import Created

Host = Callable[[str, str], AbstractAsyncContextManager[Screen[Any]]]
"""(name, address to listen on) → serves the workshop for the time of the context, and gives its desk; raises
UserError."""


@dataclass(frozen=True)
class HomeTools:
    """The home screen's ways to the world. `shelf` and `example` may take a moment and are called in a thread;
    both raise UserError with a sentence to show."""

    shelf: Callable[[], list[Shelved]]
    example: Callable[[], State]
    charter: Callable[[State], str]
    host: Host
    play: Play
    join: Callable[[], Screen[Any]]
    """The door: asks for the ticket itself."""
    new: Callable[[], Screen[Created | None]]
    """The wizard."""
    folder: Path
    own_packs: Sequence[Path] = ()
    """The folders in which packs of one's own are looked for."""
    packs: Callable[[], Sequence[Found]] = tuple
    """The packs that are in them, those that cannot be used too; called in a thread."""
