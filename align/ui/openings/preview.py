"""Opens the participant's screen on a pack that is played alone, in memory."""

from __future__ import annotations

from align.domain.prompts import Pack
from align.engine.rehearsal import rehearse
from align.ui.screens.participant.screen import ParticipantScreen


async def open_preview(pack: Pack) -> ParticipantScreen:
    """Return the screen of the only person at the table."""
    return ParticipantScreen(rehearse(pack))
