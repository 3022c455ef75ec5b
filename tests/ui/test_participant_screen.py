"""A participant answers, guesses and hands in, by keyboard alone at 80x24, also while the line is down."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import TextArea

from align.domain import commands as c
from align.domain.text import LONGEST_TEXT
from align.engine.replica import Replica
from align.engine.seat import Seat, SeatFile
from align.engine.workshop import answer_key
from align.ui.app import AlignApp
from align.ui.present.flow import Place
from align.ui.screens.participant.answer import AnswerView
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.screens.shared.view import View
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.help import HelpScreen
from tests.support import builders
from tests.support.linked import PATIENCE, TICKET, linked, until
from tests.ui.desks import StillClock
from tests.ui.seats import LARGE, SMALL, Person, a_person, at_a_screen, shown

KEYS: dict[str, tuple[tuple[str, ...], Any]] = {
    "fact": (("O", "k", "enter", "y", "ctrl+n"), "Ok\ny"),
    "protect": (("3", "1", "enter"), ["quality", "date"]),
    "signs": (("a", "enter", "b", "ctrl+n"), ["a", "b"]),
    "sure": (("1", "0", "up", "down", "down", "enter"), 8),
    "wait": (("4", "down", "space", "right"), {"amount": 4, "unit": "days", "clock": "elapsed"}),
    "urgent": (("down", "down", "enter"), "today"),
    "updates": (("4", "down", "space", "enter"), ["risks", "names"]),
    "cards": (("2", "1", "enter"), {"cameras": "each-region", "recording": "same-everywhere"}),
}


async def open_round(person: Person) -> None:
    await person.desk.submit(c.OpenRound())
    await person.settle(lambda: person.screen.place is not None and person.screen.place.kind == "answer")


async def everybody_answers(person: Person) -> None:
    """Everybody else answers and guesses, and the round closes."""
    for other in person.workshop.state.the_plan.participants[1:]:
        replica = await person.team.join(other.id)
        for prompt, value in builders.GOOD_VALUES.items():
            await replica.submit(c.GiveAnswer(prompt, value, "by phone" if prompt == "urgent" else ""))
        for target in ("pune", "boston", "zurich"):
            await replica.submit(c.GivePrediction("urgent", target, "now"))


async def close_round(person: Person) -> None:
    await person.desk.submit(c.CloseRound())
    await person.settle(lambda: person.screen.place == Place("reveal"))


async def test_who_leaves_in_the_moment_in_which_another_view_is_due_leaves_in_order() -> None:
    async with a_person(builders.plan()) as person:
        person.app.exit(0)
        await person.screen.go(View.Go(Place("answer", "fact")))
        await person.screen.follow()
    assert person.app.return_code == 0


def test_every_prompt_type_has_its_keys() -> None:
    assert set(KEYS) == {prompt.id for prompt in builders.PROMPTS}


@pytest.mark.parametrize("prompt", KEYS)
async def test_every_prompt_type_is_answered_by_keyboard_at_80x24(prompt: str) -> None:
    keys, value = KEYS[prompt]
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", prompt)
        assert "Hidden until the round closes" in person.text
        await person.press(*keys)
        await person.settle(lambda: prompt in person.workshop.mine.answers)
        assert person.workshop.mine.answers[prompt].value == value
        assert person.screen.place != Place("answer", prompt), "it goes on by itself"


async def test_what_is_typed_is_kept_and_there_again_after_a_restart() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        await until(lambda: me.state.phase == "assume")
        async with at_a_screen(team, desk, me) as person:
            await person.go("answer", "fact")
            await person.type("half a thou")
            await person.press("escape")
            assert me.mine.drafts[answer_key("fact")]["value"] == "half a thou"
            assert "not given yet" in person.text
            assert "Success fact" in person.screen.unsaved()
            await person.press("ctrl+c")
            assert isinstance(person.app.screen, Confirm)
            await person.press("n")
        again = await team.attach(me._seat)
        async with at_a_screen(team, desk, again) as person:
            await person.go("answer", "fact")
            await person.shows("half a thou")


async def test_a_comment_goes_with_a_closed_answer() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "urgent")
        await person.press("2", "tab")
        await person.type("by phone")
        await person.press("ctrl+n")
        await person.settle(lambda: "urgent" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["urgent"].comment == "by phone"


async def test_not_my_area_is_an_answer_of_its_own_and_asks_for_no_guess() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "urgent")
        await person.press("s")
        await person.settle(lambda: "urgent" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["urgent"].value is None
        assert person.screen.place == Place("answer", "updates")


async def test_not_my_area_asks_before_it_takes_the_place_of_an_answer() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "urgent")
        await person.press("2", "enter")
        await person.settle(lambda: "urgent" in person.workshop.mine.answers)
        for key in ("enter", "n", "escape"):
            await person.go("answer", "urgent")
            await person.press("s")
            await person.shows("Say “not my area” in place of your answer?")
            await person.press(key)
            await person.settle(lambda: not isinstance(person.app.screen, Confirm))
            assert person.workshop.mine.answers["urgent"].value is not None
            assert person.screen.place == Place("answer", "urgent")
        await person.press("s")
        await person.shows("Say “not my area” in place of your answer?")
        await person.press("y")
        await person.settle(lambda: person.workshop.mine.answers["urgent"].value is None)


async def test_words_that_are_typed_and_not_given_yet_are_not_lost_by_one_s() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "fact")
        await person.type("half a thought")
        await person.press("escape", "s")
        await person.shows("Say “not my area” in place of your answer?")
        await person.press("n")
        await person.shows("half a thought")
        assert "fact" not in person.workshop.mine.answers


async def test_an_unfinished_answer_says_what_is_missing_and_stays() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "protect")
        await person.press("1", "enter")
        await person.shows("Put 2 in order; 1 given.")
        assert person.screen.place == Place("answer", "protect")
        await person.press("left")
        assert person.screen.place == Place("answer", "fact")
        assert person.workshop.mine.drafts[answer_key("protect")]["value"] == ["date"]


async def test_guesses_follow_the_own_answer_one_group_after_the_other() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "urgent")
        await person.press("2", "enter")
        await person.shows("AND THE OTHERS?", "in Boston", "Your own answer  Today")
        await person.press("1", "enter", "c", "3", "enter")
        mine = person.workshop.mine
        await person.settle(lambda: len(mine.predictions) == 3)
        guesses = {target: guess.value for (_, target), guess in mine.predictions.items()}
        assert guesses == {"boston": "now", "zurich": None, "pune": "one-day"}
        assert mine.answers["urgent"].value == "today"
        assert person.screen.place == Place("answer", "updates")


async def test_merged_workshops_ask_for_one_guess_about_everyone() -> None:
    async with a_person(builders.plan("merged")) as person:
        await open_round(person)
        await person.go("answer", "urgent")
        await person.press("2", "enter")
        await person.shows("Everyone here")
        await person.press("1", "enter")
        await person.settle(lambda: len(person.workshop.mine.predictions) == 1)
        assert ("urgent", "everyone") in person.workshop.mine.predictions


async def test_a_key_that_looks_like_a_digit_and_is_none_does_nothing() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        for prompt in ("urgent", "protect", "sure", "wait", "updates", "cards"):
            await person.go("answer", prompt)
            await person.press("²", "③")
            assert person.workshop.mine.drafts == {}
        await person.go("answer", "urgent")
        await person.press("٢", "enter")
        await person.settle(lambda: "urgent" in person.workshop.mine.answers)


async def test_a_large_paste_is_taken_whole_and_without_escape_bytes() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "fact")
        await person.settle(lambda: isinstance(person.app.focused, TextArea))
        person.app.post_message(Paste("first line\nsecond \x1b]0;title\x07 line\n" + "word " * 700))
        await person.shows("word word")
        await person.press("ctrl+n")
        await person.settle(lambda: "fact" in person.workshop.mine.answers)
        given = person.workshop.mine.answers["fact"].value
        assert given.startswith("first line\nsecond ]0;title line\nword")
        assert len(given) > 3_400


async def test_handing_in_waits_calmly_and_can_be_taken_back() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.press("escape", "r")
        await person.shows("YOUR ANSWERS", "8 prompts are open")
        await person.press("h")
        await person.shows("8 prompts are open. Hand in all the same?")
        await person.press("enter")
        assert person.screen.place == Place("review")
        await person.press("h", "y")
        await person.shows("Handed in. Thank you.", "1 of 9 people is done")
        assert person.workshop.mine.done
        await person.press("enter", "left")
        assert (person.screen.place, person.workshop.mine.done) == (Place("waiting"), True)
        await person.press("r")
        await person.shows("You are not handed in any more.")
        await person.settle(lambda: not person.workshop.mine.done)
        assert person.screen.place == Place("review")
        await person.press("down", "enter")
        assert person.screen.place == Place("answer", "protect")


@pytest.mark.parametrize("help_in_front", [False, True])
async def test_whether_to_hand_in_is_asked_no_longer_than_the_round_is_open(help_in_front: bool) -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("review")
        await person.press("h", *(["question_mark"] if help_in_front else []))
        assert isinstance(person.app.screen, HelpScreen if help_in_front else Confirm)
        await person.desk.submit(c.CloseRound())
        await person.settle(lambda: person.screen.place == Place("reveal"))
        if help_in_front:
            await person.press("escape")
        await person.settle(lambda: person.app.screen is person.screen)
        assert not person.workshop.mine.done


async def test_offline_is_said_in_full_where_the_name_of_a_region_is_long() -> None:
    plan = builders.plan()
    regions = (msgspec.structs.replace(plan.regions[0], name="San Francisco and Oakland"), *plan.regions[1:])
    async with a_person(msgspec.structs.replace(plan, regions=regions)) as person:
        await open_round(person)
        person.team.cut(person.team.lines[-1], person.workshop)
        await person.shows("offline, all is kept here")


async def test_offline_is_a_quiet_word_and_answers_go_on() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "urgent")
        person.team.cut(person.team.lines[-1], person.workshop)
        await person.shows("offline, all is kept here")
        await person.press("1", "enter", "left")
        await person.shows("kept here until you are online", "› 1  Now")
        await person.team.connect(person.workshop)
        await person.shows("✓ received", "· online")
        assert person.workshop.mine.answers["urgent"].value == "now"


async def vote(person: Person) -> None:
    await open_round(person)
    await everybody_answers(person)
    await close_round(person)
    await person.desk.submit(c.MoveTo("agree"))
    await person.desk.submit(c.DraftClause("urgent", "'Urgent' means [bold]now[/bold].", review_on="2027-03-12"))
    await person.desk.submit(c.OpenVote("c1"))
    await person.settle(lambda: person.screen.place == Place("consent", "c1"))


@pytest.mark.parametrize("size", [(60, 24), (100, 30)])
async def test_that_a_seat_was_freed_is_said_in_full_and_stays(size: tuple[int, int]) -> None:
    async with a_person(builders.plan(), size) as person:
        await open_round(person)
        await person.desk.request("free-seat", "p1")
        await person.settle(lambda: person.workshop.link == "ended")
        await person.shows("this seat", "ctrl+c leaves.", "ended")
        said = (
            "The facilitator has freed this seat. Join again with the code. What the host has received is safe, and "
            "what you typed is kept. ctrl+c leaves."
        )
        assert said in " ".join((await person.rested()).split())
        await person.go("review")
        assert said in " ".join((await person.rested()).split())


async def test_the_lobby_says_who_will_see_what_before_the_first_key_press() -> None:
    async with a_person(builders.plan()) as person:
        await person.shows("No name is stored with an answer", "No patient data", "The round is not open yet")
        await open_round(person)
        assert isinstance(person.screen.query_one(AnswerView), AnswerView)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_too_small_a_window_asks_for_room_and_comes_back(size: tuple[int, int]) -> None:
    async with a_person(builders.plan(), size) as person:
        await open_round(person)
        await person.pilot.resize_terminal(50, 12)
        await person.shows("A little more room")
        await person.pilot.resize_terminal(*size)
        await person.shows("WHAT SUCCESS LOOKS LIKE")
        assert "A little more room" not in person.text


async def test_an_answer_to_a_part_says_so_beside_it_and_in_the_review() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "cards")
        whole = len(person.workshop.state.the_plan.prompt("cards").options)
        await person.press("2")
        await person.shows(f"not given yet · 1 of {whole}")
        await person.press("r")
        await person.settle(lambda: "cards" in person.workshop.mine.answers)
        await person.shows(f"1 of {whole} · ")


async def test_near_its_end_a_text_says_how_long_it_is() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "fact")
        field = person.screen.query_one("#words", TextArea)
        field.text = "a" * (LONGEST_TEXT * 9 // 10 - 1)
        await person.pilot.pause()
        assert "characters" not in await person.rested()
        await person.press("b")
        await person.shows("3600 of up to 4000 characters.")


async def test_who_comes_while_the_host_is_away_reads_what_is_kept_and_how_to_leave() -> None:
    async with linked(builders.plan()):
        away = Replica(Seat(str(TICKET), "a" * 32, "p1"), SeatFile(None), TICKET.name)
        app = AlignApp(lambda: opening(away))
        async with app.run_test(size=SMALL) as pilot:
            await until(lambda: "Connecting to the workshop" in shown(app))
            away.line_down("The host does not answer. Is it running?")
            async with asyncio.timeout(PATIENCE):
                while "ctrl+c leaves" not in shown(app):
                    await pilot.pause(0.01)
            for said in ("The host does not answer.", "kept on this computer", "tried again by itself", "10 seconds"):
                assert said in shown(app)
            assert "Connecting" not in shown(app)


async def opening(workshop: Replica) -> Screen[None]:
    """The participant's screen before the host has answered."""
    return ParticipantScreen(workshop, StillClock())
