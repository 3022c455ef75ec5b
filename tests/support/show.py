"""Open a screen on made-up data, to look at: `python -m tests.support.show participant answer`."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack
from typing import Any, cast

from textual.screen import Screen

from align.domain import commands as c
from align.domain.model import Attribution
from align.engine.replica import Replica
from align.ui.app import run
from align.ui.screens.participant.screen import ParticipantScreen
from tests.support import builders
from tests.support.linked import Linked, linked, until

STAGES = ("lobby", "answer", "waiting", "reveal", "agree", "vote", "counted", "sealed")
CLAUSE = (
    "'Urgent' is used only for patient safety or a milestone at risk, by phone; everything else is answered within"
    " 4 working hours of the receiver."
)
COMMENTS = {
    ("urgent", 1): "Now only by phone; in chat I read it as today.",
    ("urgent", 4): "If it were really urgent someone would call.",
}
VALUES: tuple[dict[str, Any], ...] = (
    builders.GOOD_VALUES,
    builders.GOOD_VALUES | {"urgent": "now", "sure": 4, "fact": "All sites ready; nobody worked the weekend."},
    builders.GOOD_VALUES | {"urgent": "one-day", "sure": 9, "fact": "The data came without a single query."},
)


async def play(team: Linked, desk: Replica, me: Replica, stage: str) -> None:
    """Bring a workshop to a stage; everybody has answered by the reveal."""
    at = STAGES.index(stage)
    if at >= STAGES.index("answer"):
        await desk.submit(c.OpenRound())
    others = await everybody_answers(team, me) if at >= STAGES.index("waiting") else []
    if at >= STAGES.index("reveal"):
        await desk.submit(c.CloseRound())
        await desk.submit(c.MoveFocus("urgent"))
    if at >= STAGES.index("agree"):
        await desk.submit(c.MoveTo("agree"))
        await desk.submit(c.DraftClause("urgent", CLAUSE, owner="p2", review_on="2027-03-12"))
        await desk.submit(c.DraftClause("fact", "We call it a success when nobody worked the weekend."))
    if at >= STAGES.index("vote"):
        await desk.submit(c.OpenVote("c1"))
    if at >= STAGES.index("counted"):
        await me.submit(c.GiveSupport("c1", 1, 2, "By phone only for the milestone, please."))
        for other in others[:2]:
            await other.submit(c.GiveSupport("c1", 1, 4))
        await desk.submit(c.CloseVote("c1"))
    if at >= STAGES.index("sealed"):
        for clause in ("c1", "c2"):
            await desk.submit(c.SettleClause(clause, "open", owner="p2", review_on="2027-03-12"))
        await desk.submit(c.Seal())
    await until(lambda: me.state.phase == desk.state.phase and me.state.votes.keys() == desk.state.votes.keys())


async def everybody_answers(team: Linked, me: Replica) -> list[Replica]:
    """Everybody answers, in three ways, and guesses about the others; returns the others."""
    others: list[Replica] = []
    for number, person in enumerate(me.state.the_plan.participants):
        replica = me if person.id == me.me else await team.join(person.id)
        others += [replica] if replica is not me else []
        for prompt, value in VALUES[number % 4 // 2 + (number > 5)].items():
            await replica.submit(c.GiveAnswer(prompt, value, COMMENTS.get((prompt, number), "")))
        if me.state.the_plan.attribution != "merged":
            for region in ("pune", "boston", "zurich"):
                await replica.submit(c.GivePrediction("urgent", region, ("one-day", "today", "now")[number % 3]))
    return others


_open = AsyncExitStack()


async def participant(stage: str, attribution: Attribution = "region") -> Screen[Any]:
    """A participant's screen at a stage."""
    team = await _open.enter_async_context(linked(builders.plan(attribution)))
    desk, me = await team.desk(), await team.join("p1")
    await play(team, desk, me, stage)
    return ParticipantScreen(me)


def main() -> int:
    """Open what the arguments name."""
    stage = sys.argv[2] if len(sys.argv) > 2 else "answer"
    attribution = cast(Attribution, sys.argv[3] if len(sys.argv) > 3 else "region")
    return run(lambda: participant(stage, attribution))


if __name__ == "__main__":
    sys.exit(main())
