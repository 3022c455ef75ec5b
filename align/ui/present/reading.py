"""Figures of revealed prompts kept at hand, the order in which to talk, and other cuts of answers with names.

Figures are made once for each PromptRevealed and never while a key waits: `make` belongs in a worker, the rest only
looks up. It knows what everybody may see, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from align.analysis.reveal import PromptFigures, WorkshopFigures, read_prompt
from align.analysis.reveal.cuts import CUTS, Cut, recut, why_no_cut, why_not_cut
from align.analysis.states import State as PairState
from align.analysis.states import agenda
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.domain.state import State
from align.language import _, language

Drawing = TypeVar("Drawing")
MOST_DRAWN = 100
"""How many prompts at how many widths are kept as they were drawn."""
STATES: tuple[PairState, ...] = ("blind spot", "open difference", "hidden agreement", "shared")
"""The one to talk about first comes first."""
_PLACES = {"": 0, "parked": 1, "skipped": 2}


class Reading:
    """How one screen reads the reveal: `cut` and `by_agenda` are its choices, the figures are what it has at hand."""

    def __init__(self) -> None:
        self.cut: Cut = "region"
        self.by_agenda = True
        self._kept: dict[tuple[str, Cut], tuple[PromptRevealed, PromptFigures]] = {}
        self._whole: WorkshopFigures | None = None
        self._drawn: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = {}

    def drawn(self, place: tuple[object, ...], made_of: tuple[object, ...], draw: Callable[[], Drawing]) -> Drawing:
        """Return what was drawn at this place before, if it was made of the very same things; else draw it."""
        place = (language(), *place)
        kept = self._drawn.get(place)
        if kept is None or not _same(kept[0], made_of):
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            kept = self._drawn[place] = made_of, draw()
        found: Drawing = kept[1]
        return found

    def figures(self, revealed: PromptRevealed, cut: Cut = "region") -> PromptFigures | None:
        """Return the figures of a prompt as it is revealed now; None while nobody has made them."""
        kept = self._kept.get((revealed.prompt, cut))
        return kept[1] if kept is not None and kept[0] is revealed else None

    def is_complete(self, revealed: Mapping[str, PromptRevealed]) -> bool:
        """Whether the figures of all prompts are at hand, in the cut that is looked at too."""
        return all(self.figures(one, cut) for one in revealed.values() for cut in {"region", self.cut})

    def make(self, plan: Plan, revealed: Mapping[str, PromptRevealed], first: str = "") -> None:
        """Make what is not at hand, the prompt `first` before the others. For a worker; nothing else writes."""
        wanted = {cut for cut in CUTS if cut in ("region", self.cut)}
        for one in sorted(revealed.values(), key=lambda one: one.prompt != first):
            for cut in wanted:
                if self.figures(one, cut) is None:
                    shown_plan, shown = recut(plan, one, cut)
                    made = read_prompt(shown_plan, plan.prompt(one.prompt), shown)
                    self._kept[one.prompt, cut] = one, made

    def whole(self, state: State) -> WorkshopFigures | None:
        """Return the figures by region of all prompts with their agenda; None while some are being made."""
        if not state.revealed:
            return None
        found = tuple(
            self.figures(state.revealed[prompt.id])
            for prompt in state.the_plan.pack.prompts
            if prompt.id in state.revealed
        )
        at_hand = tuple(one for one in found if one is not None)
        if len(at_hand) < len(found):
            return None
        before = self._whole
        if before is None or not _same(before.prompts, at_hand):
            before = self._whole = WorkshopFigures(at_hand, agenda([one.standing() for one in at_hand]))
        return before

    def prompts(self, state: State) -> tuple[Prompt, ...]:
        """Return the prompts in the order to talk about them; as the pack has them where that is wanted.

        The facilitator's order comes before that of the figures; what is parked and what is skipped stands at the end.
        """
        if not self.by_agenda:
            return state.the_plan.pack.prompts
        ordered = self._ordered(state)
        aside = {prompt.id: state.aside[prompt.id].how for prompt in ordered if prompt.id in state.aside}
        return tuple(sorted(ordered, key=lambda prompt: _PLACES[aside.get(prompt.id, "")]))

    def _ordered(self, state: State) -> tuple[Prompt, ...]:
        """Prompts whose only news is a hidden agreement come first: they cost nothing and build trust."""
        pack = state.the_plan.pack
        if state.talk:
            return tuple(pack.prompt(prompt) for prompt in state.talk)
        found = self.whole(state)
        if found is None:
            return pack.prompts
        good = [one for one in found.prompts if headline(one) == "hidden agreement"]
        first = [one.prompt for one in good]
        return tuple(pack.prompt(prompt) for prompt in (*first, *(p for p in found.agenda.talk if p not in first)))

    def order_words(self, state: State) -> str:
        """Return how the prompts are ordered."""
        if not self.by_agenda:
            return _("as asked")
        if state.talk:
            return _("the facilitator's order")
        return _("good news first") if self.whole(state) is not None else _("as asked, agenda on its way")

    def headline(self, state: State, prompt: Prompt) -> PairState | None:
        """Return the state that puts a prompt where it is; None without one, or before it is known."""
        revealed = state.revealed.get(prompt.id)
        found = self.figures(revealed) if revealed is not None else None
        return headline(found) if found is not None else None

    def next_cut(self, plan: Plan) -> tuple[Cut, str]:
        """Return the next cut that says something, and why there is none where it stays as it is."""
        at = CUTS.index(self.cut)
        for cut in (*CUTS[at + 1 :], *CUTS[:at]):
            if not why_not_cut(plan, cut):
                return cut, ""
        return "region", _(why_no_cut(plan))


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def headline(figures: PromptFigures) -> PairState | None:
    """Return the state of a prompt that is to be talked about first; None where no pair has one."""
    found = {pair.state for pair in figures.pairs}
    return next((state for state in STATES if state in found), None)
