"""Inside of an answer, line by line: a full list, and keys where more of an answer is asked for."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from align.ui.plain import steps
from align.ui.plain.within import BackError, SkipError, Within
from tests.support import builders
from tests.support.linked import PATIENCE, until
from tests.ui.lines import AtALine
from tests.ui.test_plain_taking_part import PROTECT, a_person

SIGNS = builders.plan().prompt("signs")
FULL = [f"sign {number}" for number in range(SIGNS.most)]


async def read(at: AtALine, first: str, prompt: str = "signs") -> Any:
    asked = builders.plan().prompt(prompt)
    async with asyncio.timeout(PATIENCE):
        return await steps.read(Within(at.console, asked), asked, first)


async def test_a_full_list_is_kept_and_no_further_line_is_asked_for() -> None:
    at = AtALine(by_hand=True)
    at.puts(*FULL[1:])
    assert await read(at, FULL[0]) == FULL
    assert at.said.endswith(f"The list is full: {SIGNS.most} lines.")


@pytest.mark.parametrize("end", [("", "next"), ("next",)])
async def test_the_empty_line_with_which_a_script_ends_a_full_list_answers_nothing_else(end: tuple[str, ...]) -> None:
    at = AtALine()
    at.puts(*FULL[1:], *end)
    assert await read(at, FULL[0]) == FULL
    assert await at.console.ask("What?") == "next"


async def test_a_script_that_ends_with_a_full_list_has_given_it() -> None:
    at = AtALine()
    at.puts(*FULL[1:], None)
    assert await read(at, FULL[0]) == FULL


@pytest.mark.parametrize(("prompt", "first"), [("signs", "one"), ("fact", "one\\"), ("cards", "1")])
async def test_a_lone_question_mark_explains_and_b_and_s_are_keys_in_every_line_of_an_answer(
    prompt: str, first: str
) -> None:
    for key, left in (("b", BackError), ("S", SkipError)):
        at = AtALine()
        at.puts("?", key)
        with pytest.raises(left):
            await read(at, first, prompt)


def test_an_example_is_called_one_and_the_milestone_stands_in_its_place() -> None:
    plan = builders.plan()
    asked = msgspec.structs.replace(plan.prompt("fact"), why="Why.", help="", example="By {milestone}.")
    at = AtALine()
    Within(at.console, asked, plan).explain()
    assert at.said == f"Why. For example: By {plan.milestone.name}."


async def test_the_word_back_is_an_answer_like_any_other() -> None:
    async with a_person() as person:
        await person.types("back")
        await person.hears(PROTECT)
        assert person.me.mine.answers["fact"].value == "back"


async def test_only_the_backslash_that_goes_on_is_none_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    at = AtALine()
    pasted = [["C:\\data\\", "and on\\"], []]

    async def together() -> list[str]:
        return pasted.pop(0)

    asked = builders.plan().prompt("fact")
    within = Within(at.console, asked)
    monkeypatch.setattr(within, "pasted", together)
    at.puts("to the end")
    async with asyncio.timeout(PATIENCE):
        assert await steps.text(within, "first\\") == "first\\\nC:\\data\\\nand on\nto the end"


async def test_b_at_the_word_goes_back_to_the_prompt_and_a_question_mark_is_no_word() -> None:
    async with a_person() as person:
        await person.types("No query is old.")
        await person.hears(PROTECT)
        await person.types("1 2")
        await person.hears("just Enter goes on without one")
        await person.types("?", "b", "3 4", "")
        await person.hears("in Boston")
        given = person.me.mine.answers["protect"]
        assert given.comment == ""
        assert given.value == [option.id for option in builders.plan().prompt("protect").options[2:]]


async def test_s_inside_of_an_answer_leaves_what_was_given_before_and_asks_again_and_there_it_skips() -> None:
    async with a_person() as person:
        await person.types("No query is old.")
        await person.hears(PROTECT)
        await person.types("b")
        await person.hears("one fact?", 2)
        await person.types("No query\\", "is old\\", "s")
        await person.hears("Typed here and not given: No query\\ / is old\\")
        await person.hears(
            "Nothing of this was given, and what you gave before stays. At the question s skips the prompt."
        )
        await person.hears("End the line with a backslash", 3)
        assert person.me.mine.answers["fact"].value == "No query is old."
        await person.types("s", "s")
        await until(lambda: person.me.mine.answers["fact"].value is None)
