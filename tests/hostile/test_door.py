"""Whoever lies at the door, forges, repeats, steals or stammers: the host stays up and the log stays as it was."""

from __future__ import annotations

import asyncio
import itertools
import math
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain.codec import from_doc
from align.domain.fold import fold
from align.domain.model import Attribution
from align.domain.prompts import Prompt
from align.domain.values import check
from align.domain.visibility import public
from align.errors import Rejected, SyncError
from align.sync import messages as m
from align.sync.certificate import client_context, fingerprint_of, server_context
from align.sync.client import connect
from align.sync.host import serve
from align.sync.limits import Limits
from align.sync.ticket import Ticket
from tests.hostile import frames
from tests.hostile.strangers import PHASES, Stranger, log_of, memory, seated, settled
from tests.support.builders import PROMPTS, plan
from tests.support.figures import SEED, tell
from tests.support.linked import TICKET, Linked, linked, until
from tests.sync.wire import certificate

# ---- what people may ask ---------------------------------------------------------------------------------------


def judged(prompt: Prompt, judge: Callable[[Prompt, object], object]) -> int:
    """Give a prompt values of every odd shape; return how many were refused, each with a sentence."""
    shapes = [
        shape for odd in frames.ODD
        for shape in (odd, [odd], {"amount": odd, "unit": "hours", "clock": "working"},
                      {"amount": 4, "unit": odd, "clock": odd}, {"cameras": odd})
    ]  # fmt: skip
    refused = 0
    for shape in shapes:
        try:
            judge(prompt, shape)
        except Rejected as no:
            refused += 1
            assert no.text.endswith((".", "?"))
    return refused


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.type)
def test_a_value_of_any_shape_is_taken_or_refused_with_a_sentence(prompt: Prompt) -> None:
    assert judged(prompt, check) > 100


def test_a_check_that_counts_with_what_it_is_given_is_noticed() -> None:
    """A number with hundreds of digits once ended a host."""
    (wait,) = (prompt for prompt in PROMPTS if prompt.type == "duration")

    def counts(prompt: Prompt, value: object) -> object:
        return math.isfinite(value["amount"]) if isinstance(value, dict) and value.get("unit") == "hours" else None

    with pytest.raises((OverflowError, TypeError)):
        judged(wait, counts)


async def test_nobody_leads_without_a_facilitators_token_in_any_phase() -> None:
    leading: list[m.ClientMessage] = [
        command for kind in frames.sound(Random(1)) if kind["m"] == "do"
        if isinstance(command := m.decode_client(_encoded(kind)), m.Do)
        and not isinstance(command.command, c.ParticipantCommand)
    ]  # fmt: skip
    requests: list[m.ClientMessage] = [m.NewCode("r1"), m.FreeSeat("r2", "p1"), m.PhoneSeat("r3", "p3"), m.Stop("r4")]
    async with linked(plan()) as link:
        desk, someone = await link.desk(), await link.join("p2")
        code = link.keys.code
        for step in PHASES:
            for wish in step:
                await desk.submit(wish)
            before = log_of(link)
            participant, nobody = Stranger(link), Stranger(link)
            await participant.says(seated(someone))
            for message in (*leading, *requests):
                assert await participant.refusal(message) == "not-yours"
                assert await nobody.refusal(message) == "not-seated"
            assert log_of(link) == before
            assert link.keys.code == code
            assert not link.live.asked_to_stop.is_set()
            link.live.closed(participant.line)


@pytest.mark.parametrize("field", ["author", "at", "seq", "region", "late", "participant"])
def test_there_is_no_place_in_a_message_for_an_author_a_time_or_a_number(field: str) -> None:
    for whole in frames.sound(Random(2)):
        if field in whole or whole["m"] != "do":
            continue
        with pytest.raises(SyncError):
            m.decode_client(_encoded({**whole, field: "p2"}))
        if field not in whole["command"]:
            with pytest.raises(SyncError):
                m.decode_client(_encoded({**whole, "command": {**whole["command"], field: "p2"}}))


def _encoded(plain: dict[str, Any]) -> bytes:
    return msgspec.json.encode(plain)


