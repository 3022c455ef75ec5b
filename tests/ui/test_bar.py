"""The bar at the side of what scrolls keeps its distance to the words."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from align.ui.widgets.bar import SlimBar


@pytest.mark.parametrize(("thickness", "free"), [(2, " "), (3, "  ")])
def test_all_but_the_last_cell_of_a_bar_are_free(thickness: int, free: str) -> None:
    drawn = SlimBar.render_bar(size=6, virtual_size=12, window_size=6, position=2, thickness=thickness)
    rows = "".join(
        ("#" if cell.style is not None and cell.style.reverse else cell.text) for cell in drawn.segments
    ).split("\n")
    assert any(row == f"{free}#" for row in rows), "where it stands the bar is one cell"
    assert all(cell_len(row) == thickness and row.startswith(free) for row in rows if row)


def test_a_free_cell_is_pressed_like_the_bar_beside_it() -> None:
    drawn = SlimBar.render_bar(size=6, virtual_size=12, window_size=6, thickness=2)
    cells = [cell for cell in drawn.segments if cell.text.strip("\n")]
    for gap, bar in zip(cells[::2], cells[1::2], strict=True):
        assert gap.style is not None
        assert bar.style is not None
        assert gap.style.meta == bar.style.meta


def test_a_horizontal_bar_is_as_ever() -> None:
    drawn = SlimBar.render_bar(size=6, virtual_size=12, window_size=6, thickness=1, vertical=False)
    assert "".join(cell.text for cell in drawn.segments).rstrip("\n") == " " * 6
