"""Opens a participant's screen on an answer kit."""

from __future__ import annotations

from pathlib import Path

from align.charter.preview import preview
from align.engine.kit import read_kit
from align.engine.offline import OfflineWorkshop
from align.ui.screens.participant.screen import ParticipantScreen


async def open_kit(kit: Path) -> ParticipantScreen:
    """Return the screen to answer from a kit; raises UserError when it is none, or nothing can be kept."""
    return ParticipantScreen(OfflineWorkshop(read_kit(kit), kit), preview=preview)
