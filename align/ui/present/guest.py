"""What a guest is told: where their terminal runs, what that means, how they come back, what is kept of them."""

from __future__ import annotations

from align.engine.guests import Guest
from align.language import _, mark

TITLE = mark("This terminal runs on the host's computer")
MEANING = mark(
    "You see it here, but the program that holds your seat runs there. Whoever runs that computer could read what you"
    " type before it is handed in, find out which answers are yours also where no names are shown, and answer as you."
    " The other participants and the facilitator's screen see no more of you than of anybody else."
)
BETTER = mark("With align on your own computer (align join) your seat and your drafts stay with you.")
KEEP = mark("Keep my seat and my drafts there, so that I can come back")
FORGET = mark("Keep nothing: my way back ends when I leave or the line breaks")
STAYS = mark("All of it stays on the host's computer and goes on when you come back with your key.")
GOES = mark("It is gone when you leave: you chose that nothing is kept.")
WHAT_STAYS = mark("What the host has received stays in the workshop either way. You can choose anew each time.")
FORGOTTEN = mark("Nothing of yours is kept as a guest. What the host had received stays in the workshop.")


def way_back(guest: Guest) -> str:
    """Return how this guest comes back, for the screen and for paper."""
    return _("To come back: {command} and, where the code is asked, your own key:", command=guest.command)


def farewell(guest: Guest, *, kept: bool) -> str:
    """Return the last words to somebody who leaves: where their seat is, or that nothing is kept."""
    return f"{way_back(guest)} {guest.key}" if kept else _(FORGOTTEN)
