"""Opens a room: the list of a workshop from a ticket and its code, or of one that is served on this machine."""

from __future__ import annotations

from align.engine.room import Room
from align.ui.screens.room import RoomScreen


async def open_room(room: Room) -> RoomScreen:
    """Return the room's list. Raises SyncError when the host cannot be reached or the code is wrong."""
    await room.look()
    await room.catch_up()
    return RoomScreen(room)
