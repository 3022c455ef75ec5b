"""People confirm their region's calendar on their welcome page or line by line; the desk reads and mends calendars."""

from __future__ import annotations

import asyncio
import io
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from textual.command import CommandPalette
from textual.widgets import Static

from align.domain import commands as c
from align.domain.calendars import Holiday, describe_hours
from align.domain.hours import DAY_NAMES
from align.domain.model import Plan, Region
from align.domain.state import State
from align.engine.languages import LANGUAGES, speak_language
from align.errors import UserError
from align.language import ENGLISH, _
from align.ui.plain.calendar import confirm
from align.ui.plain.console import Console
from align.ui.present.calendars import ASKED, calendar_text
from align.ui.present.desk_calendars import calendar_fields, calendar_of, overnight, region_facts
from align.ui.present.flow import Place
from align.ui.present.setup_regions import TYPED
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.calendars import CalendarsScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.participant.palette import CalendarCommands
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.entry import Entry
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.desks import a_desk
from tests.ui.seats import LARGE, a_person, at_a_screen

OVER = "Mon-Fri 17:30-08:30"
DAYS = (
    Holiday("2027-01-26", "Republic Day", "holidays package 0.9, IN-MH, category public"),
    Holiday("2027-03-10", "Eid", "plan file", estimated=True),
    Holiday("2027-08-15", "Independence Day", "plan file"),
)


def with_days(days: tuple[Holiday, ...] = DAYS) -> Plan:
    """The usual plan, with holidays in Pune."""
    plan = builders.plan()
    pune = plan.regions[0]
    calendar = msgspec.structs.replace(pune.calendar, holidays=days)
    return msgspec.structs.replace(plan, regions=(msgspec.structs.replace(pune, calendar=calendar), *plan.regions[1:]))


def pune() -> Region:
    return with_days().regions[0]


def test_a_region_reads_zone_hours_weekend_and_the_days_off_until_the_milestone() -> None:
    assert calendar_text(with_days(), pune(), date(2027, 2, 1)) == (
        "Pune works Mon–Fri 09:00–17:30 (Asia/Kolkata), weekend Sat and Sun. Days off until 12 Mar 2027: 10 Mar 2027 "
        "Eid (estimated, may still move)."
    )
    assert "No day off is listed until 12 Mar 2027." in calendar_text(with_days(()), with_days(()).regions[0], date.min)


NIGHT = "17:30–08:30 runs overnight, into the next day."


def test_hours_that_go_on_after_midnight_are_read_as_such() -> None:
    region = msgspec.structs.replace(pune(), calendar=calendar_of(pune(), {**calendar_fields(pune()), "hours": OVER}))
    assert NIGHT in calendar_text(with_days(), region, date(2027, 2, 1))
    assert NIGHT not in calendar_text(with_days(), pune(), date(2027, 2, 1))


async def test_the_form_says_while_one_types_that_hours_run_overnight(tmp_path: Path) -> None:
    async with a_desk(with_days(), tmp_path) as desk:
        await desk.press("z")
        await desk.settle(lambda: isinstance(desk.screen, CalendarsScreen))
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        assert "overnight" not in desk.text
        desk.screen.query_one("#field-hours", Entry).value = OVER
        await desk.shows("overnight")
        assert str(desk.screen.query_one("#hint-hours", Static).render()) == NIGHT
        desk.screen.query_one("#field-hours", Entry).value = "Mon-Fri 09:00-"
        await desk.settle(lambda: "overnight" not in desk.text)


async def test_the_arrows_move_in_the_list_of_calendars_and_page_keys_in_what_it_shows(tmp_path: Path) -> None:
    days = tuple(Holiday(f"2027-01-{day:02}", f"Day {day}") for day in range(1, 29))
    async with a_desk(with_days(days), tmp_path) as desk:
        await desk.press("z")
        await desk.settle(lambda: isinstance(desk.screen, CalendarsScreen))
        screen = desk.screen
        assert isinstance(screen, CalendarsScreen)
        board = screen.query_one(Board)
        await desk.shows("pgdn")
        await desk.press("pagedown")
        await desk.settle(lambda: board.scroll_y > 0)
        for key, at in (("down", 1), ("up", 0), ("right", 1), ("left", 0)):
            await desk.press(key)
            await desk.settle(lambda at=at: (screen.at, board.scroll_y) == (at, 0))


def test_a_form_that_is_left_as_it_is_changes_nothing_and_a_typed_day_says_so() -> None:
    fields = calendar_fields(pune())
    assert calendar_of(pune(), fields) == pune().calendar
    typed = calendar_of(pune(), fields | {"holidays": fields["holidays"] + "\n2027-11-08 Diwali ?"})
    assert typed.holidays == (*DAYS, Holiday("2027-11-08", "Diwali", "typed by the facilitator", estimated=True))