@pytest.mark.parametrize("id", ["", "seat.p4", "a" * 65, "x" * 60_000, "a b", "a\n", "é", "1.1"])
def test_an_id_that_the_host_might_use_itself_or_that_is_no_id_is_no_message(id: str) -> None:
    with pytest.raises(SyncError):
        m.decode_client(_encoded({"m": "do", "id": id, "command": {"do": "hand-in"}}))


@pytest.mark.parametrize("mode", ["named", "region", "merged"])
async def test_a_command_said_again_happens_once_and_anothers_id_is_refused(mode: Attribution) -> None:
    async with linked(plan(mode)) as link:
        desk, one, other = await link.desk(), await link.join("p1"), await link.join("p2")
        await desk.submit(c.OpenRound())
        first, second = Stranger(link), Stranger(link)
        await first.says(seated(one))
        await second.says(seated(other))
        await first.says(m.Do("a1", c.GiveAnswer("fact", "mine")), m.Do("a1", c.GiveAnswer("fact", "other words")))
        assert isinstance((await first.says(m.Do("a1", c.GiveAnswer("fact", "later words"))))[0], m.Done)
        assert await second.refusal(m.Do("a1", c.GiveAnswer("fact", "mine too"))) == "id-used"
        answers = [doc["event"] for doc in log_of(link) if doc["event"]["kind"] == "answer"]
        assert [answer["value"] for answer in answers] == ["mine"]


async def test_who_votes_twice_counts_once() -> None:
    async with linked(plan(min_n=1)) as link:
        desk, one = await link.desk(), await link.join("p1")
        for command in itertools.chain(*PHASES[:4]):
            await desk.submit(command)
        voter = Stranger(link)
        await voter.says(seated(one))
        for number in range(5):
            await voter.says(m.Do(f"v{number}", c.GiveSupport("c1", 1, number, "because")))
        await desk.submit(c.CloseVote("c1"))
        assert await voter.refusal(m.Do("v9", c.GiveSupport("c1", 1, 5))) == "no-open-vote"
        result = desk.state.votes["c1"][0].result
        assert result is not None
        assert result.counts == (0, 0, 0, 0, 1, 0)


async def test_a_token_is_worth_nothing_from_the_moment_its_seat_is_freed() -> None:
    async with linked(plan()) as link:
        desk, one = await link.desk(), await link.join("p1")
        await desk.submit(c.OpenRound())
        thief, lead = Stranger(link), Stranger(link)
        await thief.says(seated(one))
        await lead.says(m.Hello(m.PROTOCOL, TICKET.name, token=link.keys.facilitator))
        link.live.received(lead.line, m.FreeSeat("f1", "p1"))
        said = await thief.says(m.Do("t1", c.GiveAnswer("fact", "stolen")))
        assert [x.code for x in said if isinstance(x, m.Refused | m.Bye)] == ["seat-freed", "seat-freed"]
        assert thief.over
        assert "stolen" not in str(log_of(link))
        assert await Stranger(link).refusal(seated(one)) == "seat-gone"
        again = await link.join("p1")
        await again.submit(c.GiveAnswer("fact", "mine"))


async def test_one_code_gives_one_seat() -> None:
    async with linked(plan(open_door=True)) as link:
        greedy = Stranger(link)
        await greedy.says(m.Hello(m.PROTOCOL, TICKET.name, code=link.keys.code))
        said = await greedy.says(m.Sit("p1"), m.Sit("p2"), m.Sit("", "Eve", "pune"), m.Sit("", "Mallory", "pune"))
        assert [type(x) for x in said if isinstance(x, m.Welcome)] == [m.Welcome]
        assert [x.code for x in said if isinstance(x, m.Refused)] == ["no-code"] * 3
        assert len(link.live.state.the_plan.participants) == 9


async def test_a_refused_seat_leaves_the_door_open() -> None:
    async with linked(plan()) as link:
        await link.join("p1")
        late = Stranger(link)
        await late.says(m.Hello(m.PROTOCOL, TICKET.name, code=link.keys.code))
        assert await late.refusal(m.Sit("p1")) == "taken"
        assert isinstance((await late.says(m.Sit("p2")))[0], m.Welcome)


