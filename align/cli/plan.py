"""`align plan`: write an example plan, or check one."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import packs_here
from align.cli.spoken import Group
from align.language import _, plural


@click.group("plan", cls=Group)
def command() -> None:
    """Write an example plan, or check one.

    \b
    Examples:
      align plan example > plan.yaml
      align plan check plan.yaml
    """


@command.command("example")
def example() -> None:
    """Print a commented plan to start from."""
    from align.packs.example import example_plan

    click.echo(example_plan(), nl=False)


@command.command("check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a plan FILE; every problem with its line and the way out."""
    from align.charter.days_off import overnight_lines
    from align.packs.plans import load_plan

    plan = load_plan(file, packs_here())
    people, regions = len(plan.participants), len(plan.regions)
    who = plural(people, "{n} person", "{n} people", n=people)
    where = plural(regions, "{n} region", "{n} regions", n=regions)
    size = _("{title}, {people} in {regions}. No problems.", title=plan.title, people=who, regions=where)
    click.echo("\n".join([f"{file}: {size}", *overnight_lines(plan)]))
