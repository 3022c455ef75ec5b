"""What the desk is given and need not know about: drafting, rendering, writing files, a seat by phone, the time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.screen import Screen

from align.domain.prompts import Pack, Prompt
from align.domain.state import State
from align.engine.clock import Clock
from align.ui.present.desk_promises import Checks


@dataclass(frozen=True)
class DeskTools:
    """The desk's ways to the world outside a workshop.

    `draft` words a clause from a prompt's answers, `note` says how they spread and where groups differ; `charter`
    renders the charter as text; `export` writes it to a file and returns that file (UserError when it cannot);
    `open_seat` opens the answering flow for (participant, token).
    """

    draft: Callable[[State, Prompt], str]
    note: Callable[[State, Prompt], str]
    charter: Callable[[State], str]
    export: Callable[[State, Path], Path]
    open_seat: Callable[[str, str], Awaitable[Screen[Any]]]
    packs: Callable[[], Sequence[Pack]] = tuple
    """The packs that a pulse can ask; looked up when one is chosen."""
    serves: bool = False
    """Whether the host stops when this desk is left."""
    word: str = ""
    """What is said once when the desk opens; "" for nothing."""
    called: str = ""
    """What a command takes for the workshop; empty: its name alone."""
    folder: Path = field(default_factory=Path.cwd)
    """Where files are offered to be written."""
    clock: Clock = field(default_factory=Clock)
    checks: Checks = field(default_factory=Checks)
    """What is known of the promises; shared by all that shows them."""
