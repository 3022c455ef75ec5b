"""What there is to look at, and a stage to look at it: one application that shows one screen after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from textual.pilot import Pilot
from textual.screen import Screen

from align.charter.draft import draft_clause, draft_note
from align.charter.preview import preview
from align.engine.replica import Replica
from align.packs.catalogue import find_pack
from align.resources import bundled
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.screens.participant.screen import ParticipantScreen
from tests.support.headless import drawn_when_looked_at
from tests.support.linked import until
from tests.ui.desks import StillClock, rest, screen_text

Opening = Callable[[], Awaitable[Screen[Any]]]
Size = tuple[int, int]


class Sight(NamedTuple):
    """A screen to look at: what opens it, the keys that lead there, and words that stand on it when it is there."""

    name: str
    about: str
    open: Opening
    keys: tuple[str, ...] = ()
    words: str = ""


class Look(Protocol):
    """Looks at a screen while the workshop stands still."""

    async def __call__(self, sight: Sight) -> None:
        """Open it, press the keys, look, and close it again."""


def at_the_desk(desk: Replica) -> Opening:
    """Return what opens a facilitator's desk."""

    async def nobody(participant: str, token: str) -> Screen[Any]:
        raise NotImplementedError

    async def opening() -> Screen[Any]:
        tools = DeskTools(
            draft=draft_clause, note=draft_note, charter=preview, export=lambda state, path: path, open_seat=nobody,
            packs=lambda: [find_pack("pulse", [bundled("prompts")])], folder=Path(), clock=StillClock(),
        )  # fmt: skip
        return DeskScreen(desk, tools)

    return opening


def at_a_seat(me: Replica) -> Opening:
    """Return what opens a participant's screen."""

    async def opening() -> Screen[Any]:
        return ParticipantScreen(me, StillClock(), preview)

    return opening


class Stage:
    """One application for all sights of a walk: it starts once, and each sight is a screen in front of an empty one."""

    def __init__(self, app: AlignApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @asynccontextmanager
    async def on(self, sight: Sight, size: Size) -> AsyncIterator[None]:
        """Show a sight in a window of this size, come to rest; then take it away."""
        app, pilot = self.app, self.pilot
        await self.resize(size)
        await app.push_screen(await sight.open())
        await rest(app, pilot)
        for key in sight.keys:
            await pilot.press(key)
            await rest(app, pilot)
        try:
            await until(lambda: sight.words in screen_text(app))
        except TimeoutError:
            raise AssertionError(f"{sight.name} has no {sight.words!r}:\n{screen_text(app)}") from None
        await rest(app, pilot)
        yield
        app.clear_notifications()
        while not isinstance(app.screen, _Empty):
            await app.pop_screen()

    async def resize(self, size: Size) -> None:
        """Give the window another size, unless it has it."""
        if self.app.size != size:
            await self.pilot.resize_terminal(*size)

    async def rest(self) -> str:
        """Return what can be read when nothing moves any more."""
        await rest(self.app, self.pilot)
        return self.text

    @property
    def text(self) -> str:
        """What can be read now, row by row."""
        return screen_text(self.app)


class _Empty(Page[None]):
    """Behind all sights."""


@asynccontextmanager
async def a_stage() -> AsyncIterator[Stage]:
    """Start the application."""

    async def opening() -> Screen[Any]:
        return _Empty()

    app = AlignApp(opening)
    with drawn_when_looked_at():
        async with app.run_test(size=(100, 30)) as pilot:
            await until(lambda: isinstance(app.screen, _Empty))
            yield Stage(app, pilot)
