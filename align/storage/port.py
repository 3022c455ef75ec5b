"""The port of storage: one open workshop as a numbered log of plain documents. It knows no file and no event type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

MAX_DEPTH = 8
"""A document may nest this many objects and lists, itself included: deeper ones could be written but not read back."""


class Store(Protocol):
    """One open workshop: documents numbered 1, 2, 3 …, only ever added at the end.

    One caller writes at a time; `read` may run in another thread meanwhile.
    """

    @property
    def seq(self) -> int:
        """Number of the last stored event; 0 when there is none."""

    @property
    def warnings(self) -> list[str]:
        """Sentences a facilitator should see, oldest first; grows while the store is open."""

    def append(self, events: Sequence[dict[str, Any]], expected_seq: int) -> int:
        """Store all of `events` or none, durable on return; returns the new `seq`.

        Each document is plain JSON data; "seq" is added, tuples become lists. Raises StoreError, with nothing
        stored, when `expected_seq` is not `seq`, a document is no JSON, or the disk refuses.
        """

    def read(self, after_seq: int = 0) -> list[dict[str, Any]]:
        """Return the events numbered above `after_seq`, in order, each with its "seq", as copies of your own."""

    def close(self) -> None:
        """Give the workshop back; a second call does nothing."""
