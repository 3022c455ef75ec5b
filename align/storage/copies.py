"""Where copies of a workshop were made: a note beside it, so that what is deleted later can be deleted there too."""

from __future__ import annotations

import json
from pathlib import Path

from align.storage.osfs import OS, OsFs, plainly


def copies_path(workshop: Path) -> Path:
    """Return the note's name for a workshop file: NAME.json -> NAME.copies."""
    return workshop.with_name(workshop.name.removesuffix(".json") + ".copies")


def note_copy(workshop: Path, copy: Path, fs: OsFs = OS) -> None:
    """Keep that a copy was made, one JSON text a line; StoreError when that cannot be written."""
    note = copies_path(workshop)
    with plainly(note, "written"):
        fd = fs.open_append(note)
        try:
            fs.write(fd, json.dumps(str(copy.resolve())).encode() + b"\n")
            fs.sync(fd)
        finally:
            fs.close(fd)


def keep_copies(workshop: Path, places: list[Path], fs: OsFs = OS) -> None:
    """Keep the note of these copies alone, and no note without any. StoreError when that cannot be written."""
    with plainly(copies_path(workshop), "written"):
        fs.unlink(copies_path(workshop))
    for place in places:
        note_copy(workshop, place, fs)


def noted_copies(workshop: Path, fs: OsFs = OS) -> list[Path]:
    """Return where copies were made, each place once; a line that is damaged says nothing. StoreError if unreadable."""
    note = copies_path(workshop)
    with plainly(note, "read"):
        lines = fs.read(note).splitlines() if fs.exists(note) else []
    return list(dict.fromkeys(path for line in lines if (path := _place(line)) is not None))


def _place(line: bytes) -> Path | None:
    try:
        place = json.loads(line)
    except ValueError:
        return None
    return Path(place) if isinstance(place, str) and "\0" not in place else None
