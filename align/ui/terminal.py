"""Keeps key reports from stopping the program, and the terminal in order. Knows Textual's insides, nothing of align."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterable
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.keys import Keys
from textual.message import Message

LARGEST_SIDE = 2_000
"""Columns or rows; a screen of more would take minutes to draw, so such a report is a mistake."""

_original = XTermParser._parse_extended_key
_original_feed = XTermParser.feed
_original_mouse = XTermParser.parse_mouse_code
_original_writing = WriterThread.run
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_BEGINS_TO_BEGIN = re.compile(r"\x1b\[20{0,2}\Z")
_SUB_FIELDS = re.compile(r"^(\x1b\[)(\d*)(?::[\d:]*)?(?:;(\d*)(?::[\d:]*)?)?(;.*|[^;]*)$", re.DOTALL)


def guard_key_parser() -> None:
    """Make Textual read reports with sub-fields (`ESC[97:65;2;65u`) and pass over those that it cannot read.

    Its parser takes the whole field for a number and raises, in the thread that reads keys: the program would die
    of one key press in a terminal that reports shifted keys, or of a mouse in one that says it has no size. What is
    pasted stays a text, whatever is in it. Safe to call again.
    """
    XTermParser._parse_extended_key = _parse_or_ignore  # type: ignore[method-assign,assignment]
    XTermParser.parse_mouse_code = _mouse_or_nothing  # type: ignore[method-assign]
    XTermParser.feed = _credible_only  # type: ignore[method-assign]


def _parse_or_ignore(self: XTermParser, sequence: str) -> list[events.Key] | None:
    try:
        return _original(self, _without_sub_fields(sequence))
    except (ValueError, OverflowError):
        return [events.Key(str(Keys.Ignore.value), sequence)]


def _mouse_or_nothing(self: XTermParser, code: str) -> Message | None:
    try:
        return _original_mouse(self, code)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None


def _credible_only(self: XTermParser, data: str) -> Iterable[Message]:
    for message in _pastes_whole(self, data):
        if isinstance(message, events.Resize) and not all(0 < side <= LARGEST_SIDE for side in message.size):
            self.mouse_pixels = False
            continue
        yield message


def _pastes_whole(self: XTermParser, data: str) -> Iterable[Message]:
    """Take pasted text out before the parser looks: it would read an escape sequence in it as keys that were pressed,
    and the rest of the text with it. A paste may come in pieces, and so may its marks; only one that is cut right
    behind its Escape, which alone is a key, is left to the parser."""
    if not data:
        yield from _original_feed(self, data)
        return
    rest = self.__dict__.pop("_held", "") + data
    while rest:
        if self.__dict__.get("_pasting"):
            text, ended, behind = rest.partition(_PASTE_ENDS)
            if not ended:
                self.__dict__["_held"] = rest
                return
            self.__dict__["_pasting"] = False
            yield events.Paste(text.replace("\x00", ""))
            rest = behind
            continue
        typed, begun, rest = rest.partition(_PASTE_BEGINS)
        if not begun and (cut := _BEGINS_TO_BEGIN.search(typed)):
            typed, self.__dict__["_held"] = typed[: cut.start()], cut[0]
        if typed:
            yield from _original_feed(self, typed)
        self.__dict__["_pasting"] = bool(begun)


def _without_sub_fields(sequence: str) -> str:
    """Keep the first part of the key and modifier fields; the text field's colons are several characters."""
    if ":" not in sequence or not (match := _SUB_FIELDS.match(sequence)):
        return sequence
    start, key, modifiers, rest = match.groups()
    return f"{start}{key}{'' if modifiers is None else ';' + modifiers}{rest}"


def guard_continuing() -> None:
    """Let a program that was stopped outright (SIGSTOP, not Ctrl+Z) go on with its terminal as it found it.

    Textual begins anew on each SIGCONT; without a SIGTSTP before, it takes its own raw mode for how the terminal was,
    and leaves it without echo in the end. Safe to call again.
    """
    if sys.platform == "win32":
        return
    from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 - not there on Windows

    LinuxDriver._sigcont_application = _continued  # type: ignore[method-assign]


def _continued(self: Any, *_: object) -> None:
    if not self._auto_restart:
        return
    if not self._must_signal_resume:
        self.suspend_application_mode()
        self._must_signal_resume = True
    self.resume_application_mode()


def guard_writing() -> None:
    """Let what is drawn for a terminal that is gone be dropped. Safe to call again.

    Textual's thread that writes would die of it, its queue would fill, and the program would wait for ever to say its
    last word: with the draft not yet put away.
    """
    WriterThread.run = _written_or_dropped  # type: ignore[method-assign]


def _written_or_dropped(self: WriterThread) -> None:
    try:
        _original_writing(self)
    except OSError:
        while self._queue.get() is not None:
            pass


def is_gone() -> bool:
    """Whether the terminal this process reads from was closed; False where it reads from none.

    The system says so by a signal to those for whom it is the controlling terminal only. To others an end of input is
    reported again and again, and Textual would ask for input again and again, for ever.
    """
    if sys.platform == "win32":
        return False
    import termios  # noqa: PLC0415 - not there on Windows

    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False
