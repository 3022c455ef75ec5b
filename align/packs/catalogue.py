"""Which packs there are, and the one that somebody named. It knows folders and names, not what prompts mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.domain.prompts import Pack
from align.errors import PackError, UserError
from align.packs.packs import load_pack
from align.packs.problems import instead
from align.resources import bundled


@dataclass(frozen=True, slots=True)
class Found:
    """A pack file: with its `pack`, or with the `problems` that keep it from being one."""

    id: str
    title: str
    where: Path
    pack: Pack | None
    problems: tuple[str, ...] = ()


def pack_folders(here: Path, config: Path) -> list[Path]:
    """Return the folders that packs are looked for in: `prompts` of `here`, of the user's `config`, and align's own."""
    return [here / "prompts", config / "prompts", bundled("prompts")]


def catalogue(folders: Sequence[Path]) -> list[Found]:
    """Return the packs in the folders, the broken ones too; of two with one id, the first folder's is taken."""
    found: dict[str, Found] = {}
    for folder in folders:
        for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
            if path.is_fifo():
                continue  # a pipe would be waited for
            one = _look_at(path)
            found.setdefault(one.id, one)
    return list(found.values())


def find_pack(name: str, folders: Sequence[Path]) -> Pack:
    """Return the pack whose id is `name`.

    Raises UserError with the nearest names when there is none, PackError when its file has problems.
    """
    known = catalogue(folders)
    for one in known:
        if one.id == name:
            if one.pack is None:
                raise PackError(list(one.problems))
            return one.pack
    raise UserError(f"There is no pack called '{name[:60]}'. {instead(name, [one.id for one in known])}")


def _look_at(path: Path) -> Found:
    try:
        pack = load_pack(path)
    except PackError as error:
        return Found(path.stem, path.stem, path, None, tuple(error.problems))
    except UserError as error:
        return Found(path.stem, path.stem, path, None, (str(error),))
    return Found(pack.id, pack.title, path, pack)
