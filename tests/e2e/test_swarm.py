"""Many clients answer while the host is killed again and again: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import msgspec
import pytest

from align.domain import commands as c
from align.domain.state import State
from align.engine.colleagues import when
from align.engine.joining import Doorway, desk_seat
from align.engine.reading import read_public
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.storage.tinydb_store import open_readonly
from tests.support.figures import SEED, tell
from tests.support.host_process import HostProcess
from tests.support.linked import until
from tests.support.processes import ALIGN, set_up


def _plan(people: int) -> str:
    rows = "\n".join(f"  P{number}, {('Pune', 'Boston', 'Basel')[number % 3]}" for number in range(people))
    return f"""\
title: Swarm
milestone: {{name: first run, date: 2027-05-01}}
regions:
  - {{name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:30-18:30}}
  - {{name: Boston, zone: America/New_York, hours: Mon-Fri 08:30-17:30}}
  - {{name: Basel, zone: Europe/Zurich, hours: Mon-Fri 08:30-17:30}}
people: |
{rows}
pack: {{name: kickoff, prompts: [success-fact, normal-here, lost-trust]}}
attribution: named
"""


class Client:
    """A participant who writes answer after answer and keeps which of them were acknowledged."""

    def __init__(self, remote: Remote, chance: Random) -> None:
        self.remote = remote
        self.given: list[str] = []
        self.acknowledged: set[str] = set()
        self._chance = chance

    async def answer(self, count: int, pause: float) -> None:
        """Give `count` answers, one after the other's acknowledgement, with some given two at a time."""
        for number in range(count):
            await self._one(number)
            await asyncio.sleep(pause * self._chance.random())

    async def _one(self, number: int) -> None:
        text = f"{self.remote.me} says {number}"
        prompt = ("success-fact", "normal-here", "lost-trust")[number % 3]
        self.given.append(text)
        await self.remote.submit(c.GiveAnswer(prompt, text))
        self.acknowledged.add(text)


async def _swarm(row: str, folder: Path, people: int, answers: int, kills: int, program: Sequence[str] = ALIGN) -> None:
    path = set_up(folder, "swarm", _plan(people))
    with HostProcess(path, program) as host:
        desk = Remote(desk_seat(host.desk), SeatFile(None))
        desk.start()
        await desk.ready()
        await desk.submit(c.OpenRound())
        who = [person.id for person in desk.state.the_plan.participants]
        clients = [Client(await _join(host, each), Random(f"{SEED}-{each}")) for each in who]
        everybody = (desk, *(client.remote for client in clients))
        try:
            await _work(host, path, clients, answers, kills)
            await desk.submit(c.CloseRound())
            async with asyncio.timeout(60):
                screens = [await _seen(remote) for remote in everybody]
        finally:
            for remote in everybody:
                await remote.close()
    given = [text for client in clients for text in client.given]
    stored = Counter(_answers(path))
    assert len(given) == people * answers
    assert not set(given) - set(stored), "lost"
    assert not [text for text, times in stored.items() if times > 1], "doubled"
    assert set(screens) == {_digest(read_public(path))}, "screens differ from each other or from the file"
    tell(f"{row} host killed under load", f"{people} clients, {len(given)} answers, {kills} kills")


async def _work(host: HostProcess, path: Path, clients: list[Client], answers: int, kills: int) -> None:
    """All answer, and whenever a further share of the answers is in, the host is killed and started again."""
    working = [asyncio.create_task(client.answer(answers, 0.08)) for client in clients]
    try:
        for number in range(kills):
            due = len(clients) * answers * (number + 1) // (kills + 2)
            await until(lambda due=due: sum(len(one.acknowledged) for one in clients) >= due, 120)  # type: ignore[misc]
            host.kill()
            # Nothing can be acknowledged any more, so what was must be in the files of the dead host.
            acknowledged = {text for client in clients for text in client.acknowledged}
            assert not acknowledged - set(_answers(path)), f"acknowledged before kill {number + 1}, and not on the disk"
            await asyncio.to_thread(host.start)
        async with asyncio.timeout(240):
            await asyncio.gather(*working)
    finally:
        for task in working:
            task.cancel()


async def _seen(remote: Remote) -> str:
    await when(remote, lambda: remote.state.phase == "reveal")
    return _digest(remote.state)


def _digest(state: State) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.to_builtins(state), order="sorted")).hexdigest()


async def _join(host: HostProcess, participant: str) -> Remote:
    doorway = await Doorway.open(host.ticket, host.code)
    remote = Remote(*await doorway.sit(participant, remember=None))
    remote.start()
    await remote.ready()
    return remote


def _answers(path: Path) -> list[str]:
    store = open_readonly(path)
    events = [doc["event"] for doc in store.read()]
    store.close()
    return [event["value"] for event in events if event["kind"] == "answer"]


async def test_thirty_people_lose_nothing_when_the_host_is_killed_three_times(tmp_path: Path) -> None:
    await _swarm("2", tmp_path, people=30, answers=24, kills=3)


async def test_eighty_people_lose_nothing_when_the_host_is_killed_once(tmp_path: Path) -> None:
    await _swarm("3", tmp_path, people=80, answers=3, kills=1)


@pytest.mark.parametrize(
    ("row", "people", "answers", "fault", "what"),
    [("2", 20, 8, "buffers", "not on the disk"), ("3", 40, 4, "forgets", "doubled")],
)
async def test_a_host_with_a_planted_fault_is_found(
    tmp_path: Path, row: str, people: int, answers: int, fault: str, what: str
) -> None:
    faulty = [sys.executable, "-m", "tests.e2e.faulty_host", fault]
    with pytest.raises(AssertionError, match=what) as found:
        await _swarm(row, tmp_path, people, answers, kills=3, program=faulty)
    tell(f"{row} planted: {fault}", f"found: {str(found.value).splitlines()[0]}")


@pytest.mark.nightly
@pytest.mark.timeout(600)
async def test_fifty_people_lose_nothing_when_the_host_is_killed_twenty_times(tmp_path: Path) -> None:
    await _swarm("2", tmp_path, people=50, answers=200, kills=20)


@pytest.mark.nightly
@pytest.mark.timeout(600)
async def test_three_hundred_people_lose_nothing_when_the_host_is_killed_five_times(tmp_path: Path) -> None:
    await _swarm("3", tmp_path, people=300, answers=12, kills=5)
