"""`align serve`: the host without a screen, for workshops that last for days, and the process behind `align host`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import click

from align.cli.doors import Doors, Line, chosen, door_options, opened
from align.cli.places import folder_option, there
from align.cli.streams import tell_folded
from align.language import _
from align.usual import called

_LEAST, _GAP = 15, 2
"""Cells of the first of two columns, at least, and behind its longest word."""


@click.command("serve")
@click.argument("name")
@folder_option
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=7465, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@door_options
@click.option("--quiet", is_flag=True, help="Print nothing (the desk shows it all).")
def command(
    name: str, folder: Path, bind: str, port: int, ssh: int | None, web: int | None, web_url: str, quiet: bool
) -> None:
    """Serve workshop NAME until Ctrl+C or `align stop NAME`.

    Attach a desk with `align desk NAME`, here or with its ticket elsewhere.

    \b
    Examples:
      align serve orion-3
      align serve orion-3 --bind 0.0.0.0 --port 7465
      align serve orion-3 --bind 0.0.0.0 --ssh
    """
    from align.storage.folder import Folder

    asyncio.run(_serve(Folder(there(folder)).path(name), name, bind, port, chosen(ssh, web, web_url), quiet))


async def _serve(path: Path, name: str, bind: str, port: int, doors: Doors, quiet: bool) -> None:
    from align.engine.hosting import host
    from align.engine.serving import noted
    from align.sync.ticket import ONLY_HERE, for_elsewhere, only_here

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name_of_signal in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name_of_signal):
            loop.add_signal_handler(getattr(signal, name_of_signal), stop.set)
    async with host(path, name, bind=bind, port=port) as hosted, opened(doors, hosted, path, bind) as about_doors:
        with noted(path, hosted):
            if not quiet:
                typed = called(path)
                tell_folded(
                    _(
                        "Serving {name}. Stop with Ctrl+C or `align stop {typed}`; nothing is lost.",
                        name=name,
                        typed=typed,
                    )
                )
                elsewhere = _("(elsewhere: see {file}, a secret)", file=f"{name}.serving")
                near = [("", _(ONLY_HERE)), ("", f"align serve {typed} {for_elsewhere(hosted.ticket, doors.typed())}")]
                _tell_all(
                    [
                        (_("Participants"), f"align join {hosted.ticket}"),
                        (_("Join code"), hosted.code),
                        *(near if only_here(hosted.ticket) else []),
                        *about_doors,
                        (_("Desk"), f"align desk {typed}   {elsewhere}"),
                    ]
                )
            await _first(stop.wait(), hosted.live.asked_to_stop.wait())
    if not quiet:
        tell_folded(_("Stopped. Start again any time; everybody goes on where they were."))


async def _first(*waited: Coroutine[Any, Any, Any]) -> None:
    tasks = [asyncio.create_task(each) for each in waited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _tell_all(lines: list[Line]) -> None:
    """Write lines in two columns."""
    from align.charter.wording import cells, padded

    width = max(_LEAST, *(cells(what) + _GAP for what, _how in lines))
    for what, how in lines:
        _tell(f"{padded(what, width)}{how}")


def _tell(line: str) -> None:
    click.echo(line, err=True)
