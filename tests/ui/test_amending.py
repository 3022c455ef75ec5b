"""An amendment at the screens: begun after a question, clauses reopened with who asks and why, read by everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from align.domain import commands as c
from align.domain import events as e
from align.engine.replica import Replica
from align.errors import UserError
from align.ui.present.amending import askings
from align.ui.present.desk_clauses import status_of
from align.ui.present.flow import Place
from align.ui.present.signing import moment_of, until_sentence
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.shared.changes import Changes
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.entry import Entry
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.desks import MONDAY, Desk, a_desk
from tests.ui.seats import LARGE, SMALL, at_a_screen

WHY = "Nights are staffed."


async def sealed(desk: Replica) -> None:
    """Lead to a sealed charter with two clauses."""
    for command in (
        c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "'Urgent' means now."),
        c.SettleClause("c1", "provisional"), c.DraftClause("cards", "Cameras stay off."),
        c.SettleClause("c2", "provisional"), c.Seal(),
    ):  # fmt: skip
        await desk.submit(command)
    await until(lambda: desk.state.phase == "sealed")


async def asked(desk: Desk, screen: type[object]) -> None:
    await desk.settle(lambda: isinstance(desk.screen, screen))


async def test_the_desk_amends_after_a_question_that_says_what_is_reopened(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        me = await desk.link.join("p1")
        await sealed(desk.workshop)
        await me.submit(c.Sign(1, agrees=False, reason="Not at night.", clause="c1"))
        await desk.shows("1 objects")
        await desk.press("a")
        await asked(desk, Ask)
        await desk.press(*"Nights")
        await desk.press("ctrl+s")
        await asked(desk, Confirm)
        await desk.shows("Open again: 1 Urgent means.")
        await desk.shows("force until version 2 is sealed.")
        await desk.press("enter")
        assert desk.state.phase == "sealed", "Enter means no"
        await desk.press("a")
        await asked(desk, Ask)
        assert desk.screen.query_one(Writing).text == "Nights", "what was typed is there again"
        await desk.press("ctrl+s")
        await asked(desk, Confirm)
        await desk.press("y")
        await desk.shows("open again")
        await desk.press("up")
        await desk.shows("Pune 1 asked: Not at night.")
        assert [status_of(desk.state, clause) for clause in desk.state.clauses.values()] == ["open again", "sealed"]


async def test_a_sealed_clause_offers_only_to_be_reopened_with_who_asks_and_why(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await sealed(desk.workshop)
        await desk.workshop.submit(c.Amend(WHY))
        await desk.shows("Stands as it was sealed in version 1.")
        await desk.press("e", "v", "s", "d")
        assert desk.state.clauses["c1"].status == "provisional"
        assert not isinstance(desk.screen, Form)
        await desk.press("r")
        await asked(desk, Form)
        await desk.press(*"Why")
        await desk.press("ctrl+s")
        await desk.settle(lambda: bool(desk.state.reopened))
        assert len(desk.state.reopened) == 1
        assert desk.state.reopened[0].asked_by == "facilitator"
        await desk.shows("The facilitator asked: Why")
        await desk.shows("e edit")


async def test_an_objection_is_reopened_from_the_seal_with_its_words(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        me = await desk.link.join("p1")
        await sealed(desk.workshop)
        await me.submit(c.Sign(1, agrees=False, reason="Not at night.", clause="c1"))
        await desk.settle(lambda: len(askings(desk.state)) == 3)
        await desk.shows("r reopen a clause")
        await desk.press("r")
        await asked(desk, Pick)
        await desk.shows("1 Urgent means · Pune 1 objects: Not at night.")
        await desk.press("enter")
        await asked(desk, Form)
        await desk.press("ctrl+s")
        await desk.settle(lambda: bool(desk.state.reopened))
        assert desk.state.reopened == [e.ClauseReopened("c1", "Not at night.", "p1")]
        assert desk.state.clauses["c1"].status == "provisional", "nothing changes before the amendment"


async def test_the_end_of_signing_is_told_on_every_clock_before_it_is_set(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await sealed(desk.workshop)
        await desk.shows("b sign by")
        await desk.press("b")
        await asked(desk, Ask)
        await desk.press(*"2027-03-12", "space", *"17:00", "enter")
        await asked(desk, Confirm)
        await desk.shows("Pune  12 Mar 2027 22:30 IST (17:00 UTC)")
        await desk.press("y")
        await desk.settle(lambda: desk.state.sign_until == "2027-03-12T17:00:00+00:00")
        await desk.shows("Boston  12 Mar 2027 12:00")


async def test_an_end_of_signing_that_has_gone_by_is_set_only_by_a_plain_yes(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await sealed(desk.workshop)
        await desk.shows("b sign by")
        await desk.press("b")
        await asked(desk, Ask)
        await desk.press(*"2027-02-28", "enter")
        await asked(desk, Confirm)
        await desk.shows("! That moment has gone by: with it nobody can sign any more.")
        assert "enter means no" in desk.text
        await desk.press("enter")
        await desk.settle(lambda: not isinstance(desk.screen, Confirm))
        assert desk.state.sign_until == ""
        # It waits, marked as what cannot be: another day takes its place.
        await desk.press("b")
        await asked(desk, Ask)
        await desk.shows("2027-02-28")
        await desk.press(*"2027-03-12", "enter")
        await asked(desk, Confirm)
        await desk.press("y")
        await desk.settle(lambda: desk.state.sign_until.startswith("2027-03-12"))


async def test_an_end_of_signing_that_is_no_day_comes_back_marked(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await sealed(desk.workshop)
        await desk.shows("b sign by")
        await desk.press("b")
        await asked(desk, Ask)
        await desk.press(*"soon", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Ask) and desk.screen.query_one(Entry).selected_text == "soon")
        await desk.press(*"2027-03-12", "enter")
        await asked(desk, Confirm)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "100x30"])
async def test_how_it_looks(tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await sealed(desk.workshop)
        await desk.workshop.submit(c.Amend(WHY))
        await desk.workshop.submit(c.ReopenClause("c1", "Not at night.", "p4"))
        await desk.workshop.submit(c.ChangeClause("c1", "'Urgent' means at once."))
        await desk.shows("open again")
        await desk.press("up")
        await desk.shows("'Urgent' means at once.")
        await desk.shows("Boston 1 asked: Not at night.")
        assert _pane(await desk.rested()) == snapshot(name="agree")
        await desk.press("5")
        await desk.shows("Version 2 is being drafted")
        await desk.press("d")
        await asked(desk, Changes)
        await desk.shows("{+at once+}")
        assert _between(await desk.rested(), "Why version 2", "now  Draft") == snapshot(name="changes")


def _between(text: str, first: str, last: str) -> str:
    """The rows from one with these words to one with those: above them stands today's date."""
    rows = text.split("\n")
    at = [next(n for n, row in enumerate(rows) if words in row) for words in (first, last)]
    return "\n".join(row.rstrip() for row in rows[at[0] : at[1]])


