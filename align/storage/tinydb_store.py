"""The embedded store: one workshop as an ordinary TinyDB file with a journal beside it.

It numbers events and hands them to TinyDB; durability is the business of workshop_file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from align.errors import StoreError
from align.storage.osfs import OS, OsFs
from align.storage.snapshot import EVENTS_TABLE
from align.storage.tables import JournalTable, WorkshopDb
from align.storage.values import copied, numbered, require_expected
from align.storage.workshop_file import WorkshopFile


class TinyStore:
    """One open workshop file. `db` is TinyDB on it, for queries; events are added by `append` alone."""

    def __init__(self, file: WorkshopFile) -> None:
        self.db = WorkshopDb(file)
        self._file = file
        self._events = cast(JournalTable, self.db.table(EVENTS_TABLE))
        self._seq = len(self._events)
        _require_unbroken(file, self._seq)

    @property
    def path(self) -> Path:
        """The workshop file."""
        return self._file.path

    @property
    def seq(self) -> int:
        """Number of the last stored event; 0 when there is none."""
        return self._seq

    @property
    def warnings(self) -> list[str]:
        """Sentences a facilitator should see, oldest first; grows while the store is open."""
        return self._file.warnings

    def append(self, events: Sequence[dict[str, Any]], expected_seq: int) -> int:
        """Store all of `events` or none with one sync, durable on return; returns the new `seq`. Raises StoreError."""
        require_expected(self._seq, expected_seq)
        documents = numbered(events, self._seq)
        self._events.extend({document["seq"]: document for document in documents})
        self._seq += len(documents)
        return self._seq

    def read(self, after_seq: int = 0) -> list[dict[str, Any]]:
        """Return copies of the events numbered above `after_seq`, in order."""
        rows = self._file.tables.get(EVENTS_TABLE, {})
        events: list[dict[str, Any]] = copied([rows[str(seq)] for seq in range(max(after_seq, 0) + 1, self._seq + 1)])
        return events

    def fold(self) -> None:
        """Write the snapshot now, for instance between two phases; happens by itself when due and on close."""
        self._file.fold()

    def close(self) -> None:
        """Fold, so that stock TinyDB reads everything, and let others host it. A second call does nothing."""
        self._file.close()


def create(path: Path, fs: OsFs = OS, events: Sequence[dict[str, Any]] = ()) -> TinyStore:
    """Make a new workshop file (and its folder) that holds `events` from the first moment on, and open it.

    StoreError when the name is taken or the file cannot be made; then there is none.
    """
    rows = {str(document["seq"]): document for document in numbered(events, 0)}
    return TinyStore(WorkshopFile.create(path, fs, {EVENTS_TABLE: rows}, len(rows)))


def open_store(path: Path, fs: OsFs = OS) -> TinyStore:
    """Open a workshop to host it; look at `warnings` after. StoreLocked when it is hosted already, else StoreError."""
    return _store(WorkshopFile.open(path, fs))


def open_readonly(path: Path, fs: OsFs = OS) -> TinyStore:
    """Read a workshop's state of this moment, also beside its host and in folders that may not be written to."""
    return _store(WorkshopFile.open_readonly(path, fs))


def _store(file: WorkshopFile) -> TinyStore:
    try:
        return TinyStore(file)
    except StoreError:
        file.release()
        raise


def _require_unbroken(file: WorkshopFile, count: int) -> None:
    rows = file.tables.get(EVENTS_TABLE, {})
    for seq in range(1, count + 1):
        row = rows.get(str(seq))
        if row is None or row.get("seq") != seq:
            raise StoreError(f"{file.path} has no event number {seq} among its {count}. Run `align doctor`.")
