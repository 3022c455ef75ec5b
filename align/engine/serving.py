"""The note that a serving host leaves beside its workshop, so that a desk on the same machine finds it.

It carries a facilitator's token, so only its owner can read it. It is taken away when the host stops; after a crash
it may be stale, and then nobody answers at its address.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from align.engine.hosting import Hosted
from align.storage.folder import Folder
from align.storage.register import Register
from align.sync.ticket import Ticket, parse_ticket


def note_path(workshop: Path) -> Path:
    """Return where the note lies: NAME.json -> NAME.serving."""
    return workshop.with_suffix(".serving")


def facilitator_text(ticket: Ticket) -> str:
    """Return a facilitator's ticket as text: the ticket and, behind a space, the facilitator's key. A secret."""
    return f"{ticket} {ticket.token}"


def facilitator_ticket(text: str) -> Ticket:
    """Return the ticket in such a text; `token` is empty when the key is missing. Raises SyncError."""
    address, _, key = text.strip().rpartition(" ")
    return msgspec.structs.replace(parse_ticket(address), token=key) if address else parse_ticket(key)


@contextmanager
def noted(workshop: Path, hosted: Hosted) -> Iterator[None]:
    """Leave the note while the workshop is served."""
    path = note_path(workshop)
    Register(path).save({"serving": {"desk": facilitator_text(hosted.desk), "process": os.getpid()}})
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def desk_ticket(workshop: Path) -> Ticket | None:
    """Return the facilitator's ticket of the host that serves this workshop here, or None when none does."""
    note = Register(note_path(workshop)).load().get("serving")
    return facilitator_ticket(str(note["desk"])) if note else None


def desk_finder(folder: Path, ticket: Ticket) -> Callable[[], Ticket | None]:
    """Return what finds, at any later time, the ticket of the host that serves a ticket's workshop in this folder."""
    return lambda: desk_ticket(Folder(folder).path(ticket.name))


def host_process(workshop: Path) -> int:
    """Return the number of the process that left the note, to be told to people; 0 where there is none."""
    note = Register(note_path(workshop)).load().get("serving") or {}
    number = note.get("process", 0)
    return number if isinstance(number, int) else 0