@pytest.mark.parametrize("code", ["de", "es", "fr", "ja", "zh"])
def test_a_form_takes_what_it_shows_and_the_days_of_the_language_spoken(code: str) -> None:
    speak_language(code)
    try:
        calendar = pune().calendar
        fields = calendar_fields(pune())
        own = fields | {"hours": describe_hours(calendar), "weekend": ", ".join(map(_, DAY_NAMES[5:]))}
        assert calendar_of(pune(), fields) == calendar
        assert own["hours"] != fields["hours"]
        assert calendar_of(pune(), own) == calendar
        assert not overnight(own["hours"]) and overnight(own["hours"].replace("09:00", "23:00"))
    finally:
        speak_language(ENGLISH)


@pytest.mark.parametrize(("field", "text"), [("hours", "always"), ("holidays", "soon"), ("weekend", "Caturday")])
def test_a_form_that_cannot_be_read_says_why(field: str, text: str) -> None:
    with pytest.raises(UserError):
        calendar_of(pune(), calendar_fields(pune()) | {field: text})


async def test_on_the_welcome_page_a_key_confirms_and_another_says_what_is_wrong(tmp_path: Path) -> None:
    async with linked(with_days()) as team:
        desk, me = await team.desk(), await team.join("p1")
        async with at_a_screen(team, desk, me) as person:
            await person.shows("c calendar is right", "w it is wrong")
            await person.press("c")
            await person.settle(lambda: isinstance(person.app.screen, Confirm))
            assert "10 Mar 2027 Eid" in person.text and not desk.state.confirmed
            await person.press("y")
            await until(lambda: "p1" in desk.state.confirmed and desk.state.confirmed["p1"].ok)
            await person.press("w")
            await person.settle(lambda: isinstance(person.app.screen, Ask))
            await person.type("Holi is missing.")
            await person.press("enter")
            await until(lambda: desk.state.confirmed["p1"].text == "Holi is missing.")
            await desk.submit(c.OpenRound())
            await person.settle(lambda: me.state.answering)
            assert "c calendar is right" not in person.text


@pytest.mark.parametrize("size", [(60, 24), (80, 24)])
@pytest.mark.parametrize("code", LANGUAGES)
async def test_the_question_about_the_calendar_and_its_keys_are_in_sight_in_every_window(
    code: str, size: tuple[int, int]
) -> None:
    speak_language(code)
    try:
        async with a_person(with_days(), size) as person:
            asked = re.sub(r"\s", "", _(ASKED))
            await person.settle(lambda: asked in re.sub(r"\s", "", person.text))
            await person.press("c", "y")
            await until(lambda: "p1" in person.desk.state.confirmed)
            await person.settle(lambda: asked not in re.sub(r"\s", "", person.text))
    finally:
        speak_language("en")


def with_names() -> Plan:
    return msgspec.structs.replace(with_days(), attribution="named")


