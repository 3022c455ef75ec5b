"""`align demo`: a whole workshop with simulated colleagues, to watch or to take part in."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import click

from align.cli.join import language_option
from align.cli.places import possible
from align.cli.streams import tell_folded
from align.cli.taking_part import is_plain, speak


@click.command("demo")
@click.option("--as", "role", type=click.Choice(["facilitator", "participant"]), help="Asked for when left out.")
@click.option("--speed", type=click.FloatRange(0), default=None, help="1 is a human pace, 10 is quick, 0 at once.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same colleagues.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep the workshop in this folder.")
@click.option("--plain", is_flag=True, help="Play it in plain text and print the charter.")
@language_option
def command(role: str | None, speed: float | None, seed: int, keep: Path | None, plain: bool, language: str) -> int:
    """Play the example workshop: nine simulated colleagues in three regions, on the real host, over the real line.

    Nothing is left behind unless --keep says where.

    \b
    Examples:
      align demo
      align demo --as participant --speed 5
      align demo --plain > charter.md
    """
    if keep is not None:
        possible(keep)
        return _play(keep, role, speed, seed, plain, language)
    with tempfile.TemporaryDirectory(prefix="align-demo-") as folder:
        return _play(Path(folder), role, speed, seed, plain, language)


def _play(folder: Path, role: str | None, speed: float | None, seed: int, plain: bool, language: str) -> int:
    plain = plain or (is_plain() and role is None)
    speak(language, plain=plain)
    if plain:
        from align.charter.render import charter_markdown
        from align.engine.demo import play

        state = asyncio.run(play(folder, speed or 0.0, seed, tell_folded))
        click.echo(charter_markdown(state), nl=False)
        return 0
    from align.ui.run import run_demo

    return run_demo(folder, role, 1.0 if speed is None else speed, seed)
