"""A toy workshop and a bad line, in memory: what the client's core has to hold out against."""

from __future__ import annotations

from collections import deque

from align.domain.commands import TakeNote
from align.domain.events import NoteTaken
from align.sync import messages as m

WORKSHOP = "w1"


class ToyHost:
    """Keeps a log of notes, refuses those that end in "!", and serves one line at a time."""

    def __init__(self) -> None:
        self.log: list[NoteTaken] = []
        self.done: set[str] = set()
        self.seated = False

    def hear(self, message: m.ClientMessage) -> list[m.HostMessage]:
        match message:
            case m.Hello():
                self.seated = True
                known = message.workshop == WORKSHOP and message.have <= len(self.log)
                events = self.log[message.have :] if known else self.log
                return [m.Welcome("participant", "p1", "tok", WORKSHOP, not known, len(self.log), tuple(events), ())]
            case m.Do(id=id, command=TakeNote(text=text)) if self.seated:
                return self._note(id, text)
            case _:
                raise AssertionError(f"nobody says this: {message}")

    def others_note(self, text: str) -> list[m.HostMessage]:
        self.log.append(NoteTaken("p", text))
        return [m.Feed(len(self.log), (self.log[-1],))] if self.seated else []

    def _note(self, id: str, text: str) -> list[m.HostMessage]:
        if id in self.done:
            return [m.Done(id)]
        if text.endswith("!"):
            return [m.Refused(id, "loud", "Not so loud.")]
        self.done.add(id)
        return [*self.others_note(text), m.Done(id)]


class BadLine:
    """Frames on their way in both directions; each arrives late, and those to the client twice or cut short."""

    def __init__(self) -> None:
        self.up: deque[bytes] = deque()
        self.down: deque[bytes] = deque()
        self.open = False

    def cut(self) -> None:
        self.open = False
        self.up.clear()
        self.down.clear()
