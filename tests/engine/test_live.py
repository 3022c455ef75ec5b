"""The live workshop: what is acknowledged is stored, told to those who may know, and happens once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.codec import from_doc
from align.engine import broadcast
from align.engine.broadcast import AT_ONCE, EVERY, SHARE, Broadcast
from align.engine.clock import Clock
from align.engine.colleagues import Colleague, Pace
from align.engine.reception import Session
from align.errors import Rejected, StoreError, SyncError
from align.language import ENGLISH, language
from align.storage.memory import MemoryStore
from align.sync import messages as m
from tests.support.builders import GOOD_VALUES, plan
from tests.support.linked import MemoryLine, MemoryRecord, clock_by_hand, linked, until


class FullDisk(MemoryStore):
    """A store whose disk can be told to be full."""

    full = False

    def append(self, events: Sequence[dict[str, Any]], expected_seq: int) -> int:
        if self.full:
            raise StoreError("the disk is full")
        return super().append(events, expected_seq)


async def test_a_whole_workshop_ends_in_the_same_state_on_every_screen() -> None:
    async with linked(plan()) as workshop:
        desk = await workshop.desk()
        people = [await workshop.join(f"p{number}") for number in range(1, 10)]
        await desk.submit(c.OpenRound())
        for number, someone in enumerate(people):
            await Colleague(someone, number % 3, Pace(0, _chance()), _chance())._answer_all()
        await until(lambda: desk.progress.done == 9)
        await desk.submit(c.CloseRound())
        await desk.submit(c.MoveTo("agree"))
        await desk.submit(c.DraftClause("urgent", "We answer.", owner="Fay", review_on="2027-03-12"))
        await desk.submit(c.OpenVote("c1"))
        await until(lambda: people[0].state.open_vote("c1") is not None)
        for someone in people:
            await someone.submit(c.GiveSupport("c1", 1, 4))
        await desk.submit(c.CloseVote("c1"))
        await desk.submit(c.SettleClause("c1", "agreed"))
        await desk.submit(c.Seal())
        await until(lambda: all(someone.state == desk.state for someone in people))
        assert desk.state.phase == "sealed"
        assert desk.state.clauses["c1"].status == "agreed"


class LoopClock(Clock):
    """A clock that a test moves together with the loop's."""

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()


async def test_what_many_do_is_told_ten_times_a_second_and_what_few_do_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = MemoryLine(lambda _: None, lambda: None)
    with clock_by_hand(monkeypatch) as goes_on:
        desk = Broadcast({line: Session(Actor("facilitator", "facilitator", ""))}, LoopClock())

        async def told(first: int, last: int, seconds: float) -> list[m.HostMessage]:
            line.sent.clear()
            for answers in range(first, last + 1):
                desk.progress(partial(m.Progress, answers))
                desk.presence(partial(m.Presence, (m.Seat("p1", answered=answers),)))
                await goes_on(seconds)  # each comes in a turn of its own
            return [m.decode_host(frame) for frame in line.sent]

        few = await told(1, 5, 0.0)
        assert [message.answers for message in few if isinstance(message, m.Progress)] == [1, 2, 3, 4, 5]
        assert len(few) == 10
        at_once = [n for n in await told(6, 200, 0.0) if isinstance(n, m.Progress)]
        assert len(at_once) < AT_ONCE / (SHARE * EVERY)
        many = await told(201, 400, EVERY / 10)
        for kind in (m.Progress, m.Presence):
            assert 18 <= sum(isinstance(message, kind) for message in many) <= 21, "once in ten tenths of EVERY"
        newest: list[m.HostMessage] = [m.Progress(401), m.Presence((m.Seat("p1", answered=401),))]
        late = await told(401, 401, 1.1 * EVERY)
        assert late[-2:] == newest, "the last word was never told"
        line.sent.clear()
        desk.progress(partial(m.Progress, 401), now=True)
        assert [m.decode_host(frame) for frame in line.sent] == newest[:1], "what belongs to a Feed waits for nothing"
        desk.stop()


class Hearing(Clock):
    """A clock that notes which language is spoken where it is asked."""

    def __init__(self) -> None:
        self.heard = set[str]()

    def now(self) -> datetime:
        self.heard.add(language())
        return super().now()


@pytest.mark.usefixtures("german")
async def test_a_host_decides_in_english_whatever_its_person_reads() -> None:
    clock = Hearing()
    async with linked(plan(), clock=clock) as workshop:
        desk = await workshop.desk()
        clock.heard.clear()
        await desk.submit(c.OpenRound())
        assert clock.heard == {ENGLISH}
        assert language() == "de"


async def test_who_hands_in_while_the_round_is_just_opening_is_done_on_both_sides() -> None:
    async with linked(plan()) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        opened, handed_in = desk.submit(c.OpenRound()), one.submit(c.HandIn())
        await opened
        await handed_in
        await until(lambda: desk.progress.done == 1)
        assert one.mine.done


