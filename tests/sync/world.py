"""A host, its disk and its clients in one stepped loop, with bad lines between them, and what must hold throughout.

`World` moves when a test tells it to. After each step `check` compares every client with an independent reading of
what the disk holds; every frame is looked at as it leaves the host.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

import msgspec

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.codec import Fact, from_doc, to_doc
from align.domain.model import Plan
from align.domain.visibility import Projector, own
from align.engine.live import LiveWorkshop
from align.engine.reception import Keys, Reception
from align.engine.roll import Roll
from align.errors import StoreError
from align.storage.memory import MemoryStore
from align.sync import messages as m
from align.sync.protocol import ClientCore
from tests.support.linked import TICKET, MemoryRecord
from tests.sync.people import BadLine, Client
from tests.sync.stepped import SteppedClock, SteppedLoop

TOKEN = re.compile(r"~[\w.]+~")
"""Every text that somebody gives holds one of these, unique: who said it and how many-th it was."""


class Disk(MemoryStore):
    """One host's hold on the workshop's events, which outlive it. Once `gone`, it writes nothing more."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        super().__init__()
        self._events = events
        self.gone = False

    def append(self, events: Sequence[dict[str, Any]], expected_seq: int) -> int:
        if self.gone:
            raise StoreError("This host is no more.")
        return super().append(events, expected_seq)


class Paper(MemoryRecord):
    """One host's hold on the register."""

    def __init__(self, kept: dict[str, dict[str, Any]]) -> None:
        super().__init__()
        self.kept = kept
        self.gone = False

    def save(self, mapping: dict[str, dict[str, Any]]) -> None:
        if self.gone:
            raise StoreError("This host is no more.")
        copied = {key: dict(value) for key, value in mapping.items()}
        self.kept.clear()
        self.kept.update(copied)


