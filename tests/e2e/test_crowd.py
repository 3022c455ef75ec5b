"""Crowds on a real host, some of whom never read: all is acknowledged and told, with few syncs and little memory.

What acknowledgements took is told and not judged: it is the machine's. `python -m bench.crowd` compares it with the
machine's own disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import msgspec
import pytest

from align.domain import commands as c
from align.domain.prompts import Pack
from align.engine.clock import Clock
from align.engine.hosting import create_workshop
from align.storage.folder import Folder
from align.storage.loading import log_path
from align.storage.tinydb_store import open_readonly
from tests.support.builders import PROMPTS, plan
from tests.support.figures import EVERY, tell
from tests.support.host_process import HostProcess
from tests.support.linked import until
from tests.support.member import Member
from tests.support.processes import ALIGN

ANSWERS = 12
PACK = Pack(
    id="crowd", title="Crowd", about="Crowd.",
    prompts=tuple(msgspec.structs.replace(PROMPTS[0], id=f"q{n}") for n in range(ANSWERS)),
)  # fmt: skip
NOTES, NOTE = 30, "Said by somebody, for all to see. " * 110
"""What everybody gets in one frame, of about 110 KB."""
KIB_EACH = 80
"""What a person may cost the host's memory: of three hundred, with the host itself, less than 100 MB."""


@dataclass
class Crowd:
    """A host, its desk, and everybody who listens."""

    host: HostProcess
    path: Path
    desk: Member
    people: list[Member]
    empty: int
    """KiB that the host held before anybody came."""
    seconds: list[float] = field(default_factory=list)
    """What each acknowledgement took."""
    given: list[str] = field(default_factory=list)

    async def answer(self, who: int, number: int) -> asyncio.Future[float]:
        """Let one of the people answer one of the prompts."""
        self.given.append(f"{who} says {number}")
        return await self.people[who].does(c.GiveAnswer(f"q{number}", self.given[-1]))

    async def acknowledged(self, waiting: Sequence[asyncio.Future[float]]) -> None:
        """Return when all these answers were."""
        async with asyncio.timeout(60):
            self.seconds += await asyncio.gather(*waiting)

    async def leads(self, *commands: c.Command) -> None:
        """Say all this at the desk."""
        async with asyncio.timeout(60):
            await asyncio.gather(*[await self.desk.does(command) for command in commands])

    async def all_told(self) -> None:
        """Return when everybody was told of every answer and every note."""
        with contextlib.suppress(TimeoutError):
            await until(lambda: all(self._knows_all(one) for one in self.people), 20)
        assert not (trouble := {one.trouble for one in self.people if one.trouble}), trouble
        assert all(self._knows_all(one) for one in self.people), "somebody was not told"

    def _knows_all(self, one: Member) -> bool:
        return one.progress.answers == len(self.given) and one.events == self.desk.events

    def figures(self) -> str:
        """What was given, what it took, and the host's memory."""
        ordered = sorted(self.seconds)
        p50, p99 = 1000 * median(ordered), 1000 * ordered[int(len(ordered) * 0.99)]
        acks = f"{len(self.given)} answers, ack p50 {p50:.1f} ms, p99 {p99:.0f} ms"
        return f"{len(self.people)} people, {acks}, host {self.host.memory() / 1024:.0f} MiB"


