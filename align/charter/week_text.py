"""The week as letters: who is at work in which hour, in UTC and on each owner's clock."""

from __future__ import annotations

from collections.abc import Sequence

from align.analysis.cover import Strip
from align.analysis.keeping import HolderWeek, PromiseCheck
from align.analysis.keeping.people import week_hours
from align.charter.wording import one_line, padded
from align.domain.hours import DAY_NAMES, weekly_text
from align.language import _

FULL, SOME = 0.9, 0.02
"""Share of the year's hours from which a letter is large, and from which it is there at all."""
MOST_STRIPS = 6
_DAY = 5
"""Cells of a weekday's name."""


def week_lines(check: PromiseCheck) -> list[str]:
    """Return when owners are at work: all together in UTC, then each in UTC and on their own clock."""
    if not check.people:
        return []
    legend = _("At work in the week, UTC (small letter: part of the hour or the year; +: several; ·: nobody)")
    lines = [f"   {legend}"]
    lines += _rows([together_letters(check.people)])
    lines += never_lines(check)
    if len(check.people) <= MOST_STRIPS:
        for one in check.people:
            lines.append(f"   {one.letter.upper()} {one_line(one.name)}: {_('UTC, then {zone}', zone=one.local.tz)}")
            lines += _rows([strip_letters(one.utc.strip, one.letter), strip_letters(one.local.strip, one.letter)])
    else:
        said = _("The weeks of {n} owners by themselves: with --json", n=len(check.people))
        lines.append(f"   {said}")
    return lines


def never_lines(check: PromiseCheck) -> list[str]:
    """Return in which hours of every week nobody is at work; nothing where there are none."""
    if not check.never:
        return []
    return [f"   {_('Never covered, UTC: {hours}', hours=weekly_text(week_hours(check.never)))}"]


def _rows(strips: Sequence[Sequence[str]]) -> list[str]:
    ruler = "   ".join("".join(f"{hour:02d}".ljust(6) for hour in range(0, 24, 6)) for _ in strips)
    rows = [f"     {'':<5}{ruler}".rstrip()]
    names = [padded(_(name), _DAY) for name in DAY_NAMES]
    return rows + [f"     {name}" + "   ".join(strip[n] for strip in strips) for n, name in enumerate(names)]


def strip_letters(strip: Strip, letter: str) -> list[str]:
    """Return seven days of 24 characters: a letter at work, a small one for part of the time, a dot for nobody."""
    return ["".join(_cell(share, letter) for share in day) for day in strip]


def _cell(share: float | None, letter: str) -> str:
    if share is None or share < SOME:
        return "·"
    return letter.upper() if share >= FULL else letter.lower()


def together_letters(people: Sequence[HolderWeek]) -> list[str]:
    """Return the same for all owners together, in UTC; + where several are at work."""
    rows = []
    for weekday in range(7):
        cells = []
        for hour in range(24):
            there = [_cell(one.utc.strip[weekday][hour], one.letter) for one in people]
            found = [cell for cell in there if cell != "·"]
            large = [cell for cell in found if cell.isupper()]
            cells.append("+" if len(large) > 1 else (large or found or ["·"])[0])
        rows.append("".join(cells))
    return rows
