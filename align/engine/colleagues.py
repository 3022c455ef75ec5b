"""Simulated colleagues for the demo: they use the same commands over the same line as people do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random

from align.charter.draft import draft_clause
from align.charter.wording import STATUS_WORDS
from align.domain import commands as c
from align.domain.model import CONSENT_FROM, EVERYONE, Phase, Scope
from align.domain.prompts import Prompt
from align.engine import story, story_later
from align.engine.workshop import Workshop
from align.language import _

Tell = Callable[[str], None]


async def when(workshop: Workshop, condition: Callable[[], bool]) -> None:
    """Return as soon as the condition on the workshop holds."""
    if condition():
        return
    changed = asyncio.Event()
    unwatch = workshop.watch(changed.set)
    try:
        while not condition():
            await changed.wait()
            changed.clear()
    finally:
        unwatch()


class Pace:
    """How long simulated people think: human at speed 1, at once when `speed` is 0."""

    def __init__(self, speed: float, chance: Random) -> None:
        self._speed = speed
        self._chance = chance

    async def think(self, seconds: float) -> None:
        """Let about `seconds` of human time pass."""
        if self._speed > 0:
            await asyncio.sleep(self._chance.uniform(0.5, 1.5) * seconds / self._speed)


class Colleague:
    """A simulated participant, from the open round to the sealed charter."""

    def __init__(self, workshop: Workshop, turn: int, pace: Pace, chance: Random, *, objects: bool = False) -> None:
        self._workshop = workshop
        self._turn = turn
        """Which colleague of the region this is: 0, 1, 2 …"""
        self._pace = pace
        self._chance = chance
        self._objects = objects

    async def run(self) -> None:
        """Take part until the charter is sealed and signed."""
        workshop = self._workshop
        await when(workshop, lambda: workshop.state.phase != "setup")
        if workshop.state.phase == "assume":
            await self._answer_all()
        while workshop.state.phase != "sealed":
            await when(workshop, lambda: self._asked() is not None or workshop.state.phase == "sealed")
            asked = self._asked()
            if asked is not None:
                await self._support(*asked)
        await self._sign()

    async def _sign(self) -> None:
        """Sign the charter; who objected to the end does so here too, to that clause."""
        await self._pace.think(6)
        state = self._workshop.state
        disputed = [each.id for each in state.clauses.values() if each.status == "dissent_recorded"]
        if self._objects and disputed:
            await self._workshop.submit(c.Sign(state.version, agrees=False, reason=story.OBJECTION, clause=disputed[0]))
        else:
            await self._workshop.submit(c.Sign(state.version, agrees=True))

    async def _answer_all(self) -> None:
        workshop = self._workshop
        for prompt in workshop.state.the_plan.pack.prompts:
            if prompt.id in workshop.mine.answers:
                continue
            await self._pace.think(4 * prompt.minutes)
            if workshop.state.phase != "assume":
                return
            await self._answer(prompt)
        await workshop.submit(c.HandIn())

    async def _answer(self, prompt: Prompt) -> None:
        workshop, plan = self._workshop, self._workshop.state.the_plan
        region = plan.participant(workshop.me).region
        value = story.answer(prompt, region, self._turn, self._chance)
        await workshop.submit(c.GiveAnswer(prompt.id, value, story.comment(prompt, region, self._turn)))
        if not prompt.predict:
            return
        targets = [EVERYONE] if plan.attribution == "merged" else [each.id for each in plan.regions]
        for target in targets:
            await self._pace.think(0.7)
            guess = story.guess(prompt, region, target, value, self._chance)
            await workshop.submit(c.GivePrediction(prompt.id, target, guess))

    def _asked(self) -> tuple[str, int] | None:
        """The (clause, vote) that waits for a level from me."""
        voting = ((clause, vote.number) for clause, vote in self._workshop.state.open_votes.items())
        return next((vote for vote in voting if vote not in self._workshop.mine.supports), None)

    async def _support(self, clause: str, number: int) -> None:
        await self._pace.think(3)
        prompt = self._workshop.state.clauses[clause].prompt
        insists = prompt == story.OBJECTED[1]
        if self._objects and prompt in story.OBJECTED and (number == 1 or insists):
            await self._workshop.submit(c.GiveSupport(clause, number, 2, story.OBJECTION))
        else:
            level = self._chance.choices([3, 4, 5], [2, 5, 2])[0]
            await self._workshop.submit(c.GiveSupport(clause, number, level))


class Facilitator:
    """A simulated facilitator, who leads the short version: open, close, look, agree, seal."""

    def __init__(self, workshop: Workshop, pace: Pace, tell: Tell) -> None:
        self._workshop = workshop
        self._pace = pace
        self._tell = tell

    async def run(self) -> None:
        """Lead the workshop from set-up to the sealed charter."""
        workshop = self._workshop
        await when(workshop, lambda: workshop.progress.online >= self._expected())
        self._tell(_("Everybody is here. The round opens: everyone answers alone."))
        await workshop.submit(c.OpenRound())
        await when(workshop, lambda: workshop.progress.done >= self._expected())
        self._tell(_("All are done. The round closes, and the answers are shown by region."))
        await workshop.submit(c.CloseRound())
        for prompt in self._talked_about():
            await workshop.submit(c.MoveFocus(prompt.id))
            await self._pace.think(8)
        await self._move("agree")
        for number, prompt in enumerate(self._talked_about()):
            await self._agree(prompt, number)
        if story_later.is_ours(workshop.state.the_plan):
            for decision in story_later.DECISIONS:
                await workshop.submit(c.SetDecision(decision))
        await self._pace.think(2)
        await workshop.submit(c.Seal())
        await when(workshop, lambda: workshop.state.phase == "sealed")
        self._tell(_("The charter is sealed as version {version}.", version=workshop.state.version))

    def _expected(self) -> int:
        plan = self._workshop.state.plan
        return len(plan.participants) if plan else 1

    def _talked_about(self) -> list[Prompt]:
        wanted = (
            "urgent", "protect-first", "first-reply", "decision-overnight", "silence", "decision-wait", "shared-habits",
            story_later.PROVISIONAL_PROMPT, story_later.LOCKED_PROMPT,
        )  # fmt: skip
        prompts = {prompt.id: prompt for prompt in self._workshop.state.the_plan.pack.prompts}
        return [prompts[each] for each in wanted if each in prompts] or list(prompts.values())[:3]

    async def _move(self, phase: Phase) -> None:
        await self._workshop.submit(c.MoveTo(phase))
        await when(self._workshop, lambda: self._workshop.state.phase == phase)

    async def _agree(self, prompt: Prompt, number: int) -> None:
        workshop, plan = self._workshop, self._workshop.state.the_plan
        await workshop.submit(c.MoveFocus(prompt.id))
        locked = prompt.id == story_later.LOCKED_PROMPT and story_later.is_ours(plan)
        text = story_later.LOCKED if locked else draft_clause(workshop.state, prompt)
        scope = story_later.LOCKED_SCOPE if locked else Scope()
        owner = plan.participants[number % len(plan.participants)].name
        begun = workshop.state.clauses_begun
        await workshop.submit(c.DraftClause(prompt.id, text, scope, owner, plan.milestone.date))
        await when(workshop, lambda: workshop.state.clauses_begun > begun)
        clause = f"c{begun + 1}"
        settled = c.SettleClause(clause, "locked") if locked else await self._ending(prompt, clause, text, owner)
        await workshop.submit(settled)
        self._tell(_("“{title}”: {status}.", title=prompt.title, status=_(STATUS_WORDS[settled.status])))

    async def _ending(self, prompt: Prompt, clause: str, text: str, owner: str) -> c.SettleClause:
        """Lead one clause to one of its good endings."""
        regions = {region.id for region in self._workshop.state.the_plan.regions}
        if prompt.id == "silence":
            return c.SettleClause(clause, "open")
        if prompt.id == "decision-overnight" and regions == set(story.REGIONAL):
            return c.SettleClause(clause, "regional", regional=story.REGIONAL)
        if prompt.id == story_later.PROVISIONAL_PROMPT:
            return c.SettleClause(clause, "provisional")
        if await self._vote(clause):
            return c.SettleClause(clause, "agreed")
        review = self._workshop.state.the_plan.milestone.date
        amended = f"{text} {story.AMENDMENT}"
        await self._workshop.submit(c.ChangeClause(clause, amended, owner=owner, review_on=review))
        if await self._vote(clause):
            return c.SettleClause(clause, "agreed")
        return c.SettleClause(clause, "dissent_recorded", dissent=(story.OBJECTION,))

    async def _vote(self, clause: str) -> bool:
        return await hold_vote(self._workshop, clause, self._pace)


async def hold_vote(workshop: Workshop, clause: str, pace: Pace) -> bool:
    """Hold one vote at the desk, until everybody has given a level; whether nobody was below consent."""
    people = len(workshop.state.the_plan.participants)
    await workshop.submit(c.OpenVote(clause))
    await when(workshop, lambda: workshop.progress.votes >= people)
    await pace.think(1)
    await workshop.submit(c.CloseVote(clause))
    await when(workshop, lambda: workshop.state.votes[clause][-1].result is not None)
    result = workshop.state.votes[clause][-1].result
    assert result is not None
    return not sum(result.counts[:CONSENT_FROM])
