"""What `align join` does, without the command line's parser: see `align.cli.entry`."""

from __future__ import annotations

import os
import sys

from align import garbage
from align.cli.ending import tell_unreadable
from align.cli.streams import complain
from align.errors import UserError
from align.language import retold

GUEST = "ALIGN_GUEST"
"""Set in the process of a guest; `align.engine.guests` knows more, and is not needed otherwise."""
WEB = "TEXTUAL_DRIVER"
"""Set where the screen is drawn for a browser."""


def join(ticket: str, who: str = "", language: str = "", *, plain: bool = False) -> int:
    """Take part with a ticket, on the screen or line by line; `who` tells several seats on one machine apart."""
    plain = plain or is_plain()
    speak(language, plain=plain)
    if GUEST in os.environ:
        return _as_guest()
    if plain:
        from align.ui.plain.join import join_plain

        garbage.go_on()
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


def speak(language: str = "", *, plain: bool = False) -> None:
    """Speak this language, else the one that this person reads; raises UserError for one that align does not speak.

    `plain`: line by line, where no screen will tell that a variable names a language that is not known.
    """
    from align.engine.languages import speak_language, unknown_language, wanted_language

    code = wanted_language(os.environ, language)
    speak_language(code)
    tell_unreadable(code)
    if plain and GUEST not in os.environ and (said := unknown_language(os.environ)):
        complain(f"align: {retold(said)}")


def is_plain() -> bool:
    """Whether this terminal (or the lack of one) calls for the plain mode. Screens are drawn on stderr."""
    return (
        not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
        or os.environ.get("TERM", "dumb") == "dumb"
    )
