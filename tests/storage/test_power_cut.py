"""Every state a power cut may leave, made from the recorded system calls: what was acknowledged is always there.

A planted fault in the order or number of the calls must be found, or these tests would prove nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from align.errors import StoreError
from align.storage import Register, open_store
from align.storage import workshop_file as module
from align.storage.loading import spare_path
from align.storage.osfs import OsFs, write_durably
from align.storage.snapshot import Meta, seal
from align.storage.tinydb_store import TinyStore, create
from align.storage.workshop_file import WorkshopFile
from tests.storage.faults import FaultyFs, Killed, QuickFs, RecordingFs, abandon, states
from tests.support.figures import EVERY, NIGHTLY, tell

NAME = "a.json"


class KillableFs(RecordingFs):
    """A recording file system whose process dies at the changing call numbered `at`; a write gets half done."""

    def __init__(self, at: int | None = None) -> None:
        super().__init__()
        self.at = at
        self.calls = 0

    def _step(self) -> None:
        self.calls += 1
        if self.calls - 1 == self.at:
            raise Killed

    def open_new(self, path: Path) -> int:
        self._step()
        return super().open_new(path)

    def write(self, fd: int, data: bytes) -> None:
        try:
            self._step()
        except Killed:
            super().write(fd, data[: len(data) // 2])
            raise
        super().write(fd, data)

    def sync(self, fd: int) -> None:
        self._step()
        super().sync(fd)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._step()
        super().sync_folder(folder)


class Host:
    """Stores events and labels each recorded moment with (acknowledged, numbers that may be found)."""

    def __init__(self, folder: Path, fs: RecordingFs) -> None:
        self.path = folder / NAME
        self.fs = fs
        self.acked = 0
        self.possible = {0}
        self.store: TinyStore | None = None
        self._label()

    def _label(self) -> None:
        self.fs.label = (self.acked, frozenset(self.possible))

    def create(self) -> None:
        self.fs.label = None  # until creation returns, there may be no workshop
        self.store = create(self.path, self.fs)
        self._label()
        self.fs._note()

    def open(self) -> None:
        self.store = open_store(self.path, self.fs)
        assert self.acked <= self.store.seq
        self.acked = self.store.seq  # what a host has read it shows to others
        self._label()
        self.fs._note()

    def append(self, count: int) -> None:
        assert self.store is not None
        seq = self.store.seq
        self.possible = {seq, seq + count}
        self._label()
        self.acked = self.store.append([event(seq + n) for n in range(1, count + 1)], seq)
        self.possible = {self.acked}
        self._label()
        self.fs._note()


def event(seq: int) -> dict[str, Any]:
    return {"text": f"answer {seq} " * 5}


def history(host: Host) -> None:
    """A short life: creation, single and joint answers, two folds, a clean close and a second session."""
    host.create()
    host.append(1)
    host.append(3)
    assert host.store is not None
    host.store.fold()
    host.append(1)
    host.append(2)
    host.store.fold()
    host.append(1)
    host.store.close()
    host.open()
    host.append(2)
    host.store.close()


def check(state: dict[str, bytes], label: Any, folder: Path) -> str:
    """Open one crash state; return what is wrong with it, "" when nothing is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in state.items():
        (folder / name).write_bytes(data)
    path = folder / NAME
    if label is None:
        return ""
    acked, possible = label
    try:
        store = open_store(path, QuickFs())
        found = store.read()
        store.append([event(len(found) + 1)], len(found))
        abandon(store)
        again = open_store(path, QuickFs())
        end = again.seq
        abandon(again)
    except StoreError as error:
        return f"refused: {error}"
    if found != [{**event(seq), "seq": seq} for seq in range(1, len(found) + 1)]:
        return "wrong content"
    if len(found) < acked or len(found) not in possible | {acked}:
        return f"{len(found)} events where {sorted(possible)} are possible and {acked} acknowledged"
    return "" if end == len(found) + 1 else "the next event was lost"


def violations(fs: RecordingFs, folder: Path, since: int = 0) -> tuple[int, list[str]]:
    """Check every state of every recorded moment; return how many there were and what was wrong."""
    seen, wrong = set(), []
    for moment in fs.moments[since:]:
        for state in states(moment):
            key = (frozenset(state.items()), moment.label)
            if key not in seen:
                seen.add(key)
                problem = check(state, moment.label, folder)
                if problem:
                    wrong.append(problem)
    return len(seen), wrong


def test_every_state_after_a_power_cut_holds_all_that_was_acknowledged(tmp_path: Path) -> None:
    fs = RecordingFs()
    (tmp_path / "w").mkdir()
    history(Host(tmp_path / "w", fs))
    count, wrong = violations(fs, tmp_path / "s")
    tell("5 power cut, every state of the calls", f"{count} states, {len(wrong)} wrong", EVERY)
    assert count > 150
    assert wrong == []


