"""A day as every region reads it in one way, its month in a few letters. It knows no zone and no today."""

from __future__ import annotations

from datetime import date

from align.language import _, mark

_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


def date_words(day: date) -> str:
    """Return a day with its month in letters: "12 Mar 2027"."""
    return _("{day} {month} {year}", day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)
