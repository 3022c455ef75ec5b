"""The seam between the wire and the workshop: what the host's sockets call, and what they offer in return."""

from __future__ import annotations

from typing import Protocol

from align.sync.messages import ClientMessage


class Line(Protocol):
    """One client's connection, as the workshop sees it."""

    address: str
    """Where the client comes from; for rate limits only, never logged with what was said."""

    def send(self, frame: bytes) -> None:
        """Queue a frame; never blocks. A client that does not read is dropped by the line itself."""

    def end(self, frame: bytes | None = None) -> None:
        """Send a last frame, if any, and close."""


class Service(Protocol):
    """A workshop that serves lines. Calls come from one event loop."""

    def received(self, line: Line, message: ClientMessage) -> None:
        """Take a message. Replies come through `line.send`, in order, when they are true (durable)."""

    def closed(self, line: Line) -> None:
        """The line is gone; called exactly once for every line that was ever passed to `received`."""
