"""Which regions are too small to be shown by themselves or to be asked to guess, said before a round is opened.

The rules are those of `domain/visibility.py` (`pool` and `guessed`), if everybody on the list answers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from align.charter.wording import listed
from align.domain.model import Attribution, Plan, fewest_for
from align.domain.prompts import Prompt
from align.domain.visibility import guessed, pool
from align.language import _
from align.ui.present.counts import count

Sizes = Mapping[str, int]
"""People a region, by its name."""


def group_remarks(
    sizes: Sizes, attribution: Attribution, min_n: int, prompts: Sequence[Prompt], *, open_door: bool
) -> list[str]:
    """Return what the numbers of people leave out, a sentence each; nothing where they leave nothing out.

    `min_n` is from 1 on. Sensitive prompts need more people: of them is said what does not hold for all prompts.
    """
    said: list[str] = []
    told: tuple[object, frozenset[str]] = (None, frozenset())
    for fewest in sorted({fewest_for(min_n, prompt) for prompt in prompts} or {min_n}):
        guesses = any(prompt.predict for prompt in prompts if fewest_for(min_n, prompt) == fewest)
        unasked = _unasked(sizes, fewest, open_door=open_door) if guesses and attribution != "merged" else []
        shown = _shown(sizes, attribution, fewest)
        if shown == told[0] and told[1].issuperset(unasked):
            continue
        told = shown, frozenset(unasked)
        found = _remarks(sizes, attribution, fewest, unasked, open_door=open_door)
        if found and fewest > min_n:
            found = [_("Sensitive prompts take {n} people. {what}", n=fewest, what=" ".join(found))]
        said += found
    return said


def plan_remarks(plan: Plan) -> list[str]:
    """Return `group_remarks` for a plan."""
    sizes = {region.name: sum(one.region == region.id for one in plan.participants) for region in plan.regions}
    return group_remarks(sizes, plan.attribution, plan.min_n, plan.pack.prompts, open_door=plan.open_door)


def nobody_asked(sizes: Sizes, fewest: int, *, open_door: bool) -> bool:
    """Whether there are people, and none of them is asked to guess where that takes `fewest` in a region."""
    asked = any(guessed(sizes, name, fewest, open_door=open_door) for name in sizes)
    return any(sizes.values()) and not asked


def _unasked(sizes: Sizes, fewest: int, *, open_door: bool) -> list[str]:
    return [name for name, n in sizes.items() if n and not guessed(sizes, name, fewest, open_door=open_door)]


def _shown(sizes: Sizes, attribution: Attribution, fewest: int) -> object:
    """Return what of the answers is seen, to be compared alone."""
    if attribution == "named":
        return None
    return sum(sizes.values()) >= fewest if attribution == "merged" else pool(sizes, fewest)


def _remarks(
    sizes: Sizes, attribution: Attribution, fewest: int, unasked: Sequence[str], *, open_door: bool
) -> list[str]:
    if not any(sizes.values()):
        return []
    if attribution == "named":
        return _about_guesses(sizes, unasked, fewest)
    if sum(sizes.values()) < fewest:
        return [_("Fewer than {n} people in all: no answer can be shown unless more join.", n=fewest)]
    if attribution == "merged":
        return []
    if max(sizes.values()) < fewest:
        return [_all_together(fewest, guesses=bool(unasked), open_door=open_door)]
    alone, together = pool(sizes, fewest)
    said: list[str] = []
    if not alone:
        said.append(
            _(
                "The other regions have fewer than {n} people together: answers will be shown all together only.",
                n=fewest,
            )
        )
    elif unasked and together == set(unasked):
        regions = _named(sizes, unasked)
        return [_("Shown only together with others, and not asked to guess: {regions}.", regions=regions)]
    elif together:
        shared = [name for name in sizes if name in together]
        said.append(_("Shown only together with others: {regions}.", regions=_named(sizes, shared)))
        taken_in = listed(name for name in shared if sizes[name] >= fewest)
        if taken_in:
            said.append(
                _(
                    "{regions} joins them because the smaller ones are fewer than {n} together.",
                    regions=taken_in,
                    n=fewest,
                )
            )
    return [*said, *_about_guesses(sizes, unasked, fewest)]


def _all_together(fewest: int, *, guesses: bool, open_door: bool) -> str:
    """Say that no region is large enough to be shown by itself."""
    if open_door:
        return _("No region has {n} people yet: unless more join, answers will be shown all together only.", n=fewest)
    if guesses:
        return _(
            "No region has {n} people: answers will be shown all together only, and nobody is asked to guess.", n=fewest
        )
    return _("No region has {n} people: answers will be shown all together only.", n=fewest)


def _about_guesses(sizes: Sizes, unasked: Collection[str], fewest: int) -> list[str]:
    if not unasked:
        return []
    if all(name in unasked for name, n in sizes.items() if n):
        return [_("No region has {n} people: nobody is asked to guess.", n=fewest)]
    return [_("Neither asked to guess nor guessed about: {regions}.", regions=_named(sizes, unasked))]


def _named(sizes: Sizes, names: Collection[str]) -> str:
    return _(", ").join(f"{name} ({count(sizes[name], 'person', 'people')})" for name in names)