class World:
    """See the module. `live` and `core` are the classes to try."""

    def __init__(
        self,
        loop: SteppedLoop,
        plan: Plan,
        live: type[LiveWorkshop] = LiveWorkshop,
        core: type[ClientCore] = ClientCore,
    ) -> None:
        self.loop, self.clock, self.core = loop, SteppedClock(loop), core
        self._live_type = live
        self.lines: list[BadLine] = []
        self.clients: dict[str, Client] = {}
        self.commands: dict[str, tuple[str, c.Command]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.keys = Keys(MemoryRecord())
        self.events: list[dict[str, Any]] = []
        self.released: set[str] = set()
        self.stored: dict[str, Fact] = {}
        self.public: list[e.VisibleEvent] = []
        self._truth = Projector(compare)
        self.wrong: list[str] = []
        self.ever_refused: set[str] = set()
        loop.written = self.learn
        created = Fact("created", e.WorkshopCreated("w1", plan), self.clock.now().isoformat())
        MemoryStore.append(Disk(self.events), [to_doc(created)], 0)
        self._open()

    # ---- the host ------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._disk, self._paper = Disk(self.events), Paper(self.people)
        reception = Reception(TICKET.name, self.keys, TICKET, self.clock)
        self.live = self._live_type(self._disk, Roll(self._paper), reception, compare, self.clock)
        self._task = self.loop.create_task(self.live.run())
        self.loop.settle()
        self.learn()

    def close(self, *, crash: bool) -> None:
        """End the host: at once, with whatever the disk had not done; or properly."""
        self._disk.gone = self._paper.gone = crash
        if crash:
            for line in self.lines:
                line.ended = True
        self._task.cancel()
        self.loop.settle()
        while self.loop.disk():
            pass
        assert self._task.done(), "the host does not end"
        for line in list(self.lines):
            line.ended = True
            line.up.clear()
            line.down.append(None)
            if line.left:
                self.lines.remove(line)

    def restart(self, *, crash: bool) -> None:
        self.close(crash=crash)
        self._open()

    # ---- people --------------------------------------------------------------------------------------------

    def seat_desk(self) -> Client:
        self.clients["desk"] = Client(self, "desk", self.keys.facilitator)
        return self.clients["desk"]

    def join(self, who: str) -> Client | None:
        """Come in by the door, over a line that holds; None when the host refuses."""
        said: list[m.HostMessage] = []
        door = Knock(said)
        for message in (m.Hello(m.PROTOCOL, TICKET.name, code=self.keys.code), m.Sit(who)):
            self.live.received(door, message)
            self.quiet_disk()
        self.live.closed(door)
        self.quiet_disk()
        assert said, f"the host says nothing: {self._task}"
        welcome = next((message for message in said if isinstance(message, m.Welcome)), None)
        if welcome is None:
            return None
        self.clients[who] = Client(self, who, welcome.token)
        return self.clients[who]

    def quiet_disk(self) -> None:
        self.loop.settle()
        while self.loop.writes:
            self.loop.disk()

    # ---- what must hold ------------------------------------------------------------------------------------

    def learn(self) -> None:
        """Read what the disk now holds beyond what was read before: what is public, and which words are released."""
        for doc in self.events[len(self.stored) :]:
            fact = from_doc(doc)
            assert fact.id not in self.stored, "something happened twice"
            self.stored[fact.id] = fact
            self.public += self._truth.feed(fact.event)
            self._release(fact)

    def _release(self, fact: Fact) -> None:
        """Which words may be seen by all: said once more, apart from align.domain.visibility."""
        state, plan = self._truth.state, self._truth.state.the_plan
        match fact.event:
            case e.RoundClosed():
                for given in state.answers.values():
                    if plan.attribution == "named" or len(given) >= plan.min_n:
                        self.released |= words_in(list(given.values()))
            case e.AnswerGiven(late=True):
                late = [answer for answer in state.answers[fact.event.prompt].values() if answer.late]
                if plan.attribution == "named" or len(late) >= plan.min_n:
                    self.released |= words_in(late)
            case e.VoteClosed():
                self.released |= words_in(state.votes[fact.event.clause][fact.event.number - 1].levels)
            case e.AnswerGiven() | e.PredictionGiven() | e.SupportGiven():
                pass
            case public:
                self.released |= words_in(public)

    def look_at(self, client: Client, frame: bytes) -> None:
        """Nothing leaves the host that its reader may not see, and no promise that is not kept yet."""
        for word in TOKEN.findall(frame.decode()):
            owner = word[1:-1].split(".")[0]
            self._must(owner == client.who or word in self.released, f"{client.who} may not read {word}")
        message = m.decode_host(frame)
        if isinstance(message, m.Refused):
            self.ever_refused.add(message.id)
        if isinstance(message, m.Done) and message.id in self.commands:
            who, command = self.commands[message.id]
            if isinstance(command, c.HandIn):
                self._must(who in self.people, "a hand-in was acknowledged that no disk holds")
            else:
                self._must(message.id in self.stored, "something was acknowledged that no disk holds")

    def _must(self, holds: bool, what: str) -> None:
        # Inside the host's own task an assertion would only end the host.
        if not holds:
            self.wrong.append(what)

    def check(self) -> None:
        """Every client is in step, and nothing left the host that may not."""
        assert not self.wrong, self.wrong
        assert not self._task.done(), f"the host has ended: {self._task}"
        for client in self.clients.values():
            client.check(self.public)

    def heal(self) -> None:
        """At last all lines hold: everybody comes back, and everything arrives."""
        self.quiet_disk()
        for client in self.clients.values():
            if client.line is not None:
                client.lose_line("A last cut.")
        for _ in range(4):
            for client in self.clients.values():
                if client.line is None and client.replica.link != "ended":
                    client.connect()
            self.arrive()
        self.check()

    def arrive(self) -> None:
        """Bring everything that is under way where it belongs."""
        while any(line.up or line.down for line in self.lines) or self.loop.writes:
            for line in list(self.lines):
                while line.up:
                    line.deliver_up()
                while line.down and line.client.line is line:
                    line.deliver_down()
                if line.client.line is not line:
                    line.down.clear()
            self.quiet_disk()
            self.loop.advance(1.0)

    def check_end(self) -> None:
        """After `heal`: nothing is missing, nothing came in another order, everybody has what is theirs."""
        order = list(self.stored)
        for client in self.clients.values():
            if client.replica.link == "ended":
                continue
            assert client.replica.link == "online", f"{client.who} was kept out: {client.replica.link_text}"
            assert not client.core.outbox, f"{client.who} was not heard: {list(client.core.outbox.values())}"
            assert client.core.position == len(self.public), f"{client.who} is behind"
            lasting = [id for id in client.given if not isinstance(self.commands[id][1], c.HandIn)]
            # What was refused at first may be taken when it is said again in a later phase, after newer words.
            kept = [id for id in lasting if id in self.stored and id not in self.ever_refused]
            missing = [self.commands[id] for id in lasting if id not in self.stored and id not in client.refused]
            assert not missing, f"neither kept nor refused: {missing}"
            assert sorted(kept, key=order.index) == kept, f"{client.who}'s words came in another order"
            if client.who != "desk":
                self._check_mine(client)

    def _check_mine(self, client: Client) -> None:
        mine, actor = client.replica.mine, Actor("participant", client.who, client.token)
        # A dropped clause takes its votes along; until the next Welcome the client may still know its level.
        levels = [level for level in mine.supports.values() if level.clause in self._truth.state.votes]
        theirs = [*mine.answers.values(), *mine.predictions.values(), *levels]
        truth = own(self._truth.state, actor)
        beyond = {str(x) for x in theirs} ^ {str(x) for x in truth}
        assert not beyond, f"{client.who} does not have what is theirs: {sorted(beyond)}"
        done = bool(self.people[client.who].get("done"))
        assert mine.done == done, f"{client.who} is {'' if done else 'not '}done and does not know it"
        handed_in = [id for id in client.given if isinstance(self.commands[id][1], c.HandIn)]
        # One that was refused at first, its refusal lost, may be taken when it is said again after newer ones; and with
        # a round that was opened too early go the hand-ins that came in it.
        undone = any(isinstance(event, e.MoveUndone) for event in self.public)
        if handed_in and not undone and not self.ever_refused & set(handed_in):
            last = cast(c.HandIn, self.commands[handed_in[-1]][1])
            assert done == last.done, f"{client.who} is not as done"


class Knock:
    """The line of somebody at the door; it holds."""

    address = "memory"

    def __init__(self, said: list[m.HostMessage]) -> None:
        self._said = said

    def send(self, frame: bytes) -> None:
        self._said.append(m.decode_host(frame))

    def end(self, frame: bytes | None = None) -> None:
        if frame is not None:
            self.send(frame)


def words_in(thing: object) -> set[str]:
    """The marked words anywhere in an event."""
    return set(TOKEN.findall(msgspec.json.encode(thing).decode()))
