"""Read a workshop's files into memory and judge whether they belong together; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from align.errors import StoreError
from align.language import mark
from align.storage.journal import Header, Scan, Tables, apply, scan
from align.storage.osfs import OsFs, plainly
from align.storage.snapshot import BEGINNING, Meta, unseal, workshop_meta

_SYNCED_FOLDERS = frozenset(
    {"onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "com~apple~clouddocs"}
)


class MovedError(StoreError):
    """Snapshot and journal are of different times: mixed by hand, or caught while their host was folding."""


@dataclass(frozen=True)
class Loaded:
    """A workshop as its files tell it.

    `log` says what the journal is worth: "current", "stale" (already folded into the snapshot) or "missing".
    `log_size` counts its good bytes, `torn` holds the unfinished last line; `closed`: its last host ended properly.
    """

    meta: Meta
    digest: str
    tables: Tables
    seq: int
    log: Literal["current", "stale", "missing"]
    log_size: int
    closed: bool
    snapshot_size: int
    torn: bytes
    warnings: list[str]


def log_path(path: Path) -> Path:
    """Return the journal's name for a workshop file."""
    return path.with_name(path.name + ".log")


def lock_path(path: Path) -> Path:
    """Return the name of the file whose lock keeps a second host out."""
    return path.with_name(path.name + ".lock")


def spare_path(path: Path) -> Path:
    """Return the name that the snapshot before the present one keeps."""
    return path.with_name(path.name + ".prev")


def torn_path(path: Path) -> Path:
    """Return the name of the file that unfinished lines are moved to."""
    return path.with_name(path.name + ".torn")


def recognise(path: Path, fs: OsFs) -> None:
    """Raise StoreError unless `path` looks like a workshop file from its first bytes."""
    with plainly(path, "read"):
        if not fs.exists(path):
            raise StoreError(f"There is no workshop {path}.")
        beginning = fs.read(path, len(BEGINNING))
    if not beginning:
        raise StoreError(f"{path} is empty (0 bytes), so it is no workshop file.")
    if beginning != BEGINNING:
        raise StoreError(f"{path} is not a workshop file of align; it was left as it is.")


def load(path: Path, fs: OsFs) -> Loaded:
    """Read snapshot and journal. Raises StoreError with file and line when they are damaged, changed or mixed."""
    recognise(path, fs)
    with plainly(path, "read"):
        # The journal first: a host that folds in between then leaves us a newer snapshot, which we notice.
        log_data = fs.read(log_path(path)) if fs.exists(log_path(path)) else None
        data = fs.read(path)
    tables, raw_meta, digest = unseal(data, str(path))
    meta = workshop_meta(raw_meta, str(path))
    warnings = _place_warnings(path)
    if log_data is None:
        if not meta.at_rest:
            warnings.append(
                f"{log_path(path)} is missing: what was stored since the workshop was last closed or folded "
                "is in that file and not in this one."
            )
        return Loaded(meta, digest, tables, meta.seq, "missing", 0, False, len(data), b"", warnings)
    log = scan(log_data, str(log_path(path)))
    if _is_stale(log, meta):
        return Loaded(meta, digest, tables, meta.seq, "stale", 0, True, len(data), b"", warnings)
    if log.header != Header(meta.generation, meta.seq, digest, log.header.closed):
        raise MovedError(
            f"{log_path(path)} continues another state (fold {log.header.generation}, number {log.header.seq}) than "
            f"{path} holds (fold {meta.generation}, number {meta.seq}): the two files were mixed. "
            "Put back the pair that belongs together, or run `align doctor`."
        )
    for op in log.ops:
        apply(tables, op)
    return Loaded(meta, digest, tables, log.seq, "current", log.good, log.header.closed, len(data), log.torn, warnings)


def _is_stale(log: Scan, meta: Meta) -> bool:
    # A crash between the two renames of a fold leaves the new snapshot beside the journal it was made of.
    folded = log.header.generation == meta.generation - 1 and log.header.hash == meta.parent
    return folded and log.seq == meta.seq and not log.torn


def _place_warnings(path: Path) -> list[str]:
    for part in path.absolute().parts:
        if part.lower().split(" - ")[0] in _SYNCED_FOLDERS:
            return [
                mark(
                    f"{path} lies in a folder that {part} copies away while it changes; a copy made meanwhile can be "
                    "half-written. Better host from a folder that stays on this computer."
                )
            ]
    return []
