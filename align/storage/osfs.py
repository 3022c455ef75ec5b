"""Every file-system call of the store, one small method each, so that each can be made to fail in a test.

It knows how to make bytes durable on each system, and nothing of what they mean.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from align import system
from align.errors import StoreError
from align.language import mark
from align.storage.lock import try_lock

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)  # opening a named pipe must not wait for a writer
_BINARY = getattr(os, "O_BINARY", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_COMMON = _NOFOLLOW | _BINARY | _CLOEXEC
_REPLACE_ATTEMPTS = 20 if sys.platform == "win32" else 1  # virus scanners there hold files open

_REASONS = {
    errno.ENOSPC: mark("the disk is full; free some space and open the workshop again"),
    errno.EDQUOT: mark("your disk quota is used up; free some space and open the workshop again"),
    errno.EROFS: mark("the disk is read-only; copy the workshop to a folder you may write to"),
    errno.EACCES: mark("you may not write to this file or its folder; change its permissions or copy the workshop"),
    errno.EPERM: mark("you may not write to this file or its folder; change its permissions or copy the workshop"),
    errno.EIO: mark("the disk reports an error; check it, then open the workshop again"),
    errno.ENOENT: mark("there is no such file"),
}


def reason(error: OSError) -> str:
    """Say in plain words why the system refused, and what to do, as the end of a sentence without its full stop."""
    return _REASONS.get(error.errno or 0) or system.reason(error)


@contextmanager
def plainly(path: Path, doing: Literal["read", "written", "removed"]) -> Iterator[None]:
    """Turn an OSError inside into a StoreError: "`path` cannot be `doing`: reason."."""
    try:
        yield
    except OSError as error:
        why = reason(error)
        said = {
            "read": mark(f"{path} cannot be read: {why}."),
            "written": mark(f"{path} cannot be written: {why}."),
            "removed": mark(f"{path} cannot be removed: {why}."),
        }
        raise StoreError(said[doing]) from error


class OsFs:
    """The real file system. Methods raise OSError and nothing else, save where they say so."""

    def read(self, path: Path, limit: int | None = None) -> bytes:
        """Return the bytes (the first `limit`) of a regular file; StoreError when it is something else."""
        fd = os.open(path, os.O_RDONLY | _COMMON | _NONBLOCK)
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise StoreError(f"{path} is a folder or a device, not a workshop file.")
            with open(fd, "rb", buffering=0, closefd=False) as file:
                return file.readall() if limit is None else file.read(limit) or b""
        finally:
            os.close(fd)

    def exists(self, path: Path) -> bool:
        """Say whether anything, even a broken link, has this name. OSError when that cannot be known."""
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def open_new(self, path: Path) -> int:
        """Create a file of our own (0600) for appending; FileExistsError when the name is taken."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | _COMMON, 0o600)

    def open_append(self, path: Path) -> int:
        """Open a file for appending, made 0600 if it is not there."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _COMMON, 0o600)

    def lock(self, fd: int) -> bool:
        """Take the one writer's lock; False when it is held elsewhere."""
        return try_lock(fd)

    def is_open_as(self, fd: int, path: Path) -> bool:
        """Say whether `path` is still the name of the open file `fd`; True where that cannot be known."""
        try:
            return os.path.samestat(os.lstat(path), os.fstat(fd))
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True

    def write(self, fd: int, data: bytes) -> None:
        """Write all of `data` at the end of the file."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]

    def sync(self, fd: int) -> None:
        """Return when what was written to `fd` is on the medium, as far as the system can promise it."""
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415 - exists on this system only

            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync there leaves the data in the drive's own cache
        elif hasattr(os, "fdatasync"):
            os.fdatasync(fd)
        else:
            os.fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Close an open file."""
        os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        """Give `source` the name `target`, in one step."""
        for attempt in range(_REPLACE_ATTEMPTS):
            try:
                source.replace(target)
            except PermissionError:
                if attempt == _REPLACE_ATTEMPTS - 1:
                    raise
                time.sleep(0.05)
            else:
                return

    def link(self, source: Path, target: Path) -> None:
        """Give the file a second name."""
        os.link(source, target, follow_symlinks=False)

    def unlink(self, path: Path) -> None:
        """Remove a name, if it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        """Create `folder` and what is missing above it, for this user alone (0700)."""
        if not folder.is_dir():
            self.make_folder(folder.parent)
            folder.mkdir(mode=0o700)
            self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> None:
        """Make the names in `folder` durable."""
        if sys.platform == "win32":
            return  # a folder cannot be opened there; the file system journals its names
        fd = os.open(folder, os.O_RDONLY | _CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


OS = OsFs()


def write_durably(fs: OsFs, target: Path, data: bytes, spare: Path | None = None) -> None:
    """Replace `target` by `data` so that a crash leaves the old file or the new one; OSError leaves the old one.

    With `spare`, the old file keeps that name. The caller must still `sync_folder`.
    """
    temporary = target.with_name(target.name + ".tmp")
    fs.unlink(temporary)
    fd = fs.open_new(temporary)
    try:
        fs.write(fd, data)
        fs.sync(fd)
    finally:
        fs.close(fd)
    if spare is not None and fs.exists(target):
        fs.unlink(spare)
        fs.link(target, spare)
    fs.replace(temporary, target)
