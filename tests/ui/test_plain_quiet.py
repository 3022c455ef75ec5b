"""By lines nothing is said twice and nothing happens in silence: calendars, refusals, guesses and lone full stops."""

from __future__ import annotations

import asyncio

import pytest

from align.domain import commands as c
from align.engine.replica import Replica
from align.ui.plain import calendar
from align.ui.plain.taking_part import TakingPart
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.lines import AtALine
from tests.ui.test_plain_taking_part import FACT, PROTECT, Person, a_person

HOW_LONG = "Enter a number and a unit"


async def test_before_the_round_the_calendar_is_read_out_once_with_the_keys_that_hold_then() -> None:
    async with linked(builders.plan()) as team:
        await team.desk()
        person = AtALine(by_hand=True)
        way = asyncio.ensure_future(TakingPart(person.console, await team.join("p1")).run())
        await person.hears("y confirms it, w says what is wrong")
        assert person.said.count("Pune works") == 1
        assert "k confirms it" not in person.said
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)


class Asked:
    """A console that keeps what it is asked and answers with Enter alone."""

    said = ""

    async def ask(self, text: str) -> str:
        """Take the question."""
        self.said = text
        return ""


async def test_no_gap_is_left_where_nothing_was_said_about_the_calendar_yet() -> None:
    async with linked(builders.plan()) as team:
        await team.desk()
        asked = Asked()
        await calendar.once(asked, await team.join("p1"), asyncio.Event())  # type: ignore[arg-type]
        assert "Mar 2027. Your name" in asked.said


async def test_who_comes_when_the_round_is_open_reads_the_calendar_once_and_when_it_can_be_confirmed() -> None:
    async with linked(builders.plan()) as team:
        desk = await team.desk()
        await desk.submit(c.OpenRound())
        person = Person(desk, await team.join("p1"))
        await person.hears(FACT)
        assert person.said.count("Pune works") == 1 and person.said.count("k confirms it") == 1
        await person.leaves()


async def at_the_duration(person: Person) -> None:
    """Skip on until a time is asked for."""
    for _number in range(len(builders.PROMPTS)):
        if HOW_LONG in person.said:
            return
        asked = person.said.count("s skips the prompt")
        await person.types("s")
        await person.hears("s skips the prompt", asked + 1)


async def test_a_time_that_cannot_be_read_is_refused_once_and_the_keys_are_not_said_again() -> None:
    async with a_person() as person:
        await at_the_duration(person)
        before, keys = person.said.count(HOW_LONG), person.said.count("s skips the prompt")
        await person.types("soon")
        await person.hears("That is not a number and a unit.")
        await person.hears(HOW_LONG, before + 1)
        assert person.said.count(HOW_LONG) == before + 1
        assert person.said.count("s skips the prompt") == keys


async def test_guesses_are_explained_once_each_is_confirmed_and_b_goes_back_to_the_one_before() -> None:
    async with a_person() as person:
        await person.types("No query is old.", "1 2", "")
        await person.hears("s says: I cannot tell, b goes back")
        given = person.said.count("Received.")
        await person.types("1 2")
        await person.hears("in Zürich")
        await person.hears("Your guess:")
        assert person.said.count("Received.") == given + 1
        assert person.said.count("Guesses are shown only as a region's") == 1
        await person.types("b")
        await person.hears("in Boston", 2)
        await person.types("b")
        await person.hears(f"{PROTECT}", 2)
        await person.hears("Your answer so far:")


@pytest.mark.parametrize("by_hand", [True, False])
async def test_a_lone_full_stop_is_no_answer_and_that_is_told(by_hand: bool) -> None:
    async with a_person(by_hand=by_hand) as person:
        await person.hears("s skips the prompt")
        await person.types(".")
        await person.hears("A lone . was not taken; nothing was given.")
        await person.hears("Write your answer in one line.", 2)
        await person.types("No query\\")
        await person.hears("And on:")
        await person.types(".")
        await person.hears("A lone . was not taken", 2)
        await person.hears("And on:", 2)
        await person.types("")
        await until(lambda: "fact" in person.me.mine.answers)
        assert person.me.mine.answers["fact"].value == "No query"
        await person.hears("Enter 2 numbers")
        await person.types("1 2")
        await person.hears("Add a word if you like")
        await person.types(".")
        await person.hears("Add a word if you like", 2)
        assert person.said.count("A lone . was not taken") == 3
        await person.types("")
        await person.hears("And the others?")
        assert not person.me.mine.answers["protect"].comment


async def test_a_lone_full_stop_is_no_note() -> None:
    async with a_person(by_hand=True) as person:
        desk: Replica = person.desk
        await desk.submit(c.CloseRound())
        await person.hears("just Enter goes on to the answers")
        await person.types("")
        await person.hears("n writes a note")
        await person.types("n")
        await person.hears("A note on")
        await person.types(".")
        await person.hears("A lone . was not taken")
        await person.hears("A note on", 2)
        await person.types("")
        await person.hears("n writes a note", 2)
        assert not any(desk.state.notes.values())
