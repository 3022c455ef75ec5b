"""What a pulse asks about: which clauses to propose, and which prompts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from align.domain.model import Clause
from align.domain.prompts import Pack, Prompt
from align.domain.pulses import LIVED
from align.domain.state import State
from align.errors import UserError

PACK = "pulse"
"""The id of the pack that is asked where nobody names another one."""
FEWEST, MOST = 3, 5
"""How many clauses are proposed."""


def proposed(state: State, today: str) -> tuple[str, ...]:
    """Return up to five clauses to ask about, in the charter's order.

    First those whose review is due on `today` (YYYY-MM-DD), then those that a pulse asked about before and found
    lacking, then norms and what is promised about urgency; others fill up to three.
    """
    reopened = {asked.clause for asked in state.reopened}
    areas = ("escalation", "norms")
    ranks: list[Callable[[Clause], bool]] = [
        lambda clause: bool(clause.review_on) and clause.review_on <= today,
        lambda clause: clause.id in reopened,
        lambda clause: clause.area in areas,
    ]
    chosen: dict[str, None] = {}
    for fits in ranks:
        chosen |= dict.fromkeys(clause.id for clause in state.clauses.values() if fits(clause))
    few = [clause for clause in state.clauses if clause not in chosen][: max(0, FEWEST - len(chosen))]
    wanted = {*list(chosen)[:MOST], *few}
    return tuple(clause for clause in state.clauses if clause in wanted)


def chosen_prompts(pack: Pack, wanted: Sequence[str] = ()) -> tuple[Prompt, ...]:
    """Return the prompts to ask: those named, with the one about clauses in front; all core ones where none is named.

    Raises UserError for an unknown name.
    """
    known = {prompt.id: prompt for prompt in pack.prompts}
    unknown = next((one for one in wanted if one not in known), None)
    if unknown is not None:
        raise UserError(f"The pack {pack.id} has no prompt {unknown}. It has: {', '.join(known)}.")
    core = [prompt.id for prompt in pack.prompts if prompt.core] or list(known)
    names = dict.fromkeys([*([LIVED] if LIVED in known else []), *(wanted or core)])
    return tuple(known[name] for name in names)


def minutes(prompts: Sequence[Prompt]) -> float:
    """Return how long a pulse takes a person, in minutes."""
    return sum(prompt.minutes for prompt in prompts)
