"""After sealing everybody signs or objects with a reason, at a screen, line by line, and the desk sees who did."""

from __future__ import annotations

import asyncio
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from align.domain import commands as c
from align.domain import events as e
from align.domain.state import State
from align.engine.replica import Replica
from align.errors import Rejected
from align.ui.plain.console import Console
from align.ui.plain.signing import sign
from align.ui.present.flow import Place
from align.ui.present.signing import by_region, own_words, turnout, until_by_region, ways_on
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.support.linked import Linked, linked, until
from tests.ui.desks import MONDAY, a_desk
from tests.ui.seats import at_a_screen


async def seal(desk: Replica) -> None:
    """Lead to a sealed charter with one clause."""
    for command in (
        c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "'Urgent' means now."),
        c.SettleClause("c1", "provisional"), c.Seal(),
    ):  # fmt: skip
        await desk.submit(command)
    await until(lambda: desk.state.phase == "sealed")


def signed(**said: Any) -> State:
    """A sealed state in which people said these things."""
    given = [e.Signed(who, 1, what is True, "2027-03-01", "" if what is True else what) for who, what in said.items()]
    return State(plan=builders.plan(sizes=(2, 2, 1)), phase="sealed", version=1, signatures={1: given})


def test_the_desk_reads_by_region_who_signed_who_objects_and_who_has_not_said_anything() -> None:
    state = signed(p1=True, p3="Not at night.")
    assert turnout(state, MONDAY) == "1 of 5 signed · 1 objects · 3 not yet"
    assert by_region(state, MONDAY) == (
        "P Pune  signed: Pune 1 · not yet: Pune 2",
        "B Boston  objects: Boston 1 · not yet: Boston 2",
        "Z Zürich  not yet: Zürich 1",
    )


def test_a_person_reads_what_they_said_last() -> None:
    assert own_words(signed(), "p1", MONDAY) == "You have not signed it yet."
    assert own_words(signed(p1=True), "p1", MONDAY) == "You signed it on 1 Mar 2027."
    assert own_words(signed(p1="Not at\nnight."), "p1", MONDAY) == "You object: “Not at night”."
    assert own_words(signed(p1="Sunday cover missing"), "p1", MONDAY) == "You object: “Sunday cover missing”."


async def test_a_participant_signs_and_then_objects_to_one_clause_by_keys_alone() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            await person.shows("You have not signed it yet.", "s sign", "o object")
            await person.press("s")
            assert isinstance(person.app.screen, Confirm)
            assert "Your name stands beside it" in person.text
            await person.press("y")
            await person.shows("You signed it on")

            await person.press("c")
            await person.settle(lambda: person.screen.place == Place("clauses"))
            await person.press("enter")
            await person.settle(lambda: person.screen.place == Place("consent", "c1"))
            await person.press("o")
            await person.settle(lambda: isinstance(person.app.screen, Ask))
            await person.press("ctrl+s")
            await person.settle(lambda: person.app.screen is person.screen)
            assert len(desk.state.signatures[1]) == 1, "without a reason nothing is said"
            await person.press("o")
            await person.settle(lambda: isinstance(person.app.screen, Ask))
            await person.type("Not at night.")
            await person.press("ctrl+s")
            await person.shows("You object to clause 1: “Not at night”.")
            await until(lambda: len(desk.state.signatures[1]) == 2)
            said = desk.state.signed("p1")
            assert said is not None
            assert (said.agrees, said.reason, said.clause) == (False, "Not at night.", "c1")


async def test_from_the_answers_a_key_in_sight_leads_back_to_signing() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            await person.press("r")
            await person.settle(lambda: person.screen.place == Place("reveal"))
            await person.shows("s charter")
            await person.press("s")
            await person.settle(lambda: person.screen.place == Place("charter"))
            await person.shows("s sign")


async def test_before_sealing_no_key_signs(tmp_path: Path) -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        for command in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Now.")):
            await desk.submit(command)
        await until(lambda: bool(me.state.clauses))
        async with at_a_screen(team, desk, me) as person:
            await person.go("charter")
            await person.press("s", "o")
            assert person.app.screen is person.screen
            assert "s sign" not in person.text


