"""What a key does a click does too, at the very words that say it."""

from __future__ import annotations

import msgspec

from align.domain import commands as c
from align.packs.catalogue import find_pack
from align.ui.widgets.answers.scale import ScaleField
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.support.plans import FOLDERS
from tests.ui.seats import Person, a_person


async def click(person: Person, words: str, *, last: bool = False) -> None:
    """Click in the middle of words that stand on the screen."""
    rows = (await person.rested()).split("\n")
    found = [(row.index(words) + len(words) // 2, y) for y, row in enumerate(rows) if words in row]
    assert found, f"{words!r} is not in:\n" + "\n".join(rows)
    await person.pilot.click(offset=found[-1 if last else 0])
    await person.pilot.pause()


async def open_round(person: Person) -> None:
    await person.desk.submit(c.OpenRound())
    await person.settle(lambda: person.workshop.state.phase == "assume")


async def test_a_unit_and_a_clock_are_taken_where_they_stand() -> None:
    async with a_person(builders.plan(), (100, 30)) as person:
        await open_round(person)
        await person.go("answer", next(p.id for p in builders.PROMPTS if p.type == "duration"))
        await person.press("3")
        for unit in ("days", "minutes", "hours"):
            await click(person, unit)
            await person.shows(f"•{unit}")
        await click(person, "working time")
        await person.shows("•working time")
        await click(person, "working time")
        assert "•working time" in await person.rested(), "the one that is taken stays"
        await click(person, "on the clock")
        await person.shows("•on the clock")


async def test_a_number_of_a_scale_is_chosen_where_it_stands() -> None:
    scale = next(p for p in find_pack("kickoff", FOLDERS).prompts if p.type == "scale")
    for width in (100, 60, 30):
        field = ScaleField(scale, None)
        drawn = field.rows(width)
        assert not field.upright
        for first, line in drawn:
            numbers = [int(number) for number in line.plain.split() if first is not None and number.isdecimal()]
            for number in numbers:
                at = line.plain.index(f" {number} " if number else "0")
                assert first is not None
                assert first + (at + 1) // field._step(width) == number
        assert all(line.cell_length <= width for _first, line in drawn)
        words = " ".join(line.plain for _first, line in drawn)
        assert all(point.label in words for point in scale.points)
    async with a_person(msgspec.structs.replace(builders.plan(), pack=find_pack("kickoff", FOLDERS))) as person:
        await open_round(person)
        await person.go("answer", scale.id)
        for number in (7, 10, 0, 5):
            await click(person, f" {number}", last=True)
            await person.shows(f"›{number}")
        assert person.screen.query_one(ScaleField).value == 5


async def test_another_group_is_asked_about_by_a_click_and_the_guess_stays() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.workshop.submit(c.GiveAnswer("urgent", "now"))
        await person.go("guess", "urgent")
        regions = [region.name for region in person.workshop.state.the_plan.regions]
        await person.press("2")
        await click(person, regions[2])
        await person.shows(f"in {regions[2]}")
        assert [key for key in person.workshop.mine.predictions if key[0] == "urgent"]
        await click(person, regions[2])
        await person.shows(f"in {regions[2]}")


async def test_a_question_is_answered_by_a_click_on_its_words() -> None:
    async with a_person(builders.plan()) as person:
        said: list[bool | None] = []
        for words in ("n no", "y yes"):
            person.app.push_screen(Confirm("Really?", "It is a test."), said.append)
            await person.shows("Really?")
            await click(person, "enter means no")
            assert isinstance(person.app.screen, Confirm)
            await click(person, words)
            await person.settle(lambda: not isinstance(person.app.screen, Confirm))
        assert said == [False, True]
