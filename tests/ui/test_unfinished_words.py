"""What is typed into a question and not given is never lost: it waits, and is there when the same is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from align.domain import commands as c
from align.domain.state import State
from align.ui.present.flow import Place
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.participant.guest import PassingSeat
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.widgets.answers.scale import ScaleField
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.desks import a_desk
from tests.ui.seats import Person, a_person, at_a_screen
from tests.ui.test_desk_clauses import at_the_clauses
from tests.ui.test_signing import seal
from tests.ui.test_vote_keys import a_vote


async def ask(person: Person, key: str) -> str:
    """Press the key that asks, and return what stands in the field."""
    await person.press(key)
    await person.settle(lambda: isinstance(person.app.screen, Ask))
    return person.app.screen.query_one(Writing).text


async def leave_it(person: Person) -> None:
    """Leave the field, and then the question."""
    await person.press("escape", "escape")
    await person.settle(lambda: person.app.screen is person.screen)


async def test_an_objection_that_was_left_is_there_again_until_it_is_given() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            assert not await ask(person, "o")
            await person.type("Not at night.")
            assert person.app.screen.unsaved()  # type: ignore[attr-defined]
            await leave_it(person)
            assert not me.state.signatures.get(1), "leaving gives nothing"
            assert await ask(person, "o") == "Not at night."
            await person.shows("Your unfinished words were kept.")
            field = person.app.screen.query_one(Writing)
            assert field.cursor_location == field.document.end, "one goes on behind them"
            await person.press("ctrl+home")
            assert field.cursor_location == (0, 0)
            await person.press("ctrl+end")
            assert field.cursor_location == field.document.end
            await person.press("ctrl+s")
            await person.shows("You object: “Not at night”.")
            assert await ask(person, "o") == "Not at night.", "what was given, to change it"
            assert "unfinished" not in person.text


@pytest.mark.parametrize(
    ("seat", "said"), [(ParticipantScreen, "goes on next time"), (PassingSeat, "gone when you leave")]
)
async def test_who_leaves_with_a_question_open_reads_what_becomes_of_the_words(
    seat: type[ParticipantScreen], said: str
) -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me, seat=seat) as person:
            await ask(person, "o")
            await person.type("Not at night.")
            assert said in person.app.screen.unsaved()  # type: ignore[attr-defined]
            await leave_it(person)
            assert bool(person.screen.unsaved()) != seat.KEEPS, "what waits for the next time asks nobody"


async def test_an_objection_whose_charter_is_amended_meanwhile_is_refused_aloud_and_kept() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            await ask(person, "o")
            await person.type("Not at night.")
            await desk.submit(c.Amend("A new partner joins."))
            await person.settle(lambda: me.state.phase == "agree")
            person.hands_rest()
            await person.press("ctrl+s")
            await person.settle(lambda: any("Nothing was changed." in one.message for one in person.app._notifications))
            assert Unfinished(me, "object:").begin() == "Not at night."


async def test_words_that_come_back_refused_stand_before_those_typed_since_and_never_in_their_place() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        async with at_a_screen(team, desk, me) as person:
            line = team.lines[1]
            await ask(person, "o")
            await person.type("Not at night.")
            team.cut(line, me)
            await person.press("ctrl+s")
            await person.settle(lambda: person.app.screen is person.screen)
            assert not await ask(person, "o")
            await person.type("By phone.")
            await desk.submit(c.Amend("A new partner joins."))
            await team.connect(me)
            await person.settle(lambda: any("Nothing was changed." in one.message for one in person.app._notifications))
            assert person.app.screen.query_one(Writing).text == "By phone.", "nothing moves under hands that write"
            await person.type(" Or by mail.")
            await leave_it(person)
            assert Unfinished(me, "object:").begin() == "Not at night.\nBy phone. Or by mail."
            assert Unfinished(me, "object:").begin() == "Not at night.\nBy phone. Or by mail.", "put together once"


async def test_words_put_together_lose_none_and_stay_on_one_line_where_there_is_one() -> None:
    async with linked(builders.plan()) as team:
        await team.desk()
        waits = Unfinished(await team.join("p1"), "skip:fact")
        waits.back("cost")
        waits.keep("Too costly for Pune")
        assert waits.begin(" ") == "cost Too costly for Pune", "a part of a word is no word"
        waits.back("Red")
        waits.back("Blue")
        waits.keep("")
        assert waits.begin(" ") == "Red Blue"


async def test_a_reason_that_comes_back_refused_leaves_the_one_that_was_typed_since() -> None:
    async with a_person(builders.plan()) as person:
        view = await a_vote(person)
        line = person.team.lines[1]
        await person.press("1", "enter")
        await person.settle(lambda: view.query_one(Writing).has_focus)
        await person.type("No")
        person.team.cut(line, person.workshop)
        await person.press("ctrl+n", "2")
        await person.settle(lambda: view.query_one(ScaleField).value == 2)
        await person.desk.submit(c.CloseVote("c1"))
        await person.team.connect(person.workshop)
        await person.settle(lambda: not view.query_one(ScaleField).display)
        assert person.workshop.mine.drafts["support:c1:1"] == {"level": 2, "reason": "No"}


async def test_a_note_that_was_left_is_there_again_on_its_prompt_alone() -> None:
    def taken(state: State) -> list[str]:
        return [note.text for notes in state.notes.values() for note in notes]

    async with a_person(builders.plan()) as person:
        for command in (c.OpenRound(), c.CloseRound()):
            await person.desk.submit(command)
        await person.settle(lambda: person.screen.place == Place("reveal"))
        await ask(person, "n")
        await person.type("Ask Zürich.")
        await leave_it(person)
        await person.press("right")
        assert not await ask(person, "n"), "another prompt has words of its own"
        await leave_it(person)
        await person.press("left")
        assert await ask(person, "n") == "Ask Zürich."
        await person.press("ctrl+s")
        await until(lambda: taken(person.desk.state) == ["Ask Zürich."])
        await person.settle(lambda: person.app.screen is person.screen)
        assert not await ask(person, "n"), "a note that was given waits no longer"


async def test_a_form_that_comes_back_refused_is_kept_beside_what_was_filled_in_since(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("e")
        desk.screen.query_one("#field-text", Writing).text = "Words that took long"
        desk.screen.query_one("#field-review_on", Input).value = "next spring"
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.press("ctrl+s")
        await desk.shows("The host cannot be reached")
        await desk.press("escape", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("e")
        desk.screen.query_one("#field-text", Writing).text = "Words of a moment later"
        await desk.settle(lambda: "clause:c1" in desk.workshop.mine.drafts)
        await desk.press("escape", "escape")
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: desk.workshop.link == "online" and not desk.workshop.unsent)
        await desk.press("e")
        assert desk.screen.query_one("#field-text", Writing).text == "Words of a moment later"
        text, review = desk.screen.query_one("#field-text", Writing), desk.screen.query_one("#field-review_on", Input)
        await desk.shows("Others were refused and are kept too; ctrl+o")
        await desk.press("ctrl+o")
        await desk.settle(lambda: (text.text, review.value) == ("Words that took long", "next spring"))
        await desk.press("ctrl+o")
        await desk.settle(lambda: text.text == "Words of a moment later")
        await desk.press("ctrl+o")
        await desk.settle(lambda: review.value == "next spring")
        review.value = "2027-03-12"
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].text == "Words that took long")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        assert desk.screen.query_one("#field-text", Writing).text == "Words of a moment later", "nothing typed is lost"
        assert "ctrl+o" not in desk.text


async def test_nothing_can_be_typed_into_words_that_are_under_way_and_what_hands_added_is_kept(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("e")
        text = desk.screen.query_one("#field-text", Writing)
        text.text = "One"
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.press("end", "ctrl+s")
        await desk.shows("The host cannot be reached")
        await desk.press("t", "w", "o", "ctrl+s")
        assert text.text == "One", "nobody types what would be lost"
        text.insert(" and two", (0, 3), maintain_selection_offset=False)  # as keys that came in the same moment do
        await desk.settle(lambda: "clause:c1" in desk.workshop.mine.drafts)
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: desk.state.clauses["c1"].text == "One")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("e")
        assert desk.screen.query_one("#field-text", Writing).text == "One and two"


async def test_words_that_were_refused_while_the_form_was_open_can_be_gone_on_with(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("e")
        text = desk.screen.query_one("#field-text", Writing)
        text.text = "One"
        desk.screen.query_one("#field-review_on", Input).value = "next spring"
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.press("ctrl+s")
        await desk.shows("The host cannot be reached")
        await desk.link.connect(desk.workshop)
        await desk.shows("Your words are still here")
        assert desk.screen.focused is text
        await desk.press("end", "s", "ctrl+s")
        await desk.press("escape", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("e")
        assert desk.screen.query_one("#field-text", Writing).text == "Ones"
