"""`align templates`: the charter's templates, to read and to copy."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import OutPath
from align.cli.spoken import Group
from align.language import _


@click.group("templates", cls=Group)
def command() -> None:
    """List, show and copy the charter's templates; a changed copy is used with `align charter --template`.

    \b
    Examples:
      align templates list
      align templates show one-page
      align templates copy charter our-charter.md.j2
    """


@command.command("list")
def list_templates() -> None:
    """List align's own templates and what each is for."""
    from align.charter.catalogue import templates

    for one in templates():
        click.echo(f"{one.name}  {_(one.about)}")
    click.echo(_("What a template may use: align templates show README"))


@command.command("show")
@click.argument("template")
def show_template(template: str) -> None:
    """Print TEMPLATE, or README: all that a template may use."""
    from align.charter.catalogue import template as find
    from align.charter.guide import guide

    click.echo(guide() if template.removesuffix(".md").upper() == "README" else find(template).text, nl=False)


@command.command("copy")
@click.argument("template")
@click.argument("target", type=OutPath(), default=Path())
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def copy(template: str, target: Path, force: bool) -> None:
    """Copy TEMPLATE into TARGET, a file or a folder (here, if none is named)."""
    from align.charter.catalogue import copy_template

    file = copy_template(template, target, overwrite=force)
    click.echo(_("Copied to {file}. Change it, then: align charter NAME --template {file}", file=file))
