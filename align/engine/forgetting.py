"""Deleting what people wrote, after sealing: from the workshop's files and from the copies beside it. Asks nobody."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from align.analysis.compare import compare
from align.charter.context import context
from align.domain import events as e
from align.domain.codec import Fact, from_doc, to_doc
from align.domain.forgetting import remains
from align.domain.state import State
from align.domain.visibility import public
from align.engine.clock import Clock, new_id
from align.engine.guests import GuestBook
from align.engine.hosting import keys_path
from align.engine.reception import Keys
from align.engine.server_process import serving_here
from align.errors import StoreError, UserError
from align.language import mark
from align.storage.copies import is_there, keep_copies, noted_copies
from align.storage.register import Register
from align.storage.rewrite import remove, rewrite, snapshot, snapshots
from align.storage.tinydb_store import open_readonly
from align.usual import called

UNREACHED = (
    mark(
        "copies elsewhere that align did not make: on other machines, sticks, in mails and in backups of this machine"
    ),
    mark("snapshots that a file system or a synced folder keeps, and what a disk has not overwritten yet"),
    mark("what people keep on their own machines: kits, answers files (they can no longer be opened), seats"),
    mark("charters and other documents that were written from it, and what somebody remembers"),
)


@dataclass(frozen=True)
class Found:
    """What there is to delete. `copies` are other files with the same workshop, in its folder or where a backup was
    made; `unreadable` ones that are too damaged to tell whether they are; `missing` backups that are not there now."""

    facts: list[Fact]
    copies: list[Path]
    unreadable: list[Path]
    missing: list[Path]


def look(path: Path) -> Found:
    """Return what there is to delete. Raises UserError while it is served or not sealed, StoreError when damaged."""
    if serving_here(path) is not None:
        raise UserError(f"{path.stem} is being served. `align stop {called(path)}` ends that; nothing was deleted.")
    store = open_readonly(path)
    try:
        facts = [from_doc(doc) for doc in store.read()]
    finally:
        store.close()
    seen = _public(facts)
    if seen.phase != "sealed":
        raise UserError("Answers can be deleted once the charter is sealed; until then it is made of them.")
    noted = [copy for copy in noted_copies(path) if copy.parent != path.parent.resolve()]
    copies, unreadable = _copies(path, [copy for copy in noted if is_there(copy)], seen.workshop)
    return Found(facts, copies, unreadable, [copy for copy in noted if not is_there(copy)])


def forget(path: Path, found: Found, clock: Clock) -> None:
    """Delete: the log becomes what stays of it, earlier states and copies go, and so does the key of answers files.

    Raises StoreLocked when somebody hosts it, or a copy, meanwhile; StoreError when the disk refuses. Doing it again
    finishes what was begun.
    """
    rewrite(path, [to_doc(fact) for fact in _new_log(found.facts, clock)])
    Keys(Register(keys_path(path))).renew_sealing()
    GuestBook(path).forget_words()
    for copy in found.copies:
        remove(copy)
    keep_copies(path, found.missing)


def _new_log(facts: list[Fact], clock: Clock) -> list[Fact]:
    if any(isinstance(fact.event, e.Forgotten) for fact in facts):
        return facts
    now = clock.now().isoformat()
    before = _public(facts)
    times = {e.WorkshopCreated: facts[0].at, e.Forgotten: now}
    log = [Fact(new_id(), event, times.get(type(event), "")) for event in remains(before, now[:10])]
    if context(before) != context(_public(log)):
        raise StoreError("The charter would not stay as it is, so nothing was deleted. This is a fault of align.")
    return log


def _public(facts: list[Fact]) -> State:
    return public((fact.event for fact in facts), compare)


def _copies(path: Path, noted: list[Path], workshop: str) -> tuple[list[Path], list[Path]]:
    own = {path.name, *(f"{path.name}.{end}" for end in ("prev", "torn", "tmp", "log", "lock"))}
    copies, unreadable = [], []
    elsewhere = itertools.chain.from_iterable(snapshot(copy) for copy in noted)
    for other, docs in itertools.chain(snapshots(path.parent), elsewhere):
        if other.parent == path.parent and other.name in own:
            continue
        if docs is None:
            unreadable.append(other)
        elif docs and _is_of(docs[0], workshop) and not any(_kind(doc) == "forgotten" for doc in docs):
            copies.append(other)
    return copies, unreadable


def _is_of(doc: dict[str, object], workshop: str) -> bool:
    event = doc.get("event")
    return isinstance(event, dict) and event.get("workshop") == workshop


def _kind(doc: dict[str, object]) -> object:
    event = doc.get("event")
    return event.get("kind") if isinstance(event, dict) else None
