"""A file system that can be killed, made to fail or to lie, and that remembers what a power cut could leave of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.storage.osfs import OsFs
from align.storage.tinydb_store import TinyStore
from align.storage.workshop_file import WorkshopFile

CALLS = (
    *("read", "exists", "open_new", "open_append", "lock", "write", "sync", "truncate", "close"),
    *("replace", "link", "unlink", "make_folder", "sync_folder"),
)


class QuickFs(OsFs):
    """The real file system without its slow syncs, for tests in which no power fails."""

    def sync(self, fd: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass


class Killed(BaseException):
    """The process dies here."""


def abandon(store: TinyStore | WorkshopFile) -> None:
    """Let go of a store's files as a killed process does: nothing is folded or synced."""
    file = store._file if isinstance(store, TinyStore) else store
    file._fs = QuickFs()
    file.release()


class FaultyFs(QuickFs):
    """Counts calls; the one numbered `at` (from 0) fails with `error`, a write after half of its bytes."""

    def __init__(self, at: int | None = None, error: BaseException | None = None) -> None:
        self.count = 0
        self.at = at
        self.error = error
        self.failed = ""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name not in CALLS:
            return value

        def call(*arguments: Any) -> Any:
            self.count += 1
            if self.error is not None and self.count - 1 == self.at:
                self.failed = name
                if name == "write":
                    value(arguments[0], arguments[1][: len(arguments[1]) // 2])
                if name == "close":
                    value(*arguments)  # a close that fails has closed
                raise self.error
            return value(*arguments)

        return call


@dataclass
class Inode:
    """A file's bytes as written, and as last synced."""

    writes: list[tuple[str, Any]] = field(default_factory=list)
    synced: int = 0


NameChange = dict[str, Inode | None]


@dataclass(frozen=True)
class Moment:
    """All that a crash at one moment needs: names and bytes that are durable, those that are not, what was acked."""

    durable_names: NameChange
    loose_names: tuple[NameChange, ...]
    writes: tuple[tuple[Inode, tuple[tuple[str, Any], ...], int], ...]
    label: Any


class RecordingFs(OsFs):
    """Does each call for real, without syncs, and keeps a model of what is durable after it. One flat folder."""

    def __init__(self) -> None:
        self.moments: list[Moment] = []
        self.label: Any = None
        self.deaf: Callable[[str], bool] = lambda call: False
        self._open: dict[int, Inode] = {}
        self._names: dict[str, Inode] = {}
        self._durable: NameChange = {}
        self._loose: list[NameChange] = []
        self._inodes: list[Inode] = []

    def _note(self) -> None:
        writes = tuple((inode, tuple(inode.writes), inode.synced) for inode in self._inodes)
        self.moments.append(Moment(dict(self._durable), tuple(self._loose), writes, self.label))

    def _rename(self, change: NameChange) -> None:
        self._loose.append(change)
        for name, inode in change.items():
            if inode is None:
                self._names.pop(name, None)
            else:
                self._names[name] = inode
        self._note()

    def _opened(self, path: Path, fd: int) -> int:
        if path.name not in self._names:
            inode = Inode()
            self._inodes.append(inode)
            self._rename({path.name: inode})
        self._open[fd] = self._names[path.name]
        return fd

    def open_new(self, path: Path) -> int:
        return self._opened(path, super().open_new(path))

    def open_append(self, path: Path) -> int:
        return self._opened(path, super().open_append(path))

    def write(self, fd: int, data: bytes) -> None:
        super().write(fd, data)
        self._open[fd].writes.append(("write", data))
        self._note()

    def truncate(self, fd: int, size: int) -> None:
        super().truncate(fd, size)
        self._open[fd].writes.append(("truncate", size))
        self._note()

    def sync(self, fd: int) -> None:
        if not self.deaf("sync"):
            self._open[fd].synced = len(self._open[fd].writes)
            self._note()

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self._rename({source.name: None, target.name: self._names[source.name]})

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self._rename({target.name: self._names[source.name]})

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        if path.name in self._names:
            self._rename({path.name: None})

    def sync_folder(self, folder: Path) -> None:
        if not self.deaf("sync_folder"):
            for change in self._loose:
                self._durable.update(change)
            self._loose.clear()
            self._note()


def content(writes: tuple[tuple[str, Any], ...], synced: int, way: str) -> bytes:
    """Return a file's bytes after a crash: which of the unsynced writes arrived, and how whole."""
    data = b""
    for number, (kind, value) in enumerate(writes):
        loose = number >= synced
        if loose and way == "lost":
            break
        if kind == "truncate":
            data = data[:value]
        elif loose and way == "zeros":
            data += b"\0" * len(value)
        elif loose and way == "hole" and len(value) > 2:
            data += b"\0" * (len(value) // 2) + value[len(value) // 2 :]
        elif loose and way == "cut" and number == len(writes) - 1:
            data += value[: len(value) // 2]
        elif loose and way == "last byte" and number == len(writes) - 1:
            data += value[:-1]
        elif not (loose and way == "first lost" and number == synced):
            data += value
    return data


WAYS = ("all", "lost", "cut", "last byte", "zeros", "hole", "first lost")


def states(moment: Moment) -> Iterator[dict[str, bytes]]:
    """Yield each different folder, name -> bytes, that a power cut at `moment` may leave."""
    seen = set()
    loose = moment.loose_names
    subsets = itertools.product((False, True), repeat=len(loose)) if len(loose) <= 5 else _prefixes(len(loose))
    subset_list = list(subsets)
    for way in WAYS:
        bytes_of = {id(inode): content(writes, synced, way) for inode, writes, synced in moment.writes}
        for chosen in subset_list:
            names = dict(moment.durable_names)
            for change, kept in zip(loose, chosen, strict=True):
                if kept:
                    names.update(change)
            state = {name: bytes_of[id(inode)] for name, inode in names.items() if inode is not None}
            key = frozenset(state.items())
            if key not in seen:
                seen.add(key)
                yield state


def _prefixes(length: int) -> Iterator[tuple[bool, ...]]:
    for kept in range(length + 1):
        yield (True,) * kept + (False,) * (length - kept)
