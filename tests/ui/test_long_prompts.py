"""A prompt longer than the window: what is asked stays in view while one answers below it."""

from __future__ import annotations

import msgspec
import pytest

from align.domain import commands as c
from align.domain.model import Plan
from align.domain.prompts import Option
from align.ui.present.flow import Place
from tests.support import builders
from tests.ui.seats import SMALL, Person, a_person

CARDS = tuple(Option(f"card-{number}", f"Habit number {number}") for number in range(1, 13))
NARROW = (60, 18)


def many_cards() -> Plan:
    """A plan whose sort has more cards than a small window has lines."""
    plan = builders.plan()
    prompts = tuple(
        msgspec.structs.replace(p, options=CARDS, help="Sort what you know about.", predict=True)
        if p.id == "cards"
        else p
        for p in plan.pack.prompts
    )
    return msgspec.structs.replace(plan, pack=msgspec.structs.replace(plan.pack, prompts=prompts))


async def begin(person: Person) -> None:
    """Open the round and wait until the screen has followed."""
    await person.desk.submit(c.OpenRound())
    await person.settle(lambda: person.screen.place == Place("answer", "fact"))


@pytest.mark.parametrize("size", [SMALL, NARROW], ids=["80x24", "60x18"])
async def test_question_and_places_stay_in_view_down_to_the_last_card(size: tuple[int, int]) -> None:
    async with a_person(many_cards(), size) as person:
        await begin(person)
        await person.go("answer", "cards")
        for number in range(1, 12):
            await person.press("1")
            await person.shows("Where does each belong?", "1 Same everywhere", f"› Habit number {number + 1}")


async def test_while_guessing_the_group_and_the_places_stay_in_view() -> None:
    async with a_person(many_cards(), SMALL) as person:
        await begin(person)
        await person.workshop.submit(c.GiveAnswer("cards", {"card-1": "each-region"}, ""))
        await person.go("guess", "cards")
        await person.press(*["1"] * 11)
        await person.shows("AND THE OTHERS?", "in Boston", "1 Same everywhere", "› Habit number 12")


async def test_the_question_stays_in_view_when_the_last_option_is_reached_in_a_small_window() -> None:
    async with a_person(builders.plan(), NARROW) as person:
        await begin(person)
        await person.go("answer", "protect")
        await person.press("pagedown", "pagedown")
        await person.shows(builders.plan().prompt("protect").text)
