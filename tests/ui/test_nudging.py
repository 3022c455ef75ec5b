"""A reminder from desk to screen: chosen with a key, read once, in plain mode too."""

from __future__ import annotations

from pathlib import Path

from align.domain import commands as c
from align.ui.present.desk_nudging import reminded_words
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.pick import Pick
from tests.support import builders
from tests.ui.desks import a_desk
from tests.ui.seats import at_a_screen
from tests.ui.test_plain_taking_part import Person


async def test_the_desk_reminds_one_and_that_person_reads_it_while_writing(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        me, other = await desk.link.join("p1"), await desk.link.join("p2")
        plain = Person(desk.workshop, other)
        await desk.settle(lambda: sum(seat.online for seat in desk.presence.seats) == 2)
        async with at_a_screen(desk.link, desk.workshop, me) as person:
            await person.go("answer", "fact")
            await person.type("All")
            await desk.press("n")
            assert isinstance(desk.screen, Pick)
            assert "Boston 1 · Boston, not joined" in desk.text
            await desk.press("down", "enter")
            await person.shows("8 prompts are left")
            await person.type(" sites")
            assert "All sites" in person.text, "it takes no key"
            assert other.mine.nudges == 0
            await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
            await desk.press("n", "enter")
            await plain.hears("The facilitator asks whether you can finish: 8 prompts are left")
            assert me.mine.nudges == 1, "once in five minutes"
        await plain.leaves()


async def test_where_all_are_away_the_desk_says_so_and_where_nothing_is_asked_there_is_no_key(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("n")
        assert isinstance(desk.screen, DeskScreen)
        assert "nudge" not in desk.text
        await desk.workshop.submit(c.OpenRound())
        await desk.shows("n nudge")
        await desk.press("n")
        assert any("are not here" in one.message for one in desk.app._notifications)


def test_one_other_person_is_told_of_as_one() -> None:
    assert reminded_words(1, 2).endswith("The other one is not here, or was reminded less than five minutes ago.")
    assert reminded_words(1, 3).endswith("The others are not here, or were reminded less than five minutes ago.")
