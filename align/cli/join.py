"""`align join`: take part in a workshop."""

from __future__ import annotations

import os
import sys

import click

from align.cli.spoken import tell_unreadable
from align.errors import UserError

GUEST = "ALIGN_GUEST"
"""Set in the process of a guest; `align.engine.guests` knows more, and is not needed otherwise."""
WEB = "TEXTUAL_DRIVER"
"""Set where the screen is drawn for a browser."""


plain_option = click.option(
    "--plain", is_flag=True, help="Line by line, without boxes: for screen readers and scripts."
)
language_option = click.option(
    "--language", default="", help="The language align speaks to you: en, de, es, fr, ja, zh."
)


@click.command("join")
@click.argument("ticket", required=False, default="")
@plain_option
@language_option
@click.option("--as", "who", default="", help="Keep a seat of its own under this word (several people, one machine).")
def command(ticket: str, plain: bool, who: str, language: str) -> int:
    """Join with the TICKET the facilitator gave you; align asks for the join code.

    Joining again goes on where you were.

    \b
    Examples:
      align join align://192.0.2.7:7465/orion-3#k3v…
      align join --plain TICKET
    """
    speak(language)
    if GUEST in os.environ:
        return _as_guest()
    if plain or is_plain():
        from align.ui.plain.join import join_plain

        return join_plain(ticket, who)
    from align.ui.run import run_join

    return run_join(ticket, who)


def _as_guest() -> int:
    """Take part at a terminal that a door of the host has opened (`align.doors`)."""
    from align.doors.terminal import take_terminal
    from align.engine.guests import guest_here

    guest = guest_here()
    if guest is None:
        raise UserError("This is not a guest's terminal.")
    take_terminal()
    if is_plain() and WEB not in os.environ:
        from align.ui.plain.join import guest_plain

        return guest_plain(guest)
    from align.ui.run import run_guest

    return run_guest(guest)


def desk_needs_terminal() -> None:
    """Raise UserError where there is no terminal for a desk."""
    if is_plain():
        raise UserError(
            "The desk needs a terminal. Without one, `--plain` leads line by line, `align serve NAME` serves and "
            "`align show NAME` tells."
        )


def speak(language: str = "") -> None:
    """Speak this language, else the one that this person reads; raises UserError for one that align does not speak."""
    from align.engine.languages import speak_language, wanted_language

    code = wanted_language(os.environ, language)
    speak_language(code)
    tell_unreadable(code)


def is_plain() -> bool:
    """Whether this terminal (or the lack of one) calls for the plain mode."""
    return not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb"
