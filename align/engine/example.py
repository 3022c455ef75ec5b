"""The finished example workshop: the demo's colleagues and facilitator at one table, in this process.

No host, no line, no real clock and no real chance: the same seed gives the same bytes, so what lies in
sessions/example can be compared with what the program makes today. `python -m align.engine.example FOLDER` writes it.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal

from align.analysis.compare import compare
from align.charter.render import charter_markdown
from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.codec import Fact, to_doc
from align.domain.decide import decide
from align.domain.model import Plan
from align.domain.phases import Role
from align.domain.state import State, evolve
from align.domain.visibility import Projector
from align.engine.colleagues import Colleague, Facilitator, Pace
from align.engine.demo import demo_plan, turns
from align.engine.workshop import AnswerState, Link, Mine
from align.errors import SyncError
from align.storage.at_rest import write_at_rest
from align.sync.messages import Done, Presence, Progress

NAME = "orion-3"
SEED = 3
BEGINS = datetime(2027, 1, 12, 13, 30, tzinfo=UTC)
MINUTES: dict[type[Any], float] = {
    c.OpenRound: 6, c.CloseRound: 21, c.MoveFocus: 2, c.MoveTo: 8, c.DraftClause: 3, c.CloseVote: 2, c.Seal: 5,
}  # fmt: skip
"""How long people talk or think before the facilitator does this."""


class Table:
    """The workshop, with everybody around it. Ids, tokens and times come from the seed and the beginning."""

    def __init__(self, plan: Plan, seed: int, begins: datetime = BEGINS) -> None:
        self._ids = Random(f"ids-{seed}")  # noqa: S311 - a story, not a secret
        self._seed = seed
        self._now = begins
        self._projector = Projector(compare)
        self._done: set[str] = set()
        self._listeners: list[Callable[[], None]] = []
        self._members: list[Member] = []
        self.facts: list[Fact] = []
        self.public = State()
        self._record([e.WorkshopCreated(self.new_id(), plan)])

    def new_id(self) -> str:
        """Return the next id."""
        return f"{self._ids.getrandbits(128):032x}"

    def sit(self, participant: str = "") -> Member:
        """Return somebody's place; the facilitator's when nobody is named."""
        token = hashlib.sha256(f"{self._seed}-{participant}".encode()).hexdigest()
        actor = Actor("participant", participant, token) if participant else Actor("facilitator", "facilitator", token)
        member = Member(self, actor)
        self._members.append(member)
        return member

    def take(self, actor: Actor, command: c.Command) -> list[e.Withheld]:
        """Do what is asked at once; returns what only the asker may see. Raises Rejected."""
        self._now += timedelta(minutes=MINUTES.get(type(command), 0))
        events = list(decide(self._projector.state, command, actor, self._now.isoformat()))
        if isinstance(command, c.HandIn):
            self._done.add(actor.id)
        self._record(events)
        for member in self._members:
            member.progress = self.progress
        for changed in list(self._listeners):
            changed()
        return [event for event in events if isinstance(event, e.Withheld)]

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call after every command; returns the undo."""
        self._listeners.append(changed)
        return lambda: self._listeners.remove(changed)

    @property
    def progress(self) -> Progress:
        """How far everybody is; all are here from the beginning."""
        state, people = self._projector.state, len(self.public.the_plan.participants)
        levels = [votes[-1].levels for votes in state.votes.values() if votes and votes[-1].open]
        answers = sum(map(len, state.answers.values()))
        return Progress(answers, len(self._done), people, people, sum(map(len, levels)))

    def _record(self, events: list[e.LoggedEvent]) -> None:
        command_id = self.new_id()
        for number, event in enumerate(events):
            at = "" if isinstance(event, e.Withheld) else self._now.isoformat()
            self.facts.append(Fact(command_id if number == 0 else f"{command_id}.{number}", event, at))
            for visible in self._projector.feed(event):
                evolve(self.public, visible)


class Member:
    """One person's view of the table; satisfies `align.engine.workshop.Workshop`."""

    presence: Presence | None = None
    link: Link = "online"
    link_text = ""

    def __init__(self, table: Table, actor: Actor) -> None:
        self._table = table
        self._actor = actor
        self.role: Role = actor.role
        self.me = actor.id
        self.state = table.public
        self.mine = Mine()
        self.progress = table.progress

    def submit(self, command: c.Command) -> Awaitable[Done]:
        """Ask for something; it is done on return, and waiting for it lets the others speak."""
        for event in self._table.take(self._actor, command):
            if isinstance(event, e.AnswerGiven):
                self.mine.answers[event.prompt] = event
            elif isinstance(event, e.PredictionGiven):
                self.mine.predictions[event.prompt, event.target] = event
            elif isinstance(event, e.SupportGiven):
                self.mine.supports[event.clause, event.number] = event
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Done] = loop.create_future()
        loop.call_soon(done.set_result, Done(""))
        return done

    def answer_state(self, prompt: str) -> AnswerState:
        """Everything is received at once."""
        return "received" if prompt in self.mine.answers else "empty"

    def keep_draft(self, key: str, draft: Any) -> None:
        """Nobody stops in the middle here."""

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Tell about changes."""
        return self._table.watch(changed)

    async def request(self, what: Literal["new-code", "free-seat", "phone-seat"], participant: str = "") -> str:
        """There is no door."""
        raise SyncError("Everybody sits at this table; it has no door.")

    async def close(self) -> None:
        """Nothing to leave."""


class _Turns(Pace):
    """Lets others speak first instead of letting time pass, so that nobody's answers stand side by side."""

    def __init__(self, chance: Random) -> None:
        super().__init__(0, chance)
        self._draw = chance

    async def think(self, seconds: float) -> None:
        """Stand back for some turns."""
        for _ in range(self._draw.randrange(9)):
            await asyncio.sleep(0)


async def play(table: Table, seed: int) -> None:
    """Play the workshop to the sealed charter."""
    pace = _Turns(Random(f"turns-{seed}"))  # noqa: S311
    people = [
        Colleague(table.sit(who), turn, pace, Random(f"{seed}-{who}"), objects=number == 2)  # noqa: S311
        for number, (who, turn) in enumerate(turns(table.public.the_plan))
    ]
    await asyncio.gather(*(person.run() for person in people), Facilitator(table.sit(), pace, lambda _: None).run())


def write_example(folder: Path, seed: int = SEED) -> None:
    """Write the finished example and its charter into `folder`: NAME.json, an ordinary TinyDB file, and charter.md."""
    table = Table(demo_plan(), seed)
    identity = table.new_id()[:16]
    asyncio.run(play(table, seed))
    write_at_rest(folder / f"{NAME}.json", [to_doc(fact) for fact in table.facts], identity)
    (folder / "charter.md").write_bytes(charter_markdown(table.public).encode())


if __name__ == "__main__":
    write_example(Path(sys.argv[1]))
