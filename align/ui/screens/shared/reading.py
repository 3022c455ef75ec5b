"""What the desk's reveal and a participant's have in common: the order, the cut, the map, the explanations.

Figures are made in a thread of their own, so that no key waits for them.
"""

from __future__ import annotations

import asyncio

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from align.analysis.reveal.cuts import cut_plan, recut
from align.domain.prompts import Prompt
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import tell
from align.ui.present.explaining import told
from align.ui.present.reading import Reading
from align.ui.present.state_map import state_map
from align.ui.screens.shared.explain import Explain
from align.ui.screens.shared.map import MapScreen

READING_KEYS = (
    Binding("m", "map", "map", id="reading.map", tooltip="All prompts and pairs of regions on one screen"),
    Binding("i", "explain", "explain", id="reading.explain", tooltip="What each number is and how it is computed"),
    Binding("v", "cut", "cut", id="reading.cut", tooltip="By region, by party or by role"),
    Binding("a", "order", "order", id="reading.order", tooltip="In the order to talk about them, or as asked"),
)
_SOON = mark("The figures are on their way; a moment, please.")


class ReadsReveal(Widget):
    """Mixed into what shows a revealed prompt. It needs `workshop` and `reading`, and says what to draw again."""

    workshop: Workshop
    reading: Reading

    @property
    def prompt(self) -> Prompt:
        """The prompt that is shown."""
        raise NotImplementedError

    def draw_reading(self) -> None:
        """Draw anew: figures have come, or are wanted in another way."""
        raise NotImplementedError

    def lead_to_prompt(self, prompt: str) -> None:
        """Show a prompt that was chosen on the map."""
        raise NotImplementedError

    def make_figures(self) -> None:
        """Make the figures that are not at hand, in the background; nothing when all are there."""
        if not self.reading.is_complete(self.workshop.state.revealed):
            self._make()

    @work(group="figures", exclusive=True)
    async def _make(self) -> None:
        state = self.workshop.state
        revealed = dict(state.revealed)
        await asyncio.to_thread(self.reading.make, state.the_plan, revealed, self.prompt.id)
        # A view that is being taken away may have lost its widgets already.
        if self.is_attached and self.display:
            self.draw_reading()

    def check_reading(self, action: str) -> bool:
        """Whether one of the keys above has something to work on."""
        return action not in ("map", "explain", "cut", "order") or bool(self.workshop.state.revealed)

    def action_map(self) -> None:
        """Show the four-state map."""
        state = self.workshop.state
        whole = self.reading.whole(state)
        if whole is None:
            tell(self, _(_SOON))
            return
        found = state_map(state.the_plan, self.reading.prompts(state), whole)

        def lead(prompt: str | None) -> None:
            if prompt:
                self.lead_to_prompt(prompt)

        self.app.push_screen(MapScreen(state.the_plan, found, self.prompt.id), lead)

    def action_explain(self) -> None:
        """Explain every number in sight."""
        state, prompt, cut = self.workshop.state, self.prompt, self.reading.cut
        revealed = state.revealed.get(prompt.id)
        if revealed is None:
            return
        plan, shown = cut_plan(state.the_plan, cut), recut(state.the_plan, revealed, cut)[1]
        figures = told(plan, prompt, shown, self.reading.figures(revealed, cut))
        self.app.push_screen(Explain(_("What the numbers of “{title}” mean", title=prompt.title), figures))

    def action_cut(self) -> None:
        """Compare other groups, where answers have names."""
        self.reading.cut, why_not = self.reading.next_cut(self.workshop.state.the_plan)
        if why_not:
            tell(self, why_not)
            return
        self.draw_reading()
        self.make_figures()

    def action_order(self) -> None:
        """Change between the agenda's order and the pack's."""
        self.reading.by_agenda = not self.reading.by_agenda
        tell(
            self, _("In the order to talk about them.") if self.reading.by_agenda else _("In the order of the prompts.")
        )
        self.draw_reading()
