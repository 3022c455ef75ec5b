"""Reading a workshop without serving it: for lists, exports and look-ups, also beside a host that is running."""

from __future__ import annotations

from pathlib import Path

from align.analysis.compare import compare
from align.domain.codec import from_doc
from align.domain.state import State
from align.domain.visibility import public
from align.storage.tinydb_store import open_readonly


def read_public(path: Path) -> State:
    """Return what everybody may see of the workshop in this file. Raises StoreError when it cannot be read."""
    store = open_readonly(path)
    try:
        return public((from_doc(doc).event for doc in store.read()), compare)
    finally:
        store.close()
