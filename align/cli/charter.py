"""`align charter`: the charter of a workshop as Markdown, a draft as long as it is not sealed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from align.cli.places import folder_option
from align.errors import UserError

STDOUT = Path("-")


@click.command("charter")
@click.argument("name")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=STDOUT, help="Write to this file.")
@click.option("--template", type=click.Path(path_type=Path), help="Use your own template instead of align's.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@folder_option
def command(name: str, output: Path, template: Path | None, force: bool, folder: Path) -> None:
    """Print the charter of workshop NAME as Markdown, or write it to a file. It may be served meanwhile.

    A template of your own runs in a process of its own, under limits; templates/README.md says what it may use.

    \b
    Examples:
      align charter orion-3
      align charter orion-3 -o charter.md
      align charter orion-3 -o charter.md --force --template our-charter.md.j2
    """
    from align.charter.context import context
    from align.charter.export import write_charter
    from align.charter.render import render
    from align.engine.reading import read_public
    from align.storage.folder import Folder

    path = Folder(folder).path(name)
    if not path.exists():
        raise UserError(f"There is no workshop {name} in {folder}. `align list` shows what is there.")
    view = context(read_public(path))
    text = render(view, template)
    if output == STDOUT:
        # Bytes, so that the text is the same whatever the terminal's encoding and line ends.
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        write_charter(text, output, overwrite=force)
        click.echo(f"Written to {output}.", err=True)
    if view["draft"]:
        click.echo(f"Note: this is a draft. {view['draft']}", err=True)
