"""The register beside the log: whole, sorted, without history."""

from __future__ import annotations

import itertools
import stat
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from align.errors import StoreError
from align.storage import Register, create, register_path
from align.storage.osfs import OsFs

PEOPLE: dict[str, dict[str, Any]] = {"k9": {"name": "Ana", "finished": True}, "a1": {"name": "Bø", "finished": False}}


def test_it_lies_beside_the_workshop(tmp_path: Path) -> None:
    assert register_path(tmp_path / "orion-3.json") == tmp_path / "orion-3.people.json"


def test_what_was_never_saved_is_empty(tmp_path: Path) -> None:
    assert Register(tmp_path / "a.people.json").load() == {}


def test_saved_entries_come_back(tmp_path: Path) -> None:
    register = Register(tmp_path / "new" / "a.people.json")
    register.save(PEOPLE)
    assert register.load() == PEOPLE
    register.save({})
    assert register.load() == {}
    assert stat.S_IMODE(register.path.stat().st_mode) == 0o600


def test_the_bytes_depend_on_the_entries_alone_and_not_on_their_order_or_past(tmp_path: Path) -> None:
    people = {f"k{n}": {"finished": True} for n in range(4)}
    seen = set()
    for number, order in enumerate(itertools.permutations(people)):
        register = Register(tmp_path / f"{number}.people.json")
        for count in range(1, 5):
            register.save({key: people[key] for key in order[:count]})
        seen.add(register.path.read_bytes())
        assert list(tmp_path.glob(f"{number}.*")) == [register.path], "no earlier state lies beside it"
    assert len(seen) == 1


def test_stock_tinydb_reads_it(tmp_path: Path) -> None:
    register = Register(tmp_path / "a.people.json")
    register.save(PEOPLE)
    db = TinyDB(register.path, access_mode="r")
    found = db.table("people").get(where("value").finished == True)  # noqa: E712 - a query, not a comparison
    assert found == {"key": "k9", "value": {"name": "Ana", "finished": True}}
    db.close()


def test_every_changed_or_missing_byte_is_noticed(tmp_path: Path) -> None:
    register = Register(tmp_path / "a.people.json")
    register.save(PEOPLE)
    data = register.path.read_bytes()
    for at in range(len(data)):
        for damaged in (data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], data[:at]):
            register.path.write_bytes(damaged)
            with pytest.raises(StoreError):
                register.load()


def test_a_workshop_file_is_no_register(tmp_path: Path) -> None:
    create(tmp_path / "a.json").close()
    with pytest.raises(StoreError, match="another kind"):
        Register(tmp_path / "a.json").load()


def test_a_value_that_is_no_json_leaves_the_old_register(tmp_path: Path) -> None:
    register = Register(tmp_path / "a.people.json")
    register.save(PEOPLE)
    with pytest.raises(StoreError, match="type set"):
        register.save({"x": {"y": set()}})
    assert register.load() == PEOPLE


class FailingFs(OsFs):
    """Fails at one named call."""

    def __init__(self, call: str) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        setattr(self, call, fail)


@pytest.mark.parametrize("call", ["open_new", "write", "sync", "replace"])
def test_a_full_disk_leaves_the_old_register(tmp_path: Path, call: str) -> None:
    register = Register(tmp_path / "a.people.json")
    register.save(PEOPLE)
    with pytest.raises(StoreError, match="cannot be written: the disk is full"):
        Register(register.path, FailingFs(call)).save({})
    assert register.load() == PEOPLE
