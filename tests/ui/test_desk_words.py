"""Words that the facilitator types at a question of the desk are never lost, and dissent begins with what was given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import ContentSwitcher, Input, TextArea

from align.domain import commands as c
from align.domain.commands import Command
from align.domain.model import Attribution
from align.ui.page import Dialog
from align.ui.present.desk_clauses import objections
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.pick import Pick
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.ui.desks import Desk, a_desk
from tests.ui.test_plain_desk import leading

CLAUSE = c.DraftClause("urgent", "Urgent means within two hours.")
AGREEING: tuple[Command, ...] = (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), CLAUSE)
SEALED: tuple[Command, ...] = (*AGREEING, c.SettleClause("c1", "provisional"), c.Seal())


async def led(desk: Desk, commands: Sequence[Command], pane: str) -> None:
    for command in commands:
        await desk.workshop.submit(command)
    await desk.settle(lambda: desk.screen.query_one(ContentSwitcher).current == pane)


async def typed(desk: Desk, key: str) -> str:
    """Press the key that asks, and return what stands in the field."""
    await desk.settle(lambda: desk.offers(key))
    await desk.press(key)
    await desk.settle(lambda: isinstance(desk.screen, Ask))
    field = desk.screen.query_one(".answer")
    return field.text if isinstance(field, TextArea) else field.value if isinstance(field, Input) else "?"


async def leave(desk: Desk) -> None:
    await desk.press("escape")
    if isinstance(desk.screen, Dialog):
        await desk.press("escape")
    await desk.settle(lambda: not isinstance(desk.screen, Dialog))


@pytest.mark.parametrize(
    ("before", "pane", "key", "asks_again"),
    [(AGREEING[:2], "reveal", "s", False), (SEALED, "seal", "a", True), (SEALED, "seal", "b", True)],
)
async def test_words_that_were_left_are_there_when_the_question_is_opened_again(
    tmp_path: Path, before: Sequence[Command], pane: str, key: str, asks_again: bool
) -> None:
    words = "2027-03-20" if key == "b" else "Nobody is here who knows."
    async with a_desk(builders.plan(), tmp_path) as desk:
        await led(desk, before, pane)
        assert not await typed(desk, key)
        await desk.press(*words)
        await leave(desk)
        assert await typed(desk, key) == words
        await desk.shows("Your unfinished words were kept.")
        await desk.press("ctrl+s")
        if asks_again:
            await desk.settle(lambda: isinstance(desk.screen, Confirm))
            await desk.press("y")
        await desk.settle(lambda: desk.state.aside or desk.state.amending is not None or bool(desk.state.sign_until))
        assert not [draft for draft in desk.workshop.mine.drafts.values() if draft == words], "they are given"


VOTED: tuple[Command, ...] = (*AGREEING, c.OpenVote("c1"))


async def voted(desk: Desk) -> None:
    await led(desk, VOTED, "agree")
    people = [await desk.link.join(f"p{number}") for number in (1, 2, 3)]
    for person, (level, words) in zip(
        people, [(1, "Too soon.\n\nFar too soon."), (2, "Nights."), (4, "Fine")], strict=True
    ):
        await person.submit(c.GiveSupport("c1", 1, level, words))


@pytest.mark.parametrize("attribution", ["named", "region"])
async def test_dissent_begins_with_the_reasons_of_the_vote_and_takes_what_is_made_of_them(
    tmp_path: Path, attribution: Attribution
) -> None:
    async with a_desk(builders.plan(attribution=attribution), tmp_path) as desk:
        await voted(desk)
        assert not objections(desk.state, desk.state.clauses["c1"]), "nothing before the vote is closed"
        await desk.workshop.submit(c.CloseVote("c1"))
        await desk.settle(lambda: bool(objections(desk.state, desk.state.clauses["c1"])))
        await desk.settle(lambda: desk.offers("s"))
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        await desk.press("end", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        field = desk.screen.query_one("#field-dissent", TextArea)
        assert field.text == "Too soon.\nFar too soon.\n\nNights."
        await desk.shows("It begins with the reasons of the vote")
        field.text = "Too soon.\n\nNot at night."
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].status == "dissent_recorded")
        assert desk.state.clauses["c1"].dissent == ("Too soon.", "Not at night.")


async def test_a_vote_on_other_words_or_of_too_few_offers_no_dissent(tmp_path: Path) -> None:
    async with a_desk(builders.plan(attribution="region"), tmp_path) as desk:
        await led(desk, VOTED, "agree")
        one = await desk.link.join("p1")
        await one.submit(c.GiveSupport("c1", 1, 1, "Mine alone."))
        await desk.workshop.submit(c.CloseVote("c1"))
        await desk.settle(lambda: not desk.state.open_votes)
        assert not objections(desk.state, desk.state.clauses["c1"]), "it would tell whose it is"
    async with a_desk(builders.plan(), tmp_path) as desk:
        await voted(desk)
        await desk.workshop.submit(c.CloseVote("c1"))
        await desk.workshop.submit(c.ChangeClause("c1", "Urgent means today."))
        await desk.settle(lambda: desk.state.clauses["c1"].text == "Urgent means today.")
        assert not objections(desk.state, desk.state.clauses["c1"])


async def test_by_lines_just_enter_takes_the_reasons_as_dissent(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        for command in VOTED:
            await lead.desk.submit(command)
        for number, words in ((1, "Too soon."), (2, "Nights."), (3, "Nights.")):
            await (await lead.link.join(f"p{number}")).submit(c.GiveSupport("c1", 1, 1, words))
        await lead.desk.submit(c.CloseVote("c1"))
        lead.puts("settle 1")
        await lead.hears("Dissent recorded")
        (place,) = [part.split()[-1] for part in lead.said.split(" Dissent recorded:")[:1]]
        lead.puts(place, "", "", "")
        await lead.hears("“Too soon.”")
        await lead.hears("(just Enter: the reasons of the vote)")
        await lead.hears("dissent recorded")
        assert sorted(lead.desk.state.clauses["c1"].dissent) == ["Nights.", "Too soon."]
