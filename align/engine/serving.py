"""The note that a serving host leaves beside its workshop, so that a desk on the same machine finds it.

It carries a facilitator's token, so only its owner can read it. It is taken away when the host stops; after a crash
it may be stale, and then nobody answers at its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from align.engine.hosting import Hosted
from align.storage.register import Register


def note_path(workshop: Path) -> Path:
    """Return where the note lies: NAME.json -> NAME.serving."""
    return workshop.with_suffix(".serving")


@contextmanager
def noted(workshop: Path, hosted: Hosted) -> Iterator[None]:
    """Leave the note while the workshop is served."""
    path = note_path(workshop)
    Register(path).save({"serving": {"desk": hosted.desk.secret_text(), "ticket": str(hosted.ticket)}})
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def desk_ticket(workshop: Path) -> str | None:
    """Return the facilitator's ticket of the host that serves this workshop here, or None when none does."""
    note = Register(note_path(workshop)).load().get("serving")
    return str(note["desk"]) if note else None
