"""Which regions would be shown only together if the answers were shown now, said before a round or a pulse is closed.

The rule is that of `domain/visibility.py` (`pool`); it counts who is done, never what was said.
"""

from __future__ import annotations

from collections.abc import Mapping

from align.charter.wording import listed
from align.domain.model import Plan
from align.domain.state import State
from align.domain.visibility import pool
from align.language import _
from align.sync.messages import Presence, Seat


def together_words(state: State, presence: Presence | None) -> str:
    """Return what is shown only together, or not at all, with the people who are done; empty where all is shown.

    People who have answered only a part are told of apart: where they did answer, they count.
    """
    plan = state.the_plan
    if presence is None or plan.attribution == "named":
        return ""
    done, begun = _counts(state, presence)
    said: list[str] = []
    for fewest in sorted({plan.min_n_for(prompt) for prompt in state.asked}):
        words = _words(plan, done, begun, fewest)
        if words and fewest > plan.min_n:
            words = _("Sensitive prompts take {n} people. {what}", n=fewest, what=words)
        said.append(words)
        if words and sum(done.values()) < fewest:
            break  # Too few for one prompt are too few for those that take more.
    return " ".join(filter(None, said))


def _counts(state: State, presence: Presence) -> tuple[dict[str, int], dict[str, int]]:
    """Return people a region who are done or have answered all, and those beside who have answered at least some."""
    seats = {seat.participant: seat for seat in presence.seats}
    done = dict.fromkeys((region.id for region in state.the_plan.regions), 0)
    begun = dict(done)
    for person in state.the_plan.participants:
        seat = seats.get(person.id, Seat(person.id))
        whole = seat.done or seat.answered >= len(state.asked)
        done[person.region] += whole
        begun[person.region] += whole or seat.answered != 0
    return done, begun


def _words(plan: Plan, done: Mapping[str, int], begun: Mapping[str, int], fewest: int) -> str:
    if fewest > 1 and sum(done.values()) < fewest:
        return _("Fewer than {n} people are done. A prompt that fewer answered is not shown.", n=fewest)
    if plan.attribution == "merged":
        return ""
    together, with_begun = (_together(plan, counts, fewest) for counts in (done, begun))
    said: list[str] = []
    if together and together == with_begun:
        said.append(_("{regions} will be shown together, as one group.", regions=together))
    elif together:
        said.append(_("At prompts that nobody else answered, {regions} will be shown together.", regions=together))
    if with_begun and together != with_begun:
        said.append(
            _(
                "At prompts that those who have begun answered too, {regions} will be shown together.",
                regions=with_begun,
            )
        )
    if not said:
        return ""
    short = _(", ").join(
        f"{region.name} {done[region.id]}" for region in plan.regions if begun[region.id] and done[region.id] < fewest
    )
    counted = _("Done so far: {regions}. From {n} on a region is shown by itself.", regions=short, n=fewest)
    return " ".join([counted, *said])


def _together(plan: Plan, counts: Mapping[str, int], fewest: int) -> str:
    _alone, pooled = pool(counts, fewest)
    return listed(region.name for region in plan.regions if region.id in pooled)