@contextlib.asynccontextmanager
async def gathered(folder: Path, people: int, program: Sequence[str], deaf: int = 0) -> AsyncIterator[Crowd]:
    """Seat everybody, some of whom never read a word from then on, and open the round.

    At the end, what is stored is all that was acknowledged, once.
    """
    everybody = people + deaf
    the_plan = msgspec.structs.replace(plan(sizes=(everybody // 2, everybody - everybody // 2)), pack=PACK)
    path = create_workshop(Folder(folder), "crowd", the_plan, Clock())
    async with contextlib.AsyncExitStack() as ending:
        host = ending.enter_context(HostProcess(path, program))
        empty = host.memory()
        seats = [await Member.at_the_desk(host.desk)]
        ending.push_async_callback(seats[0].leaves)
        code = await seats[0].code()
        for number in range(1, everybody + 1):
            member = await Member.sits_down(host.ticket, code, f"p{number}", listens=number <= people)
            ending.push_async_callback(member.leaves)
            seats.append(member)
        crowd = Crowd(host, path, seats[0], seats[1 : people + 1], empty)
        await crowd.leads(c.OpenRound())
        yield crowd
    store = open_readonly(path)
    events = [doc["event"] for doc in store.read()]
    store.close()
    assert Counter(event["value"] for event in events if event["kind"] == "answer") == Counter(crowd.given)


def first_line(found: pytest.ExceptionInfo[AssertionError]) -> str:
    """What was wrong, in short."""
    return str(found.value).splitlines()[0]


# ---- row 11: a steady load, and some who do not read -----------------------------------------------------------


async def steady(
    folder: Path, people: int, deaf: int, rate: int, answers: int, patience: float, program: Sequence[str]
) -> str:
    """Let answers come on schedule, whether or not those before were acknowledged; all but the deaf stay."""
    async with gathered(folder, people, program, deaf) as crowd:
        waiting, loop = [], asyncio.get_running_loop()
        begun = loop.time()
        for number in range(people * answers):
            await asyncio.sleep(begun + number / rate - loop.time())  # the schedule itself, not a wait for something
            waiting.append(await crowd.answer(number % people, number // people))
        await crowd.acknowledged(waiting)
        await crowd.all_told()
        with contextlib.suppress(TimeoutError):
            await until(lambda: crowd.desk.progress.online == people, patience)
        assert crowd.desk.progress.online == people, "who does not read was not let go"
        return f"{crowd.figures()}; {deaf} did not read, {rate} answers/s"


QUICK = [sys.executable, "-m", "tests.e2e.faulty_host"]


async def test_sixty_people_are_served_while_three_do_not_read(tmp_path: Path) -> None:
    tell("11 steady load", await steady(tmp_path, 60, 3, 100, 5, 10, [*QUICK, "impatient"]), EVERY)


async def test_a_host_that_keeps_who_does_not_read_is_found(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="was not let go") as found:
        await steady(tmp_path, 6, 2, 20, 5, 5, [*QUICK, "keeps"])
    tell("11 planted: keeps", f"found: {first_line(found)}", EVERY)


@pytest.mark.nightly
@pytest.mark.timeout(600)
async def test_three_hundred_people_are_served_at_four_hundred_answers_a_second(tmp_path: Path) -> None:
    tell("11 steady load", await steady(tmp_path, 300, 5, 400, ANSWERS, 30, ALIGN), EVERY)


# ---- row 12: all at once, again and again ----------------------------------------------------------------------


async def bursts(folder: Path, people: int, answers: int, program: Sequence[str]) -> str:
    """Let everybody answer at once as soon as the last answers were acknowledged; one sync serves many."""
    async with gathered(folder, people, program) as crowd:
        lines: list[int] = []
        for number in range(answers):
            before = _lines(crowd.path)
            await crowd.acknowledged([await crowd.answer(who, number) for who in range(people)])
            lines.append(_lines(crowd.path) - before)
        await crowd.all_told()
        stored = [count for count in lines if count > 0]  # the journal may have been folded meanwhile
        assert max(stored) < people // 2, "too many syncs"
        return f"{crowd.figures()}; at most {max(stored)} syncs for {people} answers"


def _lines(path: Path) -> int:
    """Lines of the journal; what stands on one was stored together."""
    return log_path(path).read_bytes().count(b"\n")


async def test_eighty_people_who_answer_together_wait_for_few_syncs(tmp_path: Path) -> None:
    tell("12 all at once", await bursts(tmp_path, 80, 5, ALIGN), EVERY)


async def test_a_host_that_stores_each_answer_alone_is_found(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="too many syncs") as found:
        await bursts(tmp_path, 30, 2, [*QUICK, "alone"])
    tell("12 planted: alone", f"found: {first_line(found)}", EVERY)


@pytest.mark.nightly
@pytest.mark.timeout(600)
async def test_three_hundred_people_answer_together_twelve_times(tmp_path: Path) -> None:
    tell("12 all at once", await bursts(tmp_path, 300, ANSWERS, ALIGN), EVERY)


# ---- row 13: very many people, who are told counts only --------------------------------------------------------


async def very_many(folder: Path, people: int, answers: int, program: Sequence[str]) -> str:
    """Let some answer, one after the other, and tell everybody a lot at once: all know it, and none costs much."""
    async with gathered(folder, people, program) as crowd:
        for number in range(answers):
            await crowd.acknowledged([await crowd.answer(number % people, number // people)])
        await crowd.all_told()
        await crowd.leads(c.CloseRound())
        await crowd.leads(*[c.TakeNote("q0", f"{number} {NOTE}") for number in range(NOTES)])
        await crowd.all_told()
        each = (crowd.host.memory() - crowd.empty) / people
        assert each < KIB_EACH, f"a person costs {each:.0f} KiB"
        return f"{crowd.figures()}, {each:.0f} KiB each"


async def test_a_hundred_people_are_told_everything_and_cost_little(tmp_path: Path) -> None:
    tell("13 very many people", await very_many(tmp_path, 100, 30, ALIGN), EVERY)


async def test_a_host_that_keeps_what_lines_once_carried_is_found(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="a person costs") as found:
        await very_many(tmp_path, 40, 5, [*QUICK, "hoards"])
    tell("13 planted: hoards", f"found: {first_line(found)}", EVERY)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
async def test_a_thousand_people_are_told_everything_and_cost_little(tmp_path: Path) -> None:
    tell("13 very many people", await very_many(tmp_path, 1_000, 3_000, ALIGN), EVERY)
