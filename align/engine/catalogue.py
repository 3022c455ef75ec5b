"""Reads gettext's .po files: the sentences of one language.

They are read as they are, without a compiled form beside them: who reviews a sentence mends it in the file and sees it
at the next start; what cannot be read there is named, and stays English.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from align.domain.text import clean_line
from align.errors import UserError
from align.system import reason

_NUMBERED = re.compile(r"\{\d")


class Entry(NamedTuple):
    """One message of a .po file: `forms` has one text, or one for each plural form; `many` is empty without forms.

    `context` tells words apart that mean several things; it is empty for most.
    """

    message: str
    many: str
    forms: tuple[str, ...]
    context: str = ""


class PoCatalogue(gettext.NullTranslations):
    """The messages of some .po files, with the plural rule that their header gives."""

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._in_context: dict[tuple[str, str], str] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._form_of = gettext.c2py("n != 1")
        self._shapes: list[tuple[str, str, str]] | None = None
        self.problems: list[str] = []
        """What cannot be read, a sentence each, in English; those messages stay English, and all others are told."""
        for file in files:
            try:
                # With a mark for what is no UTF-8: one wrong byte costs its message, not the file.
                text = file.read_text(encoding="utf-8-sig", errors="surrogateescape")
            except OSError as error:
                self.problems.append(f"{file} cannot be read: {reason(error)}.")
                continue
            for entry in entries(text, partial(self._note, file)):
                self._take(entry, file)

    def gettext(self, message: str) -> str:
        """Return the translation, or the message itself."""
        return self._texts.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation in this context, else the one without, else the message itself."""
        return self._in_context.get((context, message)) or self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of the translation for `n` things, or the English one."""
        forms, form = self._forms.get(msgid1, ()), self._form_of(n)
        return forms[form] if form < len(forms) else msgid1 if n == 1 else msgid2

    def shaped_like(self, text: str) -> Iterator[str]:
        """Yield the messages with numbered fields that begin and end as the text does, the longest first."""
        if self._shapes is None:
            numbered = sorted((message for message in self._texts if _NUMBERED.search(message)), key=len, reverse=True)
            self._shapes = [
                (message, message[: message.index("{")], message.rpartition("}")[2]) for message in numbered
            ]
        for message, head, tail in self._shapes:
            if text.startswith(head) and text.endswith(tail):
                yield message

    def _note(self, file: Path, number: int, line: str) -> None:
        self.problems.append(f"{file}, line {number} cannot be read: {clean_line(line, longest=60)}")

    def _take(self, entry: Entry, file: Path) -> None:
        if not entry.message:
            rule = re.search(r"plural=([^;\n]+);", entry.forms[0])
            try:
                self._form_of = gettext.c2py(rule[1]) if rule else self._form_of
            except ValueError:
                self.problems.append(f"{file} has a rule for its plurals that cannot be read.")
        elif entry.many and all(entry.forms):
            self._forms[entry.message] = entry.forms
        elif entry.context:
            self._in_context[entry.context, entry.message] = entry.forms[0]
        elif not entry.many and entry.forms[0]:
            self._texts[entry.message] = entry.forms[0]


def _refuse(number: int, line: str) -> None:
    raise UserError(f"Line {number} of a .po file cannot be read: {clean_line(line, longest=60)}")


def entries(text: str, unreadable: Callable[[int, str], None] = _refuse) -> Iterator[Entry]:
    """Read a .po file: its header (an empty message) and its messages.

    Calls `unreadable` with the number (from 1) and the text of a line that is none and goes on with the next message;
    raises UserError there when nothing else is asked for.
    """
    parts: dict[str, str] = {}
    key, whole = "", True
    for number, line in enumerate((*text.split("\n"), ""), 1):
        if not line.strip():
            if whole and "msgid" in parts:
                forms = tuple(said for name, said in parts.items() if name.startswith("msgstr"))
                yield Entry(parts["msgid"], parts.get("msgid_plural", ""), forms or ("",), parts.get("msgctxt", ""))
            parts, key, whole = {}, "", True
        elif whole and not line.startswith("#"):
            name, _, rest = line.partition('"')
            key = name.strip() or key
            try:
                parts[key] = parts.get(key, "") + msgspec.json.decode(f'"{rest}', type=str)
            except (msgspec.DecodeError, UnicodeError):
                whole = False
                unreadable(number, line)
