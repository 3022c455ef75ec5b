"""One client's line into the host: TLS, websocket, limits and a bounded queue, without a task of its own.

It knows which message comes first and what is too much; what a message means is the service's.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections import deque
from functools import lru_cache
from typing import Literal, Protocol, cast

from websockets.server import ServerProtocol

from align.errors import SyncError
from align.sync.limits import PIECE, Allowance, Limits, SendQueue
from align.sync.messages import LARGEST_FRAME, Bye, Hello, decode_client, encode
from align.sync.service import Service
from align.sync.tls import Tls
from align.sync.websocket import DATA_OPCODES, OPEN, SILENT, Frame, Request

log = logging.getLogger("align.sync.host")

JUNK = encode(Bye("junk", "That was not a message of align's protocol. Is this the newest align?"))
TOO_FAST = encode(Bye("too-fast", "Far too many messages came at once. Wait a moment, then join again."))
_PING = b"\x89\x00"

Stage = Literal["opening", "hello", "talking", "ending", "gone"]


class House(Protocol):
    """What a line needs of the server it belongs to."""

    service: Service
    limits: Limits
    tls: ssl.SSLContext

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""

    def admit(self, line: HostLine) -> bool:
        """Whether there is room for one more line from its address."""

    def welcomed(self, line: HostLine) -> None:
        """The service said a word to the line: it is no stranger any more."""

    def leave(self, line: HostLine) -> None:
        """The line is gone."""

    def flush_soon(self, line: HostLine) -> None:
        """Call `flush` when this turn of the loop is over."""


class HostLine(asyncio.Protocol):
    """A `Line`. Frames of one turn of the loop leave together, in one TLS record where they fit."""

    address: str = ""

    def __init__(self, house: House) -> None:
        self._house, self._limits = house, house.limits
        self._tls = Tls(house.tls, server_side=True)
        self._websocket = ServerProtocol(origins=[None], max_size=LARGEST_FRAME, logger=SILENT)
        self._stage: Stage = "opening"
        self._queue = SendQueue(house.limits.queue, house.limits.queue_bytes)
        self._inbox: deque[bytes] = deque()
        self._inbox_size = 0
        self._partial = b""
        self._drip_later: asyncio.TimerHandle | None = None
        self._paused = self._hang_up = self._known = self._welcome = self.flush_due = False
        now = house.now()
        self._messages = Allowance(house.limits.rate, house.limits.burst, now)
        self._small_change = Allowance(house.limits.rate, house.limits.burst, now)
        self._deadline: float | None = now + house.limits.open_within
        self._heard = self._asked = self._moved_at = now
        self._written = self._moved = 0

    # ---- for the service ----------------------------------------------------------------------------------------

    def send(self, frame: bytes) -> None:
        """Queue a frame for the end of this turn; a line whose queue is full is dropped.

        The first one tells that its client is welcome. One that is not gets its only frame by `end`.
        """
        if self._stage != "talking":
            return
        if not self._welcome:
            self._welcome = True
            self._house.welcomed(self)
        self._say(frame)

    def end(self, frame: bytes | None = None) -> None:
        """Send a last frame, if any, and close; what the client still says is not heard."""
        if frame is not None and self._stage in ("hello", "talking"):
            self._say(frame)
        if self._stage in ("opening", "hello", "talking"):
            self._ending()
            self._house.flush_soon(self)

    # ---- for the server -----------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what is queued, as long as the network takes it."""
        self.flush_due = False
        if self._transport.is_closing():
            return
        while self._queue.size and not self._paused:
            self._write(self._tls.send(self._queue.take()))
        if self._queue.size:
            return
        if self._stage == "ending" and self._websocket.state is OPEN:
            self._websocket.send_close(1000)
            self._write(self._tls.send(b"".join(self._websocket.data_to_send())))
        if self._hang_up:
            self._write(self._tls.end())
            self._transport.close()

    def tick(self, now: float) -> None:
        """Look at the time limits."""
        waiting = self._transport.get_write_buffer_size()
        moved = self._written - waiting
        if not waiting or moved != self._moved:
            self._moved, self._moved_at = moved, now
        if self._deadline is not None and now > self._deadline:
            self.drop("took too long")
        elif now - self._moved_at > self._limits.stalled:
            self.drop("does not read")
        elif now - self._heard > self._limits.silent:
            self.drop("silent")
        elif self._stage == "talking" and now - max(self._heard, self._asked) > self._limits.ping_after:
            self._asked = now
            self._put(_PING)

    def drop(self, why: str) -> None:
        """Cut the line without a word; `why` is for the log and holds nothing of what was said or by whom."""
        log.info("line dropped: %s", why)
        self._stage = "gone"
        self._transport.abort()

    # ---- for asyncio --------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the line if there is room for it; nothing is said to those for whom there is none."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=PIECE)
        self.address = str((transport.get_extra_info("peername") or ("",))[0])
        if not self._house.admit(self):
            self.drop("no room")

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the service once, if it ever heard of this line."""
        self._stage = "gone"
        if self._drip_later is not None:
            self._drip_later.cancel()
        self._house.leave(self)
        if self._known:
            self._house.service.closed(self)

    def pause_writing(self) -> None:
        """Hold the queue: the network has enough."""
        self._paused = True

    def resume_writing(self) -> None:
        """Go on with the queue."""
        self._paused = False
        self.flush()

    def data_received(self, data: bytes) -> None:
        """Take bytes off the line; whatever they are, nothing is raised."""
        self._heard = self._house.now()
        try:
            for words in self._tls.receive(data):
                self._websocket.receive_data(words)
                for event in self._websocket.events_received():
                    self._take(event)
                self._answer()
        except ssl.SSLError:
            self._write(self._tls.outgoing())
            self.drop("no TLS")
        if not self._transport.is_closing():
            self._write(self._tls.outgoing())

    # ---- inside -------------------------------------------------------------------------------------------------

    def _take(self, event: object) -> None:
        if isinstance(event, Request):
            self._websocket.send_response(self._websocket.accept(event))
            if self._websocket.state is OPEN and self._stage == "opening":
                self._stage = "hello"
                self._deadline = self._heard + self._limits.hello_within
        elif isinstance(event, Frame) and self._stage in ("hello", "talking"):
            whole = event.opcode in DATA_OPCODES and event.fin
            if not whole and self._small_change.wait(self._heard):
                self.drop("too many pings or fragments")
            elif event.opcode in DATA_OPCODES:
                self._partial += event.data
                if event.fin:
                    frame, self._partial = self._partial, b""
                    self._queue_in(frame)

    def _answer(self) -> None:
        """Pass on what the websocket itself has to say: the handshake, pongs, its close frame."""
        for words in self._websocket.data_to_send():
            if words:
                self._put(words)
            else:
                self._hang_up = True
                self._ending()
                self._house.flush_soon(self)

    def _queue_in(self, frame: bytes) -> None:
        self._inbox.append(frame)
        self._inbox_size += len(frame)
        if self._drip_later is None:
            self._drip()
        if len(self._inbox) > self._limits.inbox or self._inbox_size > self._limits.inbox_bytes:
            self.end(TOO_FAST)

    def _drip(self) -> None:
        """Hand messages to the service as fast as the allowance lets."""
        self._drip_later = None
        while self._inbox:
            wait = self._messages.wait(self._house.now())
            if wait:
                self._drip_later = asyncio.get_running_loop().call_later(wait, self._drip)
                return
            frame = self._inbox.popleft()
            self._inbox_size -= len(frame)
            self._hear(frame)

    def _hear(self, frame: bytes) -> None:
        try:
            message = decode_client(frame)
        except SyncError:
            self.end(JUNK)
            return
        if not self._known:
            if not isinstance(message, Hello):
                self.end(JUNK)
                return
            self._known, self._stage, self._deadline = True, "talking", None
        self._house.service.received(self, message)

    def _ending(self) -> None:
        if self._stage not in ("ending", "gone"):
            self._stage = "ending"
            self._deadline = self._house.now() + self._limits.stalled
        self._inbox.clear()
        self._inbox_size = 0

    def _say(self, frame: bytes) -> None:
        self._put(_head(len(frame)))
        self._put(frame)

    def _put(self, words: bytes) -> None:
        if self._stage == "gone":
            return
        if self._queue.put(words):
            self._house.flush_soon(self)
        else:
            self.drop("queue full")

    def _write(self, data: bytes) -> None:
        if data:
            self._written += len(data)
            self._transport.write(data)


@lru_cache(maxsize=256)
def _head(length: int) -> bytes:
    """The websocket header of a whole, unmasked binary frame: the same for all clients, so the frame is shared."""
    if length < 126:
        return bytes((0x82, length))
    if length < 65536:
        return b"\x82\x7e" + length.to_bytes(2)
    return b"\x82\x7f" + length.to_bytes(8)
