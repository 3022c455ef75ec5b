"""`python -m align.cli.nursery`: the process from which guests of the doors are forked. No command: a host starts it.

Its stdin is the line to the host (`align.doors.nursery`).
"""

from __future__ import annotations

import os
import socket

from align.cli.main import run
from align.doors.cradle import rock
from align.ui.ready import as_the_environment_says, load_everything


def main() -> None:
    """Load what a participant needs, then be forked for each guest until the host is gone."""
    line = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    load_everything()
    rock(line, _take_part)


def _take_part() -> int:
    as_the_environment_says()
    return run(["join"])


if __name__ == "__main__":
    main()
