"""The workshop file from outside: its files, its lock, its opening and every way in which opening is refused."""

from __future__ import annotations

import itertools
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from align.errors import StoreError, StoreLocked
from align.storage import create, open_readonly, open_store
from align.storage import workshop_file as workshop_file_module
from align.storage.at_rest import write_at_rest
from align.storage.journal import Header, Op, header_line, ops_line
from tests.storage.faults import abandon

EVENTS = [{"type": "answer", "text": f"Ünter {n}"} for n in range(7)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workshop of seven events."""
    path = tmp_path / "orion-3.json"
    store = create(path)
    store.append(EVENTS, 0)
    store.close()
    return path


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A workshop of seven events whose host was killed: three in the snapshot, four single lines in the journal."""
    path = tmp_path / "orion-3.json"
    store = create(path)
    store.append(EVENTS[:3], 0)
    store.fold()
    for event in EVENTS[3:]:
        store.append([event], store.seq)
    abandon(store)
    return path


def log_of(path: Path) -> Path:
    return path.with_name(path.name + ".log")


def files_of(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if entry.suffix != ".lock"}


def read_all(path: Path) -> list[str]:
    store = open_store(path)
    try:
        return [event["text"] for event in store.read()]
    finally:
        store.close()


def test_a_workshop_reopens_with_all_its_events(path: Path) -> None:
    assert read_all(path) == [event["text"] for event in EVENTS]


def test_a_killed_hosts_workshop_reopens_with_all_its_events(crashed: Path) -> None:
    store = open_store(crashed)
    assert store.seq == 7
    assert store.warnings == ["The last host of orion-3.json was cut off. Nothing that it stored is lost (7 entries)."]
    store.close()
    store = open_store(crashed)
    assert store.warnings == []
    store.close()


def test_a_journal_cut_at_the_end_of_a_line_is_at_least_said(crashed: Path) -> None:
    for _ in range(4):
        edit_lines(crashed, lambda lines: lines[:-1])
        assert open_readonly(crashed).warnings
    store = open_store(crashed)
    assert "lost (3 entries)." in store.warnings[0]
    abandon(store)


def test_stock_tinydb_opens_and_queries_a_closed_workshop(path: Path) -> None:
    db = TinyDB(path, access_mode="r")
    assert db.table("events").get(where("text") == "Ünter 4") == {"type": "answer", "text": "Ünter 4", "seq": 5}
    assert db.table("events").get(doc_id=5) is not None
    db.close()


def test_tinydb_queries_work_on_an_open_workshop(path: Path) -> None:
    store = open_store(path)
    assert store.db.table("events").count(where("seq") > 5) == 2
    store.close()


def test_files_are_for_their_owner_alone_also_when_the_folder_is_new(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = create(tmp_path / "new" / "deep" / "a.json")
        store.append(EVENTS, 0)
        store.close()
    finally:
        os.umask(old)
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "new" / "deep").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "new" / "deep").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_closed_workshop_leaves_no_temporary_file(path: Path) -> None:
    assert sorted(files_of(path)) == ["orion-3.json", "orion-3.json.log", "orion-3.json.prev"]


def test_creating_over_a_workshop_is_refused(path: Path) -> None:
    before = files_of(path)
    with pytest.raises(StoreError, match="exists already"):
        create(path)
    assert files_of(path) == before
    (path.parent / "a.folder").mkdir()
    with pytest.raises(StoreError, match="exists already"):
        create(path.parent / "a.folder")
    assert not (path.parent / "a.folder.lock").exists(), "nothing is left beside what was there"


def test_creating_beside_an_orphaned_journal_with_answers_is_refused(crashed: Path) -> None:
    crashed.unlink()
    with pytest.raises(StoreError, match="holds answers of an earlier workshop"):
        create(crashed)


def test_creating_again_after_a_creation_cut_short_works(tmp_path: Path) -> None:
    (tmp_path / "a.json.log").write_bytes(header_line(Header(1, 0, "0" * 64)))
    (tmp_path / "a.json.tmp").write_bytes(b"half")
    create(tmp_path / "a.json").close()


def test_a_second_host_is_refused_with_a_plain_sentence_and_may_still_read(path: Path) -> None:
    store = open_store(path)
    with pytest.raises(StoreLocked, match="being hosted on this computer already"):
        open_store(path)
    assert open_readonly(path).seq == 7
    store.append([{"n": 8}], 7)
    assert open_readonly(path).seq == 8
    store.close()
    open_store(path).close()


