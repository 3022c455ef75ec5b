"""In an open vote a number is a level wherever one comes from, and the reason is in sight while it is written."""

from __future__ import annotations

from align.domain import commands as c
from align.ui.present.flow import Place
from align.ui.screens.participant.consent import ConsentView
from align.ui.screens.shared.view import Sheet
from align.ui.widgets.answers.scale import ScaleField
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.ui.seats import Person, a_person

LONG = " ".join(f"Word{n} of a clause that is long." for n in range(24))


async def a_vote(person: Person, text: str = "'Urgent' means now.") -> ConsentView:
    """An open vote at a person's screen."""
    for command in (
        c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", text), c.OpenVote("c1"),
    ):  # fmt: skip
        await person.desk.submit(command)
    await person.settle(lambda: person.screen.place == Place("consent", "c1"))
    return person.screen.query_one(ConsentView)


async def test_after_the_reason_is_left_a_number_is_a_level_again() -> None:
    async with a_person(builders.plan()) as person:
        view = await a_vote(person)
        await person.press("1", "enter", "escape")
        for key in ("0", "3", "4"):
            await person.press(key)
            assert view.query_one(ScaleField).value == int(key)
        await person.press("tab", "tab", "2")
        assert view.query_one(ScaleField).value == 2, "Tab leads nowhere that takes no number"


async def test_what_is_typed_as_a_reason_is_in_sight() -> None:
    async with a_person(builders.plan(), (60, 24)) as person:
        view = await a_vote(person, LONG)
        assert view.query_one(Sheet).scroll_y == 0, "a long clause begins at its beginning"
        assert "Word0 of" in person.text
        await person.press("1", "enter")
        await person.rested()
        assert view.query_one(Writing).has_focus
        await person.type("Not so")
        await person.shows("Not so")


async def test_the_reason_stays_in_sight_in_a_window_that_grows_smaller() -> None:
    async with a_person(builders.plan(), (100, 40)) as person:
        await a_vote(person, LONG)
        await person.press("1", "enter")
        await person.type("Not so")
        await person.pilot.resize_terminal(60, 18)
        await person.shows("Not so")
