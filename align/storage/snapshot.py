"""The snapshot's text: an ordinary TinyDB file that seals itself with a hash. Bytes in, tables out; no file is touched.

The table `_align_meta` stands first and holds one document; its `hash` covers every other byte of the file.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from align.errors import StoreError
from align.storage.journal import Tables
from align.storage.values import check_document, dumps
from align.system import misfit

FORMAT = 1
META_TABLE = "_align_meta"
EVENTS_TABLE = "events"
BEGINNING = b'{"_align_meta"'
"""What every file of ours begins with, also after stock TinyDB has rewritten it."""


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a snapshot says of itself.

    `seq` counts the operations folded into it, `generation` the folds; `id` marks this workshop's files as belonging
    together, `parent` is the hash of the snapshot before. `at_rest`: written whole and without a journal; the first
    host takes the mark away.
    """

    id: str
    generation: int
    seq: int
    parent: str = ""
    kind: str = "workshop"
    format: int = FORMAT
    at_rest: bool = False

    def document(self) -> dict[str, Any]:
        """Return the document for the file; the mark is left out where it is not set."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        if not self.at_rest:
            del fields["at_rest"]
        return fields


def seal(tables: Tables, meta: dict[str, Any]) -> tuple[bytes, str]:
    """Return the file's bytes for `tables` under `meta`, and their hash."""
    head, body = dumps(meta), dumps(tables)
    digest = sha256(head + body).hexdigest()
    return _top(head, digest) + (b"," if tables else b"") + body[1:], digest


def unseal(data: bytes, name: str) -> tuple[Tables, dict[str, Any], str]:
    """Return tables, meta and hash of a file's bytes; StoreError, naming `name`, when it is not whole and ours."""
    tables, meta, digest = parts(data, name)
    head = dumps(meta)
    top = _top(head, digest)
    body = b"{" + data[len(top) :].removeprefix(b",")
    if not data.startswith(top) or sha256(head + body).hexdigest() != digest:
        raise StoreError(
            f"{name} is not as align wrote it: another program changed it, or it is damaged. Put the unchanged file "
            f"back ({name}.prev is the one before), or let `align doctor` save what it holds."
        )
    return tables, meta, digest


def parts(data: bytes, name: str) -> tuple[Tables, dict[str, Any], str]:
    """Return tables, meta and the hash claimed, without comparing it; StoreError when the file is not of our kind."""
    if not data:
        raise StoreError(f"{name} is empty (0 bytes), so it is no workshop file.")
    content: Any
    try:
        content = msgspec.json.decode(data)
    except (ValueError, RecursionError) as error:
        if data.startswith(BEGINNING):
            raise StoreError(f"{name} is damaged ({misfit(error)}). Run `align doctor`.") from None
        raise StoreError(f"{name} is not a workshop file of align: {misfit(error)}.") from None
    match content:
        case {"_align_meta": {"1": {"hash": str(digest)}}}:
            tables: Tables = dict(content)
        case _:
            raise StoreError(f"{name} is JSON, but not a workshop file of align.")
    meta: dict[str, Any] = dict(tables.pop(META_TABLE)["1"])
    del meta["hash"]
    check_document(meta)
    if not all(_is_table(rows) for rows in tables.values()):
        raise StoreError(f"{name} holds something that is no table of documents; it is damaged. Run `align doctor`.")
    return tables, meta, digest


def workshop_meta(meta: dict[str, Any], name: str) -> Meta:
    """Return the meta document of a workshop, typed; StoreError when it is another kind or a newer format."""
    newer = meta.get("format")
    if isinstance(newer, int) and newer > FORMAT:
        raise StoreError(f"{name} is of format {newer}; a newer align made it. Update align to open it.")
    try:
        typed = msgspec.convert(meta, Meta)
    except msgspec.ValidationError as error:
        raise StoreError(f"{name} does not describe itself as a workshop file: {misfit(error)}.") from None
    if typed.kind != "workshop":
        raise StoreError(f"{name} holds {typed.kind}, not a workshop.")
    return typed


def _top(head: bytes, digest: str) -> bytes:
    return b'%b:{"1":%b,"hash":"%b"}}' % (BEGINNING, head[:-1], digest.encode("ascii"))


def _is_table(rows: Any) -> bool:
    return isinstance(rows, dict) and all(
        isinstance(row, dict) and doc_id.isascii() and doc_id.isdecimal() for doc_id, row in rows.items()
    )
