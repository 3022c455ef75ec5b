"""Table operations over the journal do what TinyDB documents: compared step by step with its own memory storage."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from align.errors import StoreError
from align.storage.tables import JournalStorage, WorkshopDb
from align.storage.workshop_file import WorkshopFile
from tests.storage.faults import QuickFs

VALUES = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.floats(0, 2), st.text(max_size=3))
DOCUMENTS = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)
IDS = st.integers(1, 6)
CONDITIONS = st.one_of(
    st.builds(lambda key, value: where(key) == value, st.sampled_from("abc"), VALUES),
    st.builds(lambda key: where(key).exists(), st.sampled_from("abc")),
)
Step = Callable[[Any], Any]


def on_table(
    make: Callable[..., Callable[[Table], Any]], *arguments: st.SearchStrategy[Any]
) -> st.SearchStrategy[Step]:
    """Draw a step on one of three tables."""

    def step(name: str, *drawn: Any) -> Step:
        return lambda db: make(*drawn)(db.table(name))

    return st.builds(step, st.sampled_from(["events", "notes", "_default"]), *arguments)


def _is_whole(value: Any) -> bool:
    return type(value) is int


STEPS = st.one_of(
    on_table(lambda d: lambda t: t.insert(dict(d)), DOCUMENTS),
    on_table(lambda d, i: lambda t: t.insert(Document(d, i)), DOCUMENTS, IDS),
    on_table(lambda ds: lambda t: t.insert_multiple([dict(d) for d in ds]), st.lists(DOCUMENTS, max_size=3)),
    on_table(lambda d, i: lambda t: t.insert_multiple([dict(d), Document(d, i), dict(d)]), DOCUMENTS, IDS),
    on_table(lambda d: lambda t: t.update(d), DOCUMENTS),
    on_table(lambda d, c: lambda t: t.update(d, c), DOCUMENTS, CONDITIONS),
    on_table(lambda d, ids: lambda t: t.update(d, doc_ids=ids), DOCUMENTS, st.lists(IDS, max_size=3)),
    on_table(lambda d, c: lambda t: t.update_multiple([(d, c), (d, where("a") == 1)]), DOCUMENTS, CONDITIONS),
    on_table(lambda: lambda t: t.update(increment("a"), where("a").test(_is_whole))),
    on_table(lambda: lambda t: t.update(add("b", 1), where("b").test(_is_whole))),
    on_table(lambda: lambda t: t.update(delete("c"), where("c").exists())),
    on_table(lambda d, c: lambda t: t.upsert(dict(d), c), DOCUMENTS, CONDITIONS),
    on_table(lambda d, i: lambda t: t.upsert(Document(d, i)), DOCUMENTS, IDS),
    on_table(lambda c: lambda t: t.remove(c), CONDITIONS),
    on_table(lambda ids: lambda t: t.remove(doc_ids=ids), st.lists(IDS, max_size=2, unique=True)),
    on_table(lambda: lambda t: t.truncate()),
    on_table(lambda c: lambda t: (t.search(c), t.count(c), t.get(c), t.contains(c)), CONDITIONS),
    on_table(lambda i: lambda t: (t.get(doc_id=i), t.contains(doc_id=i), t.get(doc_ids=[1, i])), IDS),
    on_table(lambda: lambda t: t.remove()),
    on_table(lambda: lambda t: t.insert(cast(Any, "no mapping"))),
    on_table(lambda: lambda t: t.upsert({"a": 1})),
    st.just(lambda db: db.drop_table("notes")),
    st.just(lambda db: db.drop_tables()),
    st.just(lambda db: sorted(db.tables())),
    st.just(lambda db: db.insert({"a": 1})),
)


def outcome(step: Step, db: TinyDB) -> tuple[str, Any]:
    """Return what a step gives, or how it fails."""
    try:
        return "gives", step(db)
    except (ValueError, RuntimeError, KeyError) as error:
        return "raises", f"{type(error).__name__}: {error}"


def everything(db: TinyDB) -> dict[str, list[tuple[int, str]]]:
    """Return all tables, with types told apart (repr), so that 1 is not True."""
    return {name: sorted((row.doc_id, repr(sorted(row.items()))) for row in db.table(name)) for name in db.tables()}


def fold(db: WorkshopDb) -> None:
    storage = db.storage
    assert isinstance(storage, JournalStorage)
    storage.file.fold()


def compare(folder: Path, steps: list[Step], restarts: list[int]) -> None:
    """Run the same steps on both, folding or reopening ours in between, and expect the same of both."""
    path = folder / "a.json"
    ours = WorkshopDb(WorkshopFile.create(path, QuickFs(), tables={}))
    theirs = TinyDB(storage=MemoryStorage)
    for number, step in enumerate(steps):
        if number in restarts:
            fold(ours)
        assert outcome(step, ours) == outcome(step, theirs)
        assert everything(ours) == everything(theirs)
        assert len(ours) == len(theirs)
    held = everything(theirs)
    file = ours.storage.file  # type: ignore[attr-defined]
    file.release()
    again = WorkshopDb(WorkshopFile.open(path, QuickFs()))
    assert everything(again) == held, "a killed host's journal gives the same tables"
    again.close()
    stock = TinyDB(path, access_mode="r")
    assert {name: rows for name, rows in everything(stock).items() if name != "_align_meta"} == held
    stock.close()


@settings(max_examples=120)
@given(st.lists(STEPS, max_size=12), st.lists(st.integers(0, 12), max_size=3))
def test_any_operations_give_what_tinydb_gives(steps: list[Step], restarts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), steps, restarts)


def forgetful(self: WorkshopFile, ops: list[Any]) -> None:
    """Store only the first operation of those that belong together."""
    from align.storage.journal import apply

    for op in ops[:1]:
        apply(self.tables, op)


def test_the_comparison_finds_a_storage_that_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WorkshopFile, "commit", forgetful)
    with pytest.raises(AssertionError):
        compare(tmp_path, [lambda db: db.table("events").insert_multiple([{"a": 1}, {"a": 2}])], [])


@pytest.fixture
def db(tmp_path: Path) -> WorkshopDb:
    return WorkshopDb(WorkshopFile.create(tmp_path / "a.json", QuickFs()))


def lines(tmp_path: Path) -> int:
    return (tmp_path / "a.json.log").read_bytes().count(b"\n") - 1


def test_an_operation_costs_one_line_whatever_is_there(db: WorkshopDb, tmp_path: Path) -> None:
    notes = db.table("notes")
    notes.insert_multiple({"n": n} for n in range(100))
    assert lines(tmp_path) == 1
    before = (tmp_path / "a.json.log").stat().st_size
    notes.update({"n": "x"}, doc_ids=[50])
    assert lines(tmp_path) == 2
    assert (tmp_path / "a.json.log").stat().st_size - before < 60, "one document of a hundred was written"
    notes.remove(doc_ids=[3, 4])
    assert lines(tmp_path) == 3
    notes.update({"n": "x"}, doc_ids=[50])
    notes.remove(doc_ids=[3])
    assert lines(tmp_path) == 3, "what changes nothing is not written"


def test_an_update_that_changes_only_the_type_is_stored(db: WorkshopDb, tmp_path: Path) -> None:
    db.table("notes").insert({"a": 1})
    db.table("notes").update({"a": True})
    db.close()
    again = WorkshopDb(WorkshopFile.open(tmp_path / "a.json"))
    assert again.table("notes").all()[0]["a"] is True
    again.close()


def test_an_operation_that_fails_halfway_changes_nothing(db: WorkshopDb) -> None:
    notes = db.table("notes")
    notes.insert_multiple([{"a": 1}, {"a": "x"}])
    with pytest.raises(TypeError):
        notes.update(increment("a"))
    with pytest.raises(StoreError):
        notes.update({"b": float("nan")})
    with pytest.raises(StoreError):
        notes.insert({"b": {1, 2}})
    assert notes.all() == [{"a": 1}, {"a": "x"}]


def test_what_tinydb_is_given_to_read_is_a_copy(db: WorkshopDb) -> None:
    db.table("notes").insert({"tags": ["a"]})
    read = db.storage.read()
    assert read is not None
    read["notes"]["1"]["tags"].append("b")
    assert db.table("notes").all() == [{"tags": ["a"]}]
    db.storage.write(read)
    assert db.table("notes").all() == [{"tags": ["a", "b"]}], "the difference is seen and stored"


def test_the_table_of_align_itself_cannot_be_written(db: WorkshopDb) -> None:
    with pytest.raises(StoreError, match="align's own"):
        db.table("_align_meta").insert({"seq": 99})


def test_the_stock_table_works_over_our_storage_too(db: WorkshopDb) -> None:
    stock = Table(db.storage, "notes")
    stock.insert({"a": 1})
    stock.update({"a": 2}, doc_ids=[1])
    assert db.table("notes").all() == [{"a": 2}]
