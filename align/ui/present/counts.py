"""Numbers with their words."""

from __future__ import annotations

from align.charter.wording import listed
from align.language import _, counted

count = counted
"""Return "1 answer", "3 answers", "no answers"."""
joined = listed
"""Return "a", "a and b", "a, b and c"; an empty text for nothing."""


def of(number: int, whole: int) -> str:
    """Return "3 of 5"."""
    return _("{number} of {whole}", number=number, whole=whole)


def begun(text: str) -> str:
    """Return a sentence with a capital letter in front; the other letters stay."""
    return f"{text[:1].upper()}{text[1:]}"