def killed_then_cut(folder: Path, step: int, deaf_while_opening: bool = False) -> Iterator[tuple[RecordingFs, int]]:
    """Kill the host at each changing call, reopen, store two more: the states of the second life."""
    probe = KillableFs()
    (folder / "probe").mkdir()
    history(Host(folder / "probe", probe))
    for at in range(0, probe.calls, step):
        place = folder / f"w{at}"
        place.mkdir()
        fs = KillableFs(at)
        host = Host(place, fs)
        with suppress(Killed):
            history(host)
        if host.store is None:
            continue  # killed while creating
        abandon(host.store)
        fs.deaf = lambda call: deaf_while_opening
        host.open()
        fs.deaf = lambda call: False
        since = len(fs.moments) - 1
        host.append(1)
        host.append(2)
        assert host.store is not None
        host.store.close()
        yield fs, since


def test_a_host_killed_anywhere_and_restarted_loses_nothing_to_a_later_power_cut(tmp_path: Path) -> None:
    count, wrong = 0, []
    for fs, since in killed_then_cut(tmp_path, 1 if NIGHTLY else 3):
        more, problems = violations(fs, tmp_path / "s", since)
        count += more
        wrong += problems
    tell(
        "5 kill, restart, power cut",
        f"{count} states, {len(wrong)} wrong",
        EVERY if NIGHTLY else "none, every third kill",
    )
    assert count > 300
    assert wrong == []


def test_every_power_cut_while_saving_the_register_leaves_the_old_or_the_new_one(tmp_path: Path) -> None:
    fs = RecordingFs()
    (tmp_path / "w").mkdir()
    register = Register(tmp_path / "w" / "a.people.json", fs)
    versions: list[dict[str, dict[str, Any]]] = [{}]
    for number in range(1, 4):
        versions.append({f"k{n}": {"n": n} for n in range(number)})
        fs.label = (number - 1, number)
        register.save(versions[number])
        fs.label = (number, number)
        fs._note()
    for moment in fs.moments:
        for state in states(moment):
            path = tmp_path / "s.people.json"
            path.unlink(missing_ok=True)
            if "a.people.json" in state:
                path.write_bytes(state["a.people.json"])
            assert Register(path).load() in [versions[n] for n in moment.label]


def fold_in_the_wrong_order(file: WorkshopFile, closed: bool) -> None:
    """Begin the fresh journal before the new snapshot has its name."""
    meta = Meta(file._meta.id, file._meta.generation + 1, file.seq, file._digest)
    data, file._digest = seal(file.tables, to_builtins(meta))
    file._meta = meta
    file._begin_journal(closed)
    write_durably(file._fs, file.path, data, spare_path(file.path))
    file._fs.sync_folder(file.path.parent)


def unsynced_replacement(fs: OsFs, target: Path, data: bytes, spare: Path | None = None) -> None:
    """Rename a temporary file that was never synced."""
    temporary = target.with_name(target.name + ".tmp")
    fs.unlink(temporary)
    fd = fs.open_new(temporary)
    fs.write(fd, data)
    fs.close(fd)
    fs.replace(temporary, target)


@pytest.mark.parametrize("fault", ["no sync", "no folder sync", "wrong order", "rename without sync"])
def test_a_planted_fault_in_the_calls_is_found(tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fs = RecordingFs()
    if fault.startswith("no "):
        fs.deaf = lambda call: call == ("sync" if fault == "no sync" else "sync_folder")
    elif fault == "wrong order":
        monkeypatch.setattr(WorkshopFile, "_fold", fold_in_the_wrong_order)
    else:
        monkeypatch.setattr(module, "write_durably", unsynced_replacement)
    (tmp_path / "w").mkdir()
    history(Host(tmp_path / "w", fs))
    count, wrong = violations(fs, tmp_path / "s")
    tell(f"5 power cut, planted: {fault}", f"{len(wrong)} of {count} states wrong", EVERY)
    assert wrong


def test_a_host_that_builds_on_unsynced_remains_is_found(tmp_path: Path) -> None:
    wrong = [
        problem
        for fs, since in killed_then_cut(tmp_path, 11, deaf_while_opening=True)
        for problem in violations(fs, tmp_path / "s", since)[1]
    ]
    tell("5 power cut, planted: opening without sync", f"{len(wrong)} states wrong", "none, every eleventh kill")
    assert wrong


def test_a_host_that_leaves_the_torn_tail_in_place_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(file: WorkshopFile, torn: bytes) -> None: ...

    monkeypatch.setattr(WorkshopFile, "_set_aside", keep)
    path = tmp_path / NAME
    store = create(path, QuickFs())
    store.append([event(1)], 0)
    store._file._fs = FaultyFs(0, Killed())
    with pytest.raises(Killed):
        store.append([event(2)], 1)
    abandon(store)
    state = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert check(state, (1, frozenset({1, 2})), tmp_path / "s")
