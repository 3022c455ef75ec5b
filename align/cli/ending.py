"""How each command begins and ends: streams one can count on; for what went wrong one sentence and an exit code."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

from align.cli.exits import FAILED, INTERRUPTED, OK
from align.cli.streams import close_stdout, complain, prepare_streams
from align.domain.text import clean
from align.errors import AlignError
from align.language import Catalogue, _, retold, speak_later
from align.system import reason


def ending(command: Callable[[], Any]) -> int:
    """Do what a command does; return its exit code. Errors become one sentence on stderr."""
    os.umask(0o077)
    prepare_streams()
    speak_later(_language)
    try:
        result = command()
    except AlignError as error:
        # An error may quote a file that came from anywhere.
        complain(f"align: {retold(clean(str(error), longest=100_000, lines=10_000))}")
        return FAILED
    except KeyboardInterrupt:
        return interrupted()
    except Exception as error:  # noqa: BLE001 - the boundary: no traceback, it may quote an answer
        return _failed(error)
    return result if isinstance(result, int) else OK


def interrupted() -> int:
    """Say that the person ended it; return the exit code for that."""
    complain(_("Stopped."))
    return INTERRUPTED


def tell_unreadable(code: str) -> None:
    """Write on stderr what cannot be read in the files of a language; the rest of them is spoken all the same."""
    from align.engine.languages import unreadable

    if why := unreadable(code):
        complain(f"align: {why}")


def _language() -> tuple[str, Catalogue | None]:
    from align.engine.languages import persons_language, unknown_language

    code, catalogue = persons_language()
    tell_unreadable(code)
    if said := unknown_language(os.environ):
        complain(f"align: {said}")
    return code, catalogue


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO):
        close_stdout()  # else the end of the process would try once more
        why = _("this could not be written to the end: {why}.", why=retold(reason(error)))
        complain(f"align: {why}")
        return FAILED
    from align.ui.crash import sentence, write_report

    complain(f"align: {sentence(write_report(error))}")
    return FAILED
