"""One terminal for a whole room: people take turns."""

from align.ui.screens.room.room import RoomScreen

__all__ = ["RoomScreen"]
