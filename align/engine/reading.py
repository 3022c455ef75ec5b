"""Reading a workshop without serving it: for lists, exports and look-ups, also beside a host that is running."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from align.analysis.compare import compare
from align.domain.codec import from_doc
from align.domain.events import LoggedEvent, Sealed
from align.domain.state import State
from align.domain.visibility import public
from align.errors import StoreError
from align.storage.loading import log_path
from align.storage.tinydb_store import open_readonly

Signs = tuple[tuple[int, int], ...]


def read_public(path: Path) -> State:
    """Return what everybody may see of the workshop in this file. Raises StoreError when it cannot be read."""
    return public(_facts(path), compare)


def read_sealed(path: Path) -> dict[int, State]:
    """Return version → what everybody could see when it was sealed. Raises StoreError when it cannot be read."""
    facts = _facts(path)
    return {
        fact.version: public(facts[: number + 1], compare)
        for number, fact in enumerate(facts)
        if isinstance(fact, Sealed)
    }


def follow(path: Path, wait: Callable[[], None]) -> Iterator[State]:
    """Give what everybody may see now, and again after every `wait` in which facts were added; it never ends.

    Looks at the files' sizes and times first, so that waiting beside a host costs it nothing. Raises StoreError.
    """
    seen: Signs | None = None
    length = -1
    while True:
        now = _signs(path)
        if now != seen:
            facts = _facts(path)
            seen = now
            if len(facts) != length:
                length = len(facts)
                yield public(facts, compare)
        wait()


def _facts(path: Path) -> list[LoggedEvent]:
    store = open_readonly(path)
    try:
        require_begun(store.seq, path)
        return [from_doc(doc).event for doc in store.read()]
    finally:
        store.close()


def require_begun(facts: int, path: Path) -> None:
    """Raise StoreError for a file that holds no fact: its set-up was cut off."""
    if not facts:
        raise StoreError(f"{path} holds no workshop yet: its set-up was cut off. Delete it and set it up again.")


def _signs(path: Path) -> Signs:
    """Return size and time of the workshop's files that are there: what differs as soon as something was stored."""
    found = []
    for one in (path, log_path(path)):
        with suppress(FileNotFoundError):
            stat = one.stat()
            found.append((stat.st_size, stat.st_mtime_ns))
    return tuple(found)
