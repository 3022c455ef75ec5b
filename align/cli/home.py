"""`align` alone: the home screen; without a terminal the demo in plain text."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.join import is_plain
from align.cli.places import folder_option


@click.command("home")
@folder_option
@click.pass_context
def command(ctx: click.Context, folder: Path) -> int:
    """Open the home screen: the workshops here, the demo, a new workshop, joining, the example."""
    if is_plain():
        from align.cli.demo import command as demo

        result: int = ctx.invoke(demo, plain=True)
        return result
    from align.ui.run import run_home

    return run_home(folder)
