"""Numbers with their words."""

from __future__ import annotations

from align.language import _, counted, mark

count = counted
"""Return "1 answer", "3 answers", "no answers"."""
_LAST = {"and": mark("{first} and {last}"), "or": mark("{first} or {last}")}


def of(number: int, whole: int) -> str:
    """Return "3 of 5"."""
    return _("{number} of {whole}", number=number, whole=whole)


def joined(parts: list[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _(_LAST[last], first=_(", ").join(parts[:-1]), last=parts[-1])


def begun(text: str) -> str:
    """Return a sentence with a capital letter in front; the other letters stay."""
    return f"{text[:1].upper()}{text[1:]}"
