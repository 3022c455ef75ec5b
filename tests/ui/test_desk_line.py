"""A desk whose line or host fails stays calm, and it is left after a question that goes by itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import add_person
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.help import HelpScreen
from tests.support import builders
from tests.ui.desks import a_desk


async def test_without_a_line_the_desk_stays_calm_and_makes_no_move_that_would_surprise_later(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        line = desk.link.lines[0]
        desk.link.cut(line, desk.workshop)
        await desk.shows("Nothing is lost; this screen goes on by itself")
        await desk.press("o")
        await desk.pilot.pause()
        assert not isinstance(desk.screen, Confirm)
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: "Nothing is lost" not in desk.text)
        assert desk.state.phase == "setup"


async def test_a_desk_that_has_lost_its_host_is_left_as_hands_expect(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("q", "escape")
        assert isinstance(desk.screen, DeskScreen), "with a host these keys leave nothing"
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.shows("q leave")
        for key in ("escape", "q"):
            await desk.press(key)
            await desk.shows("Leave now?")
            await desk.press("n")
            await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("q", "enter")
        await desk.settle(lambda: desk.app.return_value == 0)


async def test_when_the_host_is_back_nobody_is_asked_any_more_whether_to_leave(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.shows("q leave")
        await desk.press("q")
        await desk.shows("Leave now?")
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("enter")
        assert desk.app.is_running


async def test_when_the_host_is_back_while_help_stands_before_the_question_both_go(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.shows("q leave")
        await desk.press("q", "question_mark")
        await desk.settle(lambda: isinstance(desk.screen, HelpScreen))
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: desk.workshop.link == "online")
        assert isinstance(desk.screen, HelpScreen), "what is read is not taken away"
        await desk.press("escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert desk.app.is_running


async def test_a_yes_that_comes_when_the_host_is_back_leaves_nothing(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.shows("q leave")
        await desk.press("q")
        desk.workshop.link = "online"  # and nobody has been told yet
        await desk.press("y")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.app.workers.wait_for_complete()
        assert desk.app.is_running


async def test_trouble_at_the_host_is_said_on_the_desk(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        desk.workshop.presence = msgspec.structs.replace(desk.presence, warning="The disk is full. [bold]")
        desk.workshop._changed()
        await desk.shows("! The disk is full. [bold]")


async def test_a_warning_that_was_read_makes_room_and_another_is_shown(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        assert "puts this away" not in desk.text
        for words in ("The last host was cut off.", "The disk is full."):
            desk.workshop.presence = msgspec.structs.replace(desk.presence, warning=words)
            desk.workshop._changed()
            await desk.shows(words)
            await desk.shows("esc puts this away")
            await desk.press("escape")
            await desk.settle(lambda words=words: words not in desk.text)
            assert "puts this away" not in desk.text
            desk.workshop._changed()
            await desk.press("o", "escape")
            assert words not in desk.text, "what was put away stays so, also when the desk is drawn again"


async def test_a_desk_that_its_host_stops_with_asks_before_it_is_left_while_people_are_here(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, serves=True) as desk:
        assert desk.app.screen.unsaved() == ""  # type: ignore[attr-defined]
        await desk.link.join("p1")
        await desk.settle(lambda: desk.workshop.progress.online == 1)
        await desk.press("ctrl+q")
        await desk.shows("The host stops with this desk")
        await desk.press("n")
        assert desk.app.is_running
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.link.join("p1")
        await desk.settle(lambda: desk.workshop.progress.online == 1)
        assert desk.app.screen.unsaved() == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("serves", "said"),
    [(False, "goes on without this desk; nothing is lost."), (True, "The host stops with this desk")],
)
async def test_q_asks_whether_to_leave_a_desk_whose_host_is_there(tmp_path: Path, serves: bool, said: str) -> None:
    async with a_desk(builders.plan(), tmp_path, serves=serves) as desk:
        await desk.press("q")
        await desk.shows("Leave the desk?")
        assert said in " ".join(desk.text.replace("│", " ").split())
        await desk.press("escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert desk.app.return_value is None
        await desk.press("q", "y")
        await desk.settle(lambda: desk.app.return_value == 0)


async def test_in_front_of_a_desk_that_has_lost_its_host_a_form_says_so_until_it_is_back(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        form = Form(desk.workshop, add_person(desk.state.the_plan))
        desk.app.push_screen(form)
        await desk.settle(lambda: desk.screen is form)
        assert "offline" not in desk.text
        await desk.press(*"Meera")
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.shows("offline, all is kept here")
        assert "ctrl+s keep" in desk.text or "^s keep" in desk.text
        await desk.press("f1")
        await desk.settle(lambda: isinstance(desk.screen, HelpScreen))
        await desk.press("escape")
        await desk.settle(lambda: desk.screen is form)
        await desk.shows("offline, all is kept here")
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: "offline" not in desk.text)
        assert "Meera" in desk.text
        desk.link.cut(desk.link.lines[1], desk.workshop)
        await desk.press("escape")
        await desk.shows("The host cannot be reached just now.")
        desk.app.push_screen(Form(desk.workshop, add_person(desk.state.the_plan)))
        await desk.shows("offline, all is kept here")
        assert "Meera" in desk.text, "what was typed is there"


async def test_a_timer_set_while_the_host_is_away_is_said_to_go_out_later(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.shows("Nothing is lost; this screen goes on by itself")
        await desk.press("t")
        await desk.settle(lambda: isinstance(desk.screen, Ask))
        await desk.press("5", "enter")
        await desk.settle(lambda: any("goes out when it is back" in one.message for one in desk.app._notifications))


async def test_the_help_of_a_text_says_that_enter_begins_a_line() -> None:
    assert "Enter begins a line" in Ask("Why?", lines=True).help_words()
    assert "Enter or ctrl+s keeps it" in Ask("How many?").help_words()


async def test_what_will_be_shown_of_answers_with_names_is_every_one(tmp_path: Path) -> None:
    async with a_desk(builders.plan(attribution="named"), tmp_path) as desk:
        await desk.shows("every answer is shown")
        assert "on in a group" not in desk.text
