"""`align backup`: a checked copy of a workshop, also while it is served."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.errors import StoreError


@click.command("backup")
@click.argument("name")
@click.argument("out", type=click.Path(path_type=Path))
@folder_option
def command(name: str, out: Path, folder: Path) -> None:
    """Copy workshop NAME into the new file OUT, read it back and compare. It may be served meanwhile.

    The copy holds everything that was answered: keep it as you keep the workshop. Where it lies is noted in
    NAME.copies, so that `align forget` finds it.

    \b
    Examples:
      align backup orion-3 /media/stick/orion-3.json
    """
    from align.storage.copies import note_copy
    from align.storage.doctor import backup

    path = existing(folder, name)
    events = backup(path, out)
    click.echo(f"Copied to {out}: {events} facts, read back and compared.")
    try:
        note_copy(path, out)
    except StoreError as error:
        click.echo(f"`align forget` will not know of this copy: {error}", err=True)
