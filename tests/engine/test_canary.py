"""Blind means blind: unique strings in everything people give, searched in every frame, file and log line.

Each phase and each attribution mode; on the way also sizes and counts that could give an author away.
"""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from align.domain import commands as c
from align.domain.model import EVERYONE, Attribution
from align.engine.replica import Replica
from align.storage.memory import MemoryStore
from tests.domain.test_renewal import sealed
from tests.support.builders import PROMPTS, plan
from tests.support.linked import Linked, MemoryLine, linked, stored, until

MODES: tuple[Attribution, ...] = ("named", "region", "merged")


def canary(kind: str, who: str) -> str:
    """A string that appears nowhere else."""
    return f"canary-{kind}-{who}-7Q"


async def _give_all(replica: Replica, mode: Attribution) -> None:
    who = replica.me
    target = EVERYONE if mode == "merged" else "boston"
    await replica.submit(c.GiveAnswer("fact", canary("answer", who)))
    await replica.submit(c.GiveAnswer("signs", [canary("line", who), canary("other", who)]))
    await replica.submit(c.GiveAnswer("urgent", "today", canary("comment", who)))
    await replica.submit(c.GivePrediction("urgent", target, "now"))
    await replica.submit(c.HandIn())


def _sent_to(lines: list[MemoryLine]) -> bytes:
    return b"\n".join(frame for line in lines for frame in line.sent)


@pytest.mark.parametrize("mode", MODES)
async def test_no_byte_of_anothers_answer_leaves_the_host_before_the_reveal(
    mode: Attribution, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    async with linked(plan(mode)) as workshop:
        desk = await workshop.desk()
        people, lines = await _seated(workshop, 9)
        await desk.submit(c.OpenRound())
        for someone in people:
            await _give_all(someone, mode)
        await until(lambda: desk.progress.done == 9)
        late = await workshop.attach(people[0]._seat)
        assert set(late.mine.answers) == {"fact", "signs", "urgent"}
        assert b"canary" not in _sent_to([workshop.lines[0]])
        for me, line in zip(people, lines, strict=True):
            for other in people:
                if other is not me:
                    assert f"-{other.me}-7Q".encode() not in _sent_to([line])
        assert "canary" not in caplog.text
        await desk.submit(c.CloseRound())
        await until(lambda: "fact" in desk.state.revealed)
        shown = desk.state.revealed["fact"]
        assert sum(len(group.answers) for group in shown.groups) == 9


@pytest.mark.parametrize("mode", MODES)
async def test_support_levels_and_reasons_stay_with_their_giver_until_the_vote_is_closed(mode: Attribution) -> None:
    async with linked(plan(mode)) as workshop:
        desk = await workshop.desk()
        people, lines = await _seated(workshop, 3)
        for command in (
            c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Words."), c.OpenVote("c1"),
        ):  # fmt: skip
            await desk.submit(command)
        for someone in people:
            await someone.submit(c.GiveSupport("c1", 1, 2, canary("reason", someone.me)))
        assert b"canary" not in _sent_to([workshop.lines[0]])
        for me, line in zip(people, lines, strict=True):
            for other in people:
                if other is not me:
                    assert canary("reason", other.me).encode() not in _sent_to([line])
        await desk.submit(c.CloseVote("c1"))
        await until(lambda: desk.state.votes["c1"][0].result is not None)


@pytest.mark.parametrize("mode", ["region", "merged"])
async def test_what_the_desk_receives_is_the_same_whoever_of_a_region_said_what(mode: Attribution) -> None:
    async def seen(order: tuple[str, str, str]) -> object:
        async with linked(plan(mode)) as workshop:
            desk = await workshop.desk()
            people, _ = await _seated(workshop, 9)
            await desk.submit(c.OpenRound())
            for someone, word in zip(people, (*order, *"wxyzuv"), strict=True):
                await someone.submit(c.GiveAnswer("fact", word * 4))
            await desk.submit(c.CloseRound())
            await until(lambda: "fact" in desk.state.revealed)
            return desk.state.revealed

    assert await seen(("a", "b", "c")) == await seen(("c", "a", "b"))


@pytest.mark.parametrize("mode", ["region", "merged"])
async def test_the_log_of_an_anonymous_workshop_names_nobody_beside_what_was_said(mode: Attribution) -> None:
    store = MemoryStore()
    async with linked(plan(mode), store) as workshop:
        desk = await workshop.desk()
        people, _ = await _seated(workshop, 9)
        await desk.submit(c.OpenRound())
        for someone in people:
            await _give_all(someone, mode)
        secrets = {someone._seat.token for someone in people}
    for doc in store.read()[2:]:
        text = str(doc)
        assert not any(f"'{someone.me}'" in text for someone in people)
        assert not any(secret in text for secret in secrets)


async def _seated(workshop: Linked, count: int) -> tuple[list[Replica], list[MemoryLine]]:
    people = [await workshop.join(f"p{number}") for number in range(1, count + 1)]
    return people, workshop.lines[-count:]


@pytest.mark.parametrize("mode", MODES)
async def test_nothing_of_a_pulse_leaves_the_host_before_it_closes(mode: Attribution) -> None:
    asked = next(prompt for prompt in PROMPTS if prompt.id == "fact")
    async with linked(plan(mode), stored(sealed(mode).log)) as workshop:
        desk = await workshop.desk()
        people, lines = await _seated(workshop, 9)
        await desk.submit(c.OpenPulse((), (asked,)))
        for someone in people:
            await someone.submit(c.GiveAnswer("p1-fact", canary("pulse", someone.me)))
        assert b"canary" not in _sent_to([workshop.lines[0]])
        for me, line in zip(people, lines, strict=True):
            for other in people:
                if other is not me:
                    assert f"-{other.me}-7Q".encode() not in _sent_to([line])
        await desk.submit(c.CloseRound())
        await until(lambda: "p1-fact" in desk.state.revealed)
        assert sum(len(group.answers) for group in desk.state.revealed["p1-fact"].groups) == 9
