"""A participant in a test: the real application on a live workshop in memory, with a clock that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.pilot import Pilot
from textual.screen import Screen

from align.charter.preview import preview
from align.domain.model import Plan
from align.domain.state import State
from align.engine.replica import Replica
from align.ui.app import AlignApp
from align.ui.in_step import HANDS
from align.ui.present.flow import Place
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.screens.shared.view import View
from tests.support.linked import PATIENCE, Linked, linked, until
from tests.ui.desks import StillClock, rest

Preview = Callable[[State], str]
SMALL, LARGE = (80, 24), (100, 30)


@dataclass
class Person:
    """A participant at a screen, with the desk and the team beside."""

    app: AlignApp
    pilot: Pilot[int]
    team: Linked
    desk: Replica
    workshop: Replica
    screen: ParticipantScreen

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return shown(self.app)

    async def rested(self) -> str:
        """What the terminal shows when the screen has come to rest."""
        await rest(self.app, self.pilot)
        return self.text

    async def press(self, *keys: str) -> None:
        """Press keys and let the screen follow."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        names = {" ": "space", "\n": "enter"}
        await self.press(*(names.get(letter, letter) for letter in text))

    def is_at(self, place: Place) -> bool:
        """Whether this place is shown."""
        return self.screen.place == place

    def hands_rest(self) -> None:
        """Let so much time go by that keys are no longer those of hands that were at it."""
        now = self.app.seconds() + 2 * HANDS
        self.app.seconds = lambda: now

    async def go(self, kind: str, of: str = "") -> None:
        """Be at a place."""
        self.screen.query_one(View).go(Place(kind, of))  # type: ignore[arg-type]
        await self.settle(lambda: self.screen.place == Place(kind, of))  # type: ignore[arg-type]

    async def settle(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, then for the screen."""
        await until(condition)
        await self.pilot.pause()

    async def shows(self, *texts: str, seconds: float = PATIENCE) -> None:
        """Wait until all texts are on a screen that has come to rest."""
        try:
            async with asyncio.timeout(seconds):
                await self.pilot.pause()
                while not all(text in self.text for text in texts):
                    await self.pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError(f"{texts} not all in:\n{self.text}") from None


def shown(app: AlignApp) -> str:
    """Return the whole screen as text, modal questions included."""
    lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips(app.screen.size)]
    return "\n".join(lines)


@asynccontextmanager
async def at_a_screen(
    team: Linked,
    desk: Replica,
    me: Replica,
    size: tuple[int, int] = SMALL,
    write: Preview = preview,
    *,
    again: bool = False,
    seat: type[ParticipantScreen] = ParticipantScreen,
) -> AsyncIterator[Person]:
    """Open the participant's screen of `me`; `write` writes its charter; `again`: they come back to a kept seat."""
    screen = seat(me, StillClock(), write, again=again)

    async def opening() -> Screen[None]:
        return screen

    app = AlignApp(opening)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(lambda: app.screen is screen and screen.place is not None)
        await pilot.pause()
        yield Person(app, pilot, team, desk, me, screen)


@asynccontextmanager
async def a_person(plan: Plan, size: tuple[int, int] = SMALL, write: Preview = preview) -> AsyncIterator[Person]:
    """A workshop in set-up with a desk, and its first participant at a screen."""
    async with linked(plan) as team:
        desk, me = await team.desk(), await team.join("p1")
        async with at_a_screen(team, desk, me, size, write) as person:
            yield person
