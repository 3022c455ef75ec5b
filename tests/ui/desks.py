"""A desk in a test: the real application on a live workshop in memory, with a clock that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.screen import Screen

from align.domain import commands as c
from align.domain.model import Plan
from align.domain.prompts import Pack, Prompt
from align.domain.state import State
from align.engine.clock import Clock
from align.engine.replica import Replica
from align.storage.port import Store
from align.sync.messages import Presence, Seat
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.tools import DeskTools
from tests.support.linked import PATIENCE, Linked, linked, until

MONDAY = datetime(2027, 3, 1, 14, 35, 20, tzinfo=UTC)


class StillClock(Clock):
    """Always the same Monday afternoon."""

    def now(self) -> datetime:
        return MONDAY


class SeatByPhone(Page[None]):
    """Stands for the answering flow."""

    def __init__(self, participant: str, token: str) -> None:
        super().__init__()
        self.participant, self.token = participant, token


@dataclass
class Desk:
    """A desk with what a test needs to reach."""

    app: AlignApp
    pilot: Pilot[int]
    link: Linked
    workshop: Replica
    seats: list[tuple[str, str]] = field(default_factory=list)

    @property
    def state(self) -> State:
        return self.workshop.state

    @property
    def presence(self) -> Presence:
        assert self.workshop.presence is not None
        return self.workshop.presence

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    def offers(self, key: str) -> bool:
        """Whether a key does something now, on the screen in front."""
        binding = self.screen.active_bindings.get(key)
        return binding is not None and binding.enabled

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def settle(self, condition: Any) -> None:
        """Wait until something holds, letting the screen work meanwhile."""
        await until(condition)
        await self.pilot.pause()

    async def shows(self, words: str) -> None:
        """Wait until the words are on the screen; fails with what is there instead."""
        try:
            await until(lambda: words in self.text)
        except TimeoutError:
            raise AssertionError(f"{words!r} is not on the screen:\n{self.text}") from None

    async def rested(self) -> str:
        """What a person can read when the screen has come to rest."""
        await rest(self.app, self.pilot)
        return self.text

    @property
    def text(self) -> str:
        """What a person can read now, row by row."""
        return screen_text(self.app)

    @property
    def rows(self) -> list[str]:
        return self.text.split("\n")


async def rest(app: AlignApp, pilot: Pilot[int], seconds: float = PATIENCE) -> None:
    """Wait until no thread works and three looks in a row find the same screen: also where the machine is busy, and
    a process that gets no time seems idle to the pilot."""
    before, alike = "", 0
    async with asyncio.timeout(seconds):
        while alike < 3:
            await pilot.pause(0.02)
            now = screen_text(app)
            alike = alike + 1 if now == before and not _threads_work() else 0
            before = now


def _threads_work() -> bool:
    """Whether something that was given to a thread (`asyncio.to_thread`) is not there yet."""
    threads: Any = getattr(asyncio.get_running_loop(), "_default_executor", None)
    return threads is not None and threads._idle_semaphore._value < len(threads._threads)


def screen_text(app: AlignApp) -> str:
    """Return the screen's characters as they stand, what shines through a question among them."""
    visible_screen_stack.set(app._background_screens)
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def presence(*seats: Seat) -> Presence:
    """Who sits where, and the way in."""
    return Presence(seats, "align://host:1/orion-3#x", "AAAA-BBBB")


def draft(state: State, prompt: Prompt) -> str:
    return f"We agree on {prompt.title}."


def note(state: State, prompt: Prompt) -> str:
    return f"Answers to {prompt.title} are spread."


def charter(state: State) -> str:
    texts = "\n\n".join(clause.text for clause in state.clauses.values())
    return f"# Charter of {state.the_plan.title}\n\n{texts}\n"


def export(state: State, path: Path) -> Path:
    path.write_text(charter(state), encoding="utf-8")
    return path


@asynccontextmanager
async def a_desk(
    plan: Plan,
    folder: Path,
    *,
    size: tuple[int, int] = (100, 30),
    serves: bool = False,
    store: Store | None = None,
    packs: Sequence[Pack] = (),
    notices: bool = False,
) -> AsyncIterator[Desk]:
    """Run the application with a desk on a live workshop, or go on with a store; `packs` are there for a pulse,
    `notices` are shown."""
    async with linked(plan, store) as link:
        workshop = await link.desk()
        await until(lambda: workshop.presence is not None)
        seats: list[tuple[str, str]] = []

        async def open_seat(participant: str, token: str) -> Screen[Any]:
            seats.append((participant, token))
            return SeatByPhone(participant, token)

        tools = DeskTools(
            draft,
            note,
            charter,
            export,
            open_seat,
            packs=lambda: packs,
            serves=serves,
            folder=folder,
            clock=StillClock(),
        )

        async def opening() -> Screen[Any]:
            return DeskScreen(workshop, tools)

        app = AlignApp(opening)
        async with app.run_test(size=size, notifications=notices) as pilot:
            await until(lambda: isinstance(app.screen, DeskScreen))
            await pilot.pause()
            yield Desk(app, pilot, link, workshop, seats)


async def everybody_answers(desk: Desk, values: dict[str, Any]) -> list[Replica]:
    """All join and answer; all but the last one say that they are done."""
    people = [await desk.link.join(person.id) for person in desk.state.the_plan.participants]
    for replica in people:
        for prompt, value in values.items():
            await replica.submit(c.GiveAnswer(prompt, value))
    for replica in people[:-1]:
        await replica.submit(c.HandIn())
    return people
