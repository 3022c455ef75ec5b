"""People in a stepped world: a client each, a seat that outlives it, and a bad line between it and the host."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import evolve
from align.domain.state import State
from align.engine.replica import Replica
from align.engine.seat import Seat, SeatFile
from align.errors import SyncError
from align.sync import messages as m
from align.sync.line import JUNK
from align.sync.protocol import ClientCore
from tests.support.linked import TICKET

if TYPE_CHECKING:
    from tests.sync.world import World


class BadLine:
    """One connection. Frames wait on it, each way, until they are delivered; None is its end."""

    address = "memory"

    def __init__(self, world: World, client: Client) -> None:
        self.world, self.client = world, client
        self.up: deque[bytes | None] = deque()
        self.down: deque[bytes | None] = deque()
        self.heard = self.ended = self.left = False

    def send(self, frame: bytes) -> None:
        if not self.ended:
            self.world.look_at(self.client, frame)
            if not self.left:
                self.down.append(frame)

    def end(self, frame: bytes | None = None) -> None:
        if frame is not None:
            self.send(frame)
        self.ended = True
        self.down.append(None)

    def hang_up(self) -> None:
        """The client's side is gone; the host hears of it when the end is delivered."""
        self.left = True
        self.down.clear()
        self.up.append(None)

    def deliver_up(self) -> None:
        frame = self.up.popleft()
        if frame is None:
            self.world.lines.remove(self)
            if self.heard:
                self.world.live.closed(self)
        elif not self.ended:
            self._hear(frame)
        self.world.loop.settle()

    def _hear(self, frame: bytes) -> None:
        try:
            message = m.decode_client(frame)
        except SyncError:
            self.end(JUNK)
            return
        self.heard = True
        self.world.live.received(self, message)

    def deliver_down(self, *, twice: bool = False, keep: int | None = None) -> None:
        """Bring the client its next frame; twice, or only the first `keep` bytes of it."""
        frame = self.down.popleft()
        if frame is None:
            self.client.lose_line("The host has gone.")
        else:
            for _ in range(1 + twice):
                if self.client.line is self:
                    self.client.hear(frame if keep is None else frame[:keep])
        self.world.loop.settle()


class Kept(SeatFile):
    """A seat file that survives its program."""

    def __init__(self) -> None:
        super().__init__(None)
        self.content = b""

    def save(self, seat: Seat, *, durable: bool = True) -> None:
        self.content = msgspec.json.encode(seat)


class Client:
    """Somebody with a seat: a replica, its file, and the line it has just now."""

    def __init__(self, world: World, who: str, token: str) -> None:
        self.world, self.who, self.token = world, who, token
        self.file = Kept()
        self.file.save(Seat(str(TICKET), token, "" if who == "desk" else who))
        self.given: list[str] = []
        self.refused: set[str] = set()
        self.line: BadLine | None = None
        self.start()

    @property
    def core(self) -> ClientCore:
        return self.replica._core

    def start(self) -> None:
        """Begin, or begin again with what the file holds."""
        if self.line is not None:
            self.lose_line("The program ended.")
        seat = msgspec.json.decode(self.file.content, type=Seat)
        self.replica = Replica(seat, self.file, TICKET.name)
        self.replica._core = self.world.core(name=TICKET.name, token=seat.token)
        self.replica._core.restore(dict(seat.outbox))
        self.believed, self.folded = State(), 0

    def submit(self, command: c.Command) -> None:
        self.replica.submit(command)
        self.given.append(next(reversed(self.core.outbox)))
        self.world.commands[self.given[-1]] = (self.who, command)

    def connect(self) -> None:
        self.line = line = BadLine(self.world, self)
        self.world.lines.append(line)
        self.replica.line_up(lambda frame: None if line.left else line.up.append(frame))

    def hear(self, frame: bytes) -> None:
        try:
            message = m.decode_host(frame)
            self.replica.frame(frame)
        except SyncError as error:
            self.lose_line(str(error))
            return
        if isinstance(message, m.Refused):
            self.refused.add(message.id)
        if self.replica.link != "online" and self.replica.link_text:
            self.lose_line("")

    def lose_line(self, why: str) -> None:
        assert self.line is not None
        self.line.hang_up()
        self.line = None
        self.replica.line_down(why)

    def check(self, public: Sequence[e.VisibleEvent]) -> None:
        """The replica is the fold of the first events that all may see, as many as it counts."""
        count = self.core.position
        if not self.core.workshop:
            return
        if count < self.folded:
            self.believed, self.folded = State(), 0
        assert count <= len(public), f"{self.who} counts {count} events, there are {len(public)}"
        changed = count != self.folded
        for event in public[self.folded : count]:
            evolve(self.believed, event)
        self.folded = count
        if changed or self.replica.state.phase != self.believed.phase:
            assert self.replica.state == self.believed, f"{self.who} sees something else at {count}"
