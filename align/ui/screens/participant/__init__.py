"""What a participant sees."""

from align.ui.screens.participant.join import Joining, JoinScreen
from align.ui.screens.participant.screen import ParticipantScreen

__all__ = ["JoinScreen", "Joining", "ParticipantScreen"]
