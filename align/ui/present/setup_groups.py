"""Which regions are too small to be shown by themselves or to be asked to guess, said before a round is opened.

The rules are those of `domain/visibility.py` (`pool`) and of `guess_targets`, if everybody on the list answers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from align.domain.model import Attribution, Plan
from align.domain.visibility import pool
from align.language import _
from align.ui.present.counts import count


def group_remarks(
    sizes: Mapping[str, int], attribution: Attribution, fewest: int, *, open_door: bool, guesses: bool
) -> list[str]:
    """Return what the numbers of people leave out, a sentence each; nothing where they leave nothing out.

    `sizes` are people a region, by its name; `fewest` is min_n, from 1 on; `guesses` whether any prompt asks for one.
    Through an open door more people may come, so that everybody is asked to guess.
    """
    total = sum(sizes.values())
    if not total or (attribution == "named" and not guesses):
        return []
    if attribution != "named" and total < fewest:
        return [_("Fewer than {n} people in all: no answer can be shown unless more join.", n=fewest)]
    if attribution == "merged":
        return []
    guesses = guesses and not open_door
    small = [name for name, size in sizes.items() if 0 < size < fewest]
    if attribution == "named":
        return _about_guesses(sizes, small, fewest) if guesses else []
    if nobody_large(sizes, fewest):
        if open_door:
            words = _(
                "No region has {n} people yet: unless more join, answers will be shown all together only.", n=fewest
            )
        elif guesses:
            words = _(
                "No region has {n} people: answers will be shown all together only, and nobody is asked to guess.",
                n=fewest,
            )
        else:
            words = _("No region has {n} people: answers will be shown all together only.", n=fewest)
        return [words]
    alone, together = pool(sizes, fewest)
    said: list[str] = []
    if not alone:
        said.append(
            _(
                "The other regions have fewer than {n} people together: answers will be shown all together only.",
                n=fewest,
            )
        )
    elif guesses and set(small) == together and small:
        return [_("Too small to be shown alone or to be asked to guess: {regions}.", regions=_named(sizes, small))]
    elif together:
        shared = [name for name in sizes if name in together]
        said.append(_("Too small to be shown alone: {regions}.", regions=_named(sizes, shared)))
    return [*said, *(_about_guesses(sizes, small, fewest) if guesses else [])]


def plan_remarks(plan: Plan) -> list[str]:
    """Return `group_remarks` for a plan."""
    sizes = {region.name: sum(one.region == region.id for one in plan.participants) for region in plan.regions}
    guesses = any(prompt.predict for prompt in plan.pack.prompts)
    return group_remarks(sizes, plan.attribution, plan.min_n, open_door=plan.open_door, guesses=guesses)


def nobody_large(sizes: Mapping[str, int], fewest: int) -> bool:
    """Whether there are people, and no region has `fewest` of them."""
    return any(sizes.values()) and all(size < fewest for size in sizes.values())


def _about_guesses(sizes: Mapping[str, int], small: Collection[str], fewest: int) -> list[str]:
    if nobody_large(sizes, fewest):
        return [_("No region has {n} people: nobody is asked to guess.", n=fewest)]
    if not small:
        return []
    return [_("Too small for guesses, by its people or about them: {regions}.", regions=_named(sizes, small))]


def _named(sizes: Mapping[str, int], names: Collection[str]) -> str:
    return _(", ").join(f"{name} ({count(sizes[name], 'person', 'people')})" for name in names)