async def test_with_names_the_welcome_page_takes_a_word_on_the_calendar_while_the_round_is_open() -> None:
    async with linked(with_names()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        async with at_a_screen(team, desk, me, LARGE) as person:
            await person.shows("enter begin", "c calendar is right", "w it is wrong")
            await person.press("c")
            await person.settle(lambda: isinstance(person.app.screen, Confirm))
            await person.press("y")
            await until(lambda: "p1" in desk.state.confirmed and desk.state.confirmed["p1"].ok)
            await person.press("enter")
            await person.settle(lambda: person.screen.place == Place("answer", "fact"))


async def test_without_names_the_welcome_page_and_news_say_when_a_calendar_can_be_confirmed() -> None:
    async with linked(with_days()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        async with at_a_screen(team, desk, me, LARGE) as person:
            await person.shows("enter begin")
            assert "Once the answers are shown, ^p finds it" in " ".join(person.text.split())
            assert "c calendar is right" not in person.text
            await desk.submit(c.ChangeCalendar("pune", msgspec.structs.replace(pune().calendar, holidays=DAYS[1:])))
            await until(lambda: me.state.edition("pune") == 1)
            await person.press("enter")
            await person.shows("Your region's calendar was changed. Once the answers are shown, ^p finds it")


async def test_what_is_typed_about_a_calendar_is_given_though_a_round_was_opened_meanwhile() -> None:
    async with linked(with_names()) as team:
        desk, me = await team.desk(), await team.join("p1")
        async with at_a_screen(team, desk, me) as person:
            await person.shows("w it is wrong")
            await person.press("w")
            await person.settle(lambda: isinstance(person.app.screen, Ask))
            await person.type("Holi is")
            await desk.submit(c.OpenRound())
            await person.settle(lambda: person.screen.place == Place("answer", "fact"))
            await person.type(" missing.")
            await person.press("enter")
            await until(lambda: "p1" in desk.state.confirmed and desk.state.confirmed["p1"].text == "Holi is missing.")


@pytest.mark.parametrize("phase", ["reveal", "agree"])
async def test_after_the_round_a_changed_calendar_is_told_and_confirmed_from_the_palette(phase: str) -> None:
    async with linked(with_days()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        async with at_a_screen(team, desk, me) as person:
            await desk.submit(c.CloseRound())
            if phase == "agree":
                await desk.submit(c.MoveTo("agree"))
            await person.settle(lambda: me.state.phase == phase)
            changed = msgspec.structs.replace(pune().calendar, holidays=DAYS[1:])
            await desk.submit(c.ChangeCalendar("pune", changed))
            await person.shows("Your region's calendar was changed.")
            await person.press("ctrl+p")
            await person.settle(lambda: isinstance(person.app.screen, CommandPalette))
            await person.type("confirm my region")
            await person.shows("Confirm my region's calendar")
            await person.press("enter")
            await person.settle(lambda: isinstance(person.app.screen, Confirm))
            assert "10 Mar 2027 Eid" in person.text and not desk.state.confirmed
            await person.press("y")
            await until(lambda: "p1" in desk.state.confirmed and desk.state.confirmed["p1"].ok)


async def test_the_palette_has_no_word_on_calendars_while_answers_come_in_and_once_it_is_sealed() -> None:
    async with linked(with_days()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        async with at_a_screen(team, desk, me) as person:

            async def offered() -> list[str | None]:
                return [hit.text async for hit in CalendarCommands(person.screen).discover()]

            await person.settle(lambda: me.state.answering)
            assert not await offered(), "without names nothing with a name is told beside answers"
            for command in (c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "We say so.", owner="Ada")):
                await desk.submit(command)
            await person.settle(lambda: "c1" in me.state.clauses)
            assert len(await offered()) == 2
            await desk.submit(c.OpenVote("c1"))
            await person.settle(lambda: bool(me.state.votes))
            assert not await offered()
            await desk.submit(c.CloseVote("c1"))
            await desk.submit(c.SettleClause("c1", "open", owner="Ada", review_on="2027-03-01"))
            await desk.submit(c.Seal())
            await person.settle(lambda: me.state.phase == "sealed")
            assert not await offered()


async def test_the_desk_reads_who_confirmed_and_a_changed_calendar_is_asked_anew(tmp_path: Path) -> None:
    async with a_desk(with_days(), tmp_path) as desk:
        me = await desk.link.join("p1")
        await desk.shows("not confirmed yet")
        await me.submit(c.ConfirmCalendar(0, ok=False, text="Holi is missing."))
        await desk.press("z")
        await desk.settle(lambda: isinstance(desk.screen, CalendarsScreen))
        await desk.shows("Said to be wrong by Pune 1 on")
        await desk.shows("from holidays package 0.9, IN-MH, category public")
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press("enter", *"2027-03-22", "space", *"Holi", "ctrl+s")
        await desk.settle(lambda: isinstance(desk.screen, CalendarsScreen))
        calendar = desk.state.the_plan.region("pune").calendar
        assert Holiday("2027-03-22", "Holi", "typed by the facilitator") in calendar.holidays
        assert set(DAYS) < set(calendar.holidays)
        assert not desk.state.confirmed
        await me.submit(c.ConfirmCalendar(1, ok=True))
        await desk.shows("✓ P Pune")


@pytest.mark.parametrize(
    ("lines", "said", "left"),
    [
        (["y", "2"], (True, ""), "2"),
        (["w", "Holi is missing.", "2"], (False, "Holi is missing."), "2"),
        (["w", "", "y", "3"], (True, ""), "3"),
    ],
)
async def test_line_by_line_it_is_confirmed_and_what_is_typed_ahead_is_left(
    lines: list[str], said: tuple[bool, str], left: str
) -> None:
    async with linked(with_days()) as team:
        desk, me = await team.desk(), await team.join("p1")
        sink, wake = io.StringIO(), asyncio.Event()
        unwatch = me.watch(wake.set)
        console = Console(io.StringIO("".join(f"{line}\n" for line in lines)), sink)
        await confirm(console, me, wake)
        unwatch()
        assert (me.state.confirmed["p1"].ok, me.state.confirmed["p1"].text) == said
        assert "Your name is shown" in sink.getvalue()
        assert await console.ask("next") == left
        assert desk.role == "facilitator"


@pytest.mark.parametrize("second", ["a list", "another list", ""])
def test_the_desk_says_a_source_once_where_all_days_have_it(second: str) -> None:
    pune = builders.plan().regions[0]
    days = (Holiday("2027-03-10", "One", source="a list"), Holiday("2027-03-11", "Two", source=second))
    region = msgspec.structs.replace(pune, calendar=msgspec.structs.replace(pune.calendar, holidays=days))
    facts = region_facts(State(plan=msgspec.structs.replace(builders.plan(), regions=(region,))), region)
    assert sum(line.count("from a list") for line in facts) == 1
    assert ("2 holidays · from a list" in facts) == (second == "a list")
    assert any("another list" in line for line in facts) == (second == "another list")


def test_a_day_off_that_was_typed_is_said_to_be_so_once() -> None:
    region = builders.plan().regions[0]
    days = tuple(Holiday(f"2027-12-2{n}", source=source) for n, source in ((4, TYPED), (5, "a list"), (6, "")))
    calendar = msgspec.structs.replace(region.calendar, holidays=days)
    state = State(plan=builders.plan())
    said = "\n".join(region_facts(state, msgspec.structs.replace(region, calendar=calendar)))
    assert "· typed by the facilitator" in said
    assert "· from a list" in said
    assert "from typed" not in said
