"""Tells many lines the same thing: encoded once, merged when it comes in bursts, never in the way of answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from align.engine.clock import Clock
from align.engine.reception import Session
from align.sync import messages as m
from align.sync.service import Line

EVERY = 0.1
"""Seconds from one broadcast of a kind to the next while they go on and on: no screen shows them faster."""
SHARE = 0.2
"""Of the host's time, what they may take then."""
AT_ONCE = 0.5
"""Seconds of sending that may be ahead of that share: what few people do is told at once."""


class Broadcast:
    """Sends Feed to all at once; Progress to all and Presence to the desks as often as is of use and affordable."""

    def __init__(self, sessions: Mapping[Line, Session], clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._progress = _Merged(clock, self._to_all)
        self._presence = _Merged(clock, self._to_desks)

    def feed(self, feed: m.Feed) -> None:
        """Send public events to everybody, now."""
        self._to_all(m.encode(feed))

    def progress(self, make: Callable[[], m.Progress], *, now: bool = False) -> None:
        """Progress may have changed; `make` is called when it is sent, and nothing is sent when it is the same.

        `now`: it belongs to a Feed and must not come later, for what is counted may be something else since.
        """
        self._progress.want(lambda: m.encode(make()), now=now)

    def presence(self, make: Callable[[], m.Presence], *, now: bool = False) -> None:
        """Presence may have changed; `now` as with progress."""
        self._presence.want(lambda: m.encode(make()), now=now)

    def stop(self) -> None:
        """Forget what is waiting."""
        self._progress.stop()
        self._presence.stop()

    def _to_all(self, frame: bytes) -> None:
        for line in list(self._sessions):
            line.send(frame)

    def _to_desks(self, frame: bytes) -> None:
        for line, session in list(self._sessions.items()):
            if session.actor.role == "facilitator":
                line.send(frame)


class _Merged:
    """The first goes out at once; those that follow closely are merged into one."""

    def __init__(self, clock: Clock, send: Callable[[bytes], None]) -> None:
        self._clock = clock
        self._send = send
        self._next = 0.0
        self._last = b""
        self._debt = 0.0
        """Seconds of sending that the share has not paid for yet, at `_counted`."""
        self._counted = 0.0
        self._sending = False
        self._timer: asyncio.TimerHandle | None = None
        self._make: Callable[[], bytes] | None = None

    def want(self, make: Callable[[], bytes], *, now: bool = False) -> None:
        self._make = make
        if now:
            self._last = b""
            if self._timer is not None:
                self._timer.cancel()
            self._flush()
        elif self._timer is None and not self._sending:
            self._when_allowed()

    def stop(self) -> None:
        self._make = None
        if self._timer is not None:
            self._timer.cancel()

    def _when_allowed(self) -> None:
        wait = self._next - self._clock.monotonic()
        if wait <= 0:
            self._flush()
        else:
            self._timer = asyncio.get_running_loop().call_later(wait, self._flush)

    def _flush(self) -> None:
        self._timer = None
        make, self._make = self._make, None
        if make is None:
            return
        began = self._clock.monotonic()
        frame = make()
        if frame != self._last:
            self._last = frame
            self._send(frame)
        self._sending = True
        # Lines only queue it; they write when this turn of the loop is over, before what is called then.
        asyncio.get_running_loop().call_soon(self._sent, began)

    def _sent(self, began: float) -> None:
        self._sending = False
        now = self._clock.monotonic()
        # A quick one counts as one that takes its share of EVERY.
        self._debt = max(0.0, self._debt - SHARE * (began - self._counted)) + max(now - began, SHARE * EVERY)
        self._counted = now
        self._next = now + (self._debt - AT_ONCE) / SHARE
        if self._make is not None:
            self._when_allowed()
