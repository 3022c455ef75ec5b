"""Counts as bars of blocks: pure functions giving one-line contents, always with the number beside the bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from align.ui.say import ours

BLOCK = "▇"


def bar(number: int, largest: int, width: int, style: str = "$accent") -> Content:
    """Return "▇▇▇ 3" in at most `width` cells, in proportion to `largest`; "·" for nothing.

    A bar of one person is never empty, and the longest fills what the number leaves.
    """
    if number <= 0:
        return ours("·", "$quiet")
    words = f" {number}"
    room = max(1, width - len(words))
    cells = max(1, round(room * number / max(number, largest)))
    return Content.assemble(ours(BLOCK * cells, style), ours(words))


def counted(labels: Sequence[Content], numbers: Sequence[int], width: int, style: str = "$accent") -> list[Content]:
    """Return one line a label: the label, padded to the longest, then its bar. `width` is for the whole line."""
    longest = max((label.cell_length for label in labels), default=0)
    longest = min(longest, max(8, width * 3 // 5))
    largest = max(numbers, default=0)
    return [
        Content.assemble(fit(label, longest), "  ", bar(number, largest, max(4, width - longest - 2), style))
        for label, number in zip(labels, numbers, strict=True)
    ]


def column(words: Iterable[Content], most: int) -> int:
    """Return how wide a column has to be for all of these words, in cells, up to `most`."""
    return min(most, max((one.cell_length for one in words), default=0))


def fit(content: Content, width: int) -> Content:
    """Return one line of exactly `width` cells: cut with "…", or padded."""
    short = content.truncate(width, ellipsis=True)
    return short.pad_right(max(0, width - short.cell_length))
