"""Facts to plain dicts and back, with a version, so that old logs stay readable.

A fact is an event with the id of the command it came from and, unless it is an answer, prediction or support level,
the host's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from align.domain import events as e
from align.errors import StoreError
from align.system import misfit

VERSION = 1


class Fact(msgspec.Struct, frozen=True):
    """An event as the log keeps it. `at` is empty where a time could tell who spoke."""

    id: str
    event: e.LoggedEvent
    at: str = ""
    v: int = VERSION


def to_doc(fact: Fact) -> dict[str, Any]:
    """Return the fact as a plain, JSON-able dict."""
    doc: dict[str, Any] = msgspec.to_builtins(fact)
    return doc


def from_doc(doc: Mapping[str, Any]) -> Fact:
    """Return the fact that a stored dict holds; raises StoreError when it is not one of ours or from a newer align."""
    if isinstance(doc.get("v"), int) and doc["v"] > VERSION:
        raise StoreError("This workshop was written by a newer align. Install the newest align to open it.")
    try:
        return msgspec.convert(doc, Fact)
    except msgspec.ValidationError as error:
        raise StoreError(f"Record {doc.get('seq', '?')} is not an align fact: {misfit(error)}.") from None
