"""The finished example workshop: the demo's colleagues and facilitator at one table, in this process.

No host, no line, no real clock and no real chance: the same seed gives the same bytes, so what lies in
sessions/example and docs/example can be compared with what the program makes today.
`python -m align.engine.example sessions/example docs/example` writes both.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from align.analysis.compare import compare
from align.charter.analysis_text import analysis_text
from align.charter.diff_text import diff_markdown
from align.charter.formats import asked, files
from align.charter.kinds import Kind
from align.charter.render import charter_markdown
from align.charter.versions import difference
from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.codec import Fact, to_doc
from align.domain.decide import decide
from align.domain.fold import evolve
from align.domain.model import Plan
from align.domain.phases import Role
from align.domain.pulse_choice import PACK
from align.domain.state import State
from align.domain.versions import as_sealed, version_of
from align.domain.visibility import Projector
from align.engine import story_later
from align.engine.afterwards import Later, amend, hold_pulse
from align.engine.colleagues import Colleague, Facilitator, Pace
from align.engine.demo import demo_plan, turns
from align.engine.workshop import AnswerState, Link, Mine, Request
from align.errors import SyncError
from align.packs.catalogue import find_pack
from align.resources import bundled
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

    def rest(self, days: int) -> None:
        """Let days pass, until the hour at which the story began."""
        self._now = BEGINS + timedelta(days=(self._now - BEGINS).days + days)
        self._done.clear()

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call after every command; returns the undo."""
        self._listeners.append(changed)
        return lambda: self._listeners.remove(changed)

    @property
    def progress(self) -> Progress:
        """How far everybody is; all are here from the beginning."""
        state, people = self._projector.state, len(self.public.the_plan.participants)
        levels = [vote.levels for vote in state.open_votes.values()]
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

    async def request(self, what: Request, participant: str = "") -> str:
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
    """Play the workshop to the sealed charter, its pulse, and the second version, signed."""
    pace = _Turns(Random(f"turns-{seed}"))  # noqa: S311
    seats = [(table.sit(who), turn, Random(f"{seed}-{who}")) for who, turn in turns(table.public.the_plan)]  # noqa: S311
    desk = table.sit()
    people = [Colleague(seat, turn, pace, own, objects=n == 2) for n, (seat, turn, own) in enumerate(seats)]
    await asyncio.gather(*(person.run() for person in people), Facilitator(desk, pace, lambda _: None).run())
    later = [Later(seat, turn, pace, own) for seat, turn, own in seats]
    table.rest(story_later.PULSE_AFTER)
    await hold_pulse(desk, later, find_pack(PACK, [bundled("prompts")]))
    table.rest(story_later.AMENDED_AFTER)
    await amend(desk, later, pace)


INDEX = f"""# The example workshop, from kickoff to second charter

Nine people in Pune, Boston and Basel start a study together. The study, the people and their words are fiction; the
documents are what align makes of the workshop in `sessions/example/{NAME}.json`, unchanged.

1. [What the answers show](analysis.md): each region answered alone. There is a blind spot about “urgent”, and an
   agreement about what to protect that nobody expected.
2. [The first charter](charter-v1.md): agreed, regional, provisional and locked clauses, one open assumption, and one
   with dissent. All signed but one, who objected to that clause.
3. Four weeks later [a pulse](pulses.md) asked how five clauses are lived. One was not, so the rule reopened it. The
   newest charter holds the pulse's figures too.
4. [What changed](diff-v1-v2.md) in the amendment, who asked for it and why.
5. [The second charter](charter-v2.md), signed by everybody; the same on [one page](one-page.md), with
   [the register of decisions](decisions.md) and [who has which part in them](raci.md).
"""
"""What leads a reader through the documents."""

KINDS: tuple[Kind, ...] = ("one-page", "register", "raci", "pulses")
"""The formats of the newest version that stand beside the charters."""


def documents(state: State) -> dict[str, bytes]:
    """Return file name → bytes of what the story leads to, as people read it; `state` is what everybody may see."""
    older, newer = (version_of(state, number) for number in ("1", "2"))
    today = BEGINS.date()
    made = {f"charter-v{n}.md": charter_markdown(as_sealed(state, n)).encode() for n in (1, 2)}
    made["diff-v1-v2.md"] = diff_markdown(difference(state, older, newer)).encode()
    for kind in KINDS:
        made |= files(state, asked(kind, today))
    analysis = analysis_text(NAME, state).rstrip("\n")
    made["analysis.md"] = f"# What the answers show\n\n```text\n{analysis}\n```\n".encode()
    made["README.md"] = INDEX.encode()
    return made


def write_example(folder: Path, papers: Path, seed: int = SEED) -> None:
    """Write the finished example: NAME.json, an ordinary TinyDB file, with charter.md into `folder`, and what people
    read of it, with an index, into `papers`."""
    table = Table(demo_plan(), seed)
    identity = table.new_id()[:16]
    asyncio.run(play(table, seed))
    write_at_rest(folder / f"{NAME}.json", [to_doc(fact) for fact in table.facts], identity)
    (folder / "charter.md").write_bytes(charter_markdown(table.public).encode())
    for name, data in documents(table.public).items():
        (papers / name).write_bytes(data)


if __name__ == "__main__":
    write_example(Path(sys.argv[1]), Path(sys.argv[2]))
