"""`align` alone: the home screen; without a terminal the demo in plain text."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.join import language_option
from align.cli.places import folder_option, there
from align.cli.taking_part import is_plain, speak


@click.command("home")
@folder_option
@language_option
@click.pass_context
def command(ctx: click.Context, folder: Path, language: str) -> int:
    """Open the home screen: the workshops here, the demo, a new workshop, joining, the example."""
    there(folder)
    if is_plain():
        from align.cli.demo import command as demo

        result: int = ctx.invoke(demo, plain=True)
        return result
    speak(language)
    from align.ui.run import run_home

    return run_home(folder)
