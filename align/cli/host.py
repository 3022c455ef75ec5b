"""`align host`: a host in a process of its own, and a desk on it."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.doors import chosen, door_options
from align.cli.join import needs_terminal
from align.cli.places import existing, folder_option


@click.command("host")
@click.argument("name")
@folder_option
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=7465, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@door_options
def command(name: str, folder: Path, bind: str, port: int, ssh: int | None, web: int | None) -> int:
    """Serve workshop NAME and open its desk. Leaving the desk stops serving; people keep what they have typed.

    \b
    Examples:
      align host orion-3
      align host orion-3 --bind 0.0.0.0
      align host orion-3 --bind 0.0.0.0 --ssh
    """
    from align.engine.server_process import serving_here, start_server, stop_server, wait_for_desk
    from align.ui.run import run_desk

    path = existing(folder, name)
    needs_terminal("The desk")
    doors = chosen(ssh, web).arguments()
    already = serving_here(path)
    if already is not None:
        if doors:
            click.echo("It goes on with the doors that it has; stop it first to open others.", err=True)
        click.echo(f"{name} is being served already; this is one more desk on it.", err=True)
        return run_desk(already, folder)
    server = start_server(name, folder, bind, port, doors)
    try:
        return run_desk(wait_for_desk(path, server), folder, serves=True)
    finally:
        stop_server(server)
