"""A folder of workshops: which names it may hold, where each one lies, and how they are. It opens none for writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from align.errors import StoreError, UserError
from align.storage.osfs import OS, OsFs
from align.storage.tinydb_store import open_readonly
from align.system import reason

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})
_SUFFIX = ".json"
_REGISTER_SUFFIX = ".people.json"


@dataclass(frozen=True)
class Entry:
    """One workshop file of a folder: its name, and a sentence on what is wrong with it ("" when nothing is)."""

    name: str
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Say whether the workshop can be opened."""
        return not self.problem


def is_name(text: str) -> bool:
    """Say whether `text` may name a workshop on every system."""
    return _NAME.fullmatch(text) is not None and text not in _DEVICES


def suggestion(text: str) -> str:
    """Return a valid name that resembles `text`."""
    resembling = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:63].rstrip("-")
    if resembling in _DEVICES:
        resembling = f"workshop-{resembling}"
    return resembling or "orion-3"


def require_name(text: str) -> None:
    """Raise UserError, with the rule and a name that would do, unless `text` may name a workshop."""
    if not is_name(text):
        raise UserError(
            f"{text[:80]!r} cannot name a workshop: use 1 to 63 small letters a-z, digits and hyphens, beginning with "
            f"a letter or digit, and no device name of Windows; for instance {suggestion(text)}."
        )


class Folder:
    """Workshops kept together, one NAME.json each. A folder that is not there yet is an empty one."""

    def __init__(self, path: Path, fs: OsFs = OS) -> None:
        self._path = path
        self._fs = fs

    def path(self, name: str) -> Path:
        """Return where workshop `name` lies or would lie. UserError for a bad name or one that leads elsewhere."""
        require_name(name)
        place = self._path / (name + _SUFFIX)
        if place.is_symlink():
            raise UserError(f"{place} is a link; put the workshop file itself there.")
        return place

    def names(self) -> list[str]:
        """Return the valid names present, sorted, without looking into the files."""
        return [stem for stem in self._stems() if is_name(stem)]

    def survey(self) -> list[Entry]:
        """Read every *.json here and say how it is; foreign or damaged files are entries with a problem."""
        return [Entry(stem, self._problem(stem)) for stem in self._stems()]

    def _stems(self) -> list[str]:
        try:
            found = [entry.name for entry in self._path.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"The folder {self._path} cannot be listed: {reason(error)}.") from error
        return sorted(
            name.removesuffix(_SUFFIX)
            for name in found
            if name.endswith(_SUFFIX) and not name.endswith(_REGISTER_SUFFIX)
        )

    def _problem(self, stem: str) -> str:
        try:
            open_readonly(self.path(stem), self._fs).close()
        except UserError as error:
            return str(error)
        return ""
