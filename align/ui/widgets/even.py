"""Areas without marks of their own, on which other widgets stand."""

from __future__ import annotations

from textual.containers import Container
from textual.geometry import Region
from textual.strip import Strip


class Even:
    """An area that looks the same in every row: one row is made, and stands in all its places.

    Textual makes each row by itself, and cuts each at the edges of whatever stands on it, also where nothing of the
    area is left to be seen: with a screen, a place, a view and a sheet on each other that is a thousand rows. Not for
    what has a border, a title or a pattern, nor for what lets something else shine through. It stands first among the
    bases and is no widget itself: Textual takes a widget's rules of style from the first that is one.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of the crop."""
        row: list[Strip] = super().render_lines(Region(crop.x, 0, crop.width, 1))  # type: ignore[misc]
        return row * crop.height


class Ground(Even, Container):
    """An even area for what is shown at the moment."""
