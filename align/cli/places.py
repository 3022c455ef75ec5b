"""Where the commands look for things: the sessions folder, packs, what is being served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from platformdirs import user_config_path

from align.errors import UserError
from align.language import _
from align.system import reason
from align.usual import FOLDER, VARIABLE

F = TypeVar("F", bound=Callable[..., Any])


def folder_option(command: F) -> F:
    """Add `--folder`: where the workshops are."""
    return click.option(
        "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(FOLDER), show_default=True,
        envvar=VARIABLE, help="The folder with the workshops.",
    )(command)  # fmt: skip


class OutPath(click.Path):
    """A file or folder to write to. By `..` or by a link it does not leave the folder one is in; a whole path may."""

    def __init__(self, *, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay, dir_okay=dir_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fails with the whole one where it leads out, and where nothing can be called so."""
        from align.charter.export import why_elsewhere

        if not str(value):
            self.fail(_("Name a file or a folder."), param, ctx)
        possible(Path(value))
        path: Path = super().convert(value, param, ctx)  # type: ignore[assignment] # path_type makes it one
        if why := why_elsewhere(path):
            self.fail(why, param, ctx)
        return path


def possible(path: Path) -> None:
    """Raise UserError where no file or folder can be called so; what is not there yet can."""
    from align.charter.export import refused

    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass  # it is made, or told by what writes
    except OSError as error:
        raise refused(path, error) from None


def packs_here() -> list[Path]:
    """Return the folders with packs, nearest first: ./prompts, the person's own, align's."""
    from align.packs.catalogue import pack_folders

    return pack_folders(Path.cwd(), user_config_path("align"))


def there(folder: Path) -> Path:
    """Return the folder; raises UserError where there is none, but for the usual one, which comes with a workshop."""
    try:
        is_there = folder == Path(FOLDER) or folder.exists()
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {reason(error)}.") from None
    if not is_there:
        raise UserError(f"There is no folder {folder}. Check --folder and {VARIABLE}; `align new` makes one.")
    return folder


def existing(folder: Path, name: str) -> Path:
    """Return the file of workshop `name`; raises UserError with the names that are there when it is not."""
    from align.storage.folder import Folder

    here = Folder(there(folder))
    path = here.path(name)
    if not path.exists():
        names = ", ".join(here.names()[:8])
        if names:
            raise UserError(f"There is no workshop {name} in {folder}. There are: {names}.")
        raise UserError(f"There is no workshop {name} in {folder}. `align new` sets one up.")
    return path
