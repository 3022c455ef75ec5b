"""`align host`: a host in a process of its own, and a desk on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.doors import chosen, door_options
from align.cli.join import desk_needs_terminal, language_option, plain_option
from align.cli.places import existing, folder_option
from align.cli.taking_part import speak
from align.language import _
from align.usual import called

if TYPE_CHECKING:
    from align.sync.ticket import Ticket


@click.command("host")
@click.argument("name")
@folder_option
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=7465, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@door_options
@plain_option
@language_option
def command(
    name: str,
    folder: Path,
    bind: str,
    port: int,
    ssh: int | None,
    web: int | None,
    web_url: str,
    plain: bool,
    language: str,
) -> int:
    """Serve workshop NAME and open its desk. Leaving the desk stops serving; people keep what they have typed.

    \b
    Examples:
      align host orion-3
      align host orion-3 --bind 0.0.0.0
      align host orion-3 --bind 0.0.0.0 --ssh
      align host orion-3 --plain
    """
    from align.engine.server_process import serving_here, start_server, stop_server, wait_for_desk

    def sit(desk: Ticket, *, serves: bool = False) -> int:
        if plain:
            from align.ui.plain.desk import desk_plain

            return desk_plain(desk, folder)
        from align.ui.run import run_desk

        return run_desk(desk, folder, serves=serves)

    speak(language, plain=plain)
    path = existing(folder, name)
    if not plain:
        desk_needs_terminal()
    doors = chosen(ssh, web, web_url).arguments()
    already = serving_here(path)
    if already is not None:
        if doors:
            click.echo(
                _(
                    "It goes on with the doors that it has; to open others, `align stop {name}` first.",
                    name=called(path),
                ),
                err=True,
            )
        click.echo(_("{name} is being served already; this is one more desk on it.", name=name), err=True)
        click.echo(
            _("Leaving this desk does not stop the host; `align stop {name}` does.", name=called(path)), err=True
        )
        return sit(already)
    server = start_server(name, folder, bind, port, doors)
    try:
        return sit(wait_for_desk(path, server), serves=True)
    finally:
        stop_server(server)
