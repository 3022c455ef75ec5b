"""A host in a process of its own: starts `align serve`, waits until it answers, stops it. Knows no screen.

A slow or failing screen can then never slow or stop the workshop.
"""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from align.engine.hosting import LOOPBACK
from align.engine.serving import desk_ticket
from align.errors import UserError
from align.language import mark
from align.sync.certificate import client_context, fingerprint
from align.sync.ticket import DEFAULT_PORT, Ticket

START_SECONDS = 15.0
STOP_SECONDS = 10.0


def port_to_take(bind: str, port: int) -> int:
    """Return the port when it can be had at this address now, else 0, which takes a free one."""
    try:
        with socket.create_server((bind, port)):
            return port
    except OSError as error:
        # What else is wrong the host itself says, with the way out.
        return 0 if error.errno == errno.EADDRINUSE else port


def start_server(
    name: str, folder: Path, bind: str = LOOPBACK, port: int = DEFAULT_PORT, more: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    """Start `align serve` in a session of its own: a key pressed here, or a crash of the screen, is not its end.

    `more` are further options of `align serve`.
    """
    arguments = ["serve", name, "--folder", str(folder), "--bind", bind, "--port", str(port), "--quiet", *more]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
        [sys.executable, "-m", "align", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def wait_for_desk(path: Path, server: subprocess.Popen[bytes]) -> Ticket:
    """Return the facilitator's ticket as soon as the server answers; raises UserError with what the server said."""
    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience:
        if server.poll() is not None:
            said = server.stderr.read().decode(errors="replace").strip() if server.stderr else ""
            raise UserError(
                said.removeprefix("align: ")
                or mark("The host stopped at once; the workshop is as it was. Try `align serve` to see why.")
            )
        ticket = serving_here(path)
        if ticket is not None:
            # Read on: a host whose pipe is full would wait for ever to say one thing more.
            threading.Thread(target=_read_to_end, args=(server.stderr,), daemon=True).start()
            return ticket
        time.sleep(0.02)
    stop_server(server)
    raise UserError("The host did not start in time; the workshop is as it was. Try `align serve` to see why.")


def _read_to_end(said: IO[bytes] | None) -> None:
    with suppress(ValueError, OSError):  # closed by `stop_server`
        while said is not None and said.read(4096):
            pass


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to store what it holds and stop."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stderr:
        server.stderr.close()


def serving_here(path: Path) -> Ticket | None:
    """Return the facilitator's ticket of the host that serves this workshop here and answers, or None.

    After a crash the note may be old, and another program may answer at its port: the certificate tells.
    """
    ticket = desk_ticket(path)
    if ticket is None:
        return None
    try:
        with (
            socket.create_connection((ticket.host, ticket.port), timeout=1) as line,
            client_context().wrap_socket(line) as secure,
        ):
            shown = secure.getpeercert(binary_form=True) or b""
    except OSError:
        return None
    return ticket if fingerprint(shown) == ticket.fingerprint else None
