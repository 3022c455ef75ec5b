"""`align room`: several people, one terminal, one after the other."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.join import language_option
from align.cli.places import folder_option, there
from align.cli.taking_part import is_plain, speak
from align.errors import UserError
from align.language import _


@click.command("room")
@click.argument("workshop", metavar="NAME_OR_TICKET")
@folder_option
@language_option
def command(workshop: str, folder: Path, language: str) -> int:
    """Take turns at this terminal: pick who is next, hand the keyboard over, answer, hand in.

    NAME_OR_TICKET is the name of a workshop that is served here, or a ticket; with a ticket align asks for the join
    code once. Everybody has a seat of their own and sees nothing of the one before.

    \b
    Examples:
      align room orion-3
      align room align://192.0.2.7:7465/orion-3#k3v…
    """
    from align.engine.room import Room, served_here
    from align.storage.folder import Folder, is_name
    from align.sync.ticket import parse_ticket
    from align.ui.run import run_room

    speak(language)
    if is_plain():
        raise UserError("Taking turns needs a terminal. `align join --plain --as WORD` answers line by line.")
    if is_name(workshop):
        return run_room(served_here(Folder(there(folder)).path(workshop)))
    ticket = parse_ticket(workshop)
    # Asked for, not taken from the command line: other people on this machine can read command lines.
    code = ticket.code or click.prompt(_("Join code (the facilitator reads it out)"), err=True)
    return run_room(Room(ticket, lambda: code))
