"""What follows the example's first charter: weeks later a pulse, then the second version, agreed and signed.

The same people at the same table; what they say is in `align.engine.story_later`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

from align.domain import commands as c
from align.domain.prompts import Pack
from align.domain.pulse_choice import chosen_prompts
from align.engine import story_later
from align.engine.colleagues import Pace, hold_vote, when
from align.engine.workshop import Workshop


class Later:
    """One of the colleagues after the seal: answers the pulse, and says yes to what was mended."""

    def __init__(self, workshop: Workshop, turn: int, pace: Pace, chance: Random) -> None:
        self._workshop = workshop
        self._turn = turn
        """Which colleague of the region this is: 0, 1, 2 …"""
        self._pace = pace
        self._chance = chance

    async def answer_pulse(self) -> None:
        """Answer everything that the open pulse asks, and hand in."""
        workshop, state = self._workshop, self._workshop.state
        region = state.the_plan.participant(workshop.me).region
        about = {clause.id: clause.prompt for clause in state.clauses.values()}
        for prompt in state.pulses[-1].prompts:
            await self._pace.think(4 * prompt.minutes)
            value = story_later.later_answer(prompt, about, region, self._turn, self._chance)
            await workshop.submit(c.GiveAnswer(prompt.id, value))
        await workshop.submit(c.HandIn())

    async def support(self, clause: str) -> None:
        """Give a level in the clause's vote as soon as it is open."""
        workshop = self._workshop
        await when(workshop, lambda: workshop.state.open_vote(clause) is not None)
        vote = workshop.state.open_vote(clause)
        assert vote is not None
        await self._pace.think(3)
        await workshop.submit(c.GiveSupport(clause, vote.number, self._chance.choice([3, 4, 4, 5])))

    async def sign(self) -> None:
        """Sign the version that is in force."""
        await self._pace.think(6)
        await self._workshop.submit(c.Sign(self._workshop.state.version, agrees=True))


async def hold_pulse(desk: Workshop, people: Sequence[Later], pack: Pack) -> None:
    """Ask how some clauses are lived, and close the pulse; its rule reopens what is not."""
    by_prompt = {clause.prompt: clause.id for clause in desk.state.clauses.values()}
    about = tuple(by_prompt[prompt] for prompt in story_later.PULSE_ABOUT)
    await desk.submit(c.OpenPulse(about, chosen_prompts(pack)))
    await asyncio.gather(*(person.answer_pulse() for person in people))
    await desk.submit(c.CloseRound())


async def amend(desk: Workshop, people: Sequence[Later], pace: Pace) -> None:
    """Amend the charter: reword and agree what is open again, seal the next version, and sign it."""
    plan, names = desk.state.the_plan, {person.name: person.id for person in desk.state.the_plan.participants}
    for clause in list(desk.state.clauses.values()):
        if clause.prompt in story_later.ASKED:
            who, why = story_later.ASKED[clause.prompt]
            await desk.submit(c.ReopenClause(clause.id, why, names[who]))
    await desk.submit(c.Amend(story_later.WHY))
    for clause in [one for one in desk.state.clauses.values() if one.status == "draft"]:
        text = story_later.REWORDED[clause.prompt]
        await desk.submit(c.ChangeClause(clause.id, text, clause.scope, clause.owner, plan.milestone.date))
        await asyncio.gather(hold_vote(desk, clause.id, pace), *(person.support(clause.id) for person in people))
        await desk.submit(c.SettleClause(clause.id, "agreed"))
    await desk.submit(c.Seal())
    await asyncio.gather(*(person.sign() for person in people))
