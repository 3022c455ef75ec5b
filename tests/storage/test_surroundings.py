"""Full disks, file limits, read-only folders and second processes, as the operating system really makes them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.errors import StoreError, StoreLocked
from align.storage import create, open_readonly, open_store
from align.storage.loading import lock_path
from align.storage.osfs import OsFs
from tests.storage import disks
from tests.storage.faults import abandon
from tests.support.figures import EVERY, NIGHTLY, tell

NOBODY = 65534

FILLING = """
import resource, sys, pathlib
from align.errors import StoreError
from align.storage import open_store
limit = int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
store = open_store(pathlib.Path(sys.argv[1]))
notes = store.db.table("notes")
def add(number, text):
    store.append([{"text": text}], number)
def edit(number, text):
    notes.update({"version": number + 1, "text": text}, doc_ids=[number % 50 + 1]) or notes.insert(
        {"version": number + 1, "text": text})
there = {"add": lambda: store.seq, "edit": lambda: max((row["version"] for row in notes), default=0)}[sys.argv[3]]
one, number = globals()[sys.argv[3]], 0
while True:
    try:
        one(number, "x" * (number % int(sys.argv[4])))
    except StoreError as error:
        print(number, error)
        break
    number += 1
assert there() == number
try:
    one(number, "small")
except StoreError:
    pass
else:
    raise SystemExit("an event was taken after a failed write")
store.close()
"""
GOING_ON = """
from align.errors import StoreError
from align.storage.workshop_file import WorkshopFile
write, times = WorkshopFile._write, iter(range(3))
def goes_on(self, line):
    try:
        write(self, line)
    except StoreError:
        if next(times, None) is None:
            raise
        self._refusal = ""
