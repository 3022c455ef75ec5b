"""A participant by lines at the answers: looking around, a note, late answers, and a vote that opens meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from align.domain import commands as c
from align.ui.plain.console import LONGEST_TYPED
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.test_plain_taking_part import FACT, PROTECT, Person, a_person, to_a_vote


@asynccontextmanager
async def at_the_answers() -> AsyncIterator[Person]:
    """Somebody at a terminal who gave the first answer; then the round was closed."""
    async with a_person(by_hand=True) as person:
        await person.types("No query is old.")
        await person.hears(PROTECT)
        await person.desk.submit(c.CloseRound())
        await person.hears("just Enter goes on to the answers")
        await person.types("")
        await person.hears("n writes a note")
        yield person


async def test_a_note_is_written_at_the_answers_and_read_out_with_its_prompt() -> None:
    async with at_the_answers() as person:
        await person.types("n")
        await person.hears("A note on “Success fact”. Everybody sees it, without your name.")
        await person.types("Which sites?")
        await person.hears("Received.", 2)
        await until(lambda: [note.text for note in person.desk.state.notes["fact"]] == ["Which sites?"])
        await person.hears("A note on “Success fact”: Which sites?")
        await person.types("1")
        await person.hears("Note: Which sites?")
        await person.desk.submit(c.TakeNote("fact", "All three."))
        await person.hears("A note on “Success fact”: All three. (facilitator)")


async def test_a_note_is_about_the_prompt_that_was_read_last_and_an_empty_one_is_none() -> None:
    async with at_the_answers() as person:
        await person.types("2")
        await person.hears("Protect first: ")
        await person.types("n")
        await person.hears("A note on “Protect first”")
        await person.types("")
        await person.hears("n writes a note", 3)
        assert not person.desk.state.notes


async def test_what_is_open_is_answered_late_from_the_answers() -> None:
    async with at_the_answers() as person:
        await person.hears("l answers late what is open (7).")
        await person.types("l")
        await person.hears("Prompt 1 of 7")
        await person.hears("The round is closed: marked late, and shown by region, without names")
        await person.types("1 2", "")
        await person.hears("Prompt 2 of 7")
        await person.types("b")
        await person.hears("Prompt 1 of 7", 2)
        await person.types("b")
        await person.hears("l answers late what is open (6).")
        answer = person.me.mine.answers["protect"]
        assert (answer.late, answer.value) == (True, ["date", "scope"])


async def test_prompts_and_clauses_are_listed_and_a_wrong_word_is_told() -> None:
    async with at_the_answers() as person:
        await person.types("p")
        await person.hears("1 Success fact, 1 of 9, everybody looks here")
        await person.types("nine")
        await person.hears("That is none of these: nine")
        await person.types("c")
        await person.hears("There are no clauses yet.")
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("fact", "Queries are answered within a week."))
        await until(lambda: bool(person.me.state.clauses))
        await person.types("c")
        await person.hears(
            "1. Queries are answered within a week. (draft) Everyone · no owner yet · no review date yet"
        )


async def test_who_answers_late_hears_that_a_vote_opens_and_comes_to_it_after_the_prompt_at_hand() -> None:
    async with at_the_answers() as person:
        await person.types("l")
        await person.hears(PROTECT, 2)
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("fact", "We say it."))
        await until(lambda: bool(person.desk.state.clauses))
        await person.desk.submit(c.OpenVote("c1"))
        await person.hears("A vote on clause 1 is open. It comes as soon as you are through here.")
        assert "Your level, 0 to 5:" not in person.said
        await person.types("1 2")
        await person.hears("Your level, 0 to 5:")
        assert person.me.mine.answers["protect"].late
        assert "Prompt 2 of 7" not in person.said, "what is still open waits until the vote is done"
        assert person.said.count("A vote on clause 1") == 1
        await person.types("4")
        await until(lambda: bool(person.me.mine.supports))
        await person.hears("l answers late what is open", 2)


async def test_a_vote_that_opens_while_a_note_is_written_is_told_and_the_note_is_kept() -> None:
    async with at_the_answers() as person:
        await person.types("n")
        await person.hears("A note on “Success fact”")
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("fact", "We say it."))
        await until(lambda: bool(person.desk.state.clauses))
        await person.desk.submit(c.OpenVote("c1"))
        await person.hears("A vote on clause 1 is open.")
        await person.types("Which sites?")
        await person.hears("Your level, 0 to 5:")
        await until(lambda: [note.text for note in person.desk.state.notes.get("fact", ())] == ["Which sites?"])


async def test_a_vote_is_not_announced_where_it_is_asked_at_once() -> None:
    async with a_person() as person:
        await to_a_vote(person)
        assert "A vote on clause" not in person.said


async def test_answers_that_are_hidden_are_not_announced() -> None:
    async with linked(builders.plan(attribution="merged", min_n=3)) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        await me.submit(c.GiveAnswer("fact", "No query is old."))
        await desk.submit(c.CloseRound())
        await desk.submit(c.MoveFocus("fact"))
        person = Person(desk, me)
        await person.hears("1 of 9 answered. Too few answers to show them without giving somebody away.")
        assert "read them side by side" not in person.said
        await person.leaves()


async def test_a_line_longer_than_a_terminal_keeps_is_not_taken_in_part() -> None:
    async with at_the_answers() as person:
        await person.types("n")
        await person.hears("A note on “Success fact”")
        await person.types("x" * LONGEST_TYPED)
        await person.hears("This one was longer, and was not taken")
        await person.types("short")
        await until(lambda: [note.text for note in person.desk.state.notes.get("fact", ())] == ["short"])


async def test_who_comes_first_when_the_round_is_open_hears_what_this_is_and_confirms_the_calendar_at_the_answers() -> (
    None
):
    async with at_the_answers() as person:
        assert "Here we say them: first alone and in writing" in person.said
        assert "Who sees it: Until then nobody sees an answer." in person.said
        assert person.said.index("Your region: Pune works") < person.said.index(FACT)
        await person.hears("k reads your region's calendar")
        await person.types("k")
        await person.hears("just Enter leaves it.")
        await person.types("y")
        await until(lambda: "p1" in person.desk.state.confirmed)


async def test_a_question_mark_helps_at_the_answers_and_in_a_note_and_is_no_words() -> None:
    async with at_the_answers() as person:
        await person.types("?")
        await person.hears("changes nothing for anybody")
        await person.types("n")
        await person.hears("A note on “Success fact”")
        await person.types("?")
        await person.hears("a lone ? was not taken")
        await person.hears("A note on “Success fact”", 2)
        await person.types("Which sites?")
        await until(lambda: [note.text for note in person.desk.state.notes.get("fact", ())] == ["Which sites?"])
