"""Numbers with their words."""

from __future__ import annotations

from align.charter.wording import begun, listed
from align.language import _, counted

count = counted
"""Return "1 answer", "3 answers", "no answers"."""
joined = listed
"""Return "a", "a and b", "a, b and c"; an empty text for nothing."""


def of(number: int, whole: int) -> str:
    """Return "3 of 5"."""
    return _("{number} of {whole}", number=number, whole=whole)


__all__ = ["begun", "count", "joined", "of"]
