"""A widget that is gone already, and is still asked for its lines until the screen is laid out anew."""

from __future__ import annotations

from typing import TypeVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

W = TypeVar("W", bound=type[Widget])


def blank_when_gone(kind: W) -> W:
    """Make a widget of Textual's draw nothing once it has left its screen: by then it has no styles and would fail.

    A decorator, because Textual looks for a widget's own styles along its first bases only.
    """
    drawn = kind.render_lines

    def render_lines(self: Widget, crop: Region) -> list[Strip]:
        return drawn(self, crop) if self.parent is not None else [Strip.blank(crop.width)] * crop.height

    kind.render_lines = render_lines  # type: ignore[method-assign]
    return kind
