"""Other groups than regions to compare: parties and roles, where answers have names. Guesses stay about regions."""

from __future__ import annotations

from typing import Literal

import msgspec

from align.domain.events import Group, PromptRevealed, Shown
from align.domain.model import Participant, Plan, Region
from align.domain.text import clean_line, name_key
from align.language import for_all, mark

Cut = Literal["region", "party", "role"]
CUTS: tuple[Cut, ...] = ("region", "party", "role")
_WITHOUT_NAMES = {
    "region": mark(
        "Answers are shown by region, without names: nobody knows more of whose they are, the host included. Other "
        "cuts need answers with names."
    ),
    "merged": mark(
        "Answers are shown all together: nobody knows whose they are, the host included. Other cuts need answers with "
        "names."
    ),
}
_ALIKE = {
    "party": mark("All are of one party as far as the plan says."),
    "role": mark("All are of one role as far as the plan says."),
}


def why_no_cut(plan: Plan) -> str:
    """Return why regions are the only groups that this workshop can compare, in English; "" where there are others."""
    if plan.attribution != "named":
        return _WITHOUT_NAMES[plan.attribution]
    if why_not_cut(plan, "party") and why_not_cut(plan, "role"):
        return mark("All are of one party and one role as far as the plan says; region is the only cut.")
    return ""


def why_not_cut(plan: Plan, cut: Cut) -> str:
    """Return why answers cannot be compared in this cut, in English; "" where they can."""
    if cut == "region":
        return ""
    if plan.attribution != "named":
        return why_no_cut(plan)
    if len({_key(person, cut) for person in plan.participants}) < 2:
        return _ALIKE[cut]
    return ""


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
        return clean_line(person.role) or for_all("No role given")
    return next((party.name for party in plan.parties if party.id == person.party), for_all("No party given"))
