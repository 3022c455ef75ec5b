"""A small workshop for the journeys, and people who are seated before they open a terminal."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from align.domain import commands as c
from align.engine.joining import Doorway, desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.storage.tinydb_store import open_readonly
from tests.support.host_process import HostProcess

NAME = "night-train"
THREE = ("Asha Rao, Pune", "Grace Miller, Boston", "Luca Brunner, Basel")
_PLAN = """\
title: Night train
milestone: {name: first run, date: 2027-05-01}
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:30-18:30}
  - {name: Boston, zone: America/New_York, hours: Mon-Fri 08:30-17:30}
  - {name: Basel, zone: Europe/Zurich, hours: Mon-Fri 08:30-17:30}
people: |
PEOPLE
pack: {name: kickoff, prompts: [success-fact, urgent]}
attribution: named
min_n: 1
"""


def plan(*people: str) -> str:
    """Return a plan with two prompts for these people ("name, region"), three in three regions when none is named."""
    return _PLAN.replace("PEOPLE", "\n".join(f"  {person}" for person in people or THREE))


FACT, URGENT = "It is the morning after first run.", "you start to act?"
"""What stands on the screen of the first and of the second prompt."""


def seat(home: Path, host: HostProcess, who: str) -> None:
    """Let somebody join beforehand, so that `align join TICKET` with this home goes straight to their seat."""

    async def sit() -> None:
        await (await Doorway.open(host.ticket, host.code)).sit(who)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALIGN_HOME", str(home))
        asyncio.run(sit())


def lead(host: HostProcess, *commands: c.Command) -> None:
    """Give commands as the facilitator, without a screen."""

    async def give() -> None:
        desk = Remote(desk_seat(host.desk), SeatFile(None))
        desk.start()
        await desk.ready()
        for command in commands:
            await desk.submit(command)
        await desk.close()

    asyncio.run(give())


def answers(path: Path) -> Counter[tuple[str, str, Any]]:
    """Return how often each (author, prompt, value) is in the workshop's log."""
    store = open_readonly(path)
    events = [doc["event"] for doc in store.read()]
    store.close()
    return Counter((x["author"], x["prompt"], x["value"]) for x in events if x["kind"] == "answer")
