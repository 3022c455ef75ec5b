"""`align verify`: whether a charter file is unchanged, and whether it is what the workshop's log says."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.exits import FAILED, OK
from align.cli.places import folder_option


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("name", required=False)
@click.option("--template", type=click.Path(path_type=Path), help="Your own template, if the charter was made with it.")
@folder_option
def command(file: Path, name: str | None, template: Path | None, folder: Path) -> int:
    """Say whether the Markdown charter FILE is unchanged and, with NAME, whether it is what that workshop's log says.

    The exit code is 0 if it is, 1 if it is not.

    \b
    Examples:
      align verify charter.md
      align verify charter.md orion-3
      align verify charter.md orion-3 --template our-charter.md.j2
    """
    from align.charter.verify import check_log, check_text, read_file
    from align.cli.places import existing
    from align.engine.reading import read_public, read_sealed

    text = read_file(file)
    if name is None:
        found = check_text(text)
    else:
        path = existing(folder, name)
        found = check_log(text, read_sealed(path), read_public(path), template)
    click.echo(f"{file}: {found.sentence}")
    return OK if found.ok else FAILED
