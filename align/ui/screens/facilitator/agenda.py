"""The agenda as one line: every step with its number, the current one marked; a click shows a step."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from align.ui.present.desk import Step, StepId
from align.ui.say import ours

_MARKS = {"behind": "✓", "current": "›", "ahead": " "}
_GAPS = 3, 2
"""Cells between two steps, and where it is tight."""


class Agenda(Widget):
    """Shows `steps`; `looking_at` is the one whose pane is in sight, which need not be the current one."""

    DEFAULT_CSS = """
    Agenda { height: 1; padding: 0 1; }
    """
    steps: reactive[tuple[Step, ...]] = reactive(())
    looking_at: reactive[StepId] = reactive[StepId]("setup")

    class Chosen(Message):
        """Somebody wants to look at a step."""

        def __init__(self, step: StepId) -> None:
            super().__init__()
            self.step = step

    def render(self) -> RenderResult:
        """All steps; where they do not fit, the details go first, then they come closer."""
        parts, gap = self._parts()
        return Content(" " * gap).join(parts)

    def on_click(self, event: events.Click) -> None:
        """A click on a step shows it."""
        x, at = event.get_content_offset_capture(self).x, 0
        parts, gap = self._parts()
        for step, part in zip(self.steps, parts, strict=True):
            if at <= x < at + part.cell_length:
                self.post_message(self.Chosen(step.id))
                return
            at += part.cell_length + gap

    def _parts(self) -> tuple[list[Content], int]:
        """Return the steps and the gap between two of them."""
        wide, tight = _GAPS
        for detailed, gap in ((True, wide), (False, wide)):
            parts = [self._words(step, detailed=detailed) for step in self.steps]
            if sum(part.cell_length + gap for part in parts) - gap <= self.size.width:
                return parts, gap
        return parts, tight

    def _words(self, step: Step, *, detailed: bool) -> Content:
        style = {"behind": "$success", "current": "$accent bold", "ahead": "$quiet"}[step.mark]
        title = ours(step.title, f"{style} underline" if step.id == self.looking_at else style)
        detail = ours(f" {step.detail}", "$quiet") if detailed and step.detail else Content("")
        return Content.assemble(ours(f"{_MARKS[step.mark]} {step.number} ", style), title, detail)
