"""Put another log in the place of a workshop's, so that nothing of the old one is left in the files that go with it.

It does not know what an event means, nor why the old ones must go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from align.errors import StoreError, StoreLocked
from align.storage.journal import Op, scan
from align.storage.loading import log_path, spare_path, torn_path
from align.storage.osfs import OS, OsFs, plainly
from align.storage.register import register_path
from align.storage.snapshot import BEGINNING, EVENTS_TABLE, parts
from align.storage.values import numbered
from align.storage.workshop_file import WorkshopFile


def rewrite(path: Path, events: Sequence[dict[str, Any]], fs: OsFs = OS) -> None:
    """Replace the log by `events` in a new generation, and remove the files that still held the old one.

    StoreLocked when it is hosted. StoreError when the disk refuses: then the workshop holds the old log or the new one,
    whole, and rewriting again finishes it.
    """
    file = WorkshopFile.open(path, fs)
    try:
        drops = [Op(table, "drop") for table in file.tables]
        puts = [Op(EVENTS_TABLE, "put", doc["seq"], doc) for doc in numbered(events, 0)]
        file.commit([*drops, Op(EVENTS_TABLE, "clear"), *puts])
        before = file.generation
        file.fold()
        if file.generation == before:
            raise _unfinished(path)
        _sweep(path, fs)
    finally:
        file.close()
    with plainly(path, "read"):
        if scan(fs.read(log_path(path)), str(log_path(path))).ops:
            raise _unfinished(path)


def _sweep(path: Path, fs: OsFs = OS) -> None:
    """Remove what lies beside a workshop file of its earlier states."""
    with plainly(path, "removed"):
        for old in (spare_path(path), torn_path(path), *(_temporary(one) for one in (path, log_path(path)))):
            fs.unlink(old)
        fs.sync_folder(path.parent)


def remove(path: Path, fs: OsFs = OS) -> None:
    """Remove a workshop file with all that goes with it. StoreLocked when it is hosted."""
    if path.suffix == ".json":
        try:
            WorkshopFile.open(path, fs).release()
        except StoreLocked:
            raise
        except StoreError:
            pass  # damaged: nobody can host it
        _sweep(path, fs)
    with plainly(path, "removed"):
        lock = path.with_name(path.name + ".lock")
        for one in (path, log_path(path), register_path(path), path.with_suffix(".door"), lock):
            fs.unlink(one)
        fs.sync_folder(path.parent)


def snapshots(folder: Path, fs: OsFs = OS) -> Iterator[tuple[Path, list[dict[str, Any]] | None]]:
    """Give every file of a folder that holds workshop events, whatever its name, with them; None for a damaged one."""
    for path in sorted(folder.iterdir()):
        yield from snapshot(path, fs)


def snapshot(path: Path, fs: OsFs = OS) -> Iterator[tuple[Path, list[dict[str, Any]] | None]]:
    """Give one file with its workshop events, None when it is damaged; nothing when it holds none or is a link."""
    if path.is_symlink() or not path.is_file():
        return
    with plainly(path, "read"):
        if fs.read(path, len(BEGINNING)) != BEGINNING:
            return
        data = fs.read(path)
    try:
        tables, _, _ = parts(data, str(path))
    except StoreError:
        yield path, None
        return
    if EVENTS_TABLE in tables:
        rows = tables[EVENTS_TABLE]
        yield path, [rows[key] for key in sorted(rows, key=int)]


def _temporary(path: Path) -> Path:
    return path.with_name(path.name + ".tmp")


def _unfinished(path: Path) -> StoreError:
    return StoreError(
        f"{path} could not be rewritten: what was to be deleted is still in its files. Free some space and try again."
    )
