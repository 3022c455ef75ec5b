"""Checks JSON values against the part of JSON Schema that docs/schema uses; an unknown keyword fails loudly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
_NOTES = {"$schema", "title", "description", "default", "definitions"}


def fits(value: Any, schema: Any, root: Mapping[str, Any]) -> bool:
    """Return whether `value` is allowed by `schema`, a part of `root`."""
    if isinstance(schema, bool):
        return schema
    return all(_holds(key, part, value, schema, root) for key, part in schema.items() if key not in _NOTES)


def _holds(key: str, part: Any, value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    match key:
        case "$ref":
            return fits(value, root["definitions"][part.removeprefix("#/definitions/")], root)
        case "type":
            return _TYPES[part](value)
        case "enum":
            return value in part
        case "const":
            return bool(value == part)
        case "anyOf":
            return any(fits(value, one, root) for one in part)
        case "allOf":
            return all(fits(value, one, root) for one in part)
        case "not":
            return not fits(value, part, root)
        case "if":
            return not fits(value, part, root) or fits(value, schema["then"], root)
        case "then":
            return True
    if isinstance(value, dict):
        return _object_holds(key, part, value, schema, root)
    if isinstance(value, list):
        return _array_holds(key, part, value, root)
    return _scalar_holds(key, part, value)


def _object_holds(key: str, part: Any, value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    match key:
        case "required":
            return all(name in value for name in part)
        case "properties":
            return all(fits(value[name], inner, root) for name, inner in part.items() if name in value)
        case "additionalProperties":
            others = [inner for name, inner in value.items() if name not in schema.get("properties", {})]
            return all(fits(inner, part, root) for inner in others)
    return _known(key)


def _array_holds(key: str, part: Any, value: list[Any], root: Mapping[str, Any]) -> bool:
    match key:
        case "items":
            return all(fits(inner, part, root) for inner in value)
        case "minItems":
            return bool(len(value) >= part)
        case "maxItems":
            return bool(len(value) <= part)
        case "uniqueItems":
            return len({str(inner) for inner in value}) == len(value)
    return _known(key)


def _scalar_holds(key: str, part: Any, value: Any) -> bool:
    if isinstance(value, str):
        match key:
            case "pattern":
                return re.search(part, value) is not None
            case "minLength":
                return bool(len(value) >= part)
            case "maxLength":
                return bool(len(value) <= part)
    elif not isinstance(value, bool):
        match key:
            case "minimum":
                return bool(value >= part)
            case "maximum":
                return bool(value <= part)
    return _known(key)


_KEYWORDS = {
    "required", "properties", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems",
    "pattern", "minLength", "maxLength", "minimum", "maximum",
}  # fmt: skip


def _known(key: str) -> bool:
    """A keyword about another type of value does not apply, which is fine; one that nobody knows is not."""
    if key not in _KEYWORDS:
        raise AssertionError(f"this check does not know the keyword {key}")
    return True
