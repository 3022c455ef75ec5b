"""What one answers with is in sight: at first, in another window, beside a refusal, while one writes, and again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest

from align.domain import commands as c
from align.domain.prompts import Pack
from align.engine.workshop import answer_key
from align.packs.packs import load_pack
from align.resources import bundled
from align.ui.widgets.answers.rights import DecisionRights
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.ui.seats import Person, a_person

ROLES = ("1 the sponsor's study lead", "2 the CRO's project manager", "5 whoever does the work")


@pytest.fixture(scope="module")
def kickoff() -> Pack:
    return load_pack(bundled("prompts") / "kickoff.yaml")


@asynccontextmanager
async def at(pack: Pack, prompt: str, size: tuple[int, int]) -> AsyncIterator[Person]:
    async with a_person(msgspec.structs.replace(builders.plan(), pack=pack), size) as person:
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.workshop.state.answering)
        await person.go("answer", prompt)
        yield person


async def test_the_first_view_begins_at_its_beginning(kickoff: Pack) -> None:
    async with at(kickoff, "who-decides", (80, 24)) as person:
        await person.shows("In each row exactly one role decides.", "› adding or closing a site", *ROLES)


async def test_the_row_with_the_keys_stays_in_sight_with_its_roles_in_a_smaller_window(kickoff: Pack) -> None:
    async with at(kickoff, "who-decides", (80, 24)) as person:
        await person.press("down", "down", "down")
        await person.pilot.resize_terminal(60, 20)
        await person.shows("› accepting work that is not in the contract", *ROLES)
        await person.press("tab")
        await person.type("vendor")
        await person.pilot.resize_terminal(60, 18)
        await person.shows("│ vendor")


async def test_a_refusal_takes_only_the_room_that_it_needs_and_hides_no_role_of_the_row_it_is_about(
    kickoff: Pack,
) -> None:
    async with at(kickoff, "who-decides", (80, 24)) as person:
        await person.press("down", "down", "1", "up", "2", "2")
        for _again in range(3):
            await person.press("enter")
            await person.shows("nobody decides yet.", "› moving a date that the client was told", *ROLES)
            lines = (await person.rested()).split("\n")
            told = next(n for n, line in enumerate(lines) if line.startswith("▌ !"))
            assert [line.strip() for line in lines].count("3 together.") == 1
            assert lines[told - 1].strip() == "3 together."


async def test_what_is_kept_is_the_right_as_it_was_changed_last(kickoff: Pack) -> None:
    async with at(kickoff, "who-decides", (100, 30)) as person:
        await person.press("1")
        await person.shows("1 of 4 decided.", "✎ not given yet · 1 of 4")
        before = person.workshop.mine.drafts[answer_key("who-decides")]
        await person.press("1")
        await person.shows("0 of 4 decided.", "✎ not given yet · 0 of 4")
        assert before["value"] == {"sites": {"study-lead": "decide"}}
        assert person.workshop.mine.drafts[answer_key("who-decides")]["value"] == {"sites": {"study-lead": "recommend"}}


async def test_one_goes_on_behind_the_decisions_that_were_typed(kickoff: Pack) -> None:
    async with at(kickoff, "who-decides", (80, 24)) as person:
        await person.press("tab")
        await person.type("vendor\nbudge")
        await person.press("ctrl+b", "ctrl+n", "tab")
        await person.type("t")
        assert list(person.screen.query_one(DecisionRights).value) == ["vendor", "budget"]


async def test_one_goes_on_behind_the_word_and_where_one_was_after_a_refusal(kickoff: Pack) -> None:
    async with at(kickoff, "protect-first", (80, 24)) as person:
        await person.press("tab")
        await person.type("dat")
        await person.press("ctrl+n")
        await person.shows("There is a word but no answer yet.")
        await person.press("tab", "home")
        await person.type("a ")
        await person.press("ctrl+n", "tab")
        await person.type("b ")
        assert person.screen.query_one("#comment", Writing).text == "a b dat"
        await person.go("answer", "confidence")
        await person.go("answer", "protect-first")
        await person.press("tab")
        await person.type("e")
        assert person.screen.query_one("#comment", Writing).text == "a b date"


@pytest.mark.parametrize(
    ("prompt", "most", "said"),
    [
        ("who-decides", 3, "! 4 decisions of your own are too many; 3 is the most."),
        ("early-signs", 5, "! The list has 6 lines; 5 is the most."),
    ],
)
async def test_one_line_too_many_is_told_as_it_is_begun(kickoff: Pack, prompt: str, most: int, said: str) -> None:
    async with at(kickoff, prompt, (100, 30)) as person:
        if prompt == "who-decides":
            await person.press("tab")
        await person.type("\n".join("abcdef"[:most]))
        assert said not in await person.rested()
        await person.type("\nz")
        await person.shows(said)
        await person.press("backspace")
        await person.settle(lambda: said not in person.text)


async def test_the_line_that_one_writes_is_in_sight_in_a_text_that_is_higher_than_the_window(kickoff: Pack) -> None:
    async with at(kickoff, "success-fact", (60, 20)) as person:
        await person.type("\n".join(f"line {n}" for n in range(10)))
        await person.shows("│ line 9", "│ line 4")
        await person.press(*["up"] * 9)
        await person.shows("│ line 0")
        await person.press(*["down"] * 9)
        await person.pilot.resize_terminal(60, 18)
        await person.shows("│ line 9")


async def test_what_was_chosen_is_in_sight_on_coming_back(kickoff: Pack) -> None:
    async with at(kickoff, "silence", (60, 18)) as person:
        await person.press("5")
        await person.shows("› 5  nothing at all")
        await person.go("answer", "confidence")
        await person.go("answer", "silence")
        await person.shows("› 5  nothing at all")