async def test_a_command_sent_twice_happens_once() -> None:
    store = MemoryStore()
    async with linked(plan(), store) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        await desk.submit(c.OpenRound())
        line = workshop.lines[-1]
        do = m.Do("a" * 32, c.GiveAnswer("urgent", "now"))
        for _ in range(3):
            workshop.live.received(line, do)
        await until(lambda: sum(b'"m":"done"' in frame for frame in line.sent) == 3)
        assert sum(from_doc(doc).id == "a" * 32 for doc in store.read()) == 1
        await until(lambda: "urgent" in one.mine.answers)
        assert one.mine.answers["urgent"].value == "now"


@pytest.mark.parametrize("mode", ["named", "region", "merged"])
async def test_somebody_elses_command_id_is_refused(mode: Any) -> None:
    async with linked(plan(mode)) as workshop:
        desk = await workshop.desk()
        await workshop.join("p1")
        first = workshop.lines[-1]
        await workshop.join("p2")
        second = workshop.lines[-1]
        await desk.submit(c.OpenRound())
        do = m.Do("b" * 32, c.GiveAnswer("urgent", "now"))
        workshop.live.received(first, do)
        workshop.live.received(second, do)
        await until(lambda: any(b"id-used" in frame for frame in second.sent))


async def test_what_was_given_offline_arrives_after_the_line_is_back() -> None:
    async with linked(plan()) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        await desk.submit(c.OpenRound())
        await until(lambda: one.state.phase == "assume")
        workshop.cut(workshop.lines[-1], one)
        given = one.submit(c.GiveAnswer("fact", "typed offline"))
        assert one.answer_state("fact") == "sending"
        assert one.link == "offline"
        await workshop.connect(one)
        await given
        assert one.answer_state("fact") == "received"
        assert one.mine.answers["fact"].value == "typed offline"


async def test_after_a_restart_from_the_store_everybody_goes_on_where_they_were() -> None:
    store, roll = MemoryStore(), MemoryRecord()
    async with linked(plan(), store, roll) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        await desk.submit(c.OpenRound())
        for prompt, value in GOOD_VALUES.items():
            await one.submit(c.GiveAnswer(prompt, value))
        await one.submit(c.HandIn())
        seat = one._seat
    again = MemoryStore()
    again.append([{k: v for k, v in doc.items() if k != "seq"} for doc in store.read()], 0)
    async with linked(plan(), again, roll) as workshop:
        back = await workshop.attach(seat)
        assert {prompt: event.value for prompt, event in back.mine.answers.items()} == GOOD_VALUES
        assert back.mine.done
        assert back.state.phase == "assume"


async def test_a_full_disk_refuses_politely_and_what_was_refused_is_neither_stored_nor_lost() -> None:
    store = FullDisk()
    async with linked(plan(), store) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        await desk.submit(c.OpenRound())
        await until(lambda: one.state.phase == "assume")
        before = store.seq
        store.full = True
        given = one.submit(c.GiveAnswer("fact", "precious"))
        await until(lambda: one.link == "offline")
        assert "disk is full" in one.link_text
        assert store.seq == before
        assert one.unsent == 1
        await until(lambda: desk.presence is not None and "disk is full" in desk.presence.warning)
        store.full = False
        await workshop.connect(one)
        await given
        assert workshop.live.state.answers["fact"]


async def test_a_taken_seat_is_refused_until_the_facilitator_frees_it() -> None:
    async with linked(plan()) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        with pytest.raises(AssertionError, match="taken"):
            await workshop.join("p1")
        await desk.request("free-seat", "p1")
        await until(lambda: one.link == "ended")
        assert (await workshop.join("p1")).link == "online"
        with pytest.raises(SyncError):
            await one.request("new-code")


async def test_a_participant_cannot_open_the_door_for_others() -> None:
    async with linked(plan()) as workshop:
        one = await workshop.join("p1")
        for what in ("new-code", "free-seat", "phone-seat"):
            with pytest.raises(Rejected) as no:
                await one.request(what, "p2")
            assert no.value.code == "not-yours"


async def test_a_new_code_makes_the_old_one_worthless() -> None:
    async with linked(plan()) as workshop:
        desk = await workshop.desk()
        old = workshop.keys.code
        assert await desk.request("new-code") != old
        assert (await workshop.join("p1")).link == "online"


async def test_an_answer_by_phone_is_the_participants_and_marked_on_the_desk() -> None:
    async with linked(plan("named")) as workshop:
        desk = await workshop.desk()
        await desk.submit(c.OpenRound())
        token = await desk.request("phone-seat", "p3")
        seat = type(desk._seat)(desk._seat.ticket, token, "p3")
        phone = await workshop.attach(seat)
        await phone.submit(c.GiveAnswer("urgent", "today"))
        assert workshop.live.state.answers["urgent"]["p3"].value == "today"
        await until(lambda: desk.presence is not None and desk.presence.seats[2].by_phone)


async def test_a_seat_by_phone_can_be_taken_up_again() -> None:
    async with linked(plan("region")) as workshop:
        desk = await workshop.desk()
        await desk.submit(c.OpenRound())
        assert await desk.request("phone-seat", "p3") == await desk.request("phone-seat", "p3")


