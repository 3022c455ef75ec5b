"""`align backup`: a checked copy of a workshop, also while it is served."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.errors import StoreError
from align.language import _, plural, retold


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
    facts = plural(events, "{n} fact", "{n} facts", n=events)
    click.echo(_("Copied to {file}: {facts}, read back and compared.", file=out, facts=facts))
    try:
        note_copy(path, out)
    except StoreError as error:
        click.echo(_("`align forget` will not know of this copy: {why}", why=retold(str(error))), err=True)
