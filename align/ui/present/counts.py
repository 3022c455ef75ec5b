"""Numbers with their words."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 answer", "3 answers", "no answers"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def of(number: int, whole: int) -> str:
    """Return "3 of 5"."""
    return f"{number} of {whole}"


def joined(parts: list[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""
