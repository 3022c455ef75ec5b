"""The first step of every start: `align --version` answers without loading anything, all else goes to `main`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from align import __version__

        sys.stdout.write(f"align {__version__}\n")
        return
    from align import garbage

    garbage.put_off()
    from align.cli.main import main as run

    run()
