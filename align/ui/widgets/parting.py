"""A widget that is gone already, or has no room, and is still asked for its lines: Textual would fail."""

from __future__ import annotations

from typing import Literal, TypeVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList

W = TypeVar("W", bound=type[Widget])
L = TypeVar("L", bound=type[OptionList])


def blank_when_gone(kind: W) -> W:
    """Make a widget of Textual's draw nothing once it has left its screen: by then it has no styles and would fail.

    A decorator, because Textual looks for a widget's own styles along its first bases only.
    """
    drawn = kind.render_lines

    def render_lines(self: Widget, crop: Region) -> list[Strip]:
        return drawn(self, crop) if self.parent is not None else [Strip.blank(crop.width)] * crop.height

    kind.render_lines = render_lines  # type: ignore[method-assign]
    return kind


def still_without_room(kind: L) -> L:
    """Make a list turn no page while its window leaves it no line: it has laid out none of which it could know the next
    one. A decorator, as above.
    """
    turned = kind._move_page

    def move_page(self: OptionList, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:
            turned(self, direction)

    kind._move_page = move_page  # type: ignore[method-assign]
    return kind
