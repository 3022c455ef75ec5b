"""Real hosts killed, or their disk's power cut, at random moments: all that was acknowledged is there afterwards.

A kill leaves what the system holds in memory; a power cut leaves what had reached the disk, which needs root and ext4.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import TinyDB

from align.errors import StoreError
from align.storage import create, open_store
from tests.storage.disks import Disk, ext4
from tests.storage.killed_host import DOCS, text_of
from tests.support.figures import SEED, tell

WORKLOADS = ("insert", "insert-2000", "edit", "edit-2000", "withdraw", "fold")
"""What hosts do when they are killed; "-2000": on top of so many events."""
ON_DISK = ("insert", "edit", "fold")


def kill_once(path: Path, workload: str, fault: str, seconds: float, disk: Disk | None = None) -> tuple[int, int]:
    """Run a host, end it (with its disk's power) after `seconds` of storing.

    Return the last number that it had acknowledged before, and the last one that it came to say at all: without power
    nobody hears any more.
    """
    command = [sys.executable, "-m", "tests.storage.killed_host", str(path), workload, fault]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as host:
        assert host.stdout is not None and host.stderr is not None
        ready = host.stdout.readline()
        if ready == b"ready\n":
            time.sleep(seconds)  # the random moment itself, not a wait for something
        os.set_blocking(host.stdout.fileno(), False)
        heard = host.stdout.read() or b""
        if disk is not None:
            disk.cut()
        host.kill()
        host.wait()
        said = heard + (host.stdout.read() or b"")
        trouble = host.stderr.read().decode()
    if disk is not None:
        disk.start_again()
    if ready != b"ready\n":
        raise StoreError(trouble.splitlines()[-1])
    if disk is None:
        heard = said  # a pipe outlives its writer
    return last_of(heard), last_of(said)


def last_of(lines: bytes) -> int:
    """The number on the last whole line, 0 without one."""
    whole = lines[: lines.rfind(b"\n") + 1].split()
    return int(whole[-1]) if whole else 0


def lost_events(path: Path, acked: int, said: int) -> tuple[str, int]:
    """(what is wrong with a workshop whose host had acknowledged events up to `acked`, the last number that is there)

    A host that came to say `said` may have stored one step more.
    """
    store = open_store(path)
    found = store.read()
    store.close()
    newest = json.loads(path.read_text())["_align_meta"]["1"]["seq"]
    if [event["text"] for event in found] != [text_of(seq) for seq in range(1, len(found) + 1)]:
        return "an event is not what was stored", newest
    if len(found) < acked:
        return f"{acked - len(found)} acknowledged events are lost", newest
    return f"{len(found)} events where at most {said + 3} were sent" if len(found) > said + 3 else "", newest


def lost_edits(path: Path, acked: int, said: int) -> tuple[str, int]:
    """The same for documents edited up to version `acked`."""
    rows = notes_of(path)
    newest = max((int(str(row["version"])) for row in rows.values()), default=0)
    if not acked <= newest <= said + 1:
        return f"version {newest} is there, {acked} was acknowledged", newest
    for version in range(max(1, newest - DOCS + 1), newest + 1):
        if rows.get(version % DOCS + 1) != {"version": version, "text": text_of(version)}:
            return f"version {version} of {newest} is lost or another", newest
    return "", newest


def lost_withdrawals(path: Path, acked: int, said: int) -> tuple[str, int]:
    """The same for documents stored and taken back in turn, in `acked` steps."""
    rows = notes_of(path)
    newest = max((2 * doc_id - (len(rows) == 2 or doc_id == 1) for doc_id in rows), default=0)
    if newest == 1 and acked == 2:
        newest = 2  # the second step takes back nothing: it leaves what the first one left
    kept = {number for number in (newest // 2, (newest + 1) // 2) if number > 0}
    if not acked <= newest <= said + 1 or rows != {n: {"number": n, "text": text_of(n)} for n in kept}:
        return f"step {newest} with {sorted(rows)} is there, {acked} was acknowledged", newest
    return "", newest


def notes_of(path: Path) -> dict[int, dict[str, object]]:
    store = open_store(path)
    rows = {row.doc_id: dict(row) for row in store.db.table("notes")}
    store.close()
    return rows


JUDGES: dict[str, Callable[[Path, int, int], tuple[str, int]]] = {"edit": lost_edits, "withdraw": lost_withdrawals}


def run_kills(
    folder: Path, workload: str, kills: int, fault: str = "", fresh_after: int = 10, disk: Disk | None = None
) -> tuple[int, list[str]]:
    """End a host `kills` times, `fresh_after` times a workshop; return acknowledgements and what was wrong.

    With a planted fault the first thing that is wrong is enough.
    """
    chance, acked, total, wrong = random.Random(SEED), 0, 0, []
    workload, _, there = workload.partition("-")
    path = folder / "a.json"
    judge = JUDGES.get(workload, lost_events)

    def begin() -> int:
        shutil.rmtree(folder, ignore_errors=True)
        create(path, events=[{"text": text_of(seq)} for seq in range(1, int(there or 0) + 1)]).close()
        return int(there or 0) if judge is lost_events else 0

    for number in range(kills):
        if number % fresh_after == 0:
            acked = begin()
        before = acked
        try:
            heard, said = kill_once(path, workload, fault, chance.uniform(0, 0.1), disk)
            acked = max(heard, acked)
            problem, newest = judge(path, acked, max(said, acked))
            total += acked - before
            acked = newest  # what was in flight and is there now stays there
        except StoreError as error:
            problem = str(error)
        if problem:
            wrong.append(f"{number} of seed {SEED}: {problem}")
            if fault:
                break
            acked = begin()
    return total, wrong


# ---- killed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workload", WORKLOADS)
def test_ten_kills_lose_nothing(tmp_path: Path, workload: str) -> None:
    total, wrong = run_kills(tmp_path / "w", workload, 10)
    tell(f"1 kill -9, {workload}", f"10 kills, {total} acks, {len(wrong)} wrong")
    assert wrong == []
    assert total > 0


@pytest.mark.parametrize(("workload", "fault"), [("insert", "early ack"), ("fold", "in place")])
def test_a_planted_fault_is_found(tmp_path: Path, workload: str, fault: str) -> None:
    wrong = run_kills(tmp_path / "w", workload, 80, fault)[1]
    tell(f"1 kill -9, {workload}, planted: {fault}", f"found: {wrong}")
    assert wrong


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("workload", WORKLOADS)
def test_thousands_of_kills_lose_nothing(tmp_path: Path, workload: str) -> None:
    total, wrong = run_kills(tmp_path / "w", workload, 400)
    tell(f"1 kill -9, {workload}", f"400 kills, {total} acks, {len(wrong)} wrong")
    assert wrong == []


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_the_same_harness_breaks_tinydbs_own_storage(tmp_path: Path) -> None:
    """Edits through JSONStorage overwrite the file in place: some kills leave it unreadable."""
    chance, unreadable = random.Random(SEED), 0
    for number in range(300):
        path = tmp_path / f"{number}.json"
        kill_once(path, "stock-edit", "", chance.uniform(0, 0.1))
        unreadable += not readable(path)
    tell("1 kill -9, TinyDB's JSONStorage, edit", f"{unreadable} of 300 unreadable")
    assert unreadable > 0


def readable(path: Path) -> bool:
    """Say whether TinyDB still reads its own file."""
    with closing(TinyDB(path, access_mode="r")) as db:
        try:
            db.tables()
        except ValueError:
            return False
    return True


# ---- the power cut -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workload", ON_DISK)
def test_five_power_cuts_on_ext4_lose_nothing(tmp_path: Path, real_disk: None, workload: str) -> None:
    with ext4(tmp_path / "disk") as disk:
        total, wrong = run_kills(disk.folder / "w", workload, 5, disk=disk)
    tell(f"4 power cut on ext4, {workload}", f"5 cuts, {total} acks, {len(wrong)} wrong")
    assert wrong == []
    assert total > 0


@pytest.mark.parametrize("workload", ON_DISK)
def test_without_the_syncs_power_cuts_on_ext4_are_found_to_lose_events(
    tmp_path: Path, real_disk: None, workload: str
) -> None:
    with ext4(tmp_path / "disk") as disk:
        total, wrong = run_kills(disk.folder / "w", workload, 40, "no sync", fresh_after=1, disk=disk)
    tell(f"4 power cut on ext4, {workload}, planted: no sync", f"found: {wrong}; {total} acks")
    assert wrong


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("workload", ON_DISK)
def test_two_hundred_power_cuts_on_ext4_lose_nothing(tmp_path: Path, real_disk: None, workload: str) -> None:
    with ext4(tmp_path / "disk") as disk:
        total, wrong = run_kills(disk.folder / "w", workload, 200, disk=disk)
    tell(f"4 power cut on ext4, {workload}", f"200 cuts, {total} acks, {len(wrong)} wrong")
    assert wrong == []


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_power_cuts_on_ext4_break_tinydbs_own_storage(tmp_path: Path) -> None:
    chance, unreadable = random.Random(SEED), 0
    with ext4(tmp_path / "disk") as disk:
        for number in range(50):
            path = disk.folder / f"{number}.json"
            TinyDB(path).close()
            subprocess.run(["sync", "-f", str(disk.folder)], check=True)
            kill_once(path, "stock-edit", "", chance.uniform(0, 0.1), disk)
            unreadable += not readable(path)
            path.unlink()
    tell("4 power cut on ext4, TinyDB's JSONStorage, edit", f"{unreadable} of 50 unreadable")
    assert unreadable > 0
