"""What of a screen is made when parts of it change: the rows of these parts, and nothing that something else covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class Sparing(Compositor):
    """Makes what is looked at. Textual's own makes, for one letter, all rows of nearly everything on the screen."""

    _changed: Sequence[Region] = ()
    """The parts that are drawn now; empty: all of it."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what changed."""
        self._changed = list(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield where rows stand, twice, and the rows: of what stands in front first."""
        parts = self._changed or [crop or self.size.region]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            of_it = [part for part in parts if seen.overlaps(part)]
            if not of_it:
                continue
            around = Region.from_union(of_it)
            rows = seen.intersection(Region(seen.x, around.y, seen.width, around.height))
            yield rows, rows, widget.render_lines(rows.translate(-region.offset))
            parts = [part for part in parts if not seen.contains_region(part)]
            if not parts:
                return
