"""A process that stores until it is killed, and says what was acknowledged: `python -m tests.storage.killed_host`.

Arguments: path, workload (insert, edit, fold, withdraw, stock-insert, stock-edit), fault ("" or a planted one). Each
line on stdout is one acknowledgement; "ready" comes first.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from align.storage import open_store
from align.storage import workshop_file as module
from align.storage.osfs import OsFs

DOCS = 50


def text_of(number: int) -> str:
    """Return the text that event or version `number` carries: lengths vary."""
    return f"{number} " * random.Random(number).randrange(1, 60)


def say(number: int) -> None:
    os.write(1, b"%d\n" % number)


class InPlace(OsFs):
    """Planted: overwrites the target slowly instead of renaming."""

    def replace(self, source: Path, target: Path) -> None:
        with target.open("wb", buffering=0) as file:
            for byte in source.read_bytes():
                file.write(bytes([byte]))
        source.unlink()


class Unsynced(OsFs):
    """Planted: leaves all bytes to the system to write when it likes."""

    def sync(self, fd: int) -> None: ...


def insert(path: Path, fault: str, folding: bool) -> None:
    """Append batches of one to three events; a batch is acknowledged by its last number."""
    store = open_store(path, {"in place": InPlace, "no sync": Unsynced}.get(fault, OsFs)())
    os.write(1, b"ready\n")
    waiting: list[dict[str, Any]] = []
    while True:
        seq = store.seq + len(waiting)
        waiting += [{"text": text_of(seq + n)} for n in range(1, seq % 3 + 2)]
        if fault == "early ack" and len(waiting) < 300:
            say(store.seq + len(waiting))
            continue
        say(store.append(waiting, store.seq))
        waiting = []
        if folding:
            store.fold()


def edit(path: Path, fault: str) -> None:
    """Give one of fifty documents a new version after the other; the version is acknowledged. Folds now and then."""
    module.FOLD_BYTES = 20_000
    store = open_store(path, Unsynced() if fault == "no sync" else OsFs())
    table = store.db.table("notes")
    version = max((row["version"] for row in table), default=0)
    os.write(1, b"ready\n")
    while True:
        version += 1
        edit_once(table, version)
        say(version)


def withdraw(path: Path) -> None:
    """Store a document and take the one before it back, in turn; each is acknowledged. Folds now and then."""
    module.FOLD_BYTES = 20_000
    store = open_store(path)
    table = store.db.table("notes")
    step = max((2 * row["number"] - (len(table) == 2) for row in table), default=0)
    os.write(1, b"ready\n")
    while True:
        step += 1
        if step % 2:
            number = step // 2 + 1
            table.insert(Document({"number": number, "text": text_of(number)}, number))
        else:
            table.remove(doc_ids=[step // 2 - 1])
        say(step)


def stock(path: Path, workload: str) -> None:
    """Do the same with TinyDB's own JSONStorage."""
    db = TinyDB(path)
    table = db.table("events" if workload == "stock-insert" else "notes")
    number = len(table) if workload == "stock-insert" else max((row["version"] for row in table), default=0)
    os.write(1, b"ready\n")
    while True:
        number += 1
        if workload == "stock-insert":
            table.insert({"text": text_of(number), "seq": number})
        else:
            edit_once(table, number)
        say(number)


def edit_once(table: Any, version: int) -> None:
    row = {"version": version, "text": text_of(version)}
    if not table.update(row, doc_ids=[version % DOCS + 1]):
        table.insert(Document(row, version % DOCS + 1))


def main(path: str, workload: str, fault: str = "") -> None:
    """Run one workload for ever."""
    workloads: dict[str, Callable[[], None]] = {
        "insert": lambda: insert(Path(path), fault, folding=False),
        "edit": lambda: edit(Path(path), fault),
        "withdraw": lambda: withdraw(Path(path)),
        "fold": lambda: insert(Path(path), fault, folding=True),
        "stock-insert": lambda: stock(Path(path), "stock-insert"),
        "stock-edit": lambda: stock(Path(path), "stock-edit"),
    }
    workloads[workload]()


if __name__ == "__main__":
    main(*sys.argv[1:])