def _pane(text: str) -> str:
    """The pane without the agenda above it."""
    return "\n".join(text.split("\n")[3:-4])


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "100x30"])
async def test_participants_read_at_once_that_it_is_amended_and_what_is_in_force(size: tuple[int, int]) -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await sealed(desk)
        async with at_a_screen(team, desk, me, size) as person:
            await person.shows("Sealed as version 1")
            assert "d what changed" not in person.text
            await desk.submit(c.Amend(WHY))
            await person.settle(lambda: person.screen.place == Place("clauses"))
            await person.shows("Version 2 is being drafted: Nights are staffed. Version 1 is in force", "sealed")
            await desk.submit(c.ReopenClause("c1", "Not at night.", "p4"))
            await person.shows("open again")
            await person.press("enter")
            await person.shows("Boston 1 asked: Not at night.")
            await person.press("c", "p")
            await person.shows("Below:", "DRAFT", "Draft of version 2")
            await person.press("v")
            await person.shows("version 1, in", "Version          Version 1")
            await person.press("d")
            await person.settle(lambda: isinstance(person.app.screen, Changes))
            await person.shows("from version 1 to draft of version 2", "Asked by Boston 1: Not at night.")


def test_until_when_one_signs_is_told_on_ones_own_clock_also_when_it_is_over() -> None:
    state = builders.Played(builders.plan()).state
    state.sign_until = moment_of("2027-03-02T09:00+05:30", MONDAY)
    assert until_sentence(state, "p1", MONDAY) == "Sign until 2 Mar 2027 09:00 IST (03:30 UTC)."
    assert until_sentence(state, "p4", MONDAY) == "Sign until 1 Mar 2027 22:30 EST (2 Mar 2027 03:30 UTC)."
    state.sign_until = moment_of("2027-02-28", MONDAY)
    assert (
        until_sentence(state, "p1", MONDAY)
        == "Signing ended on 1 Mar 2027 05:29 IST (28 Feb 2027 23:59 UTC): 0 of 9 signed · 9 did not. "
        "The facilitator can give more time."
    )
    state.sign_until = ""
    assert until_sentence(state, "p1", MONDAY) == ""


def test_an_end_of_signing_beyond_every_calendar_is_refused_and_one_that_is_kept_can_be_read() -> None:
    assert moment_of("2037-12-31", MONDAY) == "2037-12-31T23:59:00+00:00"
    with pytest.raises(UserError, match="within ten years"):
        moment_of("2038-01-01", MONDAY)
    state = builders.Played(builders.plan()).state
    state.sign_until = "9999-12-31T23:59:00+00:00"
    assert until_sentence(state, "p1", MONDAY) == "Sign until 31 Dec 9999 23:59 IST (23:59 UTC)."
    state.sign_until = "9999-12-31T23:59:00-05:00"
    assert until_sentence(state, "p4", MONDAY) == "Sign until 31 Dec 9999 23:59 EST (23:59 UTC)."
    state.sign_until = "0001-01-01T00:00:00+00:00"
    assert "1 Jan 1 00:00" in until_sentence(state, "p4", MONDAY)