def test_another_process_is_refused_too(path: Path) -> None:
    store = open_store(path)
    code = "import sys,pathlib\nfrom align.storage import open_store\nopen_store(pathlib.Path(sys.argv[1]))"
    found = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    store.close()
    assert found.returncode == 1
    assert "StoreLocked" in found.stderr


def test_a_reader_may_not_store(path: Path) -> None:
    store = open_readonly(path)
    with pytest.raises(StoreError, match="reading only"):
        store.append([{"n": 8}], 7)
    store.close()
    assert open_readonly(path).seq == 7


def test_an_unfinished_last_line_is_set_aside_with_a_warning(crashed: Path) -> None:
    whole = log_of(crashed).read_bytes()
    log_of(crashed).write_bytes(whole[:-9])
    reader = open_readonly(crashed)
    assert reader.seq == 6
    assert "The last line, being written or torn, is left out" in reader.warnings[0]
    store = open_store(crashed)
    assert store.seq == 6
    assert "orion-3.json.torn" in store.warnings[0]
    last = whole.splitlines(keepends=True)[-1]
    assert crashed.with_name("orion-3.json.torn").read_bytes() == last[:-9] + b"\n"
    store.append([EVENTS[6]], 6)
    store.close()
    assert read_all(crashed) == [event["text"] for event in EVENTS]


def edit_lines(path: Path, change: object) -> None:
    lines = log_of(path).read_bytes().splitlines(keepends=True)
    log_of(path).write_bytes(b"".join(change(lines)))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: [*lines[:2], b"x" + lines[2][1:], *lines[3:]], "line 3: the checksum does not fit"),
        (lambda lines: lines[:2] + lines[3:], "line 3: has the number 6 where 5 must follow"),
        (lambda lines: [*lines, lines[-1]], "line 6: has the number 7 where 8 must follow"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "line 2: has the number 5 where 4 must follow"),
        (lambda lines: lines[1:], "line 1: is not the first line"),
        (lambda lines: [], "has no first line"),
        (lambda lines: [lines[0][:-5]], "has no first line"),
        (lambda lines: [*lines[:-1], lines[-1].replace(b"\n", b"\0")[:-4], b"\n"], "seq"),
        (lambda lines: [*lines[:-2], lines[-2].replace(b"\n", b"*"), lines[-1]], "checksum"),
        (lambda lines: [*lines[:-2], lines[-2].replace(b"\n", b"*"), lines[-1][:-1]], "two lines run together"),
        (lambda lines: [lines[0].replace(b"false", b"true "), *lines[1:]], "line 1: the checksum"),
        (lambda lines: [header_line(Header(2, 3, "0" * 64, True)), *lines[1:]], "line 2: follows a journal that was"),
        (lambda lines: [header_line(Header(9, 3, "0" * 64)), *lines[1:]], "continues another state"),
        (lambda lines: [header_line(Header(2, 3, "0" * 64)), *lines[1:]], "continues another state"),
        (lambda lines: [*lines[:2], ops_line(5, [Op("events", "put", 5, {})]), *lines[2:4]], "5 where 6 must"),
    ],
)
def test_a_damaged_or_mixed_journal_is_refused_with_its_place(crashed: Path, change: object, sentence: str) -> None:
    edit_lines(crashed, change)
    before = files_of(crashed)
    if sentence == "seq":  # an unfinished last line, whatever it looks like, is set aside instead
        assert open_readonly(crashed).seq == 6
        return
    for opening in (open_store, open_readonly):
        with pytest.raises(StoreError, match=sentence) as caught:
            opening(crashed)
        assert "orion-3.json" in str(caught.value)
        assert str(caught.value).endswith(".")
    assert files_of(crashed) == before


def test_a_missing_journal_is_said(path: Path) -> None:
    log_of(path).unlink()
    store = open_store(path)
    assert store.seq == 7
    assert "orion-3.json.log is missing" in store.warnings[0]
    store.append([{"text": "8"}], 7)
    store.close()
    assert len(read_all(path)) == 8


