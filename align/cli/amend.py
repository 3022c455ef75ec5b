"""`align amend`: begin the next version of a sealed charter."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.language import _
from align.usual import called


@click.command("amend")
@click.argument("name")
@click.option("--why", required=True, help="Why the charter is amended; everybody reads it beside what changed.")
@click.option("--reopen", "clauses", multiple=True, metavar="CLAUSE", help="Talk about this clause again.")
@click.option("--for", "people", multiple=True, metavar="PERSON", help="Who asked for it; once, or once a clause.")
@folder_option
def command(name: str, why: str, clauses: tuple[str, ...], people: tuple[str, ...], folder: Path) -> None:
    """Begin the next version of the sealed charter of workshop NAME, or reopen more clauses while one is begun.

    The sealed version stays in force until the next one is sealed. Clauses that somebody objected to are reopened by
    themselves, with their reasons; all others stand as they were sealed until they are reopened. A CLAUSE is called by
    its number (4), its id (c4) or its title. The workshop may be served meanwhile.

    \b
    Examples:
      align amend orion-3 --why "Nights are staffed from March on"
      align amend orion-3 --why "Nobody is there at night" --reopen c4 --for "Asha Rao"
    """
    from align.charter.amendment import amendment_text
    from align.engine.amending import amend

    path = existing(folder, name)
    state = asyncio.run(amend(path, why, clauses, people))
    click.echo(amendment_text(state))
    way = _("At the desk (`align desk {name}` or `align host {name}`) words are changed and agreed.", name=called(path))
    click.echo(way, err=True)