@pytest.mark.parametrize("mode", ["named", "region"])
async def test_nobody_counts_twice_after_their_seat_was_freed(mode: Any) -> None:
    async with linked(plan(mode)) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        await desk.submit(c.OpenRound())
        await one.submit(c.GiveAnswer("urgent", "now"))
        await desk.request("free-seat", "p1")
        again = await workshop.join("p1")
        given = again.submit(c.GiveAnswer("urgent", "today"))
        if mode == "named":
            await given
        else:
            with pytest.raises(Rejected) as no:
                await given
            assert no.value.code == "answered-before"
        assert len(workshop.live.state.answers["urgent"]) == 1


async def test_somebody_new_may_join_by_name_only_where_the_door_is_open() -> None:
    for open_door, expected in ((True, m.Welcome), (False, m.Refused)):
        async with linked(plan(open_door=open_door)) as workshop:
            desk = await workshop.desk()
            frames: list[bytes] = []
            line = type(workshop.lines[0])(frames.append, lambda: None)
            workshop.live.received(line, m.Hello(m.PROTOCOL, "orion-3", code=workshop.keys.code))
            workshop.live.received(line, m.Sit(name="Nadia", region="pune"))
            await until(lambda f=frames: len(f) > 1)  # type: ignore[misc]  # mypy cannot type a default of a lambda
            assert isinstance(m.decode_host(frames[1]), expected)
            names = [person.name for person in workshop.live.state.the_plan.participants]
            assert ("Nadia" in names) is open_door
            assert desk.link == "online"


async def test_a_wrong_code_another_workshop_and_an_old_protocol_stay_outside() -> None:
    async with linked(plan()) as workshop:
        for hello in (
            m.Hello(m.PROTOCOL, "orion-3", code="AAAA-AAAA"),
            m.Hello(m.PROTOCOL, "another", code=workshop.keys.code),
            m.Hello(m.PROTOCOL + 1, "orion-3", code=workshop.keys.code),
            m.Hello(m.PROTOCOL, "orion-3", token="forged"),
        ):
            frames: list[bytes] = []
            line = _line(frames)
            workshop.live.received(line, hello)
            await until(lambda f=frames: bool(f))  # type: ignore[misc]  # mypy cannot type a default of a lambda
            assert isinstance(m.decode_host(frames[0]), m.Bye)


async def test_answers_in_the_log_carry_no_time() -> None:
    store = MemoryStore()
    async with linked(plan("named"), store) as workshop:
        desk, one = await workshop.desk(), await workshop.join("p1")
        await desk.submit(c.OpenRound())
        await one.submit(c.GiveAnswer("urgent", "now"))
        await one.submit(c.GivePrediction("urgent", "boston", "today"))
    for doc in store.read():
        fact = from_doc(doc)
        assert (fact.at == "") is isinstance(fact.event, e.Withheld)


def _line(frames: list[bytes]) -> Any:
    from tests.support.linked import MemoryLine

    return MemoryLine(frames.append, lambda: None)


def _chance() -> Any:
    from random import Random

    return Random(1)


async def test_what_the_store_said_when_it_was_opened_is_told_the_first_desk_alone() -> None:
    store = MemoryStore()
    store.warnings.append("The last host was cut off.")
    async with linked(plan(), store) as workshop:
        first = await workshop.desk()
        await until(lambda: first.presence is not None and first.presence.warning == "The last host was cut off.")
        second = await workshop.desk()
        await until(lambda: second.presence is not None)
        assert second.presence is not None and second.presence.warning == ""
        store.warnings.append("The file could not be rewritten.")
        workshop.live.ask_presence()
        await until(lambda: second.presence is not None and second.presence.warning == store.warnings[-1])


async def test_the_numbers_of_a_new_vote_begin_at_nothing_at_once_however_much_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with linked(plan()) as workshop:
        desk, *people = await workshop.desk(), await workshop.join("p1"), await workshop.join("p2")
        await desk.submit(c.OpenRound())
        await desk.submit(c.CloseRound())
        await desk.submit(c.MoveTo("agree"))
        for clause in ("c1", "c2"):
            await desk.submit(c.DraftClause(desk.state.the_plan.pack.prompts[0].id, f"The words of {clause}."))
        await desk.submit(c.OpenVote("c1"))
        for one in people:
            await one.submit(c.GiveSupport("c1", 1, 5))
        await until(lambda: desk.progress.votes == 2)
        # From here on nothing is told for a long time but what cannot wait.
        monkeypatch.setattr(broadcast, "AT_ONCE", -1e6)
        await desk.submit(c.CloseVote("c1"))
        await desk.submit(c.OpenVote("c2"))
        assert desk.presence is not None
        assert (desk.progress.votes, [seat.voted for seat in desk.presence.seats if seat.joined]) == (0, [False, False])
        await until(lambda: all(one.progress.votes == 0 and "c2" in one.state.open_votes for one in people))