def test_a_change_by_stock_tinydb_is_noticed_and_refused(path: Path) -> None:
    db = TinyDB(path)
    db.table("events").insert({"text": "sneaked in"})
    db.close()
    before = files_of(path)
    with pytest.raises(StoreError, match="another program changed it"):
        open_store(path)
    assert files_of(path) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"[1, 2]", "not a workshop file"),
        (b'{"_default": {"1": {"a": 1}}}', "not a workshop file"),
        (b'{"_align_meta": {"1": {"format": 1}}}', "JSON, but not a workshop"),
        (b'{"_align_meta": {"1": {"hash": "', "damaged"),
        (b'{"_align_meta":' + b"[" * 100_000, "damaged"),
        (b'{"_align_meta":{"1":{"a":1e999,"hash":"x"}}}', "StoreError|not"),
        (b"\0" * 4096, "not a workshop file"),
        (b"\xff\xfe", "not a workshop file"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    for opening in (open_store, open_readonly):
        with pytest.raises(StoreError, match=sentence):
            opening(path)
    assert files_of(path) == {"a.json": content}


def test_a_newer_format_is_refused_with_advice(path: Path) -> None:
    content = json.loads(path.read_text())
    store = open_readonly(path)
    assert store.seq == 7
    from align.storage.snapshot import seal

    meta = content.pop("_align_meta")["1"]
    del meta["hash"]
    path.write_bytes(seal(content, {**meta, "format": 2})[0])
    with pytest.raises(StoreError, match="Update align"):
        open_store(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "link.json").symlink_to(tmp_path / "folder.json")
    (tmp_path / "loose.json").symlink_to(tmp_path / "nowhere")
    for name, sentence in [
        ("folder", "is a folder"),
        ("pipe", "is a folder or a device"),
        ("link", "it is a link"),
        ("loose", "it is a link"),
        ("nothing", "There is no workshop"),
        ("nothing/deeper", "There is no workshop"),
    ]:
        with pytest.raises(StoreError, match=sentence):
            open_store(tmp_path / f"{name}.json")


def test_an_event_missing_in_the_middle_is_refused(path: Path) -> None:
    store = open_store(path)
    store.db.table("events").remove(doc_ids=[3])
    store.close()
    with pytest.raises(StoreError, match="no event number 3"):
        open_store(path)
    with pytest.raises(StoreError, match="no event number 3"):
        open_readonly(path)


def test_the_journal_is_folded_when_it_outgrows_the_snapshot(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop_file_module, "FOLD_BYTES", 2_000)
    store = open_store(path)
    sizes = []
    for _ in range(200):
        store.append([{"text": "x" * 50}], store.seq)
        sizes.append(log_of(path).stat().st_size)
    assert 2 < sum(b < a for a, b in itertools.pairwise(sizes)) < 12, "folds get rarer as the snapshot grows"
    assert json.loads(path.read_text())["_align_meta"]["1"]["seq"] > 100
    store.close()
    assert len(read_all(path)) == 207


def test_a_folder_that_a_service_copies_away_is_warned_of(tmp_path: Path) -> None:
    store = create(tmp_path / "OneDrive - Company" / "a.json")
    assert "copies away" in store.warnings[0]
    store.close()


@pytest.mark.skipif(not hasattr(os, "fdatasync"), reason="this system syncs by another call")
def test_an_append_costs_one_real_sync_of_the_journal_however_many_events_it_holds(
    tmp_path: Path, real_disk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fdatasync, fsync = os.fdatasync, os.fsync

    def noting(call: Callable[[int], None]) -> Callable[[int], None]:
        def sync(fd: int) -> None:
            synced.append(os.path.realpath(f"/proc/self/fd/{fd}").rpartition("/")[2])
            call(fd)

        return sync

    monkeypatch.setattr(os, "fdatasync", noting(fdatasync))
    monkeypatch.setattr(os, "fsync", noting(fsync))
    store = create(tmp_path / "a.json")
    assert tmp_path.name in synced, "the new names are made durable too"
    synced.clear()
    store.append(EVENTS, 0)
    store.append(EVENTS[:1], 7)
    assert synced == ["a.json.log", "a.json.log"]
    synced.clear()
    store.fold()
    assert synced == ["a.json.tmp", tmp_path.name, "a.json.log.tmp", tmp_path.name]
    store.close()


def test_a_file_written_at_rest_misses_no_journal_and_after_its_first_host_it_would(tmp_path: Path) -> None:
    path = tmp_path / "orion-3.json"
    write_at_rest(path, [{"text": "1"}], "0123456789abcdef")
    assert open_readonly(path).warnings == []
    store = open_store(path)
    assert store.warnings == []
    alone = tmp_path / "elsewhere" / "orion-3.json"
    alone.parent.mkdir()
    alone.write_bytes(path.read_bytes())
    store.append([{"text": "2"}], 1)
    store.close()
    assert "orion-3.json.log is missing" in open_readonly(alone).warnings[0]
