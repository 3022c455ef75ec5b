"""`align new`: set up a workshop, step by step or from a plan."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.join import language_option
from align.cli.places import folder_option, packs_here
from align.cli.taking_part import is_plain, speak
from align.errors import UserError
from align.language import _
from align.usual import called


@click.command("new")
@click.argument("name", required=False, default="")
@click.option("--from", "plan_file", type=click.Path(dir_okay=False, path_type=Path), help="A plan in YAML.")
@folder_option
@language_option
def command(name: str, plan_file: Path | None, folder: Path, language: str) -> int:
    """Set up workshop NAME in a short wizard, or from a plan file.

    \b
    Examples:
      align new
      align new --from plan.yaml
      align new orion-3 --from plan.yaml
    """
    if plan_file is None:
        if is_plain():
            raise UserError("The wizard needs a terminal. Use `align plan example > plan.yaml` and `align new --from`.")
        speak(language)
        from align.ui.run import run_new

        return run_new(folder, name)
    from align.charter.days_off import overnight_lines
    from align.engine.clock import Clock
    from align.engine.hosting import create_workshop
    from align.packs.plans import load_plan
    from align.storage.folder import Folder, suggestion

    plan = load_plan(plan_file, packs_here())
    name = name or suggestion(plan.title)
    create_workshop(Folder(folder), name, plan, Clock())
    typed = called(Folder(folder).path(name))
    click.echo(
        _(
            "Workshop {name} is set up in {folder}. Host it with: align host {typed}",
            name=name,
            folder=folder,
            typed=typed,
        )
    )
    for line in overnight_lines(plan):
        click.echo(line)
    return 0
