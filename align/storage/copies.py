"""Where copies of a workshop were made: a note beside it, so that what is deleted later can be deleted there too."""

from __future__ import annotations

import json
import os
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
    """Return where copies were made, each place once; a damaged line says nothing. StoreError if unreadable."""
    note = copies_path(workshop)
    with plainly(note, "read"):
        lines = fs.read(note).splitlines() if fs.exists(note) else []
    return list(dict.fromkeys(path for line in lines if (path := _place(line)) is not None))


def is_there(copy: Path) -> bool:
    """Say whether something can be reached at this place; nothing can where a name is too long or a folder closed."""
    try:
        copy.lstat()
    except OSError:
        return False
    return True


def _place(line: bytes) -> Path | None:
    try:
        place = json.loads(line)
        known = isinstance(place, str) and b"\0" not in os.fsencode(place) and Path(place).is_absolute()
    except ValueError:  # no JSON, or letters that no file name can have
        return None
    return Path(place) if known else None
