"""What a participant sees."""

from align.ui.screens.participant.screen import ParticipantScreen

__all__ = ["ParticipantScreen"]
