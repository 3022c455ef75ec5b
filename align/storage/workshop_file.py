"""One workshop's files on disk: append to the journal, fold it into the snapshot, stop at the first failed write.

It keeps tables of plain documents and does not know what an event is.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from align.errors import StoreError, StoreLocked
from align.language import mark
from align.storage.journal import Header, Op, Tables, apply, as_read, header_line, ops_line, scan
from align.storage.loading import Loaded, MovedError, load, lock_path, log_path, recognise, spare_path, torn_path
from align.storage.osfs import OS, OsFs, plainly, reason, write_durably
from align.storage.snapshot import EVENTS_TABLE, META_TABLE, Meta, seal
from align.usual import called

FOLD_BYTES = 1_000_000
"""The journal is folded when it is larger than this and than the snapshot, so that folding costs O(1) an event."""
_READ_ATTEMPTS = 20


class WorkshopFile:
    """Tables in memory that are never ahead of the disk.

    `commit` returns after the bytes are durable; a write or sync that fails makes the file read-only for good, because
    what a disk did with the data of a failed sync cannot be learnt from a second one.
    """

    def __init__(self, path: Path, fs: OsFs, loaded: Loaded, lock_fd: int | None) -> None:
        self.path = path
        self._lock_path, self._log_path = lock_path(path), log_path(path)  # each write asks for their files
        self.tables: Tables = loaded.tables
        self.seq = loaded.seq
        self.warnings = loaded.warnings
        self._fs = fs
        self._meta = loaded.meta
        self._digest = loaded.digest
        self._snapshot_size = loaded.snapshot_size
        self._log_size = loaded.log_size
        self._log_fd: int | None = None
        self._lock_fd = lock_fd
        self._refusal = "" if lock_fd is not None else f"{path} was opened for reading only; nothing was stored."
        self._fold_at = max(FOLD_BYTES, self._snapshot_size)

    @property
    def generation(self) -> int:
        """How often the journal has been folded, the creation counted."""
        return self._meta.generation

    @classmethod
    def create(cls, path: Path, fs: OsFs = OS, tables: Tables | None = None, seq: int = 0) -> Self:
        """Make a new workshop file, in a folder that is made too, and open it. StoreError when it exists."""
        with plainly(path, "written"):
            fs.make_folder(path.parent)
            _require_free(path, fs)  # once more under the lock; here, so that no lock is left beside what is there
        lock_fd = _locked(path, fs)
        try:
            with plainly(path, "written"):
                _require_free(path, fs)
            meta = Meta(id=secrets.token_hex(8), generation=1, seq=seq)
            data, digest = seal(tables if tables is not None else {EVENTS_TABLE: {}}, meta.document())
            header = header_line(Header(meta.generation, meta.seq, digest, closed=True))
            try:
                with plainly(path, "written"):
                    write_durably(fs, log_path(path), header)
                    write_durably(fs, path, data)
                    fs.sync_folder(path.parent)
                return cls._opened(path, fs, lock_fd)
            except StoreError:
                _removed(path, fs)
                raise
        except BaseException:
            _closed(fs, lock_fd)
            raise

    @classmethod
    def open(cls, path: Path, fs: OsFs = OS) -> Self:
        """Open for writing under the lock; StoreLocked when another process has it."""
        recognise(path, fs)
        lock_fd = _locked(path, fs)
        try:
            return cls._opened(path, fs, lock_fd)
        except BaseException:
            _closed(fs, lock_fd)
            raise

    @classmethod
    def open_readonly(cls, path: Path, fs: OsFs = OS) -> Self:
        """Read the state of this moment, without a lock or a write, also beside a host at work."""
        for attempt in range(_READ_ATTEMPTS):
            try:
                loaded = load(path, fs)
            except MovedError:
                if attempt == _READ_ATTEMPTS - 1:
                    raise
            else:
                break
        file = cls(path, fs, loaded, None)
        if loaded.log == "current" and not loaded.closed:
            hosted = mark(f"{path} is being hosted now, or its last host was cut off.")
            unfinished = mark(f"{hosted} The last line, being written or torn, is left out.")
            file.warnings.append(unfinished if loaded.torn else hosted)
        return file

    @classmethod
    def _opened(cls, path: Path, fs: OsFs, lock_fd: int) -> Self:
        loaded = load(path, fs)
        file = cls(path, fs, loaded, lock_fd)
        file._begin_writing(loaded)
        return file

    def commit(self, ops: Sequence[Op]) -> None:
        """Store `ops` together: durable on return and only then in `tables`. StoreError, with nothing stored, if not.

        Costs one write and one sync, whatever is there. A fold that becomes due follows; its failure is a warning.
        """
        if not ops:
            return
        if any(op.table == META_TABLE for op in ops):
            raise StoreError(f"The table {META_TABLE} is align's own and cannot be changed.")
        self._require_writable()
        self._keep_hold()
        line = ops_line(self.seq + 1, ops)
        self._write(line)
        for op in as_read(line, ops):  # what a later reading will find, and no object that the caller still holds
            apply(self.tables, op)
        self.seq += len(ops)
        if self._log_size > self._fold_at:
            self.fold()

    def fold(self) -> None:
        """Write the snapshot anew and begin a fresh journal. A failure is a warning; what is stored stays stored."""
        if not self._refusal and self.seq != self._meta.seq and self._holds():
            self._fold(closed=False)

    def close(self) -> None:
        """Fold, so that stock TinyDB reads everything, and let go of the lock. A second call does nothing."""
        if not self._refusal:
            with suppress(StoreError):  # what another host has is left as it is
                self._keep_hold()
                self._fold(closed=True)
        self.release()

    def release(self) -> None:
        """Let go of the files and the lock without a write, as the end of the process would."""
        self._refusal = self._refusal or f"{self.path} is closed; nothing was stored."
        for fd in (self._log_fd, self._lock_fd):
            _closed(self._fs, fd)
        self._log_fd = self._lock_fd = None

    def _holds(self) -> bool:
        """Say whether lock and journal are still the files that we opened."""
        assert self._lock_fd is not None
        assert self._log_fd is not None
        same = self._fs.is_open_as
        return same(self._lock_fd, self._lock_path) and same(self._log_fd, self._log_path)

    def _keep_hold(self) -> None:
        """Before each write: take back lock and files that somebody deleted under us, and never write beside
        another host. Raises StoreError, from then on at every write, when that cannot be."""
        if self._holds():
            return
        try:
            self._take_again()
        except StoreError as error:
            self._refusal = str(error)
            raise

    def _take_again(self) -> None:
        with plainly(self.path, "written"):
            self._fs.make_folder(self.path.parent)
        lock_fd = _locked(self.path, self._fs)
        _closed(self._fs, self._lock_fd)
        self._lock_fd = lock_fd
        with plainly(self.path, "written"):
            assert self._log_fd is not None
            if self._fs.exists(self._log_path):
                if self._fs.is_open_as(self._log_fd, self._log_path) and self._is_as_we_left_it():
                    return
                raise StoreError(
                    f"{self.path} was opened by another host, or replaced, while this one had it; nothing more is "
                    "stored from here. End this host, then start it again."
                )
            if not self._replace_snapshot():
                raise StoreError(self.warnings[-1])
            self._fs.sync_folder(self.path.parent)
            self._begin_journal()
        self.warnings.append(
            f"{self.path} was deleted while it was hosted; it was written anew, with all that it held."
        )

    def _is_as_we_left_it(self) -> bool:
        return len(self._fs.read(self._log_path)) == self._log_size

    def _fold(self, closed: bool) -> None:
        changed = self.seq != self._meta.seq
        if changed and not self._replace_snapshot():
            return
        try:
            if changed:
                self._fs.sync_folder(self.path.parent)
            # Only now: a fresh journal beside the old snapshot would be lost answers.
            self._begin_journal(closed)
        except OSError as error:
            self._refuse(error)
            self.warnings.append(self._refusal)

    def _replace_snapshot(self) -> bool:
        generation = self._meta.generation + 1
        meta = Meta(id=self._meta.id, generation=generation, seq=self.seq, parent=self._digest)
        data, digest = seal(self.tables, meta.document())
        try:
            write_durably(self._fs, self.path, data, spare_path(self.path))
        except OSError as error:
            self._fold_at = 2 * self._log_size  # not again at every answer
            self.warnings.append(f"{self.path} could not be rewritten: {reason(error)}. The journal has it all.")
            return False
        self._meta, self._digest = meta, digest
        self._snapshot_size = len(data)
        self._fold_at = max(FOLD_BYTES, self._snapshot_size)
        return True

    def _write(self, line: bytes) -> None:
        assert self._log_fd is not None
        try:
            self._fs.write(self._log_fd, line)
            self._fs.sync(self._log_fd)
        except OSError as error:
            self._refuse(error)
            # `tables` never ran ahead, so cutting the tail brings disk and memory back together.
            try:
                self._fs.truncate(self._log_fd, self._log_size)
            except OSError:
                told = self._refusal
                self._refusal = mark(
                    f"{told} The last event could not be cut off again and may be there when it is next opened."
                )
            raise StoreError(self._refusal) from error
        self._log_size += len(line)

    def _refuse(self, error: OSError) -> None:
        self._refusal = mark(
            f"{self.path} takes no more answers since a write failed: {reason(error)}. "
            "What was acknowledged before is kept."
        )

    def _require_writable(self) -> None:
        if self._refusal:
            raise StoreError(self._refusal)

    def _begin_writing(self, loaded: Loaded) -> None:
        with plainly(self.path, "written"):
            # A process killed between a rename or write and its sync left names and bytes that we read but that a
            # power cut could still take back; nothing may be built on them before.
            self._fs.sync_folder(self.path.parent)
            if loaded.meta.at_rest:
                self._replace_snapshot()
            if loaded.log != "current" or loaded.closed:
                self._begin_journal()
                return
            self._log_fd = self._fs.open_append(self._log_path)
            if loaded.torn:
                self._set_aside(loaded.torn)
            self._fs.sync(self._log_fd)
        self.warnings.append(
            f"The last host of {self.path.name} was cut off. Nothing that it stored is lost ({self.seq} entries)."
        )

    def _set_aside(self, torn: bytes) -> None:
        assert self._log_fd is not None
        fd = self._fs.open_append(torn_path(self.path))
        try:
            self._fs.write(fd, torn.removesuffix(b"\n") + b"\n")
            self._fs.sync(fd)
        finally:
            self._fs.close(fd)
        self._fs.sync_folder(self.path.parent)
        self._fs.truncate(self._log_fd, self._log_size)
        self.warnings.append(
            f"The last line of {self._log_path} was unfinished and never acknowledged; "
            f"it was moved to {torn_path(self.path)}. Everything before it is here."
        )

    def _begin_journal(self, closed: bool = False) -> None:
        line = header_line(Header(self._meta.generation, self._meta.seq, self._digest, closed))
        write_durably(self._fs, self._log_path, line)
        self._fs.sync_folder(self.path.parent)
        fd = self._fs.open_append(self._log_path)
        _closed(self._fs, self._log_fd)
        self._log_fd, self._log_size = fd, len(line)


def _locked(path: Path, fs: OsFs) -> int:
    with plainly(path, "written"):
        fd = fs.open_append(lock_path(path))
        try:
            free = fs.lock(fd)
        except BaseException:
            _closed(fs, fd)
            raise
    if not free:
        _closed(fs, fd)
        raise StoreLocked(
            f"{path} is being hosted on this computer already: `align desk {called(path)}` "
            f"opens one more desk on it, `align stop {called(path)}` ends it."
        )
    return fd


def is_held(path: Path, fs: OsFs = OS) -> bool:
    """Whether some process has the workshop open for writing: a host, or a command that works on it."""
    if not lock_path(path).exists():
        return False
    try:
        _closed(fs, _locked(path, fs))
    except StoreLocked:
        return True
    return False


def _closed(fs: OsFs, fd: int | None) -> None:
    if fd is not None:
        with suppress(OSError):  # all that matters was synced; there is nobody left to act on this
            fs.close(fd)


def _removed(path: Path, fs: OsFs) -> None:
    """Take back what was made of a new workshop, so that its name is free: nobody was told that it is there."""
    for made in (path, log_path(path)):
        for name in (made, made.with_name(made.name + ".tmp")):
            with suppress(OSError):
                fs.unlink(name)


def _require_free(path: Path, fs: OsFs) -> None:
    if fs.exists(path):
        raise StoreError(f"{path} exists already; open it, or choose another name.")
    journal = log_path(path)
    if not fs.exists(journal):
        return
    found = scan(fs.read(journal), str(journal))
    if found.ops or found.torn:
        raise StoreError(f"{journal} holds answers of an earlier workshop of this name; move it away.")
