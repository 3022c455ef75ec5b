"""The wizard's steps as one line: what is fine, what is not, where one is; a click goes there."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from align.language import _
from align.ui.present.setup_plan import STEPS, StepName, Trail
from align.ui.say import ours

_MARKS = {"fine": ("✓", "$success"), "missing": ("·", "$quiet"), "problem": ("!", "$warning")}


class TrailLine(Widget):
    """Shows how each step stands."""

    DEFAULT_CSS = """
    TrailLine { height: 2; padding: 0 1; }
    """
    trail: reactive[Trail] = reactive({})
    at: reactive[StepName] = reactive[StepName]("title")

    class Chosen(Message):
        """A step was clicked."""

        def __init__(self, step: StepName) -> None:
            super().__init__()
            self.step = step

    def render(self) -> RenderResult:
        """All steps in one line; wider apart where there is room."""
        return Content(" " * self._gap).join(self._parts())

    def on_click(self, event: events.Click) -> None:
        """A click on a step goes there."""
        x, start = event.get_content_offset_capture(self).x, 0
        for step, part in zip(STEPS, self._parts(), strict=True):
            if start <= x < start + part.cell_length:
                self.post_message(self.Chosen(step))
                return
            start += part.cell_length + self._gap

    @property
    def _gap(self) -> int:
        cells = sum(part.cell_length for part in self._parts())
        return max(1, min(3, (self.size.width - cells) // (len(STEPS) - 1)))

    def _parts(self) -> list[Content]:
        for apart, short in ((" ", False), ("", False), (" ", True)):
            parts = [self._part(number, step, apart, short=short) for number, step in enumerate(STEPS, 1)]
            if sum(part.cell_length + 1 for part in parts) - 1 <= self.size.width:
                break
        return parts

    def _part(self, number: int, step: StepName, apart: str, *, short: bool) -> Content:
        """A mark and a name; in a narrow window only the step in sight has its name, the others their number."""
        if step == self.at:
            return ours(f"›{apart}{_(STEPS[step])}", "$accent bold")
        mark, style = _MARKS[self.trail.get(step, "missing")]
        name = str(number) if short else _(STEPS[step])
        return Content.assemble(ours(f"{mark}{apart}", f"{style} bold"), ours(name, "$quiet"))
