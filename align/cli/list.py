"""`align list`: the workshops in the folder."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import folder_option, there
from align.language import _, retold


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
    from align.charter.wording import counted, day
    from align.domain.text import clean_line
    from align.engine.shelf import shelf

    found = shelf(there(folder))
    if not found:
        none = _("No workshop in {folder} yet. `align new` sets one up, `align demo` plays one.", folder=folder)
        click.echo(none)
    for one in found:
        if one.state is None:
            why = clean_line(retold(one.problem), longest=1_000)
            click.echo(f"{one.name}  {_('cannot be read: {why}', why=why)}")
            continue
        plan = one.state.the_plan
        people = counted(len(plan.participants), "person", "people")
        title, date = clean_line(plan.title, longest=200), day(plan.milestone.date)
        told = [title, _(PHASE_WORDS[one.state.phase]), people, date, *([_("being served")] if one.served else [])]
        click.echo(f"{one.name}  {' · '.join(told)}")
