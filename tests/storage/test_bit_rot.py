"""Every damaged byte of a small workshop: recovered, or refused with its place; never other data, never silence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest

from align.errors import StoreError
from align.storage import create, journal, loading, open_readonly, open_store
from tests.storage.faults import QuickFs, abandon
from tests.support.figures import EVERY, NIGHTLY, tell

EVENTS = [{"text": f"Ünter {n}", "by": f"p{n}"} for n in range(7)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three events in the snapshot; one, then two together, then one in the journal of a killed host."""
    path = tmp_path / "w" / "a.json"
    store = create(path)
    store.append(EVENTS[:3], 0)
    store.fold()
    store.append(EVENTS[3:4], 3)
    store.append(EVENTS[4:6], 4)
    store.append(EVENTS[6:], 6)
    abandon(store)
    return path


def damages(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield kind and bytes: flips, cuts at both ends, a lost byte, a doubled byte, zeroed bytes."""
    for at in range(len(data)):
        for bit in range(8) if NIGHTLY else ((at * 5) % 8,):
            yield "flip", data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]
        yield "cut", data[:at]
        yield "lost byte", data[:at] + data[at + 1 :]
        yield "doubled byte", data[:at] + data[at : at + 1] + data[at:]
        yield "cut", data[:at] + b"\0" * (len(data) - at)
        yield "hole", data[:at] + b"\0" * 20 + data[at + 20 :]
        yield "lost beginning", data[at + 1 :]


def line_damages(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every journal with one line lost, doubled, or swapped with another."""
    lines = data.splitlines(keepends=True)
    for i in range(len(lines)):
        yield "lost line", b"".join(lines[:i] + lines[i + 1 :])
        yield "doubled line", b"".join(lines[: i + 1] + lines[i:])
        for j in range(i):
            swapped = lines.copy()
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield "swapped lines", b"".join(swapped)


def verdict(path: Path, whole: list[dict[str, Any]], kind: str) -> str:
    """Open a damaged workshop and judge: "recovered", "refused", "last set aside", or what is wrong."""
    try:
        store = open_readonly(path)
    except StoreError as error:
        named = path.name in str(error)
        return "refused" if named and str(error).endswith(".") else f"WRONG: no place in {error}"
    if store.read() == whole:
        return "recovered"
    if not any("its last host was cut off" in warning for warning in store.warnings):
        return f"WRONG: nobody was told of {kind}"
    if store.read() == whole[:-1]:
        return "last set aside"
    # A file cut short is what a crash before its last lines would have left: only the unclean end can be told. A hole
    # over the end of a line makes one unfinished line of the last two, set aside together.
    return (
        "cut short"
        if kind in ("cut", "hole") and store.read() == whole[: store.seq]
        else f"WRONG: {kind}, {store.read()}"
    )


def tally(path: Path, target: Path, versions: Iterator[tuple[str, bytes]]) -> dict[str, int]:
    whole = open_readonly(path).read()
    good = target.read_bytes()
    counts: dict[str, int] = {}
    for kind, damaged in versions:
        if damaged != good:
            overwrite(target, damaged)
            found = verdict(path, whole, kind)
            counts[found] = counts.get(found, 0) + 1
    overwrite(target, good)
    return counts


def overwrite(target: Path, data: bytes) -> None:
    """Put other bytes into a file; ext4 would flush one that is emptied first, each time."""
    with target.open("r+b") as file:
        file.write(data)
        file.truncate()


def _tallied(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def wrong(counts: dict[str, int]) -> list[str]:
    return [found for found in counts if found.startswith("WRONG")]


def test_no_damage_to_the_journal_is_served_as_data(path: Path) -> None:
    log = loading.log_path(path)
    counts = tally(path, log, damages(log.read_bytes()))
    lines = tally(path, log, line_damages(log.read_bytes()))
    tell("10 bit rot, journal", f"{_tallied(counts)}; lines: {_tallied(lines)}", EVERY)
    assert wrong(counts) == wrong(lines) == []
    assert counts["refused"] > 1_000
    assert counts["last set aside"] > 100
    assert lines == {"refused": lines["refused"], "last set aside": 1}


def test_no_damage_to_the_snapshot_is_served_as_data(path: Path) -> None:
    counts = tally(path, path, damages(path.read_bytes()))
    tell("10 bit rot, snapshot", _tallied(counts), EVERY)
    assert set(counts) == {"refused"}


def test_a_refusal_names_the_damaged_line(path: Path) -> None:
    log = loading.log_path(path)
    good = log.read_bytes()
    ends = [match.end() for match in re.finditer(rb"\n", good)]
    for at in range(ends[-2] - 1):
        overwrite(log, good[:at] + bytes([good[at] ^ 0x01]) + good[at + 1 :])
        line = next(number for number, end in enumerate(ends, 1) if at < end)
        with pytest.raises(StoreError, match=rf"a\.json\.log, line {line}: "):
            open_readonly(path)


def test_opening_for_writing_sets_the_last_line_aside_byte_for_byte(path: Path, tmp_path: Path) -> None:
    log = loading.log_path(path)
    good = log.read_bytes()
    begin = good.rindex(b"\n", 0, -1) + 1
    for _, damaged in damages(good):
        if damaged.startswith(good) or damaged[:begin] != good[:begin] or len(damaged) == begin:
            continue
        copy = tmp_path / "copy" / "a.json"
        shutil.copytree(path.parent, copy.parent)
        loading.log_path(copy).write_bytes(damaged)
        try:
            store = open_store(copy, QuickFs())
        except StoreError:
            pass
        else:
            assert store.seq == 6
            assert "unfinished" in store.warnings[0]
            assert loading.torn_path(copy).read_bytes().rstrip(b"\n") == damaged[begin:].rstrip(b"\n")
            assert loading.log_path(copy).read_bytes() == good[:begin]
            abandon(store)
        shutil.rmtree(copy.parent)


def trusting(line: bytes) -> list[Any]:
    """Read a line without comparing its checksum."""
    try:
        fields = msgspec.json.decode(line.rpartition(b"\t")[0])
    except ValueError:
        raise journal._BadLineError("is no JSON") from None
    if not isinstance(fields, list) or not fields:
        raise journal._BadLineError("is no record")
    return fields


def test_a_journal_read_without_checksums_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_opened", trusting)
    log = loading.log_path(path)
    assert wrong(tally(path, log, islice(damages(log.read_bytes()), 0, None, 5)))


def test_a_snapshot_read_without_its_hash_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from align.storage.snapshot import parts

    monkeypatch.setattr(loading, "unseal", parts)
    assert wrong(tally(path, path, islice(damages(path.read_bytes()), 0, None, 5)))