async def test_the_desk_shows_a_signature_as_it_comes(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        me = await desk.link.join("p1")
        await seal(desk.workshop)
        await desk.shows("Signatures: 0 of 9 signed · 9 not yet")
        await me.submit(c.Sign(1, agrees=True))
        await desk.shows("Signatures: 1 of 9 signed · 8 not yet")
        await desk.shows("P Pune  signed: Pune 1 · not yet: Pune 2 and Pune 3")


async def by_lines(team: Linked, me: Replica, *lines: str) -> str:
    """What somebody reads who types these lines after sealing."""
    sink, wake = io.StringIO(), asyncio.Event()
    unwatch = me.watch(wake.set)
    await sign(Console(io.StringIO("".join(f"{line}\n" for line in lines)), sink), me, wake)
    unwatch()
    return sink.getvalue()


async def test_line_by_line_one_objects_with_a_reason_and_signs_after_all() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        await until(lambda: me.state.phase == "sealed")
        told = await by_lines(team, me, "1", "", "1", "Not at night.", "y", "")
        assert "The charter is sealed as version 1." in told
        assert "1 'Urgent' means now. (provisional)" in told
        assert "An objection needs a reason" in told
        await until(lambda: len(desk.state.signatures.get(1, [])) == 2)
        assert [(said.agrees, said.clause) for said in desk.state.signatures[1]] == [(False, "c1"), (True, "")]


async def test_who_joins_after_it_sees_a_signature_too() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        await me.submit(c.Sign(1, agrees=True))
        late = await team.join("p2")
        await until(lambda: late.state.signed("p1") is not None)
        assert len(late.state.signatures[1]) == 1


OVER, LATER = "2020-02-28T23:59:00+00:00", "2027-03-31T17:00:00+00:00"
"""Moments long before, and after, now: by the clock of the screens, by the host's and by lines."""


def test_once_signing_is_over_the_desk_reads_since_when_and_who_did_not() -> None:
    state = signed(p1=True, p3="Not at night.")
    state.sign_until = OVER
    assert turnout(state, MONDAY) == "1 of 5 signed · 1 objects · 3 did not"
    assert by_region(state, MONDAY)[2] == "Z Zürich  did not: Zürich 1"
    assert until_by_region(state, MONDAY)[:2] == (
        "Signing is over; signatures were taken until",
        "  Pune  29 Feb 2020 05:29 IST (28 Feb 2020 23:59 UTC)",
    )
    assert own_words(state, "p2", MONDAY) == "You did not sign it."
    (ways,) = ways_on(state, MONDAY, "orion-3")
    assert ways.startswith("`align signing orion-3 --until` gives people more time")
    state.sign_until = LATER
    assert not ways_on(state, MONDAY)
    assert until_by_region(state, MONDAY)[0] == "Signatures are taken until"
    assert own_words(state, "p2", MONDAY) == "You have not signed it yet."


async def test_after_the_end_no_place_of_a_participant_offers_signing_until_there_is_more_time() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            await person.shows("s sign", "o object")
            await desk.submit(c.SetSigning(OVER))
            await person.shows("You did not sign it.", "Signing ended", "9 did not")
            await person.shows("can give more time.")
            assert "s sign" not in person.text
            await person.press("s", "o")
            assert person.app.screen is person.screen
            await person.go("consent", "c1")
            assert "o object" not in await person.rested()
            await desk.submit(c.SetSigning(LATER))
            await person.go("charter")
            await person.shows("until 31 Mar", "s sign", "o object")


async def test_a_screen_in_sight_when_signing_ends_says_so_by_itself() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        await desk.submit(c.SetSigning(LATER))
        async with at_a_screen(team, desk, me) as person:
            await person.shows("s sign")
            person.screen.clock.now = lambda: datetime.fromisoformat(LATER) + timedelta(seconds=1)  # type: ignore[method-assign]
            person.screen._tick()
            await person.shows("Signing ended")
            assert "s sign" not in person.text


async def test_the_desk_says_that_signing_is_over_what_one_can_do_and_reminds_nobody(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        me = await desk.link.join("p1")
        await seal(desk.workshop)
        await me.submit(c.Sign(1, agrees=True))
        await desk.shows("n nudge")
        await desk.workshop.submit(c.SetSigning(OVER))
        await desk.shows("Signing is over; signatures were taken until")
        await desk.shows("Signatures: 1 of 9 signed · 8 did not")
        await desk.shows("b gives people more time; a begins the next version.")
        assert "n nudge" not in desk.text
        with pytest.raises(Rejected, match="The time for signing is over, so nobody is reminded"):
            await desk.workshop.request("nudge", "p2")


async def test_line_by_line_nobody_is_asked_to_sign_after_the_end_and_is_again_when_there_is_more_time() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        await desk.submit(c.SetSigning(OVER))
        await until(lambda: bool(me.state.sign_until))
        told = " ".join((await by_lines(team, me, "y", "")).split())
        assert "Signing ended on" in told
        assert "0 of 9 signed · 9 did not. The facilitator can give more time." in told
        assert "You did not sign it. Just Enter leaves." in told
        assert told.count("Signing ended on") == 2, "whoever types y is told again"
        assert "y signs it" not in told
        assert "Your name stands" not in told
        assert not desk.state.signatures
        await desk.submit(c.SetSigning(""))
        await until(lambda: not me.state.sign_until)
        assert "y signs it" in await by_lines(team, me, "")
