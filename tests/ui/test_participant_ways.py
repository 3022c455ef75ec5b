"""What a participant must not miss or mistake on the way from one view to another."""

from __future__ import annotations

from functools import partial

from align.domain import commands as c
from align.ui.present.flow import Place
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.support.linked import linked
from tests.ui.seats import a_person, at_a_screen
from tests.ui.test_participant_screen import close_round, open_round
from tests.ui.test_signing import seal


async def test_a_vote_that_opens_behind_the_map_or_the_figures_is_told_beside_the_keys() -> None:
    async with a_person(builders.plan(min_n=1)) as person:
        await open_round(person)
        await close_round(person)
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("urgent", "About urgent.", review_on="2027-03-12"))
        await person.settle(lambda: person.workshop.state.phase == "agree")
        for key, title, clause in (("m", "Four-state map", "c1"), ("i", "What the numbers of", "c1")):
            await person.go("reveal")
            await person.press(key)
            await person.shows(title)
            assert "vote" not in await person.rested()
            await person.desk.submit(c.OpenVote(clause))
            await person.settle(lambda: person.screen.place == Place("consent", "c1"))
            await person.shows("a vote is open: esc")
            await person.press("escape")
            await person.settle(lambda: person.app.screen is person.screen)
            await person.desk.submit(c.CloseVote(clause))
            await person.settle(lambda: not person.workshop.state.open_votes)


async def test_a_field_that_was_left_says_how_one_writes_on() -> None:
    async with a_person(builders.plan(), (80, 24)) as person:
        await open_round(person)
        written = next(p for p in person.workshop.state.the_plan.pack.prompts if p.type == "text")
        await person.go("answer", written.id)
        await person.settle(lambda: person.screen.query_one(Writing).has_focus)
        assert "tab write" not in await person.rested()
        await person.press("escape")
        await person.shows("tab write")
        assert (await person.rested()).split("\n")[-1].strip().startswith("tab write")
        await person.press("tab")
        await person.type("sure")
        assert person.screen.query_one(Writing).text == "sure"
        assert "tab write" not in await person.rested()


async def test_esc_in_the_clauses_leads_back_to_where_they_were_looked_at_from() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            for key, before in (("", Place("charter")), ("r", Place("reveal")), ("s", Place("charter"))):
                if key:
                    await person.press(key)
                await person.settle(partial(person.is_at, before))
                await person.press("c")
                await person.settle(partial(person.is_at, Place("clauses")))
                await person.press("escape")
                await person.settle(partial(person.is_at, before))
