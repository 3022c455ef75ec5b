"""Open a screen on made-up data, to look at: `python -m tests.support.show participant answer`."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack
from typing import Any

from textual.screen import Screen

from align.domain import commands as c
from align.engine.replica import Replica
from align.ui.app import run
from align.ui.screens.participant import ParticipantScreen
from tests.support import builders
from tests.support.linked import Linked, linked, until

STAGES = ("lobby", "answer", "waiting", "reveal", "agree", "vote", "counted", "sealed")


async def play(team: Linked, desk: Replica, me: Replica, stage: str) -> None:
    """Bring a workshop to a stage; everybody but `me` has answered by the reveal."""
    at = STAGES.index(stage)
    if at >= 1:
        await desk.submit(c.OpenRound())
    if at >= 3:
        await others_answer(team, me.me)
        await desk.submit(c.CloseRound())
    await until(lambda: me.state.phase == desk.state.phase)


async def others_answer(team: Linked, me: str) -> None:
    """Everybody answers, in three ways, and guesses."""
    plan = team.live.state.the_plan if hasattr(team.live, "state") else builders.plan()
    for number, person in enumerate(plan.participants):
        if person.id != me:
            replica = await team.join(person.id)
            for prompt, value in VALUES[number % 3].items():
                await replica.submit(c.GiveAnswer(prompt, value))


VALUES: tuple[dict[str, Any], ...] = (
    builders.GOOD_VALUES,
    builders.GOOD_VALUES | {"urgent": "now", "sure": 4, "fact": "All sites ready; nobody worked the weekend."},
    builders.GOOD_VALUES | {"urgent": "one-day", "sure": 9, "fact": "The data came without a single query."},
)

_open: AsyncExitStack = AsyncExitStack()


async def participant(stage: str) -> Screen[Any]:
    """A participant's screen at a stage."""
    team = await _open.enter_async_context(linked(builders.plan()))
    desk, me = await team.desk(), await team.join("p1")
    await play(team, desk, me, stage)
    return ParticipantScreen(me)


def main() -> int:
    """Open what the arguments name."""
    _, stage = (*sys.argv[1:], "participant", "answer")[:2] if len(sys.argv) < 3 else sys.argv[1:3]
    return run(lambda: participant(stage))


if __name__ == "__main__":
    sys.exit(main())
