"""`align host`: a host in a process of its own, and a desk on it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.places import folder_option
from align.errors import UserError

if TYPE_CHECKING:
    from align.sync.ticket import Ticket

START_SECONDS = 15.0


@click.command("host")
@click.argument("name")
@folder_option
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=7465, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def command(name: str, folder: Path, bind: str, port: int) -> int:
    """Serve workshop NAME and open its desk. Leaving the desk stops serving; people keep what they have typed.

    \b
    Examples:
      align host orion-3
      align host orion-3 --bind 0.0.0.0
    """
    from align.engine.serving import desk_ticket
    from align.storage.folder import Folder
    from align.ui.run import run_desk

    path = Folder(folder).path(name)
    if not path.exists():
        raise UserError(f"There is no workshop {name} in {folder}. `align list` shows what is there.")
    already = desk_ticket(path)
    if already and _answers(already):
        click.echo(f"{name} is being served already; this is one more desk on it.", err=True)
        return run_desk(already, folder)
    server = start_server(name, folder, bind, port)
    try:
        return run_desk(wait_for_desk(path, server), folder)
    finally:
        stop_server(server)


def start_server(name: str, folder: Path, bind: str, port: int) -> subprocess.Popen[bytes]:
    """Start `align serve` in a session of its own: a key pressed here, or a crash of the screen, is not its end."""
    arguments = ["serve", name, "--folder", str(folder), "--bind", bind, "--port", str(port), "--quiet"]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
        [sys.executable, "-m", "align", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def wait_for_desk(path: Path, server: subprocess.Popen[bytes]) -> Ticket:
    """Return the facilitator's ticket as soon as the server answers; raises UserError with what the server said."""
    from align.engine.serving import desk_ticket

    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience:
        if server.poll() is not None:
            said = server.stderr.read().decode(errors="replace").strip() if server.stderr else ""
            raise UserError(said.removeprefix("align: ") or "The host stopped at once. Try `align serve` to see why.")
        ticket = desk_ticket(path)
        if ticket and _answers(ticket):
            return ticket
        time.sleep(0.02)
    stop_server(server)
    raise UserError("The host did not start in time. Try `align serve` to see why.")


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to store what it holds and stop."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stderr:
        server.stderr.close()


def _answers(ticket: Ticket) -> bool:
    """Whether somebody listens at the ticket's address."""
    import socket

    try:
        with socket.create_connection((ticket.host, ticket.port), timeout=1):
            return True
    except OSError:
        return False
