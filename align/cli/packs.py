"""`align packs`: the packs of prompts that there are."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.places import packs_here


@click.group("packs")
def command() -> None:
    """List, show and check packs of prompts.

    \b
    Examples:
      align packs list
      align packs show kickoff
      align packs check my-pack.yaml
    """


@command.command("list")
def list_packs() -> None:
    """List the packs in ./prompts, in your own folder and in align."""
    from align.packs.catalogue import catalogue

    for found in catalogue(packs_here()):
        if found.pack is None:
            click.echo(
                f"{found.id}  cannot be used: {len(found.problems)} problems, see `align packs check {found.where}`"
            )
        else:
            count, minutes = len(found.pack.prompts), round(found.pack.minutes)
            click.echo(f"{found.id}  {found.title} · {count} prompts · about {minutes} minutes · {found.where}")


@command.command("show")
@click.argument("pack")
def show_pack(pack: str) -> None:
    """Show the prompts of PACK."""
    from align.domain.prompts import AREA_TITLES
    from align.packs.catalogue import find_pack

    found = find_pack(pack, packs_here())
    click.echo(f"{found.title}\n{found.about}")
    area = ""
    for number, prompt in enumerate(found.prompts, 1):
        if prompt.area != area:
            area = prompt.area
            click.echo(f"\n{AREA_TITLES[prompt.area]}")
        marks = "".join(mark for mark, on in ((" (core)", prompt.core), (" (with predictions)", prompt.predict)) if on)
        click.echo(f"  {number}. {prompt.text} [{prompt.type}]{marks}")


@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_pack(file: Path) -> None:
    """Check a pack FILE; every problem with its line and the way out."""
    from align.packs.packs import load_pack

    pack = load_pack(file)
    click.echo(f"{file}: {pack.title}, {len(pack.prompts)} prompts, about {round(pack.minutes)} minutes. No problems.")
