"""A participant by lines in a live workshop: going back, guesses that were broken off, a round and a vote that end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from align.domain import commands as c
from align.engine.replica import Replica
from align.ui.plain.taking_part import TakingPart
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.lines import AtALine

FACT, PROTECT = "The morning after First patient in: one fact?", "Only two can be protected. Which?"


class Person(AtALine):
    """Somebody who takes part."""

    def __init__(self, desk: Replica, me: Replica) -> None:
        super().__init__()
        self.desk, self.me = desk, me
        self._way = asyncio.ensure_future(TakingPart(self.console, me).run())

    async def types(self, *lines: str) -> None:
        self.puts(*lines)

    async def leaves(self) -> None:
        self._way.cancel()
        await asyncio.gather(self._way, return_exceptions=True)


@asynccontextmanager
async def a_person() -> AsyncIterator[Person]:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        person = Person(desk, me)
        await person.hears(FACT)
        yield person
        await person.leaves()


async def test_b_goes_back_to_an_answer_that_was_given() -> None:
    async with a_person() as person:
        await person.types("No query is old.")
        await person.hears(PROTECT)
        await person.types("b")
        await person.hears(FACT, 2)
        await person.types("No query is older than a week.")
        await person.hears(PROTECT, 2)
        assert person.me.mine.answers["fact"].value == "No query is older than a week."


async def test_guesses_that_were_broken_off_are_asked_for_when_one_comes_back_and_only_those() -> None:
    async with a_person() as person:
        await person.types("No query is old.", "1 2", "", "s")
        await person.hears("in Zürich")
        await person.leaves()
        again = Person(person.desk, person.me)
        await again.hears("in Zürich")
        assert "in Boston" not in again.said
        await again.leaves()


async def test_a_round_that_closes_is_told_at_once_and_the_line_being_written_is_taken_as_late() -> None:
    async with a_person() as person:
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed. What you enter here is still taken, marked late")
        await person.types("All sites are open.")
        await person.hears("Received.")
        await until(lambda: "fact" in person.me.mine.answers)
        assert PROTECT not in person.said


async def test_after_the_round_is_closed_an_empty_line_goes_on_to_the_answers() -> None:
    async with a_person() as person:
        await person.types("No query is old.", "1 2", "")
        await person.hears("in Boston")
        await person.desk.submit(c.CloseRound())
        await person.hears("guesses are no longer taken")
        await person.types("")
        await person.desk.submit(c.MoveFocus("fact"))
        await person.hears("Success fact")
        assert not person.me.mine.predictions
        assert "in Zürich" not in person.said


async def test_a_vote_that_ends_without_a_level_is_told() -> None:
    async with a_person() as person:
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed")
        await person.types("")
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("fact", "We say it."))
        await until(lambda: bool(person.desk.state.clauses))
        clause = next(iter(person.desk.state.clauses))
        await person.desk.submit(c.OpenVote(clause))
        await person.hears("Your level, 0 to 5:")
        await person.desk.submit(c.CloseVote(clause))
        await person.hears("The vote has been closed.")


async def test_an_opening_that_is_taken_back_is_told_and_the_round_begins_anew_when_it_is_opened() -> None:
    async with a_person() as person:
        await person.desk.submit(c.UndoMove())
        await person.hears("The facilitator took the opening back: the round is not open yet.")
        await person.types("")
        await person.hears("just wait here.")
        await person.desk.submit(c.OpenRound())
        await person.types("1")
        await person.hears(FACT, 2)


async def test_a_round_that_goes_on_takes_answers_and_its_second_end_is_read_out() -> None:
    async with a_person() as person:
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed.")
        await person.types("")
        await person.hears("Success fact")
        await person.desk.submit(c.UndoMove())
        await person.hears(FACT, 2)
        await person.types("All sites are open.")
        await person.hears("Received.")
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed.", 2)
        await person.types("")
        await person.hears("Success fact", 2)
