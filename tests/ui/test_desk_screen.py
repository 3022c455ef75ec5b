"""The facilitator's desk leads a workshop from opening to seal, and never shows what is still sealed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.message import Message
from textual.widgets import Input

from align.domain import commands as c
from align.domain.calendars import work_calendar
from align.domain.model import Participant, Plan, Region
from align.sync import messages as m
from align.ui.messages import WorkshopChanged
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.desk import REPAINT_SECONDS, DeskScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.gather import GatherPane
from align.ui.screens.facilitator.join import JoinPanel, qr_rows
from align.ui.screens.facilitator.palette import DeskCommands
from align.ui.screens.facilitator.pick import Pick
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.ui.desks import SeatByPhone, a_desk, everybody_answers

SECRET = "First patient in Pune"
SIZES = [(100, 30), (80, 24)]


def many_people() -> Plan:
    """40 people in 8 regions, some with long or hostile names."""
    zones = ["Asia/Kolkata", "America/New_York", "Europe/Zurich", "Asia/Tokyo", "Asia/Manila", "America/Sao_Paulo"]
    zones += ["Europe/Warsaw", "Australia/Sydney"]
    regions = tuple(
        Region(f"r{n}", f"Region {n} with a long name", "ABCDEFGH"[n], work_calendar(zone, "Mon-Fri 09:00-17:30"))
        for n, zone in enumerate(zones)
    )
    names = [f"Person {n + 1} of a family with a long name"[: 12 + n] for n in range(40)]
    people = tuple(Participant(f"p{n + 1}", name, f"r{n % 8}") for n, name in enumerate(names))
    plan = builders.plan()
    return Plan(
        title=plan.title, milestone=plan.milestone, regions=regions, participants=people, pack=plan.pack
    )  # fmt: skip


async def test_a_workshop_is_led_from_opening_to_seal_by_keys_alone(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("o")
        assert isinstance(desk.screen, Confirm)
        await desk.press("y")
        await desk.settle(lambda: desk.state.phase == "assume")
        people = await everybody_answers(desk, builders.GOOD_VALUES)
        await desk.shows("8 of 9 done")
        await desk.settle(lambda: sum(seat.done for seat in desk.presence.seats) == 8)

        await desk.press("x")
        assert "Answered all, not handed in: Zürich 3" in desk.text
        await desk.press("y")
        await desk.settle(lambda: desk.state.phase == "reveal")
        await desk.shows("Protect first")
        await desk.press("right", "right")
        await desk.settle(lambda: desk.state.focus == desk.state.the_plan.pack.prompts[2].id)

        await desk.press("c")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press("ctrl+s")
        await desk.settle(lambda: len(desk.state.clauses) == 1 and isinstance(desk.screen, DeskScreen))
        assert desk.state.clauses["c1"].text == "We agree on Early signs."
        assert desk.state.clauses["c1"].review_on == "2027-03-12"

        await desk.press("v")
        await desk.settle(lambda: desk.state.open_vote("c1") is not None)
        for replica in people:
            await replica.submit(c.GiveSupport("c1", 1, 4))
        await desk.shows("9 of 9 in")
        await desk.press("v")
        await desk.shows("all 9 can live with it")

        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        await desk.press("enter")
        await desk.settle(lambda: desk.state.clauses["c1"].status == "agreed")

        await desk.press("5")
        await desk.shows("Ready: s seals it.")
        await desk.press("s")
        await desk.press("enter")
        assert not desk.state.version, "Enter must not seal"
        await desk.press("s")
        await desk.press("y")
        await desk.settle(lambda: desk.state.phase == "sealed")
        await desk.shows("Version 1, sealed on")


@pytest.mark.parametrize("key", ["n", "escape", "enter"])
async def test_a_move_without_a_way_back_can_be_refused(tmp_path: Path, key: str) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("o")
        assert "Set-up is frozen from then on" in desk.text
        await desk.press(key)
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert desk.state.phase == "setup"


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_reveal_the_desk_shows_who_is_done_and_no_word_of_an_answer(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await desk.workshop.submit(c.OpenRound())
        await everybody_answers(desk, builders.GOOD_VALUES)
        await desk.shows("Who is done: 8 of 9, 9 here")
        await desk.shows("Answers are sealed. Nobody sees them yet, you included.")
        seen = ""
        for key in ("1", "2", "3", "4", "5", "j", "escape", "p", "escape", "x", "n", "question_mark", "escape"):
            await desk.press(key)
            seen += desk.text
        assert "2 of 3 done" in seen
        assert "8/8" in seen, "who answered all and did not say done"
        assert SECRET not in seen
        assert not desk.state.answers, "blind answers are never even in the desk's memory"


async def test_behind_a_question_the_desk_stands_still_and_afterwards_shows_what_came_meanwhile(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("t")
        drawn = desk.app.screen_stack[-2].query_one("#people", Board).text
        await desk.workshop.submit(c.AddParticipant("Zoe Young", "pune"))
        await desk.rested()
        assert desk.app.screen_stack[-2].query_one("#people", Board).text == drawn
        await desk.press("escape")
        await desk.settle(lambda: "Zoe Young" in desk.screen.query_one("#people", Board).text)


async def test_names_that_look_like_markup_or_commands_are_shown_as_they_are(tmp_path: Path) -> None:
    plan = builders.plan()
    hostile = ["[bold]A[/]", "[@click=app.quit]B[/]", "[/]C", "D\x1b[31m\x9b2J", "\u202eEve", "[draft]", "$F {x}"]
    async with a_desk(plan, tmp_path, size=(140, 30)) as desk:
        for name in hostile:
            await desk.workshop.submit(c.AddParticipant(name, "pune"))
        board = desk.screen.query_one("#people", Board)
        wanted = ("[bold]A[/]", "[@click=", "[/]C", "D[31m2J", "Eve", "[draft]", "$F {x}")
        # The board may be drawn narrow first and wide then.
        await desk.settle(lambda: all(name in board.text for name in wanted))
        await desk.press("p")
        if isinstance(desk.screen, Pick):
            raise AssertionError("nobody answers by phone before the round is open")
        await desk.workshop.submit(c.OpenRound())
        await desk.settle(lambda: desk.state.phase == "assume")
        await desk.shows("round 1 open")
        await desk.press("p")
        await desk.press("end")
        assert "[draft]" in desk.text
        assert "\x1b" not in desk.text and "\u202e" not in desk.text


async def test_a_crowd_stands_close_in_a_narrow_window_and_still_says_what_is_unusual(tmp_path: Path) -> None:
    async with a_desk(many_people(), tmp_path, size=(80, 24)) as desk:
        people = desk.screen.query_one("#people", Board)
        await desk.settle(lambda: people.text.count("Region") == 8)
        assert len(people.text.split("\n")) == 8 * (1 + 3) + 1, "five people of a region stand in three rows"
        assert "here" not in people.text.replace("0 of 5 here", "")
        assert people.text.endswith("– not joined")
        guest = await desk.link.join("p1")
        desk.link.cut(desk.link.lines[-1], guest)
        await desk.settle(lambda: " away" in people.text)


async def test_names_are_whole_where_there_is_room_below(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        people = desk.screen.query_one("#people", Board)
        await desk.settle(lambda: people.text.count("not joined") == 9)
        assert all(any(person.name in row for row in desk.rows) for person in desk.state.the_plan.participants)
        assert all(row.count("not joined") <= 1 for row in people.text.split("\n")), "one person a row"
        await desk.pilot.resize_terminal(100, 20)
        await desk.settle(lambda: any(row.count("not joined") == 2 for row in people.text.split("\n")))


@pytest.mark.parametrize("size", SIZES)
async def test_forty_people_in_eight_regions_fit_and_what_is_cut_off_says_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_desk(many_people(), tmp_path, size=size) as desk:
        people = desk.screen.query_one("#people", Board)
        await desk.settle(lambda: people.text.count("Person") == 40)
        assert "↓" in desk.text and "more" in desk.text
        assert all(len(row) <= size[0] for row in desk.rows)
        assert all(
            region.letter in desk.screen.query_one("#clocks", Board).text for region in desk.state.the_plan.regions
        )
        await desk.press("end")
        await desk.shows("○ not yet")
        for person in desk.state.the_plan.participants:
            cut = [f"{person.name[:n]}…" for n in range(6, len(person.name))]
            assert any(name in people.text for name in (person.name, *cut)), "a name that is cut ends with an ellipsis"


async def test_answers_by_phone_open_the_seat_of_somebody_who_has_not_joined(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        await desk.link.join("p1")
        await desk.shows("1 of 9 here")
        await desk.press("p")
        assert "Pune 1" not in desk.text.split("Who is on the phone?")[1]
        await desk.press("enter")
        await desk.settle(lambda: isinstance(desk.screen, SeatByPhone))
        ((who, token),) = desk.seats
        assert who == "p2" and token
        await desk.settle(lambda: any(s.participant == "p2" and s.by_phone for s in desk.presence.seats))


async def test_the_join_panel_shows_command_and_code_and_writes_an_invitation(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await desk.press("j")
        assert "align://127.0.0.1:7465/orion-3#" in desk.text
        assert "█" in desk.text, "the code stands there in large letters"
        assert desk.presence.code in desk.text, "and in plain ones, where V is no U"
        await desk.press("c")
        written = (tmp_path / "orion-3-invitation.txt").read_text(encoding="utf-8")
        assert desk.presence.code in written and f"align join {desk.presence.ticket}" in written
        assert desk.app.clipboard == f"align join {desk.presence.ticket}"
        assert (tmp_path / "orion-3-invitation.txt").stat().st_mode & 0o077 == 0
        await desk.press("q")
        await desk.shows(qr_rows(desk.presence.ticket)[3])
        await desk.press("escape")

        before = desk.presence.code
        await desk.press("n", "enter")
        assert desk.presence.code == before
        await desk.press("n", "y")
        await desk.settle(lambda: desk.presence.code != before)


async def test_a_person_can_be_added_and_a_seat_freed_from_the_join_panel(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        replica = await desk.link.join("p1")
        await desk.press("j", "a")
        form = desk.screen
        assert isinstance(form, Form)
        await desk.press(*"Pune 1", "ctrl+s")
        await desk.shows("Pune 1 is on the list already.")
        form.query_one("#field-name", Input).value = "Anna"
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.the_plan.participants[-1].name == "Anna")
        await desk.settle(lambda: isinstance(desk.screen, JoinPanel))
        await desk.press("f", "enter")
        await desk.shows("Free the seat of Pune 1?")
        await desk.press("y")
        await desk.settle(lambda: replica.link == "ended")


async def test_a_timer_is_set_and_taken_away(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        for no_minutes in ("²", "9" * 5_000):
            await desk.press("t")
            await desk.settle(lambda: isinstance(desk.screen, Ask))
            desk.screen.query_one(Input).value = no_minutes
            await desk.press("enter")
            await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
            assert any("whole minutes" in str(one.message) for one in desk.app._notifications)
            assert not desk.state.timer
            desk.app.clear_notifications()
        await desk.press("t", "1", "5", "enter")
        await desk.settle(lambda: desk.state.timer == "2027-03-01T14:50:20+00:00")
        await desk.shows("15:00 left")
        await desk.press("t", "x", "enter")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert desk.state.timer
        await desk.press("t", "0", "enter")
        await desk.settle(lambda: not desk.state.timer)


async def test_the_step_at_hand_says_its_minutes_and_the_timer_offers_them(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        await desk.workshop.submit(c.CloseRound())
        await desk.shows("First what we share")
        await desk.shows("10 min")
        await desk.press("t")
        await desk.shows("How many minutes?")
        await desk.shows("just Enter takes 10")
        await desk.press("enter")
        await desk.settle(lambda: desk.state.timer == "2027-03-01T14:45:20+00:00")
        await desk.press("t", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert desk.state.timer == "2027-03-01T14:45:20+00:00"


async def test_clocks_are_drawn_anew_for_a_calendar_and_not_for_everybody_who_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.shows("Who is here: 0 of 9")
        drawn: list[GatherPane] = []
        draw = GatherPane.show_clocks

        def counted(pane: GatherPane) -> None:
            drawn.append(pane)
            draw(pane)

        monkeypatch.setattr(GatherPane, "show_clocks", counted)
        person = await desk.link.join("p1")
        await desk.shows("Who is here: 1 of 9")
        assert not drawn
        await person.submit(c.ConfirmCalendar(0, ok=True))
        await desk.settle(lambda: "p1" in desk.state.confirmed and bool(drawn))
        await desk.rested()
        assert len(drawn) == 1


async def test_looking_at_a_step_moves_nobody_and_a_click_does_what_a_key_does(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("4")
        await desk.shows("Clauses come after the reveal")
        assert desk.state.phase == "setup"
        await desk.shows("you look at Talk and draft · all are at Set up")
        await desk.shows("[4 Talk and draft]")
        await desk.pilot.resize_terminal(60, 24)
        await desk.shows("› 1 Set up    2    3  [4 Talk and draft]    5    6")
        await desk.pilot.resize_terminal(80, 24)
        await desk.shows("2 Assume")
        row = next(n for n, words in enumerate(desk.rows) if "2 Assume" in words)
        await desk.pilot.click(offset=(desk.rows[row].index("2 Assume"), row))
        await desk.shows("Who is here")
        row = next(n for n, words in enumerate(desk.rows) if "o open the round" in words)
        await desk.pilot.click(offset=(desk.rows[row].index("open the round"), row))
        await desk.settle(lambda: isinstance(desk.screen, Confirm))


async def test_the_palette_finds_the_desk_s_actions(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("ctrl+p")
        await desk.shows("Open the round")
        await desk.press(*"join")
        await desk.press("enter")
        await desk.settle(lambda: isinstance(desk.screen, JoinPanel))


async def test_the_palette_says_nothing_twice(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        entries = [hit async for hit in DeskCommands(desk.screen).discover()]
        assert "Look at Talk and draft" in [hit.text for hit in entries]
        assert [hit.text for hit in entries if hit.text == hit.help] == []


async def test_a_burst_of_changes_is_one_message_and_one_picture_for_all_that_comes_till_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        told, draws, due = list[object](), list[object](), list[Callable[[], None]]()
        post, draw, timer = DeskScreen.post_message, DeskScreen._draw, DeskScreen.set_timer

        def posted(self: DeskScreen, message: Message) -> bool:
            if isinstance(message, WorkshopChanged):
                told.append(message)
            return post(self, message)

        def drawn(self: DeskScreen) -> None:
            draws.append(self)
            draw(self)

        def by_hand(self: DeskScreen, seconds: float, does: Any, **ways: Any) -> Any:
            if seconds != REPAINT_SECONDS:
                return timer(self, seconds, does, **ways)
            due.append(does)
            return None

        await desk.rested()
        monkeypatch.setattr(DeskScreen, "post_message", posted)
        monkeypatch.setattr(DeskScreen, "_draw", drawn)
        monkeypatch.setattr(DeskScreen, "set_timer", by_hand)
        for burst in (1, 2):
            for n in range(1, 101):
                desk.workshop.frame(m.encode(m.Progress(answers=n, expected=200, online=100 * burst)))
                await asyncio.sleep(0)  # each is told on its own
            await desk.settle(lambda: len(due) == 1)
            await desk.rested()
            assert (len(told), len(draws), len(due)) == (burst, burst - 1, 1)
            due.pop()()
            assert len(draws) == burst
            assert f"{100 * burst} of 200 here" in await desk.rested()


async def test_weeks_are_stepped_through_beside_the_people(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await desk.shows("Mon, local time")
        await desk.press("right")
        await desk.shows("Week of 8 March 2027, in")
        await desk.press("right")
        await desk.shows("Week of 15 March 2027, in")
        await desk.press("left", "left", "left")
        await desk.shows("Mon, local time")
