"""`align list`: the workshops in the folder."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import folder_option


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
    from align.domain.text import clean_line
    from align.engine.shelf import shelf

    found = shelf(folder)
    if not found:
        click.echo(f"No workshop in {folder} yet. `align new` sets one up, `align demo` plays one.")
    for one in found:
        if one.state is None:
            click.echo(f"{one.name}  cannot be read: {clean_line(one.problem, longest=1_000)}")
            continue
        plan = one.state.the_plan
        people = f"{len(plan.participants)} people"
        title, day = clean_line(plan.title, longest=200), clean_line(plan.milestone.date)
        served = " · being served" if one.served else ""
        click.echo(f"{one.name}  {title} · {PHASE_WORDS[one.state.phase]} · {people} · {day}{served}")
