"""A program in a terminal of its own, as the measurements start it: spawn, read, press, end."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path

SIZE = (120, 40)
LETTERS = [letter for code in (*range(0xC0, 0x250), *range(0x400, 0x530)) if (letter := chr(code)).isalpha()]
"""None of them stands on any screen, or in what a terminal is told, before it is pressed."""


class Terminal:
    """One run of a program in a terminal of 120 × 40. Times in milliseconds."""

    def __init__(self, argv: list[str], home: Path) -> None:
        self.began = time.perf_counter()
        self._unread = b""
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", ALIGN_HOME=str(home), ALIGN_TOUR="no")
            os.environ["HOME"] = str(home)  # others keep their things there
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            _resize(0, *SIZE)
            os.execvp(argv[0], argv)

    def until(self, words: bytes, patience: float = 20.0) -> float:
        """Read until these words were drawn; return when, since the start. Raises TimeoutError.

        Asked again, it goes on behind the words that were found.
        """
        over = time.perf_counter() + patience
        while words not in self._unread:
            self._unread += self._read(over)
        self._unread = self._unread.partition(words)[2] if words else self._unread
        return (time.perf_counter() - self.began) * 1e3

    def press(self, key: bytes, shows: bytes = b"", patience: float = 5.0) -> float:
        """Press a key; return how long it took until `shows` (the key itself where nothing is named) was drawn.

        Raises TimeoutError.
        """
        at, seen = time.perf_counter(), b""
        os.write(self._handle, key)
        while (shows or key) not in seen:
            seen += self._read(at + patience)
        return (time.perf_counter() - at) * 1e3

    def send(self, keys: bytes) -> None:
        """Press keys and wait for nothing."""
        os.write(self._handle, keys)

    def quiet(self, still: float = 0.06, most: float = 0.12) -> None:
        """Read until nothing more is drawn for a moment; some programs never rest, so for `most` seconds at most."""
        over = time.perf_counter() + most
        while time.perf_counter() < over and select.select([self._handle], [], [], still)[0]:
            os.read(self._handle, 65_536)

    def during(self, seconds: float) -> bytes:
        """Return what is drawn in the next seconds."""
        seen, over = b"", time.perf_counter() + seconds
        while (left := over - time.perf_counter()) > 0:
            if select.select([self._handle], [], [], left)[0]:
                seen += os.read(self._handle, 65_536)
        return seen

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as a person does who drags it."""
        _resize(self._handle, columns, rows)

    @property
    def memory(self) -> float:
        """The most memory it has had, MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0

    @property
    def cpu(self) -> float:
        """Its processor time so far, milliseconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")

    def end(self) -> float:
        """Kill it; return its processor time, seconds."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, usage = os.wait4(self.pid, 0)
        os.close(self._handle)
        return usage.ru_utime + usage.ru_stime

    def _read(self, over: float) -> bytes:
        """Return what is drawn next; a program that never rests is waited for no longer than one that is silent."""
        if not select.select([self._handle], [], [], max(0.0, over - time.perf_counter()))[0]:
            raise TimeoutError("it did not show what it was waited for")
        try:
            return os.read(self._handle, 65_536)
        except OSError:
            raise TimeoutError("it ended") from None


def _resize(handle: int, columns: int, rows: int) -> None:
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
