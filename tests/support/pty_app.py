"""`align …` in a real terminal: its own pty, its own ALIGN_HOME, keys in, and the screen as a person would read it."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from tests.support.processes import ALIGN, environment

LARGE, SMALL = (100, 30), (80, 24)
PATIENCE = 20.0
"""Seconds; long, because the machine may be busy. Nothing waits this long when all is well."""

KEYS = {
    "enter": "\r", "escape": "\x1b[27u", "tab": "\t", "backspace": "\x7f", "space": " ",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "f1": "\x1bOP", "f7": "\x1b[18~",
}  # fmt: skip
"""Escape in its unmistakable form: a bare ESC and a letter that follows at once are read as Alt and the letter."""
IN, OUT, SHOWN = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"
"""Into the alternate screen and out of it; the cursor shown again."""


class PtyApp:
    """One terminal with one program in it. Use it as a context; what still runs at the end is ended."""

    def __init__(self, home: Path, *arguments: object, size: tuple[int, int] = LARGE, cwd: Path | None = None) -> None:
        self.size = size
        self.raw = bytearray()
        """Every byte that the program has written to the terminal."""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._news = threading.Condition()
        self._master, slave = pty.openpty()
        _set_size(slave, size)
        self._before = termios.tcgetattr(slave)
        home.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [*ALIGN, *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave, close_fds=True, cwd=cwd,
            env={**environment(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"},
            preexec_fn=lambda: _own_terminal(slave),
        )  # fmt: skip
        self._slave = slave
        self._reader = threading.Thread(target=self._read, name="pty", daemon=True)
        self._reader.start()

    def __enter__(self) -> PtyApp:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            # Asked first: a desk takes the host that it started with it.
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._slave)
        self._reader.join(5)
        os.close(self._master)

    # ---- what a person does --------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys: names as in KEYS, "ctrl+x", or characters."""
        for key in keys:
            self._write(_bytes_of(key))

    def type(self, text: str) -> None:
        """Type a text."""
        self._write(text.encode())

    def resize(self, size: tuple[int, int]) -> None:
        """Change the window's size; the program is told as a terminal tells it."""
        with self._news:
            self._screen.resize(lines=size[1], columns=size[0])
        self.size = size
        _set_size(self._master, size)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    # ---- what a person sees --------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The screen now, row by row."""
        with self._news:
            return "\n".join(row.rstrip() for row in self._screen.display)

    def shows(self, *texts: str, seconds: float = PATIENCE) -> None:
        """Return as soon as all texts are on the screen together; else fail with what is there instead."""
        if not self._wait(lambda: all(text in self.text for text in texts), seconds):
            raise AssertionError(f"{texts} not on the screen of {self.process.args!r}:\n{self.text}")

    def hides(self, text: str, seconds: float = PATIENCE) -> None:
        """Return as soon as the text is on the screen no more."""
        if not self._wait(lambda: text not in self.text, seconds):
            raise AssertionError(f"{text!r} is still on the screen:\n{self.text}")

    def ended(self, seconds: float = PATIENCE) -> int:
        """Return the exit code once the program has ended and all that it wrote is read."""
        code = self.process.wait(seconds)
        self._wait(lambda: False, 0.05)
        return code

    def in_order(self) -> bool:
        """Whether the terminal is as it was before: main screen, cursor shown, line by line with echo."""
        with self._news:
            raw = bytes(self.raw)
        left = raw.rfind(OUT) > raw.rfind(IN) and raw.rfind(SHOWN) > raw.rfind(b"\x1b[?25l")
        return left and termios.tcgetattr(self._slave)[:4] == self._before[:4]

    # ---- the pty -------------------------------------------------------------------------------------------

    def _wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        until = time.monotonic() + seconds
        with self._news:
            while not condition():
                left = until - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self._reader.is_alive()):
                    return condition()
                self._news.wait(min(left, 0.25))
            return True

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return  # the last program has closed the terminal
            if not data:
                return
            with self._news:
                self.raw += data
                self._stream.feed(data)
                self._news.notify_all()


def _own_terminal(slave: int) -> None:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


def _set_size(fd: int, size: tuple[int, int]) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def _bytes_of(key: str) -> bytes:
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1].upper()) - 64])
    return KEYS.get(key, key).encode()
