"""Reminders reach those who have not finished, once in a while, and nobody else hears of them."""

from __future__ import annotations

import pytest

from align.domain import commands as c
from align.engine.clock import Clock
from align.engine.nudges import EVERY, Nudges
from align.engine.replica import Replica
from align.engine.roll import Roll
from align.errors import Rejected
from tests.domain.test_decide import assuming
from tests.support import builders
from tests.support.linked import Linked, MemoryRecord, linked, until


class Hand(Clock):
    """A clock set by hand."""

    seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


async def refused(desk: Replica, participant: str = "") -> str:
    with pytest.raises(Rejected) as no:
        await desk.request("nudge", participant)
    return no.value.code


async def three(link: Linked) -> tuple[Replica, list[Replica]]:
    desk = await link.desk()
    await desk.submit(c.OpenRound())
    return desk, [await link.join(who) for who in ("p1", "p2", "p3")]


async def test_all_who_have_not_finished_and_are_here_are_reminded_and_nobody_else_gets_a_byte() -> None:
    async with linked(builders.plan()) as link:
        desk, (one, two, three_) = await three(link)
        await one.submit(c.HandIn())
        before = [len(line.sent) for line in link.lines]
        assert await desk.request("nudge") == "2"
        await until(lambda: (two.mine.nudges, three_.mine.nudges) == (1, 1))
        said = [line.sent[start:] for line, start in zip(link.lines, before, strict=True)]
        assert one.mine.nudges == 0
        assert [b'"nudged"' in b"".join(frames) for frames in said] == [False, False, True, True]
        assert said[1] == [], "who is done hears nothing of it"
        facts = list(link.live._store.read())
        assert "nudge" not in str(facts), "it is no fact of the workshop"


async def test_one_person_is_reminded_at_most_once_in_five_minutes() -> None:
    async with linked(builders.plan()) as link:
        desk, people = await three(link)
        assert await desk.request("nudge", "p2") == "1"
        await until(lambda: people[1].mine.nudges == 1)
        assert await refused(desk, "p2") == "too-soon"
        with pytest.raises(Rejected, match="the one who has not finished is away, or was reminded"):
            await desk.request("nudge", "p2")
        assert await desk.request("nudge") == "2", "the others were not reminded yet"
        assert [person.mine.nudges for person in people] == [1, 1, 1]


def test_after_five_minutes_a_reminder_is_polite_again() -> None:
    clock, roll = Hand(), Roll(MemoryRecord())
    nudges, state = Nudges(clock), assuming().state
    roll.online["p1"] = 1
    assert nudges.take(state, roll) == {"p1"}
    clock.seconds = EVERY - 1
    with pytest.raises(Rejected):
        nudges.take(state, roll)
    clock.seconds = EVERY
    assert nudges.take(state, roll, "p1") == {"p1"}


async def test_who_is_away_or_finished_is_not_reminded() -> None:
    async with linked(builders.plan()) as link:
        desk, people = await three(link)
        assert await refused(desk, "p9") == "too-soon"
        await people[0].submit(c.HandIn())
        assert await refused(desk, "p1") == "all-done"
        assert await refused(desk, "nobody") == "all-done"


async def test_in_a_vote_it_reaches_who_has_given_no_level_and_then_who_has_not_signed() -> None:
    async with linked(builders.plan()) as link:
        desk, people = await three(link)
        await desk.submit(c.CloseRound())
        assert await refused(desk) == "all-done", "nothing is asked for"
        for command in (c.MoveTo("agree"), c.DraftClause("fact", "We say it."), c.OpenVote("c1")):
            await desk.submit(command)
        await people[0].submit(c.GiveSupport("c1", 1, 4))
        assert await desk.request("nudge") == "2"
        for last in (c.CloseVote("c1"), c.SettleClause("c1", "locked"), c.Seal()):
            await desk.submit(last)
        await people[1].submit(c.Sign(1, agrees=True))
        assert await desk.request("nudge") == "1"
        await until(lambda: people[0].mine.nudges == 1)


async def test_a_participant_cannot_remind_others() -> None:
    async with linked(builders.plan()) as link:
        _, people = await three(link)
        assert await refused(people[0]) == "not-yours"
