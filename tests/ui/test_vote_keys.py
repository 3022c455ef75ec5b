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


async def test_in_a_wide_window_the_lines_of_a_clause_are_broken_once() -> None:
    async with a_person(builders.plan(), (160, 45)) as person:
        await a_vote(person, LONG)
        told = [row.strip() for row in (await person.rested()).split("\n") if "Word" in row or "long." in row]
        assert " ".join(told) == LONG
        assert all(len(row) > 80 for row in told[:-1]), told


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


async def test_a_level_given_while_the_host_is_away_says_that_it_is_kept_until_it_is_there() -> None:
    async with a_person(builders.plan()) as person:
        await a_vote(person)
        line = person.team.lines[1]
        person.team.cut(line, person.workshop)
        await person.press("4", "enter")
        await person.shows("◌ Your level: 4", "Kept on this computer")
        await person.team.connect(person.workshop)
        await person.shows("✓ Your level: 4", "1 of 9")
        assert "Kept on this computer" not in person.text


async def test_the_list_of_clauses_begins_at_the_one_that_is_voted_on() -> None:
    async with a_person(builders.plan()) as person:
        for command in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "First.")):
            await person.desk.submit(command)
        await person.desk.submit(c.DraftClause("urgent", "Second."))
        await person.desk.submit(c.OpenVote("c2"))
        await person.settle(lambda: person.screen.place == Place("consent", "c2"))
        await person.press("escape")
        await person.settle(lambda: person.screen.place == Place("clauses"))
        await person.press("enter")
        await person.settle(lambda: person.screen.place == Place("consent", "c2"))


async def test_what_was_wrong_is_said_no_longer_than_it_is() -> None:
    async with a_person(builders.plan()) as person:
        await a_vote(person)
        await person.press("1", "enter")
        await person.shows("! A level below 3 needs a reason")
        await person.type("N")
        assert "A level below 3 needs a reason" not in await person.rested()
        await person.press("backspace", "ctrl+n")
        await person.shows("A level below 3 needs a reason")
        await person.press("escape", "escape")
        await person.settle(lambda: person.screen.place == Place("clauses"))
        assert "A level below 3 needs a reason" not in await person.rested()


async def test_what_is_typed_while_the_vote_is_counted_is_no_command_of_its_result() -> None:
    async with a_person(builders.plan()) as person:
        view = await a_vote(person)
        await person.press("1", "enter")
        await person.settle(lambda: view.query_one(Writing).has_focus)
        await person.type("No")
        await person.desk.submit(c.CloseVote("c1"))
        await person.settle(lambda: not view.query_one(ScaleField).display)
        await person.type("c?")
        await person.rested()
        assert person.screen.place == Place("consent", "c1")
        assert person.app.screen is person.screen
        person.hands_rest()
        await person.press("c")
        await person.settle(lambda: person.screen.place == Place("clauses"))


async def test_a_reason_under_way_when_the_vote_closes_is_said_not_to_count_and_waits_for_the_next_vote() -> None:
    async with a_person(builders.plan()) as person:
        view = await a_vote(person)
        await person.press("1", "enter")
        await person.shows("ctrl+n gives the level with this reason")
        await person.type("Too far off")
        await person.desk.submit(c.CloseVote("c1"))
        await person.shows("closed before you gave this: 1, ", "“Too far off”", "It was not counted.")
        person.hands_rest()
        await person.desk.submit(c.OpenVote("c1"))
        await person.shows("Too far off", "Your unfinished words were kept.")
        assert view.query_one(ScaleField).value is None, "the level is for the new words to be chosen"
        await person.press("1", "ctrl+n")
        await person.settle(lambda: ("c1", 2) in person.workshop.mine.supports)
        assert person.workshop.mine.supports["c1", 2].reason == "Too far off"
        await person.desk.submit(c.CloseVote("c1"))
        await person.shows("✓ Your level: 1")
        assert "closed before you gave" not in person.text


async def test_at_60_columns_the_reason_field_says_which_key_gives_it() -> None:
    async with a_person(builders.plan(), (60, 24)) as person:
        await a_vote(person, LONG)
        await person.press("1", "enter")
        await person.shows("ctrl+n gives the level with this reason")


async def test_a_level_that_was_picked_and_not_given_is_said_not_to_count() -> None:
    async with a_person(builders.plan()) as person:
        await a_vote(person)
        await person.press("4")
        await person.desk.submit(c.CloseVote("c1"))
        await person.shows("closed before you gave this: 4, ", "was not counted")
        assert "wait for the next vote" not in person.text
