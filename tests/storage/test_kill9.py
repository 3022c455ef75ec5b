"""Real hosts killed with SIGKILL at random moments: every acknowledged answer is there when the next one opens."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import TinyDB

from align.errors import StoreError
from align.storage import create, open_store
from tests.storage.faults import say
from tests.storage.killed_host import DOCS, text_of

SEED = int(os.environ.get("ALIGN_SEED", "20"))


def kill_once(path: Path, workload: str, fault: str, seconds: float) -> int:
    """Run a host, kill it after `seconds` of storing, and return the last number it acknowledged (0 if none)."""
    command = [sys.executable, "-m", "tests.storage.killed_host", str(path), workload, fault]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as host:
        assert host.stdout is not None and host.stderr is not None
        ready = host.stdout.readline()
        if ready == b"ready\n":
            time.sleep(seconds)  # the random moment itself, not a wait for something
        host.kill()
        lines = host.stdout.read().splitlines()
        if ready != b"ready\n":
            raise StoreError(host.stderr.read().decode().splitlines()[-1])
    return int(lines[-1]) if lines else 0


def lost_events(path: Path, acked: int) -> str:
    """Return what is wrong with a workshop whose host had acknowledged events up to `acked`, "" when nothing is."""
    store = open_store(path)
    found = store.read()
    store.close()
    if [event["text"] for event in found] != [text_of(seq) for seq in range(1, len(found) + 1)]:
        return "an event is not what was stored"
    if len(found) < acked:
        return f"{acked - len(found)} acknowledged events are lost"
    return f"{len(found)} events where at most {acked + 3} were sent" if len(found) > acked + 3 else ""


def lost_edits(rows: dict[int, dict[str, object]], acked: int) -> str:
    """Return what is wrong with documents edited up to version `acked`, or one further, in flight."""
    newest = max((int(str(row["version"])) for row in rows.values()), default=0)
    if newest not in (acked, acked + 1):
        return f"version {newest} is there, {acked} was acknowledged"
    for version in range(max(1, newest - DOCS + 1), newest + 1):
        if rows.get(version % DOCS + 1) != {"version": version, "text": text_of(version)}:
            return f"version {version} of {newest} is lost or another"
    return ""


def run_kills(folder: Path, workload: str, kills: int, fault: str = "", fresh_after: int = 10) -> tuple[int, list[str]]:
    """Kill a host `kills` times, `fresh_after` times a workshop; return acknowledgements and what was wrong."""
    chance, acked, total, wrong = random.Random(SEED), 0, 0, []
    path = folder / "a.json"
    for number in range(kills):
        if number % fresh_after == 0:
            shutil.rmtree(folder, ignore_errors=True)
            create(path).close()
            acked = 0
        before = acked
        try:
            acked = max(kill_once(path, workload, fault, chance.uniform(0, 0.1)), acked)
            if workload == "edit":
                store = open_store(path)
                problem = lost_edits({row.doc_id: dict(row) for row in store.db.table("notes")}, acked)
                newest = max((row["version"] for row in store.db.table("notes")), default=0)
                store.close()
            else:
                problem = lost_events(path, acked)
                newest = json.loads(path.read_text())["_align_meta"]["1"]["seq"]
            total += acked - before
            acked = newest  # what was in flight and is there now stays there
        except StoreError as error:
            problem = str(error)
        if problem:
            wrong.append(f"kill {number} of seed {SEED}: {problem}")
            shutil.rmtree(folder)
            create(path).close()
            acked = 0
    return total, wrong


@pytest.mark.parametrize("workload", ["insert", "edit", "fold"])
def test_twenty_kills_lose_nothing(tmp_path: Path, workload: str) -> None:
    begin = time.perf_counter()
    total, wrong = run_kills(tmp_path / "w", workload, 20)
    say(f"kill -9, {workload}: seed {SEED}, 20 kills, {total} acks, {time.perf_counter() - begin:.1f} s")
    assert wrong == []
    assert total > 0


@pytest.mark.parametrize(("workload", "fault"), [("insert", "early ack"), ("fold", "in place")])
def test_a_planted_fault_is_found(tmp_path: Path, workload: str, fault: str) -> None:
    assert run_kills(tmp_path / "w", workload, 8, fault)[1]


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("workload", "kills"), [("insert", 700), ("edit", 700), ("fold", 600)])
def test_two_thousand_kills_lose_nothing(tmp_path: Path, workload: str, kills: int) -> None:
    begin = time.perf_counter()
    total, wrong = run_kills(tmp_path / "w", workload, kills)
    say(f"kill -9, {workload}: seed {SEED}, {kills} kills, {total} acks, {time.perf_counter() - begin:.1f} s")
    assert wrong == []


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_the_same_harness_breaks_tinydbs_own_storage(tmp_path: Path) -> None:
    """Edits through JSONStorage overwrite the file in place: some kills leave it unreadable."""
    chance, unreadable, begin = random.Random(SEED), 0, time.perf_counter()
    for number in range(300):
        path = tmp_path / f"{number}.json"
        kill_once(path, "stock-edit", "", chance.uniform(0, 0.1))
        with closing(TinyDB(path, access_mode="r")) as db:
            try:
                db.tables()
            except ValueError:
                unreadable += 1
    say(f"kill -9, JSONStorage: seed {SEED}, {unreadable} of 300 unreadable, {time.perf_counter() - begin:.1f} s")
    assert unreadable > 0
