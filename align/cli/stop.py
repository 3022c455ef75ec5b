"""`align stop`: end a host that goes on without a desk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.language import _


@click.command("stop")
@click.argument("name")
@folder_option
def command(name: str, folder: Path) -> None:
    """Stop the host that serves workshop NAME in this folder, wherever it was started from.

    A host goes on when its desk was killed, and `align serve` goes on for days; `align list` says which workshops are
    being served. What was received stays stored, and everybody goes on where they were when it is served again.

    \b
    Examples:
      align stop orion-3
    """
    from align.engine.stopping import stop_host

    asyncio.run(stop_host(existing(folder, name)))
    said = _("{name} is served no longer. Start again any time; everybody goes on where they were.", name=name)
    click.echo(said)
