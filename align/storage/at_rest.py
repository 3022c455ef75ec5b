"""Write a finished workshop as one plain TinyDB file: no journal, no lock and no earlier generation beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from align.storage.osfs import OS, OsFs, plainly, write_durably
from align.storage.snapshot import EVENTS_TABLE, Meta, seal
from align.storage.values import check_document, numbered


def write_at_rest(path: Path, events: Sequence[dict[str, Any]], identity: str, fs: OsFs = OS) -> None:
    """Write `events` to `path`, replacing what is there. The same events and identity give the same bytes.

    `identity` (16 hexadecimal digits) marks the workshop's files as belonging together. Raises StoreError.
    """
    documents = numbered(events, 0)
    for document in documents:
        check_document(document)
    rows = {str(document["seq"]): document for document in documents}
    meta = Meta(id=identity, generation=1, seq=len(rows), at_rest=True)
    data, _ = seal({EVENTS_TABLE: rows}, meta.document())
    with plainly(path, "written"):
        fs.make_folder(path.parent)
        write_durably(fs, path, data)
        fs.sync_folder(path.parent)
