"""A pytest plugin for TinyDB's own tests: what they open by name as TinyDB and JSONStorage is align's store.

Storages of other kinds stay TinyDB's own. Used by tests/storage/test_tinydbs_tests.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tinydb
import tinydb.storages
from tinydb.table import Table

from align.storage.loading import log_path
from align.storage.tables import JournalStorage, JournalTable
from align.storage.workshop_file import WorkshopFile

NOT_FOR_US = {
    "test_storages.py::test_json": "writes what are no tables of documents",
    "test_storages.py::test_json_kwargs": "sort_keys, indent and separators: options of JSONStorage",
    "test_storages.py::test_json_read": "access_mode: an option of JSONStorage",
    "test_storages.py::test_json_invalid_mode_warning": "access_mode: an option of JSONStorage",
    "test_storages.py::test_create_dirs": "create_dirs: an option of JSONStorage; our folders are always made",
    "test_storages.py::test_json_invalid_directory": "our folders are always made",
    "test_storages.py::test_encoding": "encoding: an option of JSONStorage; our files are UTF-8",
    "test_middlewares.py::test_caching_json_write": "looks at JSONStorage's own file handle",
}
"""Their tests of what JSONStorage alone has, and why each cannot be asked of another Storage."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not for us, by its exact name."""
    left_out = [item for item in items if item.nodeid.removeprefix("theirs/") in NOT_FOR_US]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


class OurStorage(JournalStorage):
    """Opens a workshop file as JSONStorage opens a JSON file: made if it is not there, and empty then."""

    def __init__(self, path: str | Path, **_: Any) -> None:
        path = Path(path)
        there = path.exists() or log_path(path).exists()
        super().__init__(WorkshopFile.open(path) if there else WorkshopFile.create(path, tables={}))


class OurTinyDB(tinydb.TinyDB):
    """TinyDB with our table on our storage."""

    default_storage_class = OurStorage  # type: ignore[assignment]

    def table(self, name: str, **kwargs: Any) -> Table:
        self.table_class = JournalTable if isinstance(self.storage, JournalStorage) else Table
        return super().table(name, **kwargs)


def pytest_configure() -> None:
    """Put ours in the place of theirs, under their names."""
    OurTinyDB.__name__, OurStorage.__name__, OurStorage.__module__ = "TinyDB", "JSONStorage", "tinydb.storages"
    tinydb.TinyDB = OurTinyDB  # type: ignore[misc]
    tinydb.JSONStorage = tinydb.storages.JSONStorage = OurStorage  # type: ignore[misc, assignment]
