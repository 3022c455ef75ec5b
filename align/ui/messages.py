"""Messages that more than one screen listens to."""

from __future__ import annotations

from textual.message import Message


class WorkshopChanged(Message):
    """Something that a screen may show has changed; a later one replaces it while both wait."""

    bubble = False

    def can_replace(self, message: Message) -> bool:
        """One refresh shows all that changed before it."""
        return isinstance(message, WorkshopChanged)
