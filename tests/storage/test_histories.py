"""Random histories of storing, folding, failing, crashing and reopening: what was acknowledged is there, no more."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from align.errors import StoreError
from align.storage import create, open_readonly, open_store
from align.storage.journal import Op, apply, ops_line
from align.storage.loading import log_path
from align.storage.tinydb_store import TinyStore
from align.storage.workshop_file import WorkshopFile
from tests.storage.faults import FaultyFs, Killed, QuickFs, abandon
from tests.support.figures import tell

FAST = settings(max_examples=60, stateful_step_count=25, deadline=None)
FULL = settings(max_examples=2_000, stateful_step_count=60, deadline=None)


class Histories(RuleBasedStateMachine):
    """A store beside a plain list and a plain dict."""

    counted: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.counted["histories"] += 1
        self.folder = Path(tempfile.mkdtemp(prefix="align-histories-"))
        self.path = self.folder / "a.json"
        self.events: list[dict[str, Any]] = []
        self.notes: dict[int, str] = {}
        self.store: TinyStore
        self.broken = False

    @initialize()
    def begin(self) -> None:
        self.store = create(self.path, QuickFs())

    def teardown(self) -> None:
        abandon(self.store)
        shutil.rmtree(self.folder)

    @precondition(lambda self: not self.broken)
    @rule(count=st.integers(1, 3), size=st.integers(0, 60))
    def append(self, count: int, size: int) -> None:
        new = [{"text": "x" * size, "n": len(self.events) + n} for n in range(count)]
        assert self.store.append(new, self.store.seq) == len(self.events) + count
        self.events += new
        self.counted["writes"] += 1

    @precondition(lambda self: not self.broken)
    @rule(text=st.text(max_size=5), doc_id=st.integers(1, 3))
    def edit(self, text: str, doc_id: int) -> None:
        table = self.store.db.table("notes")
        if not table.update({"text": text}, doc_ids=[doc_id]):
            doc_id = table.insert({"text": text})
        self.notes[doc_id] = text
        self.counted["writes"] += 1

    @precondition(lambda self: not self.broken)
    @rule(doc_id=st.integers(1, 3))
    def remove(self, doc_id: int) -> None:
        self.store.db.table("notes").remove(doc_ids=[doc_id])
        self.notes.pop(doc_id, None)
        self.counted["writes"] += 1

    @rule()
    def fold(self) -> None:
        self.store.fold()

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.reopen()

    @rule()
    def crash(self) -> None:
        abandon(self.store)
        self.reopen()

    @precondition(lambda self: not self.broken)
    @rule(at=st.integers(0, 1), count=st.integers(1, 3))
    def crash_while_storing(self, at: int, count: int) -> None:
        new = [{"n": len(self.events) + n} for n in range(count)]
        self.counted["writes"] += 1
        self.store._file._fs = FaultyFs(at, Killed())
        with pytest.raises(Killed):
            self.store.append(new, self.store.seq)
        abandon(self.store)
        self.reopen()
        if self.store.seq != len(self.events):
            self.events += new  # all of an unacknowledged batch, or none

    @rule(at=st.integers(0, 20), closing=st.booleans())
    def crash_while_folding(self, at: int, closing: bool) -> None:
        self.store._file._fs = FaultyFs(at, Killed())
        with suppress(Killed):
            (self.store.close if closing else self.store.fold)()
        abandon(self.store)
        self.reopen()

    @rule(at=st.integers(0, 20))
    def crash_while_opening(self, at: int) -> None:
        abandon(self.store)
        with suppress(Killed):
            abandon(open_store(self.path, FaultyFs(at, Killed())))
        self.reopen()

    @precondition(lambda self: not self.broken)
    @rule(at=st.integers(0, 1), code=st.sampled_from([errno.EIO, errno.ENOSPC]))
    def storing_fails(self, at: int, code: int) -> None:
        self.store._file._fs = FaultyFs(at, OSError(code, os.strerror(code)))
        with pytest.raises(StoreError):
            self.store.append([{"refused": True}], self.store.seq)
        self.broken = True

    @precondition(lambda self: not self.broken)
    @rule(at=st.integers(0, 20), code=st.sampled_from([errno.EIO, errno.ENOSPC]))
    def folding_fails(self, at: int, code: int) -> None:
        self.store._file._fs = FaultyFs(at, OSError(code, os.strerror(code)))
        self.store.fold()
        self.store._file._fs = QuickFs()
        self.broken = "takes no more answers" in "".join(self.store.warnings)

    @precondition(lambda self: not self.broken)
    @rule(tail=st.binary(min_size=1, max_size=30).filter(lambda tail: b"\n" not in tail and b"\t" not in tail))
    def torn_tail(self, tail: bytes) -> None:
        abandon(self.store)
        with log_path(self.path).open("ab") as file:
            file.write(tail)
        self.reopen()
        assert "unfinished" in "".join(self.store.warnings)

    def reopen(self) -> None:
        self.counted["reopenings"] += 1
        self.store = open_store(self.path, QuickFs())
        self.broken = False

    @invariant()
    def everything_acknowledged_is_there(self) -> None:
        if not hasattr(self, "store"):
            return
        wanted = [{**event, "seq": seq} for seq, event in enumerate(self.events, 1)]
        assert self.store.read() == wanted
        notes = {note.doc_id: note["text"] for note in self.store.db.table("notes")}
        assert notes == self.notes
        assert open_readonly(self.path).read() == wanted


def all_kept(how: settings) -> None:
    Histories.counted.clear()
    run_state_machine_as_test(Histories, settings=how)
    counts = Histories.counted
    tell("8 histories", ", ".join(f"{counts[what]} {what}" for what in ("histories", "writes", "reopenings")))


def test_random_histories() -> None:
    all_kept(FAST)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_many_long_histories() -> None:
    all_kept(FULL)


def apply_before_writing(file: WorkshopFile, ops: list[Op]) -> None:
    """Let memory run ahead of the disk."""
    for op in ops:
        apply(file.tables, op)
    file._require_writable()
    file._write(ops_line(file.seq + 1, ops))
    file.seq += len(ops)


def one_line_each(file: WorkshopFile, ops: list[Op]) -> None:
    """Store a batch line by line, so that a crash halves it."""
    file._require_writable()
    for op in ops:
        file._write(ops_line(file.seq + 1, [op]))
        apply(file.tables, op)
        file.seq += 1


def fold_without_a_fresh_journal(file: WorkshopFile, closed: bool) -> None:
    file._replace_snapshot()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("commit", apply_before_writing),
        ("commit", one_line_each),
        ("_fold", fold_without_a_fresh_journal),
        ("_set_aside", lambda file, torn: None),
    ],
)
def test_a_planted_fault_is_found(name: str, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WorkshopFile, name, fault)
    quiet = settings(
        FAST, max_examples=300, database=None, derandomize=True, phases=(Phase.generate,), print_blob=False
    )
    with pytest.raises((AssertionError, StoreError, FileNotFoundError, BaseExceptionGroup)):
        run_state_machine_as_test(Histories, settings=quiet)
