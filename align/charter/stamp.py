"""The last lines of a charter: its version, its template and the sha256 of all that stands before. It reads no log.

The sum shows slips and silent edits. It is no signature: whoever changes a text can compute its sum again, so
`align verify FILE NAME` compares with the log as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import msgspec

_LABEL = "Content sha256 "
_UNSIGNED = "Before signatures "
_LAST_LINE = re.compile(rf"^{_LABEL}([0-9a-f]{{64}})\s*\Z", re.MULTILINE)
_LINE_BEFORE = re.compile(
    rf"^(?:Version (\d+), sealed on .*|Draft), template ([0-9a-f]{{12}})\.\n(?:{_UNSIGNED}([0-9a-f]{{64}})\n)?\n*\Z",
    re.MULTILINE,
)
FINGERPRINT = 12
"""Hexadecimal digits that tell templates apart."""


class Stamp(msgspec.Struct, frozen=True):
    """What a charter's last lines say. `version` is 0 for a draft; `intact`: the sum is that of the text before it."""

    version: int
    template: str
    sha256: str
    intact: bool
    unsigned: str = ""
    """The sum that the charter had before anybody signed it: what was sealed. Signatures come later."""


def fingerprint(template: str) -> str:
    """Return a few digits that tell a template's text from any other."""
    return _sum(template)[:FINGERPRINT]


def stamped(text: str, view: Mapping[str, object], template: str, unsigned: str = "") -> str:
    """Return a charter with its last lines; `template` is the fingerprint of what made it, `unsigned` the sum that it
    had before it was signed, if it shows signatures."""
    sealed = f"{view['version_words']}, sealed on {view['sealed_on']} (UTC)" if not view["draft"] else "Draft"
    body = f"{text}\n{sealed}, template {template}.\n"
    if unsigned:
        body += f"{_UNSIGNED}{unsigned}\n"
    return f"{body}{_LABEL}{_sum(body)}\n"


def read_stamp(text: str) -> Stamp | None:
    """Return what a charter's last lines say; None if it does not end with them. Line ends do not matter."""
    text = _plain(text)
    last = _LAST_LINE.search(text)
    if last is None:
        return None
    body = text[: last.start()]
    before = _LINE_BEFORE.search(body)
    if before is None:
        return None
    return Stamp(int(before[1] or 0), before[2], last[1], _sum(body) == last[1], before[3] or last[1])


def _plain(text: str) -> str:
    """Return a text as align wrote it: editors and mail change line ends, and some put a mark in front."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
