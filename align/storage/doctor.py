"""Look at a workshop's files without trusting them, write what can be saved to a new file, and copy a sound one.

Nothing here changes the files it is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from align.errors import StoreError
from align.language import mark
from align.storage.journal import DamagedJournalError, Scan, Tables, apply, scan
from align.storage.loading import log_path, spare_path, torn_path
from align.storage.osfs import OS, OsFs, plainly
from align.storage.register import Register, register_path
from align.storage.snapshot import BEGINNING, EVENTS_TABLE, Meta, parts, unseal, workshop_meta
from align.storage.tinydb_store import TinyStore
from align.storage.workshop_file import WorkshopFile


@dataclass(frozen=True)
class Report:
    """What a workshop file holds and what is wrong with it, in sentences.

    `events` are there or can be saved by `repair`, numbered 1 to `events`; `generation` counts folds, 0 if unknown.
    """

    path: Path
    generation: int
    events: int
    problems: list[str]
    notes: list[str]

    @property
    def ok(self) -> bool:
        """Say whether the workshop opens as it is."""
        return not self.problems


@dataclass
class _Salvage:
    tables: Tables
    meta: Meta
    digest: str
    notes: list[str] = field(default_factory=list)


def inspect(path: Path, fs: OsFs = OS) -> Report:
    """Read everything that belongs to `path` and report. StoreError only when there is nothing to look at."""
    with plainly(path, "read"):
        if not any(fs.exists(file) for file in (path, log_path(path), spare_path(path))):
            raise StoreError(f"There is no workshop {path}.")
    problems = _register_problems(path, fs)
    notes = _torn_note(path, fs)
    try:
        file, store = _sound(path, fs)
    except StoreError as error:
        problems.insert(0, str(error))
    else:
        return Report(path, file.generation, store.seq, problems, [*file.warnings, *notes])
    try:
        saved = _salvage(path, fs)
    except StoreError as error:
        return Report(path, 0, 0, [*problems, str(error)], notes)
    return Report(path, saved.meta.generation, len(saved.tables[EVENTS_TABLE]), problems, [*saved.notes, *notes])


def repair(path: Path, out: Path, fs: OsFs = OS) -> Report:
    """Write all events that can be saved, unbroken from number 1, to the new file `out`; `path` stays as it is.

    The report is of `out`; its notes say what was taken and what left out. StoreError when `out` exists or nothing
    can be saved.
    """
    saved = _salvage(path, fs)
    _write(out, saved.tables, fs)
    problems = _register_problems(path, fs)
    if not problems:
        _copy_register(path, out, fs)
    return Report(out, 1, len(saved.tables[EVENTS_TABLE]), problems, saved.notes)


def backup(path: Path, out: Path, fs: OsFs = OS) -> int:
    """Copy a sound workshop, also beside its host, into the new file `out`; returns its number of events.

    The copy is read back and compared. StoreError when `path` is damaged (see `repair`) or `out` exists.
    """
    file, store = _sound(path, fs)
    _write(out, file.tables, fs)
    _copy_register(path, out, fs)
    if _sound(out, fs)[0].tables != file.tables:
        raise StoreError(f"The copy {out} differs from {path}; do not use it, and check the disk.")
    return store.seq


def _sound(path: Path, fs: OsFs) -> tuple[WorkshopFile, TinyStore]:
    file = WorkshopFile.open_readonly(path, fs)
    return file, TinyStore(file)


def _write(out: Path, tables: Tables, fs: OsFs) -> None:
    WorkshopFile.create(out, fs, tables, len(tables.get(EVENTS_TABLE, {}))).close()


def _salvage(path: Path, fs: OsFs) -> _Salvage:
    """Take the best snapshot there is, then what of the journal surely follows it."""
    notes: list[str] = []
    saved = _snapshot(path, fs, notes) or _snapshot(spare_path(path), fs, notes)
    if saved is None:
        raise StoreError(f"Neither {path} nor {spare_path(path)} can be read, so nothing can be saved from them.")
    _replay(path, fs, saved)
    _keep_unbroken(saved)
    return saved


def _snapshot(path: Path, fs: OsFs, notes: list[str]) -> _Salvage | None:
    """Read a snapshot as far as it makes sense; None, with a note, when it makes none."""
    try:
        with plainly(path, "read"):
            data = fs.read(path)
        tables, raw_meta, digest = parts(data, str(path))
        saved = _Salvage(tables, workshop_meta(raw_meta, str(path)), digest, notes)
    except StoreError as error:
        notes.append(str(error))
        return None
    try:
        unseal(data, str(path))
        notes.append(f"{path} is whole: fold {saved.meta.generation}, number {saved.meta.seq}.")
    except StoreError:
        if data.startswith(BEGINNING + b":{"):
            notes.append(f"{path} is damaged in a place that cannot be told: read through what it says.")
            _prefer_spare(path, fs, saved)
        else:
            notes.append(f"{path} was rewritten by another program and is taken as it is now.")
            saved.digest = ""  # no journal continues what another program wrote
    return saved


def _prefer_spare(path: Path, fs: OsFs, saved: _Salvage) -> None:
    """Take from the snapshot before, if that is whole, the events that both hold."""
    try:
        with plainly(spare_path(path), "read"):
            before, _, _ = unseal(fs.read(spare_path(path)), str(spare_path(path)))
    except StoreError:
        return
    events = before.get(EVENTS_TABLE, {})
    saved.tables[EVENTS_TABLE] = {**saved.tables.get(EVENTS_TABLE, {}), **events}
    saved.notes.append(f"Events 1 to {len(events)} are taken from {spare_path(path)}, which is whole.")


def _replay(path: Path, fs: OsFs, saved: _Salvage) -> None:
    name = str(log_path(path))
    try:
        with plainly(log_path(path), "read"):
            log = _scan_what_is_whole(fs.read(log_path(path)), name, saved.notes)
    except StoreError as error:
        saved.notes.append(f"{error} Nothing of the journal is taken.")
        return
    if (log.header.generation, log.header.seq, log.header.hash) == (
        saved.meta.generation,
        saved.meta.seq,
        saved.digest,
    ):
        for op in log.ops:
            apply(saved.tables, op)
        saved.notes.append(f"{name} adds {len(log.ops)} changes, up to number {log.seq}.")
    elif log.ops and log.header.hash != saved.meta.parent:
        saved.notes.append(f"{name} is left out, with what it changes ({len(log.ops)}): it continues another state.")


def _scan_what_is_whole(data: bytes, name: str, notes: list[str]) -> Scan:
    try:
        return scan(data, name)
    except DamagedJournalError as error:
        if not error.good:
            raise
        left = data[error.good :].count(b"\n")
        notes.append(f"{error} It is taken up to there; lines left out from there on: {left}.")
        return scan(data[: error.good], name)


def _keep_unbroken(saved: _Salvage) -> None:
    """Leave out the events after the first number that is missing."""
    rows = saved.tables.get(EVENTS_TABLE, {})
    kept = 0
    while str(kept + 1) in rows:
        kept += 1
    saved.tables[EVENTS_TABLE] = {str(seq): {**rows[str(seq)], "seq": seq} for seq in range(1, kept + 1)}
    if kept < len(rows):
        saved.notes.append(f"Event {kept + 1} is missing; events left out after it: {len(rows) - kept}.")


def _register_problems(path: Path, fs: OsFs) -> list[str]:
    try:
        Register(register_path(path), fs).load()
    except StoreError as error:
        return [str(error)]
    return []


def _copy_register(path: Path, out: Path, fs: OsFs) -> None:
    people = Register(register_path(path), fs).load()
    if people:
        Register(register_path(out), fs).save(people)


def _torn_note(path: Path, fs: OsFs) -> list[str]:
    torn = torn_path(path)
    with plainly(torn, "read"):
        there = fs.exists(torn)
    return [mark(f"{torn} keeps unfinished lines of earlier crashes, never acknowledged.")] if there else []
