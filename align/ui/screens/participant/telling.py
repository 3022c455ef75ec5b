"""The seat of a newcomer who told the team: an ordinary seat that begins with leaving their notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from align.domain.commands import TakeNote
from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, retold
from align.ui.page import tell
from align.ui.present.newcomer import TOLD
from align.ui.screens.participant.screen import ParticipantScreen


class TellingSeat(ParticipantScreen):
    """Leaves the notes at once; `sent` is called when the host has them all. Where it refuses, it says why."""

    def __init__(self, workshop: Workshop, *, notes: Sequence[TakeNote], sent: Callable[[], None], **ways: Any) -> None:
        super().__init__(workshop, **ways)
        self._notes, self._sent = notes, sent

    def on_mount(self) -> None:
        """Leave them; the line to the host comes up by itself."""
        self.run_worker(self._leave(), group="notes")

    async def _leave(self) -> None:
        try:
            for waiting in [self.workshop.submit(note) for note in self._notes]:
                await waiting
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
            return
        self._sent()
        tell(self, _(TOLD))
