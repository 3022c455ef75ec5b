"""What goes on inside a nursery: wait for the ends of a guest's line, fork, and let the child live as that guest.

The nursery itself never reads a word that is for a guest. It gets open ends from the host, forks, and closes them; who
the guest is, the child alone is told, over its cord. So every child is of the same pristine process, and none carries
what belongs to another. It stays in one thread, for a fork copies no other. A fork shares what had been made before it
and must not be shared, so nothing of the kind is left there: no event loop, no TLS context, no random key. Python's own
random numbers and OpenSSL's are seeded anew in a child by themselves.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

import msgspec

ENDS = 4
"""What comes for each guest: their input, output and errors, and the cord."""
CORD = 3
"""The descriptor of a child's cord, behind its three streams."""
_PYTHONS: set[int] = {signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ}
"""Signals that every Python starts with in its own way."""


def rock(line: socket.socket, live: Callable[[], int]) -> None:
    """Fork a guest for each set of ends that comes over `line`, until the host closes it.

    `live` is what a child does, with its environment and its streams in place; it returns an exit code.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a child that has ended is nobody's to wait for
    gc.collect()
    gc.freeze()
    while True:
        word, ends, _flags, _address = socket.recv_fds(line, 1, ENDS)
        if not word:
            return
        # Where there can be no child, the ends are closed like all others, and so the host knows.
        with contextlib.suppress(OSError):
            if len(ends) == ENDS and os.fork() == 0:
                line.close()
                _live(ends, live)
        for end in ends:
            os.close(end)


def _live(ends: list[int], live: Callable[[], int]) -> NoReturn:
    code = 1
    try:
        _take(ends)
        os.write(CORD, b"%d\n" % os.getpid())
        _become(msgspec.json.decode(_read(CORD), type=dict[str, str]))
        code = live()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001, S110 - it is a child of its own, and a traceback may quote an answer
        pass
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        with contextlib.suppress(OSError):
            os.write(CORD, b"%d\n" % code)
        os._exit(code & 255)


def _take(ends: list[int]) -> None:
    """Make a session, signals and streams of one's own out of the nursery's; close all else."""
    os.setsid()
    for each in set(signal.valid_signals()) - _PYTHONS:
        if signal.getsignal(each) not in (signal.SIG_DFL, None):
            signal.signal(each, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number, end in enumerate(ends):
        os.dup2(end, number, inheritable=number != CORD)
    os.set_inheritable(CORD, False)
    os.closerange(CORD + 1, max(os.sysconf("SC_OPEN_MAX"), *ends) + 1)  # -1 where there is no limit
    sys.stdin = sys.__stdin__ = _stream(0, "r")  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "w")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "w")  # type: ignore[misc]


def _become(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


def _stream(number: int, mode: str) -> Any:
    # As Python itself opens them, so that a prompt is seen before its answer is typed.
    lines = 1 if mode == "w" and (number == 2 or os.isatty(number)) else -1
    return open(number, mode, lines, "utf-8", "backslashreplace" if number == 2 else "strict", closefd=False)


def _read(fd: int) -> bytes:
    read = b""
    while more := os.read(fd, 65536):
        read += more
    return read
