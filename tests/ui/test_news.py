"""News have a place of their own: above the keys, beside nothing that is read or written, and gone without a trace."""

from __future__ import annotations

import pytest

from align.domain import commands as c
from align.ui.page import tell
from align.ui.present.flow import Place
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.support.linked import linked
from tests.ui.seats import Person, a_person, at_a_screen

NEWS = "The facilitator has changed the calendar of your region. Please read it again, and say so where it is wrong."


async def writing(person: Person) -> None:
    await person.desk.submit(c.OpenRound())
    await person.settle(lambda: person.workshop.state.phase == "assume")
    await person.go("answer", "fact")
    await person.type("Nobody had to work on a Saturday.")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 24)])
async def test_news_cover_neither_the_prompt_nor_what_is_typed_nor_who_will_see_it(size: tuple[int, int]) -> None:
    async with a_person(builders.plan(), size) as person:
        await writing(person)
        before = (await person.rested()).split("\n")
        tell(person.screen, NEWS, warning=True, seconds=60)
        await person.shows("The facilitator has changed")
        after = (await person.rested()).split("\n")
        assert before[-2:] == after[-2:], "the last line never moves"
        news = [row for row in after if row.startswith("▌")]
        assert " ".join(" ".join(news).replace("▌", "").split()) == f"! {NEWS}"
        assert after[-2 - len(news) : -2] == news, "right above the keys"
        kept = [row for row in before if row.strip()]
        first = kept.index(next(row for row in kept if "Saturday" in row))
        assert [row for row in after if row.strip()][: first + 1] == kept[: first + 1]
        assert any("Hidden until" in row for row in after)
        person.app.clear_notifications()
        assert (await person.rested()).split("\n") == before


async def test_news_before_a_question_leave_it_to_be_read() -> None:
    async with a_person(builders.plan()) as person:
        person.app.push_screen(Confirm("Leave align now?", "Something is not given yet."))
        await person.shows("Leave align now?")
        tell(person.screen, NEWS, seconds=60)
        await person.shows("Leave align now?", "not given yet.", "The facilitator has changed", "enter means no")


async def test_a_third_piece_of_news_takes_the_place_of_the_first() -> None:
    async with a_person(builders.plan()) as person:
        await writing(person)
        for number in range(6):
            tell(person.screen, f"{number}. {NEWS}", seconds=60)
        await person.shows("4. The facilitator", "5. The facilitator")
        rows = (await person.rested()).split("\n")
        assert sum(row.startswith("▌") for row in rows) == 4
        assert any("Saturday" in row for row in rows)


async def test_who_comes_back_to_a_kept_seat_reads_once_whose_it_is() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        async with at_a_screen(team, desk, me, (100, 30), again=True) as person:
            await person.shows("You go on as Pune 1 (Pune). Not you? Leave with ctrl+c")
            person.app.clear_notifications()
            await desk.submit(c.OpenRound())
            await person.settle(lambda: person.screen.place != Place("lobby"))
            assert "You go on as" not in await person.rested()
