"""A small record beside the log, saved whole and sorted: who takes part, who has finished. It keeps no history.

The log must not say it: the place of "Ana has finished" among anonymous answers would tell which one is hers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.errors import StoreError
from align.storage.osfs import OS, OsFs, plainly, write_durably
from align.storage.snapshot import FORMAT, seal, unseal
from align.storage.values import check_document

_TABLE = "people"
_META = {"kind": "people", "format": FORMAT}


def register_path(workshop: Path) -> Path:
    """Return the register's name for a workshop file: NAME.json -> NAME.people.json."""
    return workshop.with_name(workshop.name.removesuffix(".json") + ".people.json")


class Register:
    """One register file: an ordinary TinyDB file, table `people`, one document {"key", "value"} a person.

    The host alone saves, under its lock on the workshop; anybody may load, without a lock.
    """

    def __init__(self, path: Path, fs: OsFs = OS) -> None:
        self.path = path
        self._fs = fs

    def load(self) -> dict[str, dict[str, Any]]:
        """Return all entries; {} when nothing was ever saved. StoreError when the file is damaged or not ours."""
        with plainly(self.path, "read"):
            if not self._fs.exists(self.path):
                return {}
            data = self._fs.read(self.path)
        tables, meta, _ = unseal(data, str(self.path))
        if meta != _META:
            raise StoreError(f"{self.path} is of another kind or made by a newer align; it was left as it is.")
        return {row["key"]: row["value"] for row in tables[_TABLE].values()}

    def save(self, entries: Mapping[str, dict[str, Any]]) -> None:
        """Replace the whole register, durable on return. StoreError, with the old one kept, when that fails."""
        rows = {}
        for number, key in enumerate(sorted(entries), 1):
            check_document({key: entries[key]})
            rows[str(number)] = {"key": key, "value": entries[key]}
        data, _ = seal({_TABLE: rows}, _META)
        with plainly(self.path, "written"):
            self._fs.make_folder(self.path.parent)
            write_durably(self._fs, self.path, data)
            self._fs.sync_folder(self.path.parent)
