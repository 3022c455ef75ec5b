"""Figures of revealed prompts kept at hand, the order in which to talk, and other cuts of answers with names.

Figures are made once for each PromptRevealed and never while a key waits: `make` belongs in a worker, the rest only
looks up. It knows what everybody may see, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

import msgspec

from align.analysis.reveal import PromptFigures, WorkshopFigures, read_prompt
from align.analysis.states import State as PairState
from align.analysis.states import agenda
from align.domain.events import Group, PromptRevealed, Shown
from align.domain.model import Participant, Plan, Region
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.text import clean_line, name_key

Drawing = TypeVar("Drawing")
MOST_DRAWN = 100
"""How many prompts at how many widths are kept as they were drawn."""
Cut = Literal["region", "party", "role"]
CUTS: tuple[Cut, ...] = ("region", "party", "role")
STATES: tuple[PairState, ...] = ("blind spot", "open difference", "hidden agreement", "shared")
"""The one to talk about first comes first."""
_WHY_NOT = {
    "region": "Answers are shown by region, without names: nobody knows more of whose they are, this screen included.",
    "merged": "Answers are shown all together: nobody knows whose they are, this screen included.",
}


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

        On the agenda, prompts whose only news is a hidden agreement come first: they cost nothing and build trust.
        """
        pack = state.the_plan.pack
        found = self.whole(state) if self.by_agenda else None
        if found is None:
            return pack.prompts
        good = [one for one in found.prompts if headline(one) == "hidden agreement"]
        first = [one.prompt for one in good]
        return tuple(pack.prompt(prompt) for prompt in (*first, *(p for p in found.agenda.talk if p not in first)))

    def order_words(self, state: State) -> str:
        """Return how the prompts are ordered."""
        if not self.by_agenda:
            return "as asked"
        return "widest blind spot first" if self.whole(state) is not None else "as asked, agenda on its way"

    def headline(self, state: State, prompt: Prompt) -> PairState | None:
        """Return the state that puts a prompt where it is; None without one, or before it is known."""
        revealed = state.revealed.get(prompt.id)
        found = self.figures(revealed) if revealed is not None else None
        return headline(found) if found is not None else None

    def next_cut(self, plan: Plan) -> tuple[Cut, str]:
        """Return the next cut that says something, and why there is none where it stays as it is."""
        if plan.attribution != "named":
            return "region", f"{_WHY_NOT[plan.attribution]} Other cuts need answers with names."
        at = CUTS.index(self.cut)
        for cut in (*CUTS[at + 1 :], *CUTS[: at + 1]):
            if cut != "region" and len({_key(person, cut) for person in plan.participants}) > 1:
                return cut, ""
            if cut == "region" and self.cut != "region":
                return "region", ""
        return "region", "All are of one party and one role as far as the plan says; region is the only cut."


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def headline(figures: PromptFigures) -> PairState | None:
    """Return the state of a prompt that is to be talked about first; None where no pair has one."""
    found = {pair.state for pair in figures.pairs}
    return next((state for state in STATES if state in found), None)


# ---- cuts --------------------------------------------------------------------------------------------------------


def recut(plan: Plan, revealed: PromptRevealed, cut: Cut) -> tuple[Plan, PromptRevealed]:
    """Return the plan and the answers with parties or roles in the place of regions; unchanged for regions.

    For answers with names only. Guesses are about regions and are left out.
    """
    if cut == "region" or plan.attribution != "named":
        return plan, revealed
    groups = _groups(plan, cut)
    of = {person.id: _key(person, cut) for person in plan.participants}
    given: dict[str, list[Shown]] = {group.id: [] for group in groups}
    for group in revealed.groups:
        for shown in group.answers:
            if shown.author in of:
                given[of[shown.author]].append(shown)
    shown_groups = tuple(
        Group(group.id, (group.id,), tuple(sorted(given[group.id], key=msgspec.json.encode))) for group in groups
    )
    return cut_plan(plan, cut), msgspec.structs.replace(revealed, groups=shown_groups, guesses=())


def cut_plan(plan: Plan, cut: Cut) -> Plan:
    """Return the plan with parties or roles in the place of regions; unchanged for regions and without names."""
    if cut == "region" or plan.attribution != "named":
        return plan
    return msgspec.structs.replace(plan, regions=_groups(plan, cut))


def _groups(plan: Plan, cut: Cut) -> tuple[Region, ...]:
    """Return one group a party or role that somebody has, each with a letter of its own."""
    names: dict[str, str] = {}
    for person in plan.participants:
        names.setdefault(_key(person, cut), _name(plan, person, cut))
    letters: list[str] = []
    for name in names.values():
        wanted = [letter for letter in name.upper() if letter.isalnum()]
        letters.append(next((one for one in (*wanted, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ") if one not in letters), "·"))
    calendar = plan.regions[0].calendar
    return tuple(
        Region(key, name, letter, calendar) for (key, name), letter in zip(names.items(), letters, strict=True)
    )


def _key(person: Participant, cut: Cut) -> str:
    return f"{cut}:{person.party if cut == 'party' else name_key(person.role)}"


def _name(plan: Plan, person: Participant, cut: Cut) -> str:
    if cut == "role":
        return clean_line(person.role) or "No role given"
    return next((party.name for party in plan.parties if party.id == person.party), "No party given")
