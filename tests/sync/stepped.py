"""An event loop that a test steps by hand: time stands still, and the disk works only when it is told to.

It knows nothing of workshops. With it the real host and the real replicas run without sockets, threads or clocks.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from align.engine.clock import Clock
from align.errors import StoreError

T = TypeVar("T")
_BEGINNING = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


class _Nobody:
    """A selector that is never asked to wait."""

    def select(self, timeout: float | None = None) -> list[Any]:
        return []


class SteppedLoop(asyncio.BaseEventLoop):
    """Runs what is ready in `settle`, time in `advance`, the disk in `disk`."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Nobody()
        self._now = 0.0
        self.writes: deque[tuple[Callable[[], Any], asyncio.Future[Any]]] = deque()
        self.written: Callable[[], None] = lambda: None
        """Called when the disk has done something, before anybody else hears of it."""
        self.trouble: list[dict[str, Any]] = []
        self.set_exception_handler(lambda _, context: self.trouble.append(context))

    # ---- what asyncio asks for -----------------------------------------------------------------------------

    def time(self) -> float:
        return self._now

    def _process_events(self, events: list[Any]) -> None:
        """There are no sockets."""

    def _write_to_self(self) -> None:
        """Nobody waits to be woken."""

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:  # type: ignore[override]
        """Queue the call for the disk."""
        future: asyncio.Future[T] = self.create_future()
        self.writes.append((lambda: func(*args), future))
        return future

    # ---- what a test does ----------------------------------------------------------------------------------

    @contextmanager
    def entered(self) -> Iterator[SteppedLoop]:
        """Be the running loop for the time of the context, then close; whatever failed unseen fails here."""
        asyncio._set_running_loop(self)
        try:
            yield self
            self.settle()
        finally:
            asyncio._set_running_loop(None)
            self.close()
        assert not self.trouble, self.trouble

    def settle(self) -> None:
        """Run what is ready until nothing is; no timer fires early."""
        while self._ready:  # type: ignore[attr-defined]
            self._run_ready()

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds
        self._run_ready()
        self.settle()

    def disk(self, *, fails: bool = False) -> bool:
        """Let the disk do, or refuse, the oldest thing it was asked for; False when there is none."""
        if not self.writes:
            return False
        call, future = self.writes.popleft()
        try:
            if fails:
                raise StoreError("The disk is full.")
            result = call()
            self.written()
        except StoreError as error:
            if not future.cancelled():
                future.set_exception(error)
        else:
            if not future.cancelled():
                future.set_result(result)
        self.settle()
        return True

    def _run_ready(self) -> None:
        # _run_once insists on being inside run_forever in nothing but this: which loop is running.
        self._run_once()  # type: ignore[attr-defined]


class SteppedClock(Clock):
    """Tells the stepped loop's time."""

    def __init__(self, loop: SteppedLoop) -> None:
        self._loop = loop

    def now(self) -> datetime:
        return _BEGINNING + timedelta(seconds=int(self._loop.time()))

    def monotonic(self) -> float:
        return self._loop.time()
