"""What may be stored: plain JSON data, checked before a byte is written. It knows nothing of events or files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from align.errors import StoreError
from align.storage.port import MAX_DEPTH

# ASCII, because stock TinyDB opens its file in the encoding of the machine it happens to run on.
_encoder = json.JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False, separators=(",", ":"))
_INT_LIMIT = 2**63


class NotJsonError(StoreError, TypeError):
    """A value is of a type that JSON does not have; a TypeError too, as it is in TinyDB."""


def dumps(value: Any) -> bytes:
    """Return `value`, already checked, as compact ASCII JSON."""
    fast = msgspec.json.encode(value)
    return fast if fast.isascii() else _encoder.encode(value).encode("ascii")


def check_document(document: Any) -> None:
    """Raise StoreError, naming the place, unless `document` is a JSON object that every reader reads back alike."""
    if not isinstance(document, dict):
        raise StoreError(f"A stored event must be a JSON object, not {type(document).__name__}.")
    _check(document, (), 1)


def numbered(events: Sequence[dict[str, Any]], seq: int) -> list[dict[str, Any]]:
    """Return shallow copies of `events` that carry "seq" = `seq` + 1, `seq` + 2 …; StoreError if one says otherwise."""
    result = []
    for number, event in enumerate(events, seq + 1):
        if not isinstance(event, dict):
            raise StoreError(f"A stored event must be a JSON object, not {type(event).__name__}.")
        if event.get("seq", number) != number:
            raise StoreError(f"An event says it is number {event['seq']}, but it would be stored as {number}.")
        result.append({**event, "seq": number})
    return result


def require_expected(seq: int, expected_seq: int) -> None:
    """Raise StoreError when the writer's picture of the log is not the log's."""
    if expected_seq != seq:
        raise StoreError(
            f"The workshop holds {seq} events where {expected_seq} were expected, so nothing was stored; "
            "read it again and repeat."
        )


def copied(value: Any) -> Any:
    """Return a deep copy of plain data."""
    return msgspec.to_builtins(value)


_Place = tuple[()] | tuple["_Place", str]
"""Where a value stands: the place around it and the step from there. A sentence is made of it only when needed."""


def _check(value: Any, where: _Place, depth: int) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value, where)
    elif kind is dict or kind is list or kind is tuple:
        if depth > MAX_DEPTH:
            raise StoreError(f"{_named(where)} nests deeper than {MAX_DEPTH} levels and cannot be stored.")
        if kind is not dict:
            for index, item in enumerate(value):
                _check(item, (where, f"[{index}]"), depth + 1)
            return
        for key, item in value.items():
            if type(key) is not str:
                raise StoreError(f"{_named(where)} has the key {key!r}, which is no text and cannot be stored.")
            if not key.isascii():
                _check_text(key, where)
            if type(item) is not str or not item.isascii():  # most are plain text, and nothing is wrong with it
                _check(item, (where, key), depth + 1)
    elif kind is float:
        if value != value or value in (float("inf"), float("-inf")):
            raise StoreError(f"{_named(where)} is {value}, which is not a JSON number and cannot be stored.")
    elif kind is int:
        if not -_INT_LIMIT <= value < _INT_LIMIT:
            raise StoreError(f"{_named(where)} is a whole number of more than 64 bits and cannot be stored.")
    elif value is not None and kind is not bool:
        raise NotJsonError(f"{_named(where)} is of the type {kind.__name__}, which JSON cannot hold.")


def _check_text(text: str, where: _Place) -> None:
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise StoreError(f"{_named(where)} contains a lone surrogate, which cannot be stored.") from None


def _named(where: _Place) -> str:
    path = ""
    while where:
        where, step = where
        path = (step if step.startswith("[") else f".{step}") + path
    return f"The value at {path.lstrip('.').encode('ascii', 'backslashreplace').decode()}" if path else "The event"
