"""What the wizard is given and need not know about: keeping drafts, creating workshops, reading and writing files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from align.domain.model import Plan
from align.engine.clock import Clock
from align.ui.present.setup_draft import SetupDraft
from align.ui.present.setup_packs import World


class Created(NamedTuple):
    """How the wizard ends: a workshop was created, and is to be hosted now or not."""

    name: str
    host: bool


@dataclass(frozen=True)
class WizardTools:
    """The wizard's ways to the world. All but `forget` raise UserError with a sentence to show."""

    world: World
    clock: Clock
    keep: Callable[[SetupDraft], None]
    forget: Callable[[], None]
    create: Callable[[str, Plan], Path]
    """Gives the workshop's file. May take a moment; called in a thread."""
    save_plan: Callable[[Plan, Path], None]
    """Writes over what is there; the wizard has asked."""
    read_people: Callable[[str], str]
    files: Path
    """Where files are offered to be written."""
