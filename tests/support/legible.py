"""Whether what is drawn can be read: contrast as the accessibility guidelines define it, and signs where no colour is.

What shines through a question is meant to be faint and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.widgets import Input, OptionList, Select, TextArea

from align.ui.screens.facilitator.board import Board
from align.ui.widgets.rows import Rows

_SQUARES = "▀▄█"
"""What a QR code is made of: black on white in every theme, for cameras."""


class Drawn(NamedTuple):
    """A run of cells of one style, at a place."""

    text: str
    style: Style
    x: int
    y: int


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""

    def light(colour: Color) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def in_front(app: App[int]) -> Iterator[Drawn]:
    """Return what is drawn on the screen in front; of blanks only a cursor."""
    compositor = app.screen._compositor
    for y, strip in enumerate(compositor.render_strips()):
        x = 0
        for segment in strip:
            at, x = x, x + segment.cell_length
            begin = at + len(segment.text) - len(segment.text.lstrip()) if segment.text.strip() else at
            if not segment.style or not (segment.text.strip() or segment.style.reverse):
                continue
            widget, _region = compositor.get_widget_at(begin, y)
            if not (app.screen.is_modal and widget is app.screen):
                yield Drawn(segment.text.strip(), segment.style, begin, y)


def too_faint(app: App[int], words: float, signs: float) -> list[str]:
    """Return what has less than these ratios between its colour and its ground: letters and digits, and other signs."""
    faint = dict[str, None]()
    for text, style, _x, _y in in_front(app):
        if style.color is None or style.bgcolor is None or style.color.triplet is None or style.bgcolor.triplet is None:
            faint[f"{text!r} has no colours of its own: {style}"] = None
            continue
        ratio = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
        if ratio < (words if any(letter.isalnum() for letter in text) else signs):
            faint[f"{text!r} has {ratio:.2f} : 1, {style}"] = None
    return list(faint)


def shaded(app: App[int]) -> list[str]:
    """Return what has a ground of its own: in the terminal's own colours nobody knows whether that can be read."""
    return [
        f"{text!r} on {style.bgcolor.name}"
        for text, style, _x, _y in in_front(app)
        if style.bgcolor is not None and not style.bgcolor.is_default and not set(text) <= set(_SQUARES + " ")
    ]


def has_the_keys(app: App[int]) -> bool:
    """Whether one sees without colours that a list, a box or a field has the keys: `›`, a frame, a line, a cursor."""
    focused = app.focused
    if not isinstance(focused, Board | Input | OptionList | Rows | Select | TextArea):
        return True
    return any(
        "›" in text or "┏" in text or style.reverse or style.underline
        for text, style, x, y in in_front(app)
        if focused.region.contains(x, y)
    )
