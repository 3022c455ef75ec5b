"""Each call to the system failed once, at each place: what was acknowledged stays, what was refused was not stored."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from align.errors import StoreError
from align.storage import Register, create, open_readonly, open_store
from align.storage.loading import log_path
from align.storage.osfs import OsFs
from align.storage.tinydb_store import TinyStore
from align.storage.workshop_file import WorkshopFile
from tests.storage.faults import FaultyFs, Killed, QuickFs, abandon
from tests.support.figures import EVERY, NIGHTLY, tell

ERRORS = (errno.EIO, errno.ENOSPC)


class Life:
    """Lives through a workshop on a file system that may fail, and remembers what was acknowledged and refused."""

    def __init__(self, path: Path, fs: OsFs) -> None:
        self.path = path
        self.fs = fs
        self.acked: list[str] = []
        self.refused: list[str] = []
        self.saved: dict[str, dict[str, Any]] = {}
        self.sentences: list[str] = []
        self.store: TinyStore | None = None

    def run(self) -> None:
        self._open(create)
        self._append("a")
        self._append("b", "c")
        self._fold()
        self._append("d")
        self._register("e")
        self._crash()
        if not getattr(self.fs, "failed", ""):
            with log_path(self.path).open("ab") as file:
                file.write(b"[9,unfinished")
        self._open(open_store)
        self._append("f")
        self._register("g")
        self._fold()
        self._append("h")
        if self.store is not None:
            self.sentences += self.store.warnings
            self.store.close()
        self._open(open_store)
        self._append("i")
        if self.store is not None:
            self.sentences += self.store.warnings
            self.store.close()

    def _open(self, opening: Any) -> None:
        self.store = None
        try:
            self.store = opening(self.path, self.fs)
        except StoreError as error:
            self.sentences.append(str(error))

    def _append(self, *texts: str) -> None:
        if self.store is None:
            return
        try:
            self.store.append([{"text": text} for text in texts], self.store.seq)
            self.acked += texts
        except StoreError as error:
            self.refused += texts
            self.sentences.append(str(error))
        assert [event["text"] for event in self.store.read()] == self.acked, "memory shows what was acknowledged"

    def _fold(self) -> None:
        if self.store is not None:
            self.store.fold()

    def _register(self, key: str) -> None:
        try:
            Register(self.path.with_name("a.people.json"), self.fs).save({key: {}})
            self.saved = {key: {}}
        except StoreError as error:
            self.sentences.append(str(error))

    def _crash(self) -> None:
        if self.store is not None:
            abandon(self.store)


def aftermath(life: Life) -> str:
    """Reopen on a sound disk; return what is wrong, "" when nothing is."""
    if life.store is not None:
        abandon(life.store)
    if not life.path.exists():
        if life.acked:
            return "the workshop is gone"
        create(life.path, QuickFs()).close()
        return ""
    try:
        store = open_store(life.path, QuickFs())
    except StoreError as error:
        return f"unreadable: {error}"
    found = [event["text"] for event in store.read()]
    store.append([{"text": "z"}], store.seq)
    store.close()
    if found != life.acked:
        return f"{found} is there, {life.acked} was acknowledged, {life.refused} refused"
    return ""


def fail_each_call(folder: Path, step: int = 1) -> tuple[int, list[str]]:
    """Live once for each call (each `step`-th) and error; return the number of lives and what went wrong."""
    probe = FaultyFs()
    life = Life(folder / "probe" / "a.json", probe)
    life.run()
    assert life.acked == list("abcdfhi"), "the undisturbed life stores everything"
    wrong, count = [], 0
    for at in range(0, probe.count, step):
        for code in ERRORS if NIGHTLY else ERRORS[at % 2 :][:1]:
            count += 1
            fs = FaultyFs(at, OSError(code, os.strerror(code)))
            life = Life(folder / f"{at}-{code}" / "a.json", fs)
            try:
                life.run()
                problem = aftermath(life)
            except AssertionError as error:
                problem = str(error)
            if not problem and not all(sentence.endswith(".") for sentence in life.sentences):
                problem = f"an error that is no sentence: {life.sentences}"
            if not problem and fs.failed not in ("close", "truncate") and not life.sentences:
                problem = "nobody was told"
            if problem:
                wrong.append(f"call {at} ({fs.failed}, {errno.errorcode[code]}): {problem}")
    return count, wrong


def test_each_call_failed_once_loses_nothing_and_stores_nothing_refused(tmp_path: Path) -> None:
    count, wrong = fail_each_call(tmp_path)
    tell("6 each call failed once", f"{count} lives, {len(wrong)} wrong", EVERY)
    assert count > 150
    assert wrong == []


def keep_the_tail(file: WorkshopFile, line: bytes) -> None:
    """Refuse after a failed sync, but leave the line in the file."""
    assert file._log_fd is not None
    try:
        file._fs.write(file._log_fd, line)
        file._fs.sync(file._log_fd)
    except OSError as error:
        file._refuse(error)
        raise StoreError(file._refusal) from error
    file._log_size += len(line)


def go_on(file: WorkshopFile, line: bytes) -> None:
    """Say that a line was stored although its write or sync failed."""
    assert file._log_fd is not None
    try:
        file._fs.write(file._log_fd, line)
        file._fs.sync(file._log_fd)
    except OSError:
        return
    file._log_size += len(line)


@pytest.mark.parametrize("fault", [keep_the_tail, go_on])
def test_a_planted_fault_after_a_failed_write_is_found(
    tmp_path: Path, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkshopFile, "_write", fault)
    assert fail_each_call(tmp_path, step=1)[1]


def test_after_a_failed_sync_the_workshop_is_read_only_until_reopened(tmp_path: Path) -> None:
    store = create(tmp_path / "a.json")
    store.append([{"text": "a"}], 0)
    fs = FaultyFs(1, OSError(errno.EIO, "x"))
    store._file._fs = fs
    with pytest.raises(StoreError, match=r"the disk reports an error.*acknowledged before is kept"):
        store.append([{"text": "b"}], 1)
    calls = fs.count
    for _ in range(3):
        with pytest.raises(StoreError, match="takes no more answers"):
            store.append([{"text": "b"}], 1)
    assert fs.count == calls, "no second sync is tried: it could lie"
    assert len(store.read()) == 1
    store.close()
    store = open_store(tmp_path / "a.json")
    assert store.append([{"text": "b"}], 1) == 2
    store.close()


def test_a_tail_that_cannot_be_cut_is_said_to_be_undecided(tmp_path: Path) -> None:
    class NoCut(FaultyFs):
        def truncate(self, fd: int, size: int) -> None:
            raise OSError(errno.EIO, "x")

    store = create(tmp_path / "a.json")
    store._file._fs = NoCut(0, OSError(errno.ENOSPC, "x"))
    with pytest.raises(StoreError, match=r"the disk is full.*may be there when it is next opened"):
        store.append([{"text": "b"}], 0)
    abandon(store)
    again = open_store(tmp_path / "a.json")
    assert again.seq == 0
    assert "unfinished" in again.warnings[0]
    again.close()


def test_a_fold_that_fails_is_a_warning_and_not_tried_at_every_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("align.storage.workshop_file.FOLD_BYTES", 1_000)

    class NoRoom(QuickFs):
        def open_new(self, path: Path) -> int:
            raise OSError(errno.ENOSPC, "x")

    store = create(tmp_path / "a.json")
    store._file._fs = NoRoom()
    for _ in range(200):
        store.append([{"text": "x" * 50}], store.seq)
    assert 1 <= len(store.warnings) <= 6
    assert "The journal has it all" in store.warnings[0]
    store.close()
    assert open_readonly(tmp_path / "a.json").seq == 200


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EACCES, "may not write"),
        (errno.EPERM, "may not write"),
        (errno.EROFS, "read-only"),
        (errno.EFBIG, "may not grow"),
        (errno.EIO, "disk reports an error"),
        (errno.EMFILE, "too many files"),
        (errno.ENFILE, "too many files"),
        (errno.ENOLCK, r"the system says: No locks available \(number \d+\)"),
    ],
)
def test_each_refusal_of_the_system_is_a_plain_sentence(tmp_path: Path, code: int, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        create(tmp_path / "a.json", FaultyFs(4, OSError(code, os.strerror(code))))


def test_a_killed_write_leaves_the_rest_of_the_journal(tmp_path: Path) -> None:
    store = create(tmp_path / "a.json")
    store.append([{"text": "a"}], 0)
    store._file._fs = FaultyFs(0, Killed())
    with pytest.raises(Killed):
        store.append([{"text": "b"}, {"text": "c"}], 1)
    abandon(store)
    again = open_store(tmp_path / "a.json")
    assert again.seq == 1, "a joint append is stored as a whole or not at all"
    again.close()


def test_a_workshop_that_could_not_be_made_leaves_its_name_free(tmp_path: Path) -> None:
    """Whichever call fails while it is made: there is no workshop, and the same name can be tried again."""
    path, full = tmp_path / "a.json", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    counting = FaultyFs()
    create(tmp_path / "b.json", counting, [{"text": "a"}])._file.release()
    failed = 0
    for at in range(counting.count):
        try:
            store = create(path, FaultyFs(at, full), [{"text": "a"}])
        except StoreError:
            failed += 1
            assert not path.exists()
            store = create(path, QuickFs(), [{"text": "a"}])
        assert store.read() == [{"text": "a", "seq": 1}]
        store.close()
        for old in tmp_path.glob("a.json*"):
            old.unlink()
    assert failed > 5
