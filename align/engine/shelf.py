"""The workshops of a folder as they are: what everybody may see of each, what is wrong with one, which are served."""

from __future__ import annotations

from pathlib import Path

import msgspec

from align.domain.state import State
from align.engine.reading import read_public
from align.engine.server_process import serving_here
from align.errors import UserError
from align.storage.folder import Folder


class Shelved(msgspec.Struct, frozen=True):
    """One workshop file. `state` is None where it cannot be read, and `problem` says why in a sentence."""

    name: str
    state: State | None = None
    problem: str = ""
    served: bool = False


def shelf(folder: Path) -> list[Shelved]:
    """Return every workshop file of the folder, by name; one that is damaged hides no other.

    Raises StoreError when the folder itself cannot be listed.
    """
    here = Folder(folder)
    return [
        _shelved(here, entry.name) if entry.ok else Shelved(entry.name, problem=entry.problem)
        for entry in here.survey()
    ]


def _shelved(here: Folder, name: str) -> Shelved:
    try:
        path = here.path(name)
        return Shelved(name, read_public(path), served=_is_served(path))
    except UserError as error:
        return Shelved(name, problem=str(error))


def _is_served(path: Path) -> bool:
    try:
        return serving_here(path) is not None
    except UserError:
        # The note of a host that crashed may be damaged; the workshop is not.
        return False
