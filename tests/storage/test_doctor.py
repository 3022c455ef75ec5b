"""The doctor tells what a file holds, saves what can be saved into a new file, and never touches the old one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from align.errors import StoreError
from align.storage import Register, create, open_readonly, open_store, register_path
from align.storage.doctor import backup, inspect, repair
from align.storage.loading import log_path, spare_path
from tests.storage.faults import abandon
from tests.storage.test_bit_rot import damages, overwrite

EVENTS = [{"text": f"answer {n}"} for n in range(1, 9)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two events in .prev, four in the snapshot, two single and two joint ones in a killed host's journal."""
    path = tmp_path / "w" / "a.json"
    store = create(path)
    for part in (EVENTS[:2], EVENTS[2:4]):
        store.append(part, store.seq)
        store.fold()
    for part in (EVENTS[4:5], EVENTS[5:6], EVENTS[6:8]):
        store.append(part, store.seq)
    Register(register_path(path)).save({"ana": {"finished": True}})
    abandon(store)
    return path


def files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def texts(path: Path) -> list[str]:
    return [event["text"] for event in open_readonly(path).read()]


def expected(count: int) -> list[str]:
    return [event["text"] for event in EVENTS[:count]]


def test_a_sound_workshop_has_no_problem(path: Path) -> None:
    report = inspect(path)
    assert (report.ok, report.generation, report.events) == (True, 3, 8)
    assert any("last host was cut off" in note for note in report.notes)
    open_store(path).close()
    assert inspect(path).notes == []


def test_there_must_be_something_to_look_at(tmp_path: Path) -> None:
    for act in (
        inspect,
        lambda path: repair(path, tmp_path / "b.json"),
        lambda path: backup(path, tmp_path / "b.json"),
    ):
        with pytest.raises(StoreError):
            act(tmp_path / "none.json")


def flip(file: Path, at: int) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def damage_journal_line(path: Path, number: int) -> None:
    lines = log_path(path).read_bytes().splitlines(keepends=True)
    flip(log_path(path), sum(map(len, lines[: number - 1])) + 30)


def add_by_stock_tinydb(path: Path) -> None:
    db = TinyDB(path)
    db.table("events").insert({"text": "answer 5"})
    db.close()


def damage_a_word(path: Path) -> None:
    flip(path, path.read_bytes().index(b"answer 1"))


def lose_an_event(path: Path) -> None:
    store = open_store(path)
    store.db.table("events").remove(doc_ids=[6])
    store.close()


CASES: list[tuple[Callable[[Path], object], int, str]] = [
    (lambda path: damage_journal_line(path, 3), 5, "lines left out from there on: 2."),
    (lambda path: damage_journal_line(path, 2), 4, "lines left out from there on: 3."),
    (lambda path: damage_journal_line(path, 1), 4, "Nothing of the journal is taken"),
    (lambda path: log_path(path).write_bytes(b""), 4, "Nothing of the journal is taken"),
    (add_by_stock_tinydb, 5, "rewritten by another program"),
    (damage_a_word, 8, "Events 1 to 2 are taken from"),
    (lambda path: path.write_bytes(path.read_bytes()[:-9]), 2, "left out, with what it changes (4)"),
    (lambda path: path.unlink(), 2, "left out, with what it changes (4)"),
    (lambda path: flip(path, path.read_bytes().index(b'"generation":3') + 13), 4, "continues another state"),
    (lose_an_event, 5, "Event 6 is missing; events left out after it: 2"),
]


@pytest.mark.parametrize(("damage", "saved", "note"), CASES)
def test_what_can_be_saved_is_saved_beside_and_the_rest_is_named(
    path: Path, tmp_path: Path, damage: Callable[[Path], object], saved: int, note: str
) -> None:
    damage(path)
    before = files(path)
    report = inspect(path)
    assert not report.ok
    assert report.events == saved
    repaired = repair(path, tmp_path / "out" / "b.json")
    assert (repaired.ok, repaired.events) == (True, saved)
    assert any(note in sentence for sentence in repaired.notes), repaired.notes
    assert files(path) == before, "the old files stay as they are"
    assert texts(tmp_path / "out" / "b.json") == expected(saved)
    assert Register(register_path(tmp_path / "out" / "b.json")).load() == {"ana": {"finished": True}}
    store = open_store(tmp_path / "out" / "b.json")
    assert (store.warnings, store.append([{"text": "next"}], saved)) == ([], saved + 1)
    store.close()


def test_a_workshop_of_which_nothing_is_left_is_said_to_be_lost(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"")
    spare_path(path).write_bytes(b"\0" * 99)
    assert inspect(path).events == 0
    with pytest.raises(StoreError, match="nothing can be saved"):
        repair(path, tmp_path / "b.json")
    assert not (tmp_path / "b.json").exists()


def test_a_repair_never_writes_over_a_file(path: Path) -> None:
    before = files(path)
    with pytest.raises(StoreError, match="exists already"):
        repair(path, path)
    with pytest.raises(StoreError, match="exists already"):
        backup(path, path)
    assert files(path) == before | {"a.json.lock": b""}


def test_a_damaged_register_is_a_problem_and_not_copied(path: Path, tmp_path: Path) -> None:
    flip(register_path(path), 60)
    assert "a.people.json" in inspect(path).problems[0]
    report = repair(path, tmp_path / "b.json")
    assert "a.people.json" in report.problems[0]
    assert not register_path(tmp_path / "b.json").exists()
    with pytest.raises(StoreError, match=r"a\.people\.json"):
        backup(path, tmp_path / "c.json")


def test_a_backup_can_be_made_beside_the_host_and_opens(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    store.db.table("notes").insert({"n": 1})
    assert backup(path, tmp_path / "b.json") == 8
    store.close()
    assert texts(tmp_path / "b.json") == expected(8)
    assert json.loads((tmp_path / "b.json").read_text())["notes"] == {"1": {"n": 1}}
    assert Register(register_path(tmp_path / "b.json")).load() == {"ana": {"finished": True}}
    assert inspect(tmp_path / "b.json").ok


def test_a_damaged_workshop_is_not_backed_up(path: Path, tmp_path: Path) -> None:
    damage_a_word(path)
    with pytest.raises(StoreError, match="not as align wrote it"):
        backup(path, tmp_path / "b.json")


def test_no_damage_makes_the_doctor_stumble_or_promise_more_than_it_saves(path: Path) -> None:
    for target in (path, log_path(path)):
        good = target.read_bytes()
        for number, (_, damaged) in enumerate(damages(good)):
            if number % 7 == 0:
                overwrite(target, damaged)
                assert inspect(path).events <= 8
        target.write_bytes(good)
