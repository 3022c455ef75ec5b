"""The line on top of a screen: where we are on the left, how it stands on the right."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Heading(Widget):
    """`left` is "ORION-3 kickoff · Assume", `right` "5 of 12 · about 9 min left"; the left one gives way."""

    DEFAULT_CSS = """
    Heading { dock: top; height: 2; padding: 0 1; background: $background; border-bottom: solid $rule; }
    """
    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))

    def render(self) -> RenderResult:
        """Both ends on one line."""
        return both_ends(self.left, self.right, self.size.width)


def both_ends(left: Content, right: Content, width: int) -> Content:
    """Return one line of `width` cells with `left` and `right` at its ends; `left` is cut first, at a " · "."""
    right = right.truncate(width, ellipsis=True)
    room = max(0, width - right.cell_length - 1)
    left = _cut(left, room)
    gap = max(0, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


def _cut(content: Content, room: int) -> Content:
    """Return what fits, whole parts of it where there are several, and … for the rest."""
    if content.cell_length <= room:
        return content
    fitting = content.truncate(max(0, room - 1)).plain
    whole = content.plain.rfind(" · ", 0, len(fitting) + 2)
    return Content.assemble(content[:whole], " …") if whole > 0 else content.truncate(room, ellipsis=True)