async def test_who_says_hello_many_times_is_one_person_on_the_line() -> None:
    async with linked(plan()) as link:
        desk, one = await link.desk(), await link.join("p1")
        eager = Stranger(link)
        await eager.says(*[seated(one)] * 5)
        await until(lambda: desk.progress.online == 1)
        link.live.closed(eager.line)
        link.cut(link.lines[1], one)
        await settled(link)
        await until(lambda: desk.progress.online == 0)


# ---- slips and junk --------------------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[2]
FAST_FRAMES, NIGHTLY_FRAMES = 20_000, 1_000_000


async def fuzz(seed: int, count: int) -> tuple[int, float]:
    """Send `count` frames with slips as a participant, a desk and a stranger, through all phases.

    Return how many were messages, and the MiB that the process grew by.
    """
    chance, held, taken = Random(seed), 0, 0
    spoiled = frames.spoiled(chance)
    for step in range(len(PHASES)):
        async with linked(plan(chance.choice(["named", "region", "merged"]), open_door=True)) as link:
            desk, one = await link.desk(), await link.join("p1")
            for command in itertools.chain(*PHASES[: step + 1]):
                await desk.submit(command)
            people = [Stranger(link) for _ in range(3)]
            held = held or memory()
            for number in range(count // len(PHASES)):
                if number % 500 == 0:  # they may have lost their seat over what they said
                    await people[0].says(seated(one))
                    await people[1].says(m.Hello(m.PROTOCOL, TICKET.name, token=link.keys.facilitator))
                taken += _fed(link, chance.choice(people), next(spoiled))
                if number % 50 == 0:
                    await asyncio.sleep(0)
            await settled(link)
            stays_whole(link)
    grown = (memory() - held) / 2**20
    assert taken > count // 10, "hardly any frame was a message"
    assert grown < 64
    return taken, grown


def _fed(link: Linked, someone: Stranger, frame: bytes) -> bool:
    someone.heard.clear()
    someone.line.sent.clear()
    try:
        message = m.decode_client(frame)
    except SyncError:
        return False
    link.live.received(someone.line, message)
    return True


def stays_whole(link: Linked) -> None:
    """What is stored can be read again and gives the state that the host has; the disk was given nothing odd."""
    assert not link.live._warning
    events = [from_doc(doc).event for doc in log_of(link)]
    assert fold(events) == link.live.state
    assert public(events, compare).revealed.keys() <= {prompt.id for prompt in PROMPTS}


async def test_frames_with_slips_stop_nobody() -> None:
    taken, grown = await fuzz(SEED, FAST_FRAMES)
    tell("18 spoiled frames", f"{FAST_FRAMES} frames, {taken} messages, {grown:.0f} MiB more")


async def test_a_host_that_takes_values_of_any_shape_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.domain.decide.check", lambda prompt, value: value)
    with pytest.raises(AssertionError, match="cannot be stored"):
        await fuzz(SEED, 2_000)
    tell("18 planted: values of any shape", "found")


@pytest.mark.nightly
@pytest.mark.timeout(3600)
async def test_very_many_frames_with_slips_stop_nobody() -> None:
    parts = [await fuzz(SEED + number, 50_000) for number in range(NIGHTLY_FRAMES // 50_000)]
    taken, grown = sum(taken for taken, _ in parts), max(grown for _, grown in parts)
    seeds = f"{SEED} to {SEED + len(parts) - 1}"
    tell("18 spoiled frames", f"{NIGHTLY_FRAMES} frames, {taken} messages, {grown:.0f} MiB more at most", seeds)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_a_million_frames_of_a_fuzzer_that_looks_where_they_lead_stop_nobody(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed; `pip install atheris` adds this test")
    guided = [sys.executable, "-m", "tests.hostile.guided", str(tmp_path)]
    options = [f"-atheris_runs={NIGHTLY_FRAMES}", f"-seed={SEED}", "-max_len=4096", "-verbosity=0"]
    done = subprocess.run([*guided, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    (whole,) = [line for line in done.stdout.splitlines() if line.startswith("whole: ")]
    tell("18 frames of a guided fuzzer", whole.removeprefix("whole: "))


@asynccontextmanager
async def on_sockets(link: Linked) -> AsyncIterator[Ticket]:
    """Serve a linked workshop on loopback, with room for many strangers of one address."""
    limits = Limits(strangers=20_000, open_within=2.0, hello_within=1.0, tick=0.05)
    async with await serve(link.live, "127.0.0.1", 0, server_context(certificate()), limits) as server:
        yield Ticket("127.0.0.1", server.port, TICKET.name, fingerprint_of(certificate()), token=link.keys.facilitator)


async def knock(ticket: Ticket, chance: Random) -> None:
    """One connection that says nothing sensible, on one of the layers; it returns when the host hung up."""
    layer = chance.choice(("tcp", "tcp", "tls", "frame"))
    try:
        if layer == "frame":
            connection = await connect(ticket)
            await connection.send(frames.junk(chance))
            async for _ in connection:
                pass
            return
        secure = client_context() if layer == "tls" else None
        reader, writer = await asyncio.open_connection(ticket.host, ticket.port, ssl=secure)
        writer.write(frames.junk(chance))
        if chance.random() < 0.1:
            await reader.read()
        writer.transport.abort()
    except (OSError, SyncError, EOFError):
        pass  # being cut off is what strangers come for


async def junk_connections(seed: int, count: int) -> None:
    """Let `count` strangers knock, two hundred at a time, and see that an honest desk is served throughout."""
    chance = Random(seed)
    async with linked(plan()) as link, on_sockets(link) as ticket:
        before, held, slowest = log_of(link), memory(), 0.0
        for _ in range(count // 200):
            async with asyncio.timeout(60):
                await asyncio.gather(*(knock(ticket, chance) for _ in range(200)))
            asked = time.monotonic()
            await _served(ticket)
            slowest = max(slowest, time.monotonic() - asked)
        assert log_of(link) == before
        assert not link.live._sessions or await _only_leaving(link)
        grown = (memory() - held) / 2**20
    tell("18 junk connections", f"{count}, {grown:.0f} MiB more, slowest honest join {slowest * 1000:.0f} ms", seed)
    assert grown < 64
    assert slowest < 5


async def _served(ticket: Ticket) -> None:
    async with asyncio.timeout(10):
        connection = await connect(ticket)
        await connection.send(m.encode(m.Hello(m.PROTOCOL, ticket.name, token=ticket.token)))
        assert isinstance(m.decode_host(await anext(connection)), m.Welcome)
        await connection.close()


async def _only_leaving(link: Linked) -> bool:
    await until(lambda: not link.live._sessions)
    return True


async def test_a_thousand_connections_full_of_junk_change_nothing() -> None:
    await junk_connections(SEED, 1_000)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
async def test_ten_thousand_connections_full_of_junk_change_nothing() -> None:
    await junk_connections(SEED, 10_000)


async def test_a_newcomer_sees_a_sealed_workshop_once_and_can_do_nothing_in_any_phase() -> None:
    everything = [m.decode_client(_encoded(kind)) for kind in frames.sound(Random(4)) if kind["m"] != "hello"]
    async with linked(plan()) as link:
        desk = await link.desk()
        for number, step in enumerate((*PHASES, (c.OpenPulse((), (PROMPTS[0],)),))):
            for wish in step:
                await desk.submit(wish)
            in_force, before = number >= len(PHASES) - 1, log_of(link)
            roll = link.live._roll.seats(link.live.state.the_plan)
            unknown, newcomer = Stranger(link), Stranger(link)
            assert await unknown.refusal(m.Visit()) == "no-code"
            await newcomer.says(m.Hello(m.PROTOCOL, TICKET.name, code=link.keys.code))
            (answer,) = await newcomer.says(m.Visit())
            assert isinstance(answer, m.Tour if in_force else m.Refused)
            if not in_force:
                assert isinstance(answer, m.Refused) and answer.code == "not-now"
                continue
            assert newcomer.over
            for message in everything:
                assert await newcomer.refusal(message) in ("no-code", "not-seated")
            assert log_of(link) == before
            assert link.live._roll.seats(link.live.state.the_plan) == roll
        await until(lambda: desk.presence is not None and desk.presence.visits == 2)


async def test_a_seated_participant_cannot_visit_without_the_code() -> None:
    async with linked(plan()) as link:
        someone = await link.join("p2")
        line = Stranger(link)
        await line.says(seated(someone))
        assert await line.refusal(m.Visit()) == "no-code"
