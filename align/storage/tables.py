"""TinyDB over a workshop file, by TinyDB's own extension points: a Storage, and a Table that stores only what changed.

Queries, ids, return values and errors are TinyDB's own code; each change costs one line of the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from align.storage.journal import Op, Tables
from align.storage.values import copied, dumps
from align.storage.workshop_file import WorkshopFile

Document = dict[str, Any]


class JournalStorage(Storage):
    """TinyDB's view of an open WorkshopFile. `read` copies and `write` compares, for the few calls on whole tables."""

    def __init__(self, file: WorkshopFile) -> None:
        self.file = file

    def read(self) -> Tables | None:
        """Return a copy of all tables, None when there is none: TinyDB changes in place what it is given."""
        return copied(self.file.tables) or None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Store the difference between `data` and what is there, together."""
        old = self.file.tables
        ops = [Op(name, "drop") for name in old if name not in data]
        for name, rows in data.items():
            draft = Draft(old.get(name, {}))
            kept = {int(doc_id): dict(row) for doc_id, row in rows.items()}
            for gone in set(draft) - kept.keys():
                del draft[gone]
            draft.update(kept)
            ops += changes(name, draft, new=name not in old)
        self.file.commit(ops)

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class Draft(MutableMapping[int, Document]):
    """A table as TinyDB's operations want to change it: documents are copied when touched, the table never."""

    def __init__(self, base: Mapping[str, Document]) -> None:
        self._base = base
        self._touched: dict[int, Document | None] = {}

    def __getitem__(self, doc_id: int) -> Document:
        if doc_id not in self._touched:
            self._touched[doc_id] = copied(self._base[str(doc_id)])
        document = self._touched[doc_id]
        if document is None:
            raise KeyError(doc_id)
        return document

    def __setitem__(self, doc_id: int, document: Document) -> None:
        self._touched[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched[doc_id] = None

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._touched:
            return self._touched[doc_id] is not None
        return str(doc_id) in self._base

    def __iter__(self) -> Iterator[int]:
        yield from (int(key) for key in self._base if self._touched.get(int(key), self) is not None)
        yield from (key for key, row in self._touched.items() if row is not None and str(key) not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete every document."""
        self._touched = dict.fromkeys(map(int, self._base))

    def touched(self) -> Iterator[tuple[int, Document | None, Document | None]]:
        """Yield id, document before and document after (None: not there) of what was looked at or changed."""
        for doc_id, after in self._touched.items():
            yield doc_id, self._base.get(str(doc_id)), after


def changes(table: str, draft: Draft, new: bool) -> list[Op]:
    """Return what must be stored of a draft; a `new` table is stored even without documents, as TinyDB does."""
    ops = [Op(table, "clear")] if new else []
    for doc_id, before, after in draft.touched():
        if after is None:
            if before is not None:
                ops.append(Op(table, "del", doc_id))
        elif before is None or not _same(before, after):
            ops.append(Op(table, "put", doc_id, after))
    return ops


class JournalTable(Table):
    """A TinyDB table whose every operation stores only the documents it changed."""

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        tables = cast(JournalStorage, self._storage).file.tables
        return cast(dict[str, Mapping[str, Any]], tables.get(self.name, {}))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        file = cast(JournalStorage, self._storage).file
        draft = Draft(file.tables.get(self.name, {}))
        updater(draft)
        file.commit(changes(self.name, draft, new=self.name not in file.tables))
        self.clear_cache()

    def extend(self, documents: Mapping[int, Document]) -> None:
        """Store new documents together under their ids. ValueError when one is taken, as TinyDB says it.

        `insert_multiple` does the same and costs twice the time, for it looks at each document again afterwards.
        """
        file = cast(JournalStorage, self._storage).file
        rows = file.tables.get(self.name, {})
        for doc_id in documents:
            if str(doc_id) in rows:
                raise ValueError(f"Document with ID {doc_id} already exists")
        file.commit([Op(self.name, "put", doc_id, document) for doc_id, document in documents.items()])
        self._next_id = None
        self.clear_cache()


class WorkshopDb(TinyDB):
    """TinyDB on a workshop file: `WorkshopDb(WorkshopFile.open(path))`."""

    table_class = JournalTable

    def __init__(self, file: WorkshopFile) -> None:
        super().__init__(file, storage=JournalStorage)


def _same(before: Document, after: Document) -> bool:
    try:
        return dumps(before) == dumps(after)  # not ==, for which True, 1 and 1.0 are the same
    except (TypeError, ValueError, RecursionError):
        return False  # no JSON: the journal will say so
