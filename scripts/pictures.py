"""Takes the pictures of the README and the gallery: real screens on a real workshop in memory, as SVG files.

`python scripts/pictures.py [FOLDER]`, from the project's folder; the example story in the kickoff pack.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from align.charter.draft import draft_clause, draft_note
from align.charter.preview import preview
from align.domain import commands as c
from align.engine.colleagues import Colleague, Pace
from align.engine.demo import demo_plan
from align.engine.replica import Replica
from align.ui.app import AlignApp
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.screens.participant.screen import ParticipantScreen
from tests.support.linked import linked, until
from tests.ui.desks import StillClock

SIZE = (100, 30)
NARROW = (80, 24)


async def main(folder: Path) -> None:
    """Play the story to each point of interest and take its picture."""
    shots = Album(folder)
    async with linked(demo_plan()) as team:
        desk = await team.desk()
        people = [await team.join(person.id) for person in demo_plan().participants]
        await shots.take("desk-gathering", lambda: _desk(desk))
        await desk.submit(c.OpenRound())
        await _answer(people[1:])
        me = people[0]
        await shots.take("answering-text", lambda: ParticipantScreen(me), "enter", size=NARROW)
        for prompt, name in (("protect-first", "rank"), ("urgent", "choice"), ("shared-habits", "sort")):
            await _up_to(me, prompt)
            await shots.take(f"answering-{name}", lambda: ParticipantScreen(me), size=NARROW)
        await shots.take("desk-assuming", lambda: _desk(desk))
        await _answer([me])
        await desk.submit(c.CloseRound())
        await desk.submit(c.MoveFocus("urgent"))
        await shots.take("reveal-desk", lambda: _desk(desk))
        await shots.take("reveal-participant", lambda: ParticipantScreen(me))
        await desk.submit(c.MoveTo("agree"))
        text = draft_clause(desk.state, desk.state.the_plan.prompt("urgent"))
        await desk.submit(c.DraftClause("urgent", text, owner="Asha Rao", review_on="2027-03-31"))
        await desk.submit(c.OpenVote("c1"))
        await until(lambda: me.state.open_vote("c1") is not None)
        await shots.take("consent", lambda: ParticipantScreen(me), size=NARROW)


class Album:
    """Where the pictures go."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    async def take(self, name: str, make: Callable[[], Screen[Any]], *keys: str, size: tuple[int, int] = SIZE) -> None:
        """Open the screen in a terminal of this size, press the keys and keep what is seen."""

        async def opening() -> Screen[Any]:
            return make()

        app = AlignApp(opening)
        async with app.run_test(size=size) as pilot:
            await _settled(pilot)
            for key in keys:
                await pilot.press(key)
                await _settled(pilot)
            svg = app.export_screenshot(title="")
        # No outside requests from a picture: the reader's own monospace font will do.
        svg = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "ui-monospace")
        (self._folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        sys.stdout.write(f"{name}.svg\n")


def _desk(desk: Replica) -> DeskScreen:
    async def nobody(participant: str, token: str) -> Screen[Any]:
        raise NotImplementedError

    tools = DeskTools(
        draft=draft_clause, note=draft_note, charter=preview, export=lambda state, path: path, open_seat=nobody,
        folder=Path(), clock=StillClock(),
    )  # fmt: skip
    return DeskScreen(desk, tools)


async def _settled(pilot: Pilot[Any]) -> None:
    for _ in range(6):
        await pilot.pause()


def _colleague(me: Replica) -> Colleague:
    plan = me.state.the_plan
    mates = [person.id for person in plan.participants if person.region == plan.participant(me.me).region]
    chance = Random(me.me)  # noqa: S311 - a story, not a secret
    return Colleague(me, mates.index(me.me), Pace(0, chance), chance)


async def _answer(people: list[Replica]) -> None:
    await asyncio.gather(*(_colleague(person)._answer_all() for person in people))


async def _up_to(me: Replica, prompt: str) -> None:
    """Answer every prompt before this one, so that the screen opens on it."""
    for each in me.state.the_plan.pack.prompts:
        if each.id == prompt:
            return
        if each.id not in me.mine.answers:
            await _colleague(me)._answer(each)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["ALIGN_HOME"], os.environ["ALIGN_TOUR"] = home, "no"
        asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")))