WorkshopFile._write = goes_on
"""
"""Planted: three failed writes are taken for stored ones."""


def python(code: str, *arguments: object) -> str:
    """Run code in a process of its own; return its output."""
    found = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return found.stdout


@pytest.fixture(params=["tmpfs", "ext4"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    with disks.small(request.param, tmp_path / "disk") as folder:
        yield folder


def fill(folder: Path, work: str, runs: int, limit: int = 0, planted: str = "") -> list[str]:
    """Store until the disk (or the limit of a file's size) refuses, again and again; return what was wrong."""
    wrong = []
    for number in range(runs):
        path = folder / "a.json"
        create(path).close()
        acked, sentence = python(planted + FILLING, path, limit, work, (1_500 if limit else 6_000) + 13 * number).split(
            " ", 1
        )
        if ("may not grow further" if limit else "the disk is full") not in sentence:
            wrong.append(sentence)
        try:
            reader = open_readonly(path)
        except StoreError as error:
            wrong.append(str(error))
        else:
            found = reader.seq if work == "add" else max(row["version"] for row in reader.db.table("notes"))
            if found != int(acked) or found < 50:
                wrong.append(f"run {number}: {acked} acknowledged, {found} there")
        for file in folder.iterdir():
            if file.is_file():
                file.unlink()
    return wrong


@pytest.mark.parametrize("work", ["add", "edit"])
def test_at_a_file_size_limit_no_acknowledged_event_goes_and_no_refused_one_stays(tmp_path: Path, work: str) -> None:
    runs = 20 if NIGHTLY else 2
    wrong = fill(tmp_path, work, runs, limit=60_001)
    tell(f"7 disk full, file size limit, {work}", f"{runs} runs, {len(wrong)} wrong", EVERY)
    assert wrong == []


@pytest.mark.timeout(900)
@pytest.mark.parametrize("work", ["add", "edit"])
def test_on_a_full_disk_no_acknowledged_event_goes_and_no_refused_one_stays(small_disk: Path, work: str) -> None:
    runs = 20 if NIGHTLY else 1
    wrong = fill(small_disk, work, runs)
    tell(f"7 disk full, {kind_of(small_disk)}, {work}", f"{runs} runs, {len(wrong)} wrong", EVERY)
    assert wrong == []


def kind_of(folder: Path) -> str:
    """The file system that is mounted there."""
    (line,) = [line for line in Path("/proc/mounts").read_text().splitlines() if f" {folder} " in line]
    return line.split()[2]


@pytest.mark.parametrize("work", ["add", "edit"])
def test_a_host_that_goes_on_after_a_failed_write_is_found(tmp_path: Path, work: str) -> None:
    assert fill(tmp_path, work, 1, limit=60_001, planted=GOING_ON)


def test_a_disk_mounted_read_only_can_be_read_and_is_said_to_be_read_only(small_disk: Path) -> None:
    create(small_disk / "a.json").close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert open_readonly(small_disk / "a.json").seq == 0
    with pytest.raises(StoreError, match="read-only"):
        open_store(small_disk / "a.json")


READ_ONLY = """
import os, sys, pathlib
from align.errors import StoreError, StoreLocked
from align.storage import create, open_readonly, open_store
path = pathlib.Path(sys.argv[1])
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
print(open_readonly(path).seq)
for attempt in (open_store, lambda p: create(p.with_name("b.json")), lambda p: create(p.parent / "sub" / "b.json")):
    try:
        attempt(path)
    except StoreError as error:
        print(error)
"""


def test_a_read_only_folder_can_be_read_and_is_refused_in_plain_words_for_the_rest() -> None:
    folder = Path(tempfile.mkdtemp(prefix="align-ro-"))  # pytest's own folders are closed to other users
    try:
        path = folder / "a.json"
        store = create(path)
        store.append([{"n": 1}], 0)
        store.close()
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        seq, *sentences = python(READ_ONLY, path).splitlines()
        assert seq == "1"
        assert len(sentences) == 3
        assert all("you may not write to this file or its folder" in sentence for sentence in sentences)
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


WRITER = """
import sys, pathlib
from align.storage import open_store, workshop_file
workshop_file.FOLD_BYTES = 2_000
store = open_store(pathlib.Path(sys.argv[1]))
print("ready", flush=True)
while True:
    store.append([{"n": store.seq + n} for n in range(1, store.seq % 3 + 2)], store.seq)
"""


def test_reading_beside_a_host_that_stores_and_folds_at_full_speed_always_works(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    create(path).close()
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as host:
        try:
            assert host.stdout is not None
            assert host.stdout.readline() == b"ready\n"
            seen = 0
            for _ in range(300):
                found = open_readonly(path).read()
                assert [event["n"] for event in found] == list(range(1, len(found) + 1))
                assert len(found) >= seen
                seen = len(found)
        finally:
            host.kill()
    tell("reading beside a host", f"300 reads, up to {seen} events", EVERY)
    assert seen > 0


RACER = """
import sys, pathlib
from align.errors import StoreLocked
from align.storage import open_store
sys.stdin.readline()
try:
    store = open_store(pathlib.Path(sys.argv[1]))
except StoreLocked:
    print("refused", flush=True)
else:
    print("hosts", flush=True)
    sys.stdin.readline()
    store.append([{"n": 1}], store.seq)
    store.close()
"""


def test_of_hosts_that_start_together_exactly_one_gets_the_workshop(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    create(path).close()
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    said = []
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    for racer in racers:
        assert racer.stdout is not None
        said.append(racer.stdout.readline().strip())
    for racer in racers:
        racer.communicate("end\n")
    assert sorted(said) == ["hosts", "refused", "refused", "refused"]
    assert open_readonly(path).seq == 1


def test_without_the_lock_two_hosts_would_damage_each_other(tmp_path: Path) -> None:
    class NoLock(OsFs):
        def lock(self, fd: int) -> bool:
            return True

    path = tmp_path / "a.json"
    create(path).close()
    one, two = open_store(path, NoLock()), open_store(path, NoLock())
    one.append([{"n": 1}], 0)
    two.append([{"n": 1}], 0)
    one.close()
    two.close()
    with pytest.raises((StoreError, AssertionError)):
        assert open_store(path).seq == 2


def test_a_folder_deleted_under_a_host_is_written_anew_before_the_next_acknowledgement(tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "a.json"
    store = create(path, events=[{"text": "a"}])
    shutil.rmtree(path.parent)
    store.append([{"text": "b"}], 1)
    reader = open_readonly(path)
    assert [event["text"] for event in reader.read()] == ["a", "b"]
    with pytest.raises(StoreLocked):
        open_store(path)
    assert "written anew" in store.warnings[-1]
    store.close()


def test_a_deleted_lock_lets_a_second_host_in_and_the_first_one_writes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    first = create(path, events=[{"text": "a"}])
    first.append([{"text": "b"}], 1)
    lock_path(path).unlink()
    second = open_store(path)
    with pytest.raises(StoreLocked):
        first.append([{"text": "from the first"}], 2)
    second.append([{"text": "c"}], 2)
    first.close()
    second.append([{"text": "d"}], 3)
    second.close()
    assert [event["text"] for event in open_readonly(path).read()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("proper", [True, False])
def test_a_second_host_that_came_and_went_is_not_written_over(tmp_path: Path, proper: bool) -> None:
    path = tmp_path / "a.json"
    first = create(path, events=[{"text": "a"}])
    lock_path(path).unlink()
    second = open_store(path)
    second.append([{"text": "b"}], 1)
    if proper:
        second.close()
    else:
        abandon(second)
    with pytest.raises(StoreError, match="another host"):
        first.append([{"text": "from the first"}], 1)
    first.close()
    assert [event["text"] for event in open_readonly(path).read()] == ["a", "b"]


def test_a_deleted_lock_with_nobody_else_is_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    store = create(path, events=[{"text": "a"}])
    lock_path(path).unlink()
    store.append([{"text": "b"}], 1)
    with pytest.raises(StoreLocked):
        open_store(path)
    store.close()
    assert open_readonly(path).seq == 2
