"""What has the keys stays in sight, also where it is longer than the window that it scrolls in."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.widget import Widget


class InSight(Widget):
    """A field that knows which of its lines have to be seen."""

    def come_into_sight(self) -> None:
        """Scroll what it stands in, no further than these lines need."""
        raise NotImplementedError


def show_lines(field: Widget, first: int, lines: int) -> None:
    """Scroll what `field` stands in until `lines` of it are seen, the first at `first` (0 is its own first line)."""
    inside = Offset(0, first)  # from here up to where it stands in the sheet, however far that is scrolled by now
    for node in (field, *field.ancestors):
        if not isinstance(node, Widget):
            return
        if node is not field and isinstance(node, VerticalScroll):
            node.scroll_to_region(Region.from_offset(inside, (field.size.width, lines)), animate=False)
            return
        inside += node.virtual_region.offset
