"""The only way text from people gets to a widget: cleaned, and as `Content`, which nothing interprets as markup."""

from __future__ import annotations

import unicodedata

from textual.content import Content

from align.domain.model import Plan
from align.domain.text import clean, isolate
from align.ui.theme import REGION_COLOURS


def say(text: str, style: str = "") -> Content:
    """Return text from people as it reads: harmless, each line keeping its own writing direction.

    `style` is ours ("$quiet", "bold"), never theirs.
    """
    lines = "\n".join(_isolated(line) for line in clean(text).split("\n"))
    return Content.styled(lines, style) if style else Content(lines)


def ours(text: str, style: str = "") -> Content:
    """Return our own words, with a style; no markup either."""
    return Content.styled(text, style) if style else Content(text)


def lines_of(parts: list[Content]) -> Content:
    """Return several lines as one content."""
    return Content("\n").join(parts)


def region_style(plan: Plan, region_id: str) -> str:
    """Return the theme colour of a region ("$region-2"); "$quiet" for a group that is no region."""
    for number, region in enumerate(plan.regions):
        if region.id == region_id:
            return f"$region-{number % REGION_COLOURS + 1}"
    return "$quiet"


def region_badge(plan: Plan, region_id: str) -> Content:
    """Return a region's letter in its colour; a dot for a group that is no region."""
    return say(group_letter(plan, region_id), f"{region_style(plan, region_id)} bold")


def group_letter(plan: Plan, group_id: str) -> str:
    """Return a region's letter; "·" for a group of several regions or of everyone."""
    return next((region.letter for region in plan.regions if region.id == group_id), "·")


def _isolated(line: str) -> str:
    """Isolate only where something is written right to left: many terminals draw the isolates themselves."""
    if line.isascii() or not any(unicodedata.bidirectional(char) in ("R", "AL") for char in line):
        return line
    return isolate(line)
