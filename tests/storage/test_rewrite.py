"""A rewritten workshop holds the new log and not a byte of the old one, or the old one whole."""

from __future__ import annotations

import errno
import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from align.errors import StoreError, StoreLocked
from align.storage import create, open_readonly, open_store
from align.storage.loading import log_path, spare_path, torn_path
from align.storage.rewrite import remove, rewrite, snapshots
from tests.storage.faults import FaultyFs, Killed, QuickFs, abandon

OLD = [{"word": f"canary-{number}"} for number in range(4)]
NEW: list[dict[str, Any]] = [{"word": "counted"}, {"word": "sealed"}]


def worn(path: Path) -> None:
    """A workshop that was folded, killed and torn: words of it lie in every file there can be."""
    store = create(path, QuickFs())
    store.append(OLD[:1], 0)
    store.fold()
    store.append(OLD[1:3], 1)
    store.fold()
    store.append(OLD[3:], 3)
    abandon(store)
    with log_path(path).open("ab") as file:
        file.write(b'[9,"events","put",5,{"word":"canary-torn')
    store = open_store(path, QuickFs())
    abandon(store)
    path.with_name(path.name + ".tmp").write_bytes(b"canary-temporary")
    assert all(b"canary" in one.read_bytes() for one in (path, log_path(path), spare_path(path), torn_path(path)))


def words(path: Path) -> list[str]:
    store = open_readonly(path)
    try:
        return [doc["word"] for doc in store.read()]
    finally:
        store.close()


def rests(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if b"canary" in one.read_bytes()]


def test_nothing_of_the_old_log_is_left_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    worn(path)
    rewrite(path, NEW)
    assert rests(tmp_path) == []
    assert words(path) == ["counted", "sealed"]
    with TinyDB(path, access_mode="r") as db:
        assert len(db.table("events")) == 2
    store = open_store(path)
    store.append([{"word": "on"}], 2)
    store.close()
    assert words(path) == ["counted", "sealed", "on"]


def test_tables_of_other_programs_go_too(tmp_path: Path) -> None:
    store = create(tmp_path / "a.json")
    store.append(NEW, 0)
    store.db.table("mine").insert({"word": "canary"})
    store.close()
    rewrite(tmp_path / "a.json", NEW)
    assert rests(tmp_path) == []


def test_a_workshop_that_is_hosted_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    worn(path)
    store = open_store(path)
    with pytest.raises(StoreLocked):
        rewrite(path, NEW)
    with pytest.raises(StoreLocked):
        remove(path)
    store.close()
    assert words(path) == [f"canary-{number}" for number in range(4)]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), Killed()])
def test_whatever_fails_the_log_is_whole_and_rewriting_again_finishes(tmp_path: Path, error: BaseException) -> None:
    old = [doc["word"] for doc in OLD]
    for at in itertools.count():
        folder = tmp_path / str(at)
        path = folder / "a.json"
        worn(path)
        fs = FaultyFs(at, error)
        said = None
        try:
            rewrite(path, NEW, fs)
        except (StoreError, Killed) as no:
            said = no
        assert words(path) in (old, ["counted", "sealed"])
        if said is None and not isinstance(error, Killed):
            assert rests(folder) == [], f"call {at} ({fs.failed}) failed and nobody was told"
        if not fs.failed:
            break
        # In a copy: a process that dies lets go of its lock, this one lives on.
        copy = shutil.copytree(folder, tmp_path / f"{at}-again")
        rewrite(copy / "a.json", NEW, QuickFs())
        assert rests(copy) == []
    assert at > 20


def test_every_workshop_file_of_a_folder_is_found_whatever_its_name(tmp_path: Path) -> None:
    worn(tmp_path / "a.json")
    (tmp_path / "b.json").write_bytes(b'{"_align_meta"')
    (tmp_path / "c.json").write_bytes(b"{}")
    (tmp_path / "folder").mkdir()
    found = {path.name: docs for path, docs in snapshots(tmp_path)}
    assert set(found) == {"a.json", "a.json.prev", "b.json"}
    assert found["b.json"] is None
    assert [doc["word"] for doc in found["a.json"] or []] == ["canary-0", "canary-1", "canary-2"]


def test_a_removed_workshop_leaves_nothing(tmp_path: Path) -> None:
    worn(tmp_path / "a.json")
    (tmp_path / "a.people.json").touch()
    (tmp_path / "a.door").touch()
    remove(tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []
