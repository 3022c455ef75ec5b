"""The agenda as one line: every step with its number, › where everybody is, [ ] where one looks; a click shows one."""

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
        """All steps; where they do not fit, details go, they come closer, and those not in sight keep their number."""
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
        near = {step.id for step in self.steps if step.mark == "current" or step.id == self.looking_at}
        every = {step.id for step in self.steps}
        for named, detailed, gap in (
            (every, True, wide),
            (every, False, wide),
            (every, False, tight),
            (near, False, tight),
        ):
            parts = [self._words(step, named=step.id in named, detailed=detailed) for step in self.steps]
            if sum(part.cell_length + gap for part in parts) - gap <= self.size.width:
                return parts, gap
        return [self._words(step, named=step.mark == "current", detailed=False) for step in self.steps], 1

    def _words(self, step: Step, *, named: bool, detailed: bool) -> Content:
        style = {"behind": "$success", "current": "$accent bold", "ahead": "$quiet"}[step.mark]
        title = ours(f"{step.number} {step.title}" if named else f"{step.number}", style)
        if step.id == self.looking_at:
            title = title.stylize("underline")
        detail = ours(f" {step.detail}", "$quiet") if detailed and step.detail else Content("")
        if step.id == self.looking_at and step.mark != "current":
            # As wide as with its mark: nothing moves while one looks around.
            return Content.assemble(ours("[", "$accent"), title, ours("]", "$accent"), detail)
        return Content.assemble(ours(f"{_MARKS[step.mark]} ", style), title, detail)
