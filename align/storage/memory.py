"""A workshop kept in memory alone, for tests and trials: the port's contract without a disk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from align.errors import StoreError
from align.storage.values import check_document, copied, dumps, numbered, require_expected


class MemoryStore:
    """Keep a workshop's events until the process ends."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self._events: list[dict[str, Any]] = []
        self._open = True

    @property
    def seq(self) -> int:
        """Number of the last stored event; 0 when there is none."""
        return len(self._events)

    def append(self, events: Sequence[dict[str, Any]], expected_seq: int) -> int:
        """Store all of `events` or none; returns the new `seq`. Raises StoreError as the port says."""
        if not self._open:
            raise StoreError("This workshop is closed; open it again to store events.")
        require_expected(self.seq, expected_seq)
        documents = numbered(events, self.seq)
        for document in documents:
            check_document(document)
        self._events.extend(msgspec.json.decode(dumps(documents)))
        return self.seq

    def read(self, after_seq: int = 0) -> list[dict[str, Any]]:
        """Return copies of the events numbered above `after_seq`, in order."""
        events: list[dict[str, Any]] = copied(self._events[max(after_seq, 0) :])
        return events

    def close(self) -> None:
        """Refuse further events; what is held can still be read."""
        self._open = False
