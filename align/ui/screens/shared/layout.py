"""Small ways to lay lines out: a heading, a hanging indent, a group's name. It knows no workshop."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from align.domain.model import Plan
from align.ui.present.reveal import Column
from align.ui.say import ours, region_badge, say


def headed(title: str) -> list[Content]:
    """Return an empty line and a heading."""
    return [Content(""), ours(title, "$accent bold")]


def hanging(head: Content, text: Content, width: int) -> list[Content]:
    """Return text in lines of at most `width` cells, all but the first indented by the head."""
    indent = head.cell_length
    pieces = text.wrap(max(8, width - indent)) or [Content("")]
    return [Content.assemble(head if n == 0 else " " * indent, piece) for n, piece in enumerate(pieces)]


def in_rows(items: Sequence[Content], width: int, gap: int = 3) -> list[Content]:
    """Return items beside each other in lines of at most `width` cells; none of them is taken apart."""
    rows: list[list[Content]] = [[]]
    for item in items:
        if rows[-1] and sum(one.cell_length + gap for one in rows[-1]) + item.cell_length > width:
            rows.append([])
        rows[-1].append(item)
    return [Content(" " * gap).join(row).truncate(width, ellipsis=True) for row in rows]


def group_label(plan: Plan, column: Column) -> Content:
    """Return a group's letter in its colour, its name, its n."""
    badge = Content.assemble(region_badge(plan, column.id), " ") if column.letter else Content("")
    return Content.assemble(badge, say(column.name, "bold"), ours(f" {column.n}", "$quiet"))
