"""`align forget`: delete what people wrote, after sealing."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.domain.text import clean_line
from align.errors import UserError
from align.language import _


@click.command("forget")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@folder_option
def command(name: str, yes: bool, folder: Path) -> None:
    """Delete the answers, guesses, comments and reasons of the sealed workshop NAME; its charter stays word for word.

    Stay: the plan, notes (they were spoken), the clauses as they were settled, how many chose what, and what the
    charter itself quotes. There is no way back.

    \b
    Examples:
      align forget orion-3
    """
    from align.engine.clock import Clock
    from align.engine.forgetting import UNREACHED, forget, look

    path = existing(folder, name)
    found = look(path)
    copies = "".join(f"\n  {_told(copy)}" for copy in found.copies)
    if not yes:
        click.echo(_("Answers, guesses, comments and reasons will be deleted for good; the charter stays."), err=True)
        if copies:
            removed = _("These copies of the workshop will be removed with all that goes with them:")
            click.echo(f"{removed}{copies}", err=True)
        if click.prompt(_("Type the workshop's name to go on"), default="", show_default=False, err=True) != name:
            raise UserError("That is not its name. Nothing was deleted.")
    forget(path, found, Clock())
    click.echo(_("{name}: what people wrote is deleted; the charter stays.", name=name))
    if copies:
        click.echo(f"{_('Removed:')}{copies}")
    for damaged in found.unreadable:
        said = _("Too damaged to tell what it holds, so look at it yourself: {file}", file=_told(damaged))
        click.echo(said, err=True)
    for missing in found.missing:
        said = _("A backup was made here and is not there now; delete it where it went: {file}", file=_told(missing))
        click.echo(said, err=True)
    click.echo(_("Not reached from here:"), err=True)
    for what in UNREACHED:
        click.echo(f"  {_(what)}", err=True)


def _told(path: Path) -> str:
    """A path as it may be printed: its name can come from anywhere."""
    return clean_line(str(path), longest=1_000)
