"""The client's half of the conversation without its line: what to say, what of the heard is news, what is still owed.

It keeps every command until the host says Done or Refused, and counts public events so that none is missed or taken
twice. It knows no sockets, no clock, and nothing of what commands and events mean.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from align.domain.commands import Command
from align.errors import Rejected, SyncError
from align.language import mark
from align.sync import messages as m

_MISSED = mark("Something that the host said was missed. It will be asked for again.")


class ClientCore:
    """One client of one workshop, over as many lines as it takes.

    For each line: send what `opened` returns; pass every frame to `receive` and then send what `to_send` returns; call
    `closed` when the line is gone. When `receive` raises, close the line and open another: what is missing comes then.
    """

    def __init__(self, name: str, token: str = "", code: str = "") -> None:
        self.token = token
        """What brings one back to one's seat; a Welcome renews it."""
        self.workshop = ""
        self.position = 0
        """How many public events of `workshop` were returned so far."""
        self.outbox: dict[str, Command] = {}
        """Command id → command, oldest first: given, and neither done nor refused yet."""
        self._name, self._code = name, code
        self._welcome = False
        self._owed: list[bytes] = []

    def restore(self, outbox: Mapping[str, Command]) -> None:
        """Take up what an earlier run of the program had not got through to the host."""
        self.outbox = {**outbox, **self.outbox}

    def opened(self) -> list[bytes]:
        """Begin on a new line: return what to send first."""
        self.closed()
        code = "" if self.token else self._code
        return [m.encode(m.Hello(m.PROTOCOL, self._name, self.token, code, self.workshop, self.position))]

    def closed(self) -> None:
        """The line is gone. What is in the outbox goes out again after the next Welcome."""
        self._welcome = False
        self._owed.clear()

    def submit(self, command: Command, id: str) -> bytes | None:
        """Put a command into the outbox; return the frame to send now, or None when it goes by `to_send` later.

        Raises Rejected, and keeps nothing, when the command is larger than any host takes.
        """
        frame = m.encode(m.Do(id, command))
        if len(frame) > m.LARGEST_FRAME:
            raise Rejected("too-long", "This is too long to be sent. Make it shorter.")
        self.outbox[id] = command
        if not self._welcome:
            return None
        if self._owed:  # what is older goes first
            self._owed.append(frame)
            return None
        return frame

    def receive(self, frame: bytes) -> list[m.HostMessage]:
        """Take a frame; return what is new in it, at most one message.

        Feeds hold only events not returned before. Raises SyncError when the frame is not a message or shows that
        something was missed; the state stays good, and a new line brings the rest.
        """
        message = m.decode_host(frame)
        match message:
            case m.Welcome():
                self._sit_down(message)
            case m.Feed():
                news = self._news(message)
                return [news] if news else []
            case m.Done(id=id) | m.Refused(id=id):
                self.outbox.pop(id, None)
        return [message]

    def to_send(self) -> list[bytes]:
        """Return, once, what the last `receive` made necessary to say: after a Welcome, all of the outbox, in order."""
        owed, self._owed = self._owed, []
        return owed

    def _sit_down(self, welcome: m.Welcome) -> None:
        begin = welcome.position - len(welcome.events)
        fits = begin == 0 if welcome.fresh else (welcome.workshop, begin) == (self.workshop, self.position)
        if not fits:
            # Counting went wrong and nobody can tell where: ask for everything next time.
            self.workshop, self.position = "", 0
            raise SyncError(_MISSED)
        self._welcome, self.token = True, welcome.token
        self.workshop, self.position = welcome.workshop, welcome.position
        self._owed = [m.encode(m.Do(id, command)) for id, command in self.outbox.items()]

    def _news(self, feed: m.Feed) -> m.Feed | None:
        if not self._welcome or feed.position <= self.position:
            return None
        known = self.position - (feed.position - len(feed.events))
        if known < 0:
            raise SyncError(_MISSED)
        self.position = feed.position
        return msgspec.structs.replace(feed, events=feed.events[known:])
