"""Wherever a text may have so many characters and no more, one is told quietly when it comes near them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from align.domain import commands as c
from align.domain.checks import LONGEST_COMMENT
from align.domain.text import LONGEST_TEXT
from align.domain.values import LONGEST_LIST_LINE
from align.ui.present.flow import Place
from align.ui.screens.facilitator.form import Form
from align.ui.widgets.asking import Ask
from align.ui.widgets.letters import Letters
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.support.linked import linked
from tests.ui.desks import a_desk
from tests.ui.seats import Person, a_person, at_a_screen
from tests.ui.test_signing import seal
from tests.ui.test_vote_keys import a_vote


@asynccontextmanager
async def signing() -> AsyncIterator[Person]:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            yield person


@asynccontextmanager
async def place(kind: str) -> AsyncIterator[Person]:
    """A person before a field of this kind, which has the keys."""
    if kind == "objection":
        async with signing() as person:
            await person.press("o")
            yield person
        return
    async with a_person(builders.plan()) as person:
        if kind == "reason":
            await a_vote(person)
            await person.press("1", "tab")
        elif kind == "calendar":
            await person.press("w")
        elif kind == "comment":
            await person.desk.submit(c.OpenRound())
            await person.go("answer", "urgent")
            await person.press("tab")
        else:
            for command in (c.OpenRound(), c.CloseRound()):
                await person.desk.submit(command)
            await person.settle(lambda: person.screen.place == Place("reveal"))
            await person.press("n")
        yield person


@pytest.mark.parametrize(("kind", "most"), [
    ("comment", LONGEST_COMMENT), ("reason", LONGEST_COMMENT), ("objection", LONGEST_COMMENT),
    ("calendar", LONGEST_COMMENT), ("note", LONGEST_TEXT),
])  # fmt: skip
async def test_the_letters_are_counted_from_nine_tenths_on_and_too_many_are_a_warning(kind: str, most: int) -> None:
    async with place(kind) as person:
        await person.settle(lambda: person.app.screen.query(Letters).first().is_attached)
        letters = person.app.screen.query(Letters).last()
        field = person.app.screen.focused
        near = most * 9 // 10
        for long in (near - 1, near, most, most + 1):
            if isinstance(field, Writing):
                field.text = "x" * long
            else:
                field.value = "x" * long  # type: ignore[union-attr]
            await person.pilot.pause()
            assert (letters.display, letters.has_class("-over")) == (long >= near, long > most)
        await person.shows(f"{most + 1} of up to {most} characters.")


async def test_a_question_takes_no_more_than_fits_and_stays_with_every_word() -> None:
    async with signing() as person:
        await person.press("o")
        await person.settle(lambda: isinstance(person.app.screen, Ask))
        writing = person.app.screen.query_one(Writing)
        writing.text = "x" * (LONGEST_COMMENT + 1)
        await person.press("ctrl+s")
        await person.shows("It has 401 characters; 400 is the most.")
        assert isinstance(person.app.screen, Ask) and len(writing.text) == LONGEST_COMMENT + 1
        await person.press("end", "backspace")
        assert writing.text == "x" * LONGEST_COMMENT
        await person.press("ctrl+s")
        await person.settle(lambda: person.app.screen is person.screen)


async def test_a_list_says_how_long_its_longest_line_has_become() -> None:
    async with a_person(builders.plan()) as person:
        await person.desk.submit(c.OpenRound())
        await person.go("answer", "signs")
        person.app.screen.query_one("#words", Writing).text = "short\n" + "x" * (LONGEST_LIST_LINE - 1)
        await person.shows(f"The longest line has {LONGEST_LIST_LINE - 1} of up to {LONGEST_LIST_LINE} characters.")


async def test_a_form_of_the_desk_counts_the_letters_of_a_clause(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as lead:
        for command in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Short.")):
            await lead.workshop.submit(command)
        await lead.shows("Short.")
        await lead.press("e")
        await lead.settle(lambda: isinstance(lead.app.screen, Form))
        letters = lead.app.screen.query_one(Letters)
        assert not letters.display
        lead.app.screen.query_one("#field-text", Writing).text = "x" * (LONGEST_TEXT + 1)
        await lead.settle(lambda: letters.has_class("-over"))
        await lead.shows("4001 of up to 4000 characters.")
