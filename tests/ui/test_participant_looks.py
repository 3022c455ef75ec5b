"""How the participant's main screens look, at 80x24 and 100x30; the snapshots are read like drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from syrupy.assertion import SnapshotAssertion

from align.domain import commands as c
from align.domain.state import State
from align.engine.languages import speak_language
from align.language import ENGLISH
from align.ui.present.flow import Place
from tests.support import builders
from tests.support.show import STAGES, play
from tests.ui.seats import LARGE, SMALL, Person, a_person

PLACES = {
    "lobby": Place("lobby"), "answer": Place("answer", "fact"), "waiting": Place("answer", "fact"),
    "reveal": Place("reveal"), "agree": Place("reveal"), "vote": Place("consent", "c1"),
    "counted": Place("consent", "c1"), "sealed": Place("charter"),
}  # fmt: skip
LAST_WORDS = {"counted": "no consent yet", "reveal": "A colleague", "agree": "A colleague", "sealed": "How we work"}


def charter(state: State) -> str:
    """A charter whose words nobody changes."""
    rows = "| Version | 1 |\n| :--- | :--- |\n| Regions | Pune, Boston |"
    return f"# How we work together\n\n{rows}\n\n" + "## A part\n\n- a clause that is kept\n> a quiet word\n\n" * 9


async def begin(person: Person) -> None:
    """Open the round and wait until the screen has followed."""
    await person.desk.submit(c.OpenRound())
    await person.settle(lambda: person.screen.place == Place("answer", "fact"))


SIZES = [SMALL, LARGE]
NARROW = (60, 24)


@pytest.fixture
def english_again() -> Iterator[None]:
    """The language is one of the process: the next test has another."""
    yield
    speak_language(ENGLISH)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "100x30"])
async def test_a_prompt_of_each_type(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with a_person(builders.plan(), size) as person:
        await begin(person)
        for prompt in (prompt.id for prompt in builders.PROMPTS):
            await person.workshop.submit(c.GiveAnswer(prompt, builders.GOOD_VALUES[prompt], ""))
            await person.go("answer", prompt)
            await person.shows("✓ received")
            assert await person.rested() == snapshot(name=prompt)


@pytest.mark.parametrize("stage", STAGES)
async def test_a_stage_of_the_workshop(stage: str, snapshot: SnapshotAssertion) -> None:
    async with a_person(builders.plan(), LARGE, charter) as person:
        await play(person.team, person.desk, person.workshop, stage)
        await person.settle(lambda: person.screen.place == PLACES[stage])
        if stage == "waiting":
            await person.go("review")
        for width, height in (LARGE, SMALL):
            await person.pilot.resize_terminal(width, height)
            await person.shows(LAST_WORDS.get(stage, "online"))
            text = re.sub(r"\d+ of 9 people (?:is|are) here", "N of 9 people are here", await person.rested())
            assert re.sub(r"Sealed as version 1 on \d+ \w+ \d+", "Sealed", text) == snapshot(name=f"{width}x{height}")


@pytest.mark.parametrize("attribution", ["named", "merged"])
async def test_the_reveal_in_the_other_modes(attribution: str, snapshot: SnapshotAssertion) -> None:
    async with a_person(builders.plan(attribution), LARGE) as person:  # type: ignore[arg-type]
        await play(person.team, person.desk, person.workshop, "reveal")
        await person.shows("A colleague abroad")
        assert await person.rested() == snapshot


async def test_the_guesses(snapshot: SnapshotAssertion) -> None:
    async with a_person(builders.plan()) as person:
        await begin(person)
        await person.workshop.submit(c.GiveAnswer("urgent", "today", ""))
        await person.go("guess", "urgent")
        await person.press("1", "enter", "2")
        await person.shows("Now")
        assert await person.rested() == snapshot


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("code", [ENGLISH, "de"])
async def test_who_is_offline_sees_it_in_a_narrow_window_too(code: str, snapshot: SnapshotAssertion) -> None:
    speak_language(code)
    async with a_person(builders.plan(), NARROW) as person:
        await begin(person)
        person.team.cut(person.team.lines[-1], person.workshop)
        for kind, of in (("answer", "fact"), ("answer", "urgent"), ("review", "")):
            await person.go(kind, of)
            await person.shows("offline")
            assert await person.rested() == snapshot(name=f"{kind} {of}".strip())
