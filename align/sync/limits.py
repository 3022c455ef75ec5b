"""How much one client may ask of a host: the figures, an allowance of messages, and a bounded queue.

Nothing here knows sockets or clocks.
"""

from __future__ import annotations

from collections import deque

import msgspec

from align.sync.messages import LARGEST_REPLY

PIECE = 64 * 1024
"""Bytes that leave a queue at a time; more wait as references to frames that all lines share."""


class Limits(msgspec.Struct, frozen=True):
    """What a host grants. Seconds, bytes and counts."""

    connections: int = 1_100
    """All lines, welcome or not: a thousand people, their desks, and some who are just coming back."""
    strangers: int = 300
    """New lines of one address at once; those to whom the service has said a word do not count any more, so that a
    whole office behind one address can come in together."""
    strangers_rate: float = 20.0
    """New lines of one address a second beyond that."""
    open_within: float = 5.0
    """From the first byte to the end of the TLS and websocket handshakes."""
    hello_within: float = 5.0
    stalled: float = 3.0
    """A line that takes none of the bytes waiting for it this long is dropped."""
    ping_after: float = 5.0
    """Silence after which a client is asked for a sign of life."""
    silent: float = 20.0
    """A line from which nothing came this long is dropped."""
    rate: float = 10.0
    """Messages a second; what comes faster waits its turn, up to `inbox` messages and `inbox_bytes`."""
    burst: int = 60
    inbox: int = 1_000
    inbox_bytes: int = 512 * 1024
    queue: int = 2_000
    """Frames waiting to be sent to one client, and their bytes."""
    queue_bytes: int = 2 * LARGEST_REPLY
    tick: float = 0.25
    """How often the time limits are looked at."""


class Allowance:
    """A burst at once, then a steady rate."""

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate, self._burst = rate, float(burst)
        self._left, self._at = float(burst), now

    def wait(self, now: float) -> float:
        """Take one and return 0, or return the seconds until there is one to take."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self._rate
        self._left -= 1
        return 0.0

    def give_back(self) -> None:
        """Put one back that was taken."""
        self._left += 1

    def is_whole(self, now: float) -> bool:
        """Whether nothing is missing any more."""
        return self._left + (now - self._at) * self._rate >= self._burst


class SendQueue:
    """Bytes waiting for a line that is ready, never more than allowed."""

    def __init__(self, parts: int, size: int) -> None:
        self._most, self._largest = parts, size
        self._parts: deque[bytes | memoryview] = deque()
        self.size = 0

    def put(self, part: bytes) -> bool:
        """Add bytes to the end; False, and nothing added, when the queue is full."""
        if len(self._parts) >= self._most or self.size + len(part) > self._largest:
            return False
        self._parts.append(part)
        self.size += len(part)
        return True

    def take(self) -> bytes:
        """Return and remove the first bytes, at most PIECE of them, in as few objects as there are."""
        if self.size <= PIECE:
            whole = b"".join(self._parts)
            self._parts.clear()
            self.size = 0
            return whole
        taken, room = [], PIECE
        while room:
            part = self._parts.popleft()
            if len(part) > room:
                self._parts.appendleft(memoryview(part)[room:])
                part = memoryview(part)[:room]
            taken.append(part)
            room -= len(part)
        self.size -= PIECE
        return b"".join(taken)
