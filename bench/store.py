"""What one durable answer costs, against the bare disk and other stores, in turn: `python -m bench.store [folder]`.

Each figure is a ratio inside one alternated run, so that a busy machine slows all alike. Takes about a minute.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from align.storage import create, open_store

SIZES = (0, 1_000, 10_000, 50_000)
ROUNDS = 200
STOCK_ROUNDS = {0: 200, 1_000: 100, 10_000: 15, 50_000: 5}  # its cost grows with the file
WAITING = 50


def event(number: int) -> dict[str, Any]:
    """An answer of a usual size, about 220 bytes as JSON."""
    return {
        "type": "answer-given",
        "id": f"{number:032x}",
        "prompt": "response-time",
        "author": f"p{number % 300}",
        "region": "apac",
        "text": "We answer within one working day, in the sender's time zone; urgent things by phone.",
        "importance": number % 7,
    }


@dataclass
class Series:
    """Milliseconds of one contestant at one size, and the ratio of each to the bare write just before it."""

    name: str
    events: int = 1
    """How many events one call stores."""
    milliseconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def row(self, size: int) -> str:
        """Return a line of the Markdown table."""
        ordered = sorted(self.milliseconds)
        p50, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
        cells = [f"{size:,}", self.name, f"{p50:.3f}", f"{p99:.2f}", f"{1000 / p50 * self.events:,.0f}"]
        return "| " + " | ".join([*cells, f"**{statistics.median(self.ratios):.2f}**"]) + " |"


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long `act` takes."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


class Bare:
    """The physical limit: append the same bytes to a file and sync."""

    def __init__(self, folder: Path) -> None:
        self.fd = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.sync = getattr(os, "fdatasync", os.fsync)
        self.number = 0

    def one(self) -> None:
        self.number += 1
        os.write(self.fd, json.dumps(event(self.number)).encode() + b"\n")
        self.sync(self.fd)


class Align:
    """Our store."""

    def __init__(self, folder: Path, size: int) -> None:
        path = folder / f"align-{size}.json"
        store = create(path)
        for begin in range(0, size, 1_000):
            store.append([event(number) for number in range(begin, min(begin + 1_000, size))], store.seq)
        store.close()
        self.path = path
        self.store = open_store(path)

    def one(self) -> None:
        self.store.append([event(self.store.seq)], self.store.seq)

    def many(self) -> None:
        """Store what fifty writers wait for."""
        seq = self.store.seq
        self.store.append([event(seq + n) for n in range(WAITING)], seq)


class Sqlite:
    """SQLite with a write-ahead log that is synced at each commit."""

    def __init__(self, folder: Path, size: int) -> None:
        self.db = sqlite3.connect(folder / f"sqlite-{size}.db", isolation_level=None)
        self.db.execute("pragma journal_mode=wal")
        self.db.execute("pragma synchronous=full")
        self.db.execute("create table events (seq integer primary key, doc text)")
        self.db.execute("begin")
        rows = ((json.dumps(event(number)),) for number in range(size))
        self.db.executemany("insert into events (doc) values (?)", rows)
        self.db.execute("commit")
        self.number = size

    def one(self) -> None:
        self.number += 1
        self.db.execute("insert into events (doc) values (?)", (json.dumps(event(self.number)),))

    def each(self) -> None:
        """Store what fifty writers wait for, each with a commit of their own."""
        for _ in range(WAITING):
            self.one()

    def many(self) -> None:
        """Store it in one transaction."""
        self.db.execute("begin")
        self.each()
        self.db.execute("commit")


class Stock:
    """TinyDB as it comes."""

    def __init__(self, folder: Path, size: int) -> None:
        self.db = TinyDB(folder / f"stock-{size}.json")
        self.db.table("events").insert_multiple(event(number) for number in range(size))
        self.number = size

    def one(self) -> None:
        self.number += 1
        self.db.table("events").insert(event(self.number))


def compare(folder: Path, size: int) -> list[Series]:
    """Measure one event on top of `size`, each contestant just after a bare write."""
    bare, ours, sqlite = Bare(folder), Align(folder, size), Sqlite(folder, size)
    contestants: list[tuple[Series, Callable[[], object], int]] = [
        (Series("align"), ours.one, ROUNDS),
        (Series("SQLite, WAL, synchronous=FULL"), sqlite.one, ROUNDS),
    ]
    contestants += [
        (Series("TinyDB JSONStorage"), Stock(folder, size).one, STOCK_ROUNDS[size]),
        (Series(f"align, {WAITING} writers waiting", WAITING), ours.many, ROUNDS // 4),
        (Series(f"SQLite, {WAITING} writers waiting, a commit each", WAITING), sqlite.each, ROUNDS // 4),
        (Series(f"SQLite, {WAITING} writers waiting, one commit", WAITING), sqlite.many, ROUNDS // 4),
    ]
    alone = Series("bare append + fdatasync")
    for number in range(ROUNDS):
        for series, act, rounds in contestants:
            if number < rounds:
                limit = milliseconds(bare.one)
                alone.milliseconds.append(limit)
                alone.ratios.append(1.0)
                series.milliseconds.append(milliseconds(act))
                series.ratios.append(series.milliseconds[-1] / limit)
    ours.store.close()
    return [alone, *(series for series, _, _ in contestants)]


def opening(folder: Path) -> str:
    """Return a sentence on opening the largest workshop, against stock TinyDB reading the same file."""
    path = folder / f"align-{SIZES[-1]}.json"
    ours, stock = [], []
    for _ in range(5):
        ours.append(milliseconds(lambda: open_store(path).close()))
        stock.append(milliseconds(lambda: len(TinyDB(path, access_mode="r").table("events"))))
    left, right = statistics.median(ours), statistics.median(stock)
    return (
        f"Opening, checking and closing {SIZES[-1]:,} events: {left:.0f} ms; "
        f"stock TinyDB only parses the same file in {right:.0f} ms (ratio {left / right:.2f})."
    )


def main() -> None:
    """Print the table."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=where, prefix="align-bench-") as name:
        folder = Path(name)
        print("| stored | store | p50 ms | p99 ms | events/s | a call × bare (median of pairs) |")
        print("|---:|---|---:|---:|---:|---:|")
        ours: dict[int, float] = {}
        for size in SIZES:
            found = compare(folder, size)
            ours[size] = statistics.median(found[1].ratios)
            for series in found:
                print(series.row(size), flush=True)
        print()
        print(f"Growth of align from 0 to {SIZES[-1]:,}: × {ours[SIZES[-1]] / ours[0]:.2f}.")
        print(opening(folder))


if __name__ == "__main__":
    main()
