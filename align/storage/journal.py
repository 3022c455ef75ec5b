"""The journal's text: numbered, checksummed lines bound to one snapshot. Bytes in, operations out; no file is touched.

A line is `[seq,table,op,id,doc]` TAB crc32. What was stored together stands on one line, four more fields for each
further operation, so that a crash keeps all of it or none. The first line names the snapshot it continues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, cast
from zlib import crc32

import msgspec

from align.errors import StoreError
from align.language import mark
from align.storage.values import check_document, dumps

FORMAT = 1
_MAGIC = "align-journal"
_WIDTH = 4

Tables = dict[str, dict[str, dict[str, Any]]]
"""What TinyDB calls its tables: name -> document id in decimal -> document."""
Kind = Literal["put", "del", "clear", "drop"]


class Op(NamedTuple):
    """One change: put or delete document `id`, make `table` exist and be empty ("clear"), or remove it ("drop")."""

    table: str
    kind: Kind
    id: int = 0
    doc: dict[str, Any] | None = None


@dataclass(frozen=True)
class Header:
    """Which snapshot the journal continues: its generation, its last number and its hash.

    `closed` says that a host ended properly here: nothing follows. Without it an empty journal may be a lost one.
    """

    generation: int
    seq: int
    hash: str
    closed: bool = False


@dataclass(frozen=True)
class Scan:
    """A journal as read: whole lines up to byte `good`, ending at number `seq`; `torn` is an unfinished last line."""

    header: Header
    ops: list[Op]
    seq: int
    good: int
    torn: bytes


class DamagedJournalError(StoreError):
    """A journal is damaged after its first `good` bytes; the text names file and line."""

    def __init__(self, text: str, good: int) -> None:
        super().__init__(text)
        self.good = good


class _BadLineError(Exception):
    """A line that is not what was written; the text says why."""


def apply(tables: Tables, op: Op) -> None:
    """Change `tables` by one operation."""
    if op.kind == "put":
        tables.setdefault(op.table, {})[str(op.id)] = op.doc or {}
    elif op.kind == "del":
        tables.get(op.table, {}).pop(str(op.id), None)
    elif op.kind == "clear":
        tables[op.table] = {}
    else:
        tables.pop(op.table, None)


def header_line(header: Header) -> bytes:
    """Return the first line of a journal."""
    return _sealed([_MAGIC, FORMAT, header.generation, header.seq, header.hash, header.closed])


def ops_line(first_seq: int, ops: Sequence[Op]) -> bytes:
    """Return the line that stores `ops` together, the first numbered `first_seq`; StoreError if one is no JSON."""
    fields: list[Any] = [first_seq]
    for op in ops:
        if op.doc is not None:
            check_document(op.doc)
        fields.extend(op)
    return _sealed(fields)


def as_read(line: bytes, ops: Sequence[Op]) -> list[Op]:
    """Return `ops`, of which `ops_line` made `line`, with the documents that a later reading will find there."""
    documents = msgspec.json.decode(line.rpartition(b"\t")[0])[_WIDTH::_WIDTH]
    return [Op(op.table, op.kind, op.id, doc) for op, doc in zip(ops, documents, strict=True)]


def scan(data: bytes, name: str) -> Scan:
    """Read a whole journal. DamagedJournalError names the line (of file `name`) that is damaged, missing or doubled.

    Only an unfinished *last* line is no error: it is what a crash leaves, and was never acknowledged.
    """
    *lines, rest = data.split(b"\n")
    if not lines:
        raise DamagedJournalError(f"{name} has no first line; it is empty or cut off. Run `align doctor`.", 0)
    try:
        header = _header(_opened(lines[0]))
    except _BadLineError as bad:
        raise _damage(name, 1, bad, 0) from None
    found = Scan(header, [], header.seq, len(lines[0]) + 1, b"")
    ops, seq, good = found.ops, found.seq, found.good
    for number, line in enumerate(lines[1:], 2):
        try:
            fields = _opened(line)
            new = _ops(fields)
            if header.closed:
                raise _BadLineError("follows a journal that was closed")
        except _BadLineError as bad:
            if number == len(lines) and not rest and _may_be_torn(line):
                return Scan(header, ops, seq, good, line + b"\n")
            raise _damage(name, number, bad, good) from None
        if fields[0] != seq + 1:
            raise _damage(name, number, mark(f"has the number {fields[0]} where {seq + 1} must follow"), good)
        ops.extend(new)
        seq += len(new)
        good += len(line) + 1
    if rest and not _may_be_torn(rest):
        raise _damage(name, len(lines) + 1, mark("two lines run together"), good)
    return Scan(header, ops, seq, good, rest)


def _damage(name: str, line: int, what: object, good: int) -> DamagedJournalError:
    text = mark(f"{name}, line {line}: {what}; the file is damaged. Run `align doctor`.")
    return DamagedJournalError(text, good)


def _sealed(fields: list[Any]) -> bytes:
    payload = dumps(fields)
    return b"%b\t%08x\n" % (payload, crc32(payload))


def _opened(line: bytes) -> list[Any]:
    payload, tab, check = line.rpartition(b"\t")
    if not tab or check != b"%08x" % crc32(payload):
        raise _BadLineError("the checksum does not fit")
    try:
        fields = msgspec.json.decode(payload)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, list) or not fields:
        raise _BadLineError("is no record of a journal")
    return fields


def _header(fields: list[Any]) -> Header:
    match fields:
        case [magic, int(version), *_] if magic == _MAGIC and version > FORMAT:
            raise _BadLineError(f"is of format {version}, made by a newer align")
        case [magic, int(version), int(generation), int(seq), str(digest), bool(closed)] if magic == _MAGIC:
            return Header(generation, seq, digest, closed)
    raise _BadLineError("is not the first line of a journal")


def _ops(fields: list[Any]) -> list[Op]:
    if type(fields[0]) is not int or len(fields) % _WIDTH != 1 or len(fields) == 1:
        raise _BadLineError("is no record of a journal")
    ops = []
    for at in range(1, len(fields), _WIDTH):
        table, kind, doc_id, doc = fields[at : at + _WIDTH]
        known = kind in ("put", "del", "clear", "drop") and type(table) is str and type(doc_id) is int
        if not known or isinstance(doc, dict) != (kind == "put"):
            raise _BadLineError("is no record of a journal")
        ops.append(Op(table, cast(Kind, kind), doc_id, doc))
    return ops


def _may_be_torn(line: bytes) -> bool:
    # A payload holds no raw TAB, so a second one means that the end of an earlier, whole line was damaged.
    return line.count(b"\t") < 2
