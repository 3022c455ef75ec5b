"""Strangers at the host's door who say what they like, the phases they come in, and what the host holds then."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from align.domain import commands as c
from align.engine.replica import Replica
from align.sync import messages as m
from tests.support.linked import TICKET, Linked, MemoryLine, until

PHASES: tuple[tuple[c.Command, ...], ...] = (
    (), (c.OpenRound(),), (c.CloseRound(),), (c.MoveTo("agree"), c.DraftClause("fact", "Words."), c.OpenVote("c1")),
    (c.CloseVote("c1"), c.SettleClause("c1", "provisional"), c.Seal()),
)  # fmt: skip
"""The commands from one phase to the next: setup, assume, reveal, agree with an open vote, sealed."""


class Stranger:
    """A line held by somebody who says what they like and reads all that comes."""

    def __init__(self, link: Linked) -> None:
        self.heard: list[m.HostMessage] = []
        self.over = False
        self.line = MemoryLine(lambda frame: self.heard.append(m.decode_host(frame)), self._ended)
        self._link = link

    def _ended(self) -> None:
        self.over = True

    async def says(self, *messages: m.ClientMessage) -> list[m.HostMessage]:
        """Say all of it at once; return what came of it when the host has nothing more to say."""
        before = len(self.heard)
        for message in messages:
            self._link.live.received(self.line, message)
        await settled(self._link)
        return [x for x in self.heard[before:] if not isinstance(x, m.Progress | m.Presence | m.Feed)]

    async def refusal(self, *messages: m.ClientMessage) -> str:
        """The code of the one answer, which must be a refusal or a goodbye."""
        (answer,) = await self.says(*messages)
        assert isinstance(answer, m.Refused | m.Bye), answer
        return answer.code


async def settled(link: Linked) -> None:
    """Return when the host has taken what was said and told what came of it."""
    done: list[m.HostMessage] = []
    line = MemoryLine(lambda frame: done.append(m.decode_host(frame)), lambda: None)
    link.live.received(line, m.Hello(m.PROTOCOL, "another workshop"))
    await until(lambda: bool(done))
    await asyncio.sleep(0)


def seated(who: Replica) -> m.Hello:
    return m.Hello(m.PROTOCOL, TICKET.name, token=who._seat.token)


def log_of(link: Linked) -> list[dict[str, Any]]:
    return link.live._store.read()


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
