"""stdin, stdout and stderr as the commands may take them for granted: open, and able to carry every name."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper

NAMES = ("stdin", "stdout", "stderr")


def prepare_streams() -> None:
    """Open what was closed before the start, and let no letter that an encoding does not know stop a command.

    What goes into a file or a pipe is UTF-8 whatever the system's habit, because align reads its files as UTF-8; a
    terminal of another encoding gets a "?" for a letter that it does not have.
    """
    for number, name in enumerate(NAMES):
        if getattr(sys, name) is None:
            setattr(sys, name, _nothing(number))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not _is_unicode(stream.encoding):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def complain(text: str) -> None:
    """Write a line on stderr; where it takes none, the exit code says what there is to say."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - the one place for it


def tell_folded(text: str) -> None:
    """Write text for people on stderr in lines as short as those of plain mode, folded at words."""
    from align.ui.plain.console import folded

    for line in text.split("\n"):
        complain("\n".join(folded(line)))


def close_stdout() -> None:
    """Drop what is still to be written to stdout."""
    _nothing(1).detach()


def _nothing(number: int) -> TextIOWrapper:
    # With its own number: else the next file that is opened would take it, and be printed into.
    found = os.open(os.devnull, os.O_RDWR)
    if found != number:
        os.dup2(found, number)
        os.close(found)
    return os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8")


def _is_unicode(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith("utf")
