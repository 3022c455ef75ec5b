"""A participant by lines in a live workshop: going back, guesses that were broken off, a round and a vote that end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from align.charter.facts import prompt_lines
from align.domain import commands as c
from align.engine.replica import Replica
from align.ui.plain.taking_part import Said, TakingPart
from tests.support import builders
from tests.support.linked import Linked, linked, until
from tests.ui.lines import AtALine

FACT, PROTECT = "The morning after First patient in: one fact?", "Only two can be protected. Which?"


class Person(AtALine):
    """Somebody who takes part."""

    team: Linked

    def __init__(self, desk: Replica, me: Replica, *, by_hand: bool = False) -> None:
        super().__init__(by_hand=by_hand)
        self.desk, self.me = desk, me
        self._way = asyncio.ensure_future(TakingPart(self.console, me).run())

    async def types(self, *lines: str) -> None:
        self.puts(*lines)

    async def leaves(self) -> None:
        self._way.cancel()
        await asyncio.gather(self._way, return_exceptions=True)


@asynccontextmanager
async def a_person(*, by_hand: bool = False) -> AsyncIterator[Person]:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        person = Person(desk, me, by_hand=by_hand)
        person.team = team
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


async def test_a_round_that_closes_inside_of_an_answer_is_told_at_once_and_the_answer_is_late() -> None:
    async with a_person() as person:
        await person.types("No query\\")
        await person.hears("And on:")
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed. Your answer to this prompt is still taken, marked late.")
        assert "fact" not in person.me.mine.answers
        await person.types("is old.")
        await until(lambda: "fact" in person.me.mine.answers)
        answer = person.me.mine.answers["fact"]
        assert (answer.late, answer.value) == (True, "No query\nis old.")
        assert person.said.count("The round has been closed") == 1


async def test_what_is_chosen_counts_before_the_word_beside_it() -> None:
    async with a_person() as person:
        await person.types("No query is old.", "1 2")
        await person.hears("Add a word if you like")
        assert "protect" in person.me.mine.answers
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed. Your answer counts; a word is no longer taken with it.")
        await person.types("the patients")
        await person.desk.submit(c.MoveFocus("protect"))
        await person.hears("1 of 9 answered.")
        answer = person.me.mine.answers["protect"]
        assert (answer.late, answer.comment, answer.value) == (False, "", ["date", "scope"])


async def test_a_change_that_is_not_given_before_the_round_closes_stays_as_it_was_and_is_told() -> None:
    async with a_person() as person:
        await person.types("No query is old.")
        await person.hears(PROTECT)
        await person.types("b")
        await person.hears(FACT, 2)
        await person.desk.submit(c.CloseRound())
        await person.hears("The round has been closed; the answer that you gave before stays as it is.")
        await person.types("")
        await person.desk.submit(c.MoveFocus("fact"))
        await person.hears("Success fact: 1 of 9 answered.")
        assert person.me.mine.answers["fact"].value == "No query is old."


async def test_a_line_that_breaks_is_told_at_once_one_goes_on_and_what_was_kept_arrives() -> None:
    async with a_person(by_hand=True) as person:
        person.team.cut(person.team.lines[-1], person.me)
        await person.hears("The host cannot be reached just now. What you enter is kept on this computer")
        await person.types("No query is old.")
        await person.hears("Kept on this computer; it goes to the host when the host is back.")
        await person.hears(PROTECT)
        assert "fact" not in person.me.mine.answers
        await person.team.connect(person.me)
        await person.hears("The host is back, and what was kept here goes to it.")
        await until(lambda: "fact" in person.me.mine.answers)
        assert person.said.count("cannot be reached") == person.said.count("The host is back") == 1


async def test_what_is_refused_after_all_when_the_host_is_back_is_told() -> None:
    async with a_person(by_hand=True) as person:
        await to_a_vote(person)
        person.team.cut(person.team.lines[-1], person.me)
        await person.hears("cannot be reached")
        await person.types("4")
        await person.hears("Kept on this computer")
        await person.desk.submit(c.CloseVote("c1"))
        await person.team.connect(person.me)
        await person.hears("Not taken, of what you gave while the host was away:")
        assert person.said.count("Your level, 0 to 5:") == 1


async def test_a_script_waits_for_the_host_with_what_it_gives() -> None:
    async with a_person() as person:
        person.team.cut(person.team.lines[-1], person.me)
        await person.types("No query is old.")
        await person.hears("cannot be reached")
        await person.team.connect(person.me)
        await person.hears("Received.")
        await person.hears(PROTECT)
        assert "Kept on this computer;" not in person.said


async def test_a_vote_that_ends_without_a_level_is_told_with_its_outcome() -> None:
    async with a_person() as person:
        await to_a_vote(person)
        await person.desk.submit(c.CloseVote("c1"))
        await person.hears("The vote has been closed. Vote 1 on clause 1: nobody voted.")


async def test_a_counted_vote_is_read_out_as_everybody_sees_it() -> None:
    async with a_person() as person:
        await to_a_vote(person)
        await person.types("2", "A day is too long.")
        await person.hears("Received.")
        for other in ("p2", "p3"):
            await (await person.team.join(other)).submit(c.GiveSupport("c1", 1, 4))
        assert "Vote 1" not in person.said
        await person.desk.submit(c.CloseVote("c1"))
        await person.hears("Vote 1 on clause 1: 1 of 3 below 3. 0 ")
        await person.hears("Reason at 2: A day is too long.")
        assert "4 Good: 2" in person.said


async def to_a_vote(person: Person) -> None:
    """Lead somebody from the round to an open vote on a clause."""
    await person.desk.submit(c.CloseRound())
    await person.hears("The round has been closed")
    await person.types("")
    await person.desk.submit(c.MoveTo("agree"))
    await person.desk.submit(c.DraftClause("fact", "We say it."))
    await until(lambda: bool(person.desk.state.clauses))
    await person.desk.submit(c.OpenVote("c1"))
    await person.hears("Your level, 0 to 5:")


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


async def test_after_the_end_no_guess_is_read_any_more() -> None:
    async with a_person() as person:
        await person.types("No query is old.", "1 2", "")
        await person.hears("in Boston")
        await person.desk.submit(c.CloseRound())
        await person.hears("guesses are no longer taken")
        await person.types("nobody knows")
        await person.hears("The round has been closed; guesses are no longer taken.", 2)
        assert "is not a number" not in person.said


async def test_who_comes_back_with_answers_is_not_welcomed_again() -> None:
    async with a_person() as person:
        await person.types("All sites are open.")
        await person.hears("Received.")
        await person.leaves()
        again = AtALine()
        way = asyncio.ensure_future(TakingPart(again.console, person.me, Said(leaving="It stays.")).run())
        await again.hears(PROTECT)
        assert "Here we say them" not in again.said
        assert "It stays." not in again.said
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)


async def test_a_reason_that_was_left_out_is_asked_for_again_and_enter_twice_goes_back_to_the_level() -> None:
    async with a_person() as person:
        await to_a_vote(person)
        assert "We say it. Everyone · no owner yet" in person.said
        await person.types("2", "", "")
        await person.hears("Just Enter once more goes back to the level.")
        await person.hears("Your level, 0 to 5:", 2)
        await person.types("1", "", "A day is too long.")
        await until(lambda: bool(person.me.mine.supports))
        given = person.me.mine.supports["c1", 1]
        assert (given.level, given.reason) == (1, "A day is too long.")


async def test_a_sealed_clause_is_read_out_with_for_whom_it_holds_its_owner_its_review_and_its_dissent() -> None:
    async with a_person() as person:
        await to_a_vote(person)
        await person.types("1", "A day is too long.")
        await person.hears("Received.")
        await person.desk.submit(c.CloseVote("c1"))
        dissent = ("Pune cannot answer at night.",)
        await person.desk.submit(c.SettleClause("c1", "dissent_recorded", "Fay", "2027-03-12", {}, dissent))
        await person.desk.submit(c.Seal())
        await person.hears("Everyone · owner Fay · review 12 Mar 2027")
        await person.hears("Dissent, in their words: Pune cannot answer at night.")


async def test_a_slip_at_the_review_is_told() -> None:
    async with a_person() as person:
        await person.types("All sites are open.", *["s"] * 40)
        await person.hears("y to hand in")
        await person.types("x")
        await person.hears("That is none of these: x")
        await person.types("y")
        await person.hears("Handed in.")
        await person.types("77")
        await person.hears("That is none of these: 77")


async def test_an_answer_with_an_empty_line_is_read_out_in_one_line_without_it() -> None:
    async with linked(builders.plan("named")) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        await me.submit(c.GiveAnswer("fact", "Boston\n\nThird line"))
        await desk.submit(c.CloseRound())
        await until(lambda: "fact" in me.state.revealed)
        told = "\n".join(prompt_lines(me.state, me.state.the_plan, "fact"))
        assert "Boston; Third line" in told


@asynccontextmanager
async def all_given() -> AsyncIterator[Person]:
    """Somebody in front of the list of all answers, with the guesses left out."""
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        for prompt in builders.PROMPTS:
            await me.submit(c.GiveAnswer(prompt.id, builders.GOOD_VALUES[prompt.id], "a word"))
        person = Person(desk, me)
        person.team = team
        await person.types(*["s"] * 20)
        await person.hears("y to hand in")
        yield person
        await person.leaves()


@pytest.mark.parametrize("number", range(1, len(builders.PROMPTS) + 1))
async def test_just_enter_keeps_every_kind_of_answer_that_stands_and_y_then_hands_in(number: int) -> None:
    async with all_given() as person:
        before = dict(person.me.mine.answers)
        lists = person.said.count("y to hand in")
        await person.types(str(number))
        await person.hears("Just Enter keeps")
        await person.types("")
        await person.hears("y to hand in", lists + 1)
        await person.types("y")
        await person.hears("Handed in.")
        assert person.me.mine.answers == before


async def test_a_lone_yes_is_not_taken_in_place_of_words_that_were_given() -> None:
    async with all_given() as person:
        await person.types("1", "y")
        await person.hears("“y” alone was not taken in place of what you gave: just Enter keeps it.")
        await person.types("", "y")
        await person.hears("Handed in.")
        assert person.me.mine.answers["fact"].value == builders.GOOD_VALUES["fact"]


async def test_one_s_takes_back_no_answer_that_was_given_and_a_second_one_does() -> None:
    async with a_person() as person:
        await person.types("No query is old.")
        await person.hears(PROTECT)
        await person.types("b", "s")
        await person.hears("enter s once more for that, or just Enter to keep it")
        await person.types("")
        await person.hears(PROTECT, 2)
        assert person.me.mine.answers["fact"].value == "No query is old."
        await person.types("b", "s", "s")
        await person.hears(PROTECT, 3)
        assert person.me.mine.answers["fact"].value is None
        await person.types("b")
        await person.hears("Your answer so far: not my area")
        await person.types("")
        await person.hears(PROTECT, 4)


async def test_a_guess_that_was_given_is_read_out_and_just_enter_keeps_it() -> None:
    async with a_person() as person:
        await person.types("No query is old.", "1 2", "", "2 1")
        await person.hears("in Zürich")
        await person.types("b")
        await person.hears("Your guess so far:")
        await person.types("")
        await person.hears("in Zürich", 2)
        assert [guess.value for guess in person.me.mine.predictions.values()] == [["scope", "date"]]
