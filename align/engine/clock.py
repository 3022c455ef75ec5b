"""Time and ids, as ports: everything that needs them is given them, so that tests can say what time it is."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime


class Clock:
    """The real clock."""

    def now(self) -> datetime:
        """This instant, UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()


def new_id() -> str:
    """Return a random id (UUID4: unlike others it holds no time and no machine)."""
    return uuid.uuid4().hex
