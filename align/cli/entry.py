"""The first step of every start: what needs no parser goes without it, all else goes to `main`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    match sys.argv[1:]:
        case ["--version"]:
            from align import __version__

            sys.stdout.write(f"align {__version__}\n")
            return
        case ["join", ticket] if not ticket.startswith("-"):
            from align import garbage

            garbage.put_off()
            # Whoever takes part in most meetings types this: they see the first prompt a little sooner.
            from align.cli.ending import ending
            from align.cli.taking_part import join

            sys.exit(ending(lambda: join(ticket)))
        case _:
            from align import garbage

            garbage.put_off()
            from align.cli.main import main as run

            run()
