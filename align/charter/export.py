"""Puts a charter into a file of the person's choice: all of it or nothing, for their eyes, over nothing unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from align.errors import UserError
from align.language import _, mark
from align.system import reason

_REASONS = {
    errno.EACCES: mark("you may not write to this folder; choose another one"),
    errno.EPERM: mark("you may not write to this folder; choose another one"),
    errno.EROFS: mark("the disk is read-only; choose another folder"),
    errno.ENOSPC: mark("the disk is full; free some space or choose another disk"),
    errno.EDQUOT: mark("your disk quota is used up; free some space or choose another disk"),
    errno.ENAMETOOLONG: mark("the name is too long; choose a shorter one"),
}


def why_elsewhere(path: Path) -> str:
    """Say that a path leads out of the folder one is in, by `..` or by a link; empty where it stays. A whole path is
    meant as it is written."""
    if path.is_absolute() or (whole := path.resolve()).is_relative_to(Path.cwd().resolve()):
        return ""
    return _("{path} leads out of this folder. If that is meant, write the whole path: {whole}", path=path, whole=whole)


def write_charter(text: str | bytes, path: Path, *, overwrite: bool = False) -> None:
    """Write a charter to `path` in one step, readable by its owner only (0600).

    Raises UserError, with nothing changed, when the file exists and `overwrite` is not set, when the name is a link,
    or when the folder is missing, not writable or open to everybody.
    """
    _check_folder(path.parent)
    _check_target(path, overwrite)
    try:
        temporary = _written(text, path.parent)
        try:
            _put(temporary, path, overwrite)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise refused(path, error) from error


def write_files(files: Mapping[str, bytes], folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write several files into a folder, each in one step, and return them; the folder is made where it is missing.

    Nothing is written when one of them may not be; other files of the folder are left alone. Raises UserError.
    """
    if not folder.exists():
        _check_folder(folder.parent)
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise refused(folder, error) from error
    _check_folder(folder)
    paths = {folder / name: data for name, data in files.items()}
    for path in paths:
        _check_target(path, overwrite)
    for path, data in paths.items():
        write_charter(data, path, overwrite=overwrite)
    return list(paths)


def _check_folder(folder: Path) -> None:
    try:
        mode = folder.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"There is no folder {folder}. Make it first, or choose another one.") from None
    except OSError as error:
        raise refused(folder, error) from error
    if not stat.S_ISDIR(mode):
        raise UserError(f"{folder} is a file, not a folder. Choose another place.")
    # Windows reports every folder as open to all; there the system's own access lists decide.
    if os.name == "posix" and mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise UserError(
            f"Everybody on this computer may change files in {folder}, so the charter could be exchanged there. "
            "Choose a folder of your own."
        )


def _check_target(path: Path, overwrite: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise refused(path, error) from error
    if stat.S_ISLNK(mode):
        raise UserError(f"{path} is a link, and align writes through none. Name the file itself.")
    if not stat.S_ISREG(mode):
        inside = path / "charter.md" if stat.S_ISDIR(mode) else "charter.md"
        raise UserError(f"{path} is a folder or a device. Name a file, for instance {inside}.")
    if not overwrite:
        raise _exists(path)


def _written(text: str | bytes, folder: Path) -> Path:
    """Return a new file beside the target that holds the text durably; none is left when that fails."""
    handle, name = tempfile.mkstemp(prefix=".charter-", suffix=".tmp", dir=folder)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8") if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put(temporary: Path, path: Path, overwrite: bool) -> None:
    """Give the new file its name; without `overwrite` only if nobody took it meanwhile, links included."""
    if overwrite:
        temporary.replace(path)
        return
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        temporary.replace(path)
    except OSError:
        path.unlink(missing_ok=True)  # the empty file that held the name
        raise


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    # Some network disks refuse this; the file itself is synced already.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exists(path: Path) -> UserError:
    return UserError(f"{path} exists already. Use --force to replace it, or choose another name.")


def refused(path: Path, error: OSError) -> UserError:
    """Return what to say where the system lets nobody write to a path, and the way out."""
    why = _REASONS.get(error.errno or 0) or reason(error)
    return UserError(f"{path} cannot be written: {why}.")
