"""`align desk`: a facilitator's desk on a workshop that is already served."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.join import desk_needs_terminal, language_option, plain_option
from align.cli.places import folder_option, there
from align.cli.taking_part import speak
from align.errors import UserError
from align.language import _
from align.usual import called

if TYPE_CHECKING:
    from align.sync.ticket import Ticket


@click.command("desk")
@click.argument("ticket")
@folder_option
@plain_option
@language_option
def command(ticket: str, folder: Path, plain: bool, language: str) -> int:
    """Attach a desk. TICKET is a facilitator's ticket, a file that holds one, or the name of a workshop served here.

    \b
    Examples:
      align desk orion-3
      align desk facilitator-ticket.txt
      align desk orion-3 --plain < steps.txt
    """
    speak(language, plain=plain)
    found = find_ticket(ticket, folder)
    if plain:
        from align.ui.plain.desk import desk_plain

        return desk_plain(found, folder)
    from align.ui.run import run_desk

    desk_needs_terminal()
    return run_desk(found, folder)


def find_ticket(text: str, folder: Path) -> Ticket:
    """Return the ticket that `text` is, names (a workshop served here) or holds (a file); asks for a missing key."""
    from align.engine.serving import desk_ticket, facilitator_ticket
    from align.storage.folder import Folder, is_name

    if is_name(text):
        path = Folder(there(folder)).path(text)
        found = desk_ticket(path)
        if found is None:
            raise UserError(f"{text} is not being served here. Start it with `align host {called(path)}`.")
        return found
    with contextlib.suppress(OSError):  # too long for a name, or not readable: then it is no file with a ticket
        if Path(text).is_file():
            text = Path(text).read_bytes()[:1000].decode(errors="replace")
    ticket = facilitator_ticket(text)
    if not ticket.token:
        # Asked for, not taken from the command line: other people on this machine can read command lines.
        key = click.prompt(_("Facilitator's key"), hide_input=True, err=True)
        ticket = facilitator_ticket(f"{ticket} {key}")
    return ticket
