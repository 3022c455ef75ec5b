"""`align list`: the workshops in the folder."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import folder_option
from align.errors import AlignError


@click.command("list")
@folder_option
def command(folder: Path) -> None:
    """List the workshops in the folder, with what is wrong where one cannot be read.

    \b
    Examples:
      align list
      align list --folder ~/kickoffs
    """
    from align.charter.facts import PHASE_WORDS
    from align.engine.reading import read_public
    from align.storage.folder import Folder

    here = Folder(folder)
    entries = here.survey()
    if not entries:
        click.echo(f"No workshop in {folder} yet. `align new` sets one up, `align demo` plays one.")
    for entry in entries:
        if not entry.ok:
            click.echo(f"{entry.name}  cannot be read: {entry.problem}")
            continue
        try:
            state = read_public(here.path(entry.name))
        except AlignError as error:
            click.echo(f"{entry.name}  cannot be read: {error}")
            continue
        plan = state.the_plan
        people = f"{len(plan.participants)} people"
        click.echo(f"{entry.name}  {plan.title} · {PHASE_WORDS[state.phase]} · {people} · {plan.milestone.date}")
