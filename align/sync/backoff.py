"""How long to wait before trying to reach the host again: at once, then longer and longer, never all together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

FIRST = 0.25
LONGEST = 10.0


def backoff(random: Callable[[], float]) -> Iterator[float]:
    """Yield waits in seconds without end; `random` gives numbers in [0, 1).

    The first is up to 0.25 s, so that a blink is not noticed, yet a room does not come back in one instant. The
    following lie between half and the whole of 0.5, 1, 2 … 10 s. Start afresh after a connection that held.
    """
    yield FIRST * random()
    whole = FIRST
    while True:
        whole = min(LONGEST, whole * 2)
        yield whole * (0.5 + 0.5 * random())
