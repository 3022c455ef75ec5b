"""The bar at the side of what scrolls: one cell thin, with a free cell between it and what is read."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

_DEFAULT = Color.parse("default")


class SlimBar(ScrollBarRender):
    """Draws a vertical bar of two cells as a free one and a bar; others are Textual's."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _DEFAULT,
        bar_color: Color = _DEFAULT,
    ) -> Segments:
        """Return the bar's cells, top to bottom; the free ones can be pressed like the bar beside them."""
        gap = thickness - 1 if vertical else 0
        drawn = super().render_bar(
            size, virtual_size, window_size, position, thickness - gap, vertical, back_color, bar_color
        )
        if not gap:
            return drawn
        cells: list[Segment] = []
        for cell in drawn.segments:
            meta = cell.style.meta if cell.style else {}
            cells += [Segment(" " * gap, Style(bgcolor=back_color, meta=meta)), cell, Segment.line()]
        return Segments(cells)
