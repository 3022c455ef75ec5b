"""Scenarios, windows and decision rights are answered by keyboard and mouse at 80x24, and read in the reveal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import TextArea

from align.domain import commands as c
from align.domain.events import AnswerGiven
from align.domain.windows import NONE
from align.engine.workshop import Mine, answer_key
from align.ui.present.flow import Place
from align.ui.present.pieces import pieces
from align.ui.screens.shared.reveal_lines import reveal_lines
from align.ui.widgets.answers.picking import ChoiceField
from align.ui.widgets.answers.rights import RightsField
from align.ui.widgets.answers.scenario import Scenario
from align.ui.widgets.answers.window import WindowField
from tests.charter.test_composed import ANSWERS, revealed
from tests.support import composed
from tests.support.composed import GOOD, RIGHTS, SCENARIO, WINDOW, after, window
from tests.ui.seats import Person, a_person

TYPED = {"which vendor": {"pm": "decide", "lead": "inform"}}
KEYS: list[tuple[str, str, tuple[str, ...], Any]] = [
    ("choice, then time", "late", ("2", "tab", "4", "down", "enter"), {"first": "write", "after": after(4, "days")}),
    ("times and days", "hours", (*"18002015", "1", "6", "enter"), window("mon sat", "18:00", "20:15")),
    ("half hours and weekdays", "hours", ("space", "space", "down", "space", "down", "space", "enter"),
     window("mon tue wed thu fri", "18:30", "20:00")),
    ("no such hours", "hours", ("up", "space", "enter"), NONE),
    ("each right by number", "rights", ("1", "3", "3", "down", "2", "enter"), GOOD["rights"]),
    ("one decides, whoever did before", "rights", ("1", "2", "2", "2", "2", "enter"), {"site": {"pm": "decide"}}),
    ("a decision emptied again", "rights", ("1", "backspace", "down", "2", "enter"), {"date": {"pm": "decide"}}),
]  # fmt: skip


KEYS_OF_ALL = [*"0123456789", "up", "down", "space", "backspace"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["days", "start", "end", "site", "lead", "x"]) | st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


async def open_round(person: Person) -> None:
    await person.desk.submit(c.OpenRound())
    await person.settle(lambda: person.screen.place is not None and person.screen.place.kind == "answer")


@pytest.mark.parametrize(("prompt", "keys", "value"), [row[1:] for row in KEYS], ids=[row[0] for row in KEYS])
async def test_each_is_answered_by_keyboard(prompt: str, keys: tuple[str, ...], value: Any) -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", prompt)
        await person.press(*keys)
        await person.settle(lambda: prompt in person.workshop.mine.answers)
        assert person.workshop.mine.answers[prompt].value == value
        assert person.screen.place == Place("guess", prompt)


async def test_decisions_are_typed_and_then_decided() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "typed")
        await person.shows("Write a decision below")
        await person.type("which vendor")
        await person.press("ctrl+n")
        await person.shows("“which vendor”: nobody decides yet.")
        assert person.screen.place == Place("answer", "typed")
        # The keys are where something is missing.
        await person.press("2", "1", "1", "1")
        await person.shows("the project manager  decides", "the study lead       is informed", "1 of 1 decided")
        await person.press("enter")
        await person.settle(lambda: "typed" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["typed"].value == TYPED


async def test_a_typed_decision_is_kept_as_it_is_typed_though_nobody_decides_it_yet() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "rights")
        await person.press("tab")
        await person.type("vendor")
        await person.shows("✎ not given yet")
        assert person.workshop.mine.drafts[answer_key("rights")]["value"] == {"vendor": {}}
        await person.press("ctrl+b", "ctrl+n")
        await person.shows("│ vendor")


async def test_a_decision_keeps_its_rights_while_its_words_change() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "rights")
        await person.press("tab")
        await person.type("vendor")
        await person.press("shift+tab", "down", "down", "3", "tab", "end")
        await person.type("s")
        grid = person.screen.query_one(RightsField)
        assert grid.own == [("vendors", {"medic": "decide"})]
        await person.press("enter")
        await person.type("budget")
        assert grid.own == [("vendors", {"medic": "decide"}), ("budget", {})]


async def test_the_place_where_a_decision_is_typed_stays_in_sight_and_esc_and_tab_lead_back_to_the_rows() -> None:
    async with a_person(composed.plan(), size=(60, 20)) as person:
        await open_round(person)
        await person.go("answer", "rights")
        await person.press("down", "tab")
        await person.shows("Other decisions", "there, Esc back.")
        await person.type("budget")
        await person.shows("│ budget")
        await person.press("escape", "2")
        await person.shows("› moving the date", "2 the project manager  decides")
        await person.go("answer", "typed")
        await person.type("vendor")
        await person.press("tab", "1")
        await person.shows("› vendor", "1 the study lead       decides")


async def test_the_row_that_stops_an_answer_has_the_cursor_and_is_in_sight() -> None:
    async with a_person(composed.plan(), size=(60, 20)) as person:
        await open_round(person)
        await person.go("answer", "rights")
        await person.press(*"3333", "down", "1")
        await person.shows("› moving the date")
        await person.press("enter")
        await person.shows("“adding a site”: nobody decides yet.", "› adding a site")
        await person.press("1", "enter")
        await person.settle(lambda: "rights" in person.workshop.mine.answers)


async def test_the_time_of_a_situation_has_the_keys_once_it_was_missed() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "late")
        await person.press("1", "enter", "4", "enter")
        await person.settle(lambda: "late" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["late"].value == {"first": "call", "after": after(4)}


async def test_a_hand_that_goes_down_after_the_last_digit_of_a_time_is_where_it_meant_to_be() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "hours")
        await person.press(*"1800", "down", *"2000", "down", "1", "enter")
        await person.settle(lambda: "hours" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["hours"].value == window("mon", "18:00", "20:00")


async def test_leaving_the_word_beside_an_answer_leads_back_to_the_answer() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "late")
        await person.press("tab", "tab")
        assert isinstance(person.app.focused, TextArea)
        await person.press("escape", "1")
        assert person.screen.query_one(Scenario).value["first"] == "call"


async def test_an_unfinished_answer_says_what_is_missing_and_comes_back_as_it_was() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "late")
        await person.press("1", "enter")
        await person.shows("The first step is chosen.")
        await person.go("answer", "hours")
        await person.press(*"190", "enter")
        await person.shows("The start must be a time such as")
        assert person.workshop.mine.drafts[answer_key("hours")]["value"] == window("", "19:0", "…")
        await person.go("answer", "late")
        await person.shows("• 1  call somebody")
        await person.press("3", "enter")
        await person.settle(lambda: "late" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["late"].value == {"first": "call", "after": after(3)}
        await person.go("answer", "hours")
        await person.shows("19:0")


async def click(person: Person, field: Widget, x: int, y: int) -> None:
    assert await person.pilot.click(offset=Offset(field.content_region.x + x, field.content_region.y + y))
    await person.pilot.pause()


async def test_a_window_is_answered_by_mouse() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "hours")
        field = person.screen.query_one(WindowField)
        for x, y in ((10, 0), (10, 0), (10, 1), (10, 1), (9, 2), (9 + 2 * 9, 2)):
            await click(person, field, x, y)
        assert field.value == window("mon wed", "18:30", "20:00")
        await click(person, field, 9, 3)
        assert field.value == NONE


async def test_rights_are_answered_by_mouse() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "rights")
        field = person.screen.query_one(RightsField)
        await click(person, field, 8, 2)
        await click(person, field, 4, 5)
        await click(person, field, 8, 4)
        await click(person, field, 8, 4)
        assert field.value == {"site": {"lead": "decide"}, "date": {"pm": "recommend"}}


@pytest.mark.parametrize("prompt", composed.PROMPTS, ids=[prompt.id for prompt in composed.PROMPTS])
async def test_a_draft_of_any_shape_gives_an_input(prompt: Any) -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        for value in (
            None, 7, "x", [], ["a"], {}, {"days": 3, "start": 4, "end": [1]}, {"first": {}, "after": 5},
            {"site": 3, "other": {"lead": {}}}, {"after": {"amount": True, "unit": [], "clock": {}}},
        ):  # fmt: skip
            await person.go("lobby")
            person.workshop.keep_draft(answer_key(prompt.id), {"value": value, "comment": ""})
            await person.go("answer", prompt.id)
            await person.press("down", "1")
            assert person.screen.place == Place("answer", prompt.id), value


@given(
    st.sampled_from([(WindowField, WINDOW), (RightsField, RIGHTS)]), JSON, st.lists(st.sampled_from(KEYS_OF_ALL)),
    st.integers(30, 120),
)  # fmt: skip
def test_no_draft_and_no_keys_lead_to_what_cannot_be_drawn(
    made_of: Any, draft: Any, keys: list[str], width: int
) -> None:
    kind, prompt = made_of
    made = kind(prompt, draft)
    for key in keys:
        made.press(key)
    assert all(line.cell_length <= width for _, line in made.rows(width))
    again = kind(prompt, made.value)
    assert [line.plain for _, line in again.rows(width)] or made.value is None


async def test_guesses_take_the_same_inputs() -> None:
    async with a_person(composed.plan()) as person:
        await open_round(person)
        await person.go("answer", "late")
        await person.settle(lambda: isinstance(person.app.focused, ChoiceField))
        await person.press("1", "tab", "2", "enter")
        await person.shows("AND THE OTHERS?", "Your own answer  call somebody · 2 working hours")
        await person.press("2", "tab", "1", "enter")
        await person.settle(lambda: len(person.workshop.mine.predictions) == 1)
        (guess,) = person.workshop.mine.predictions.values()
        assert guess.value == {"first": "write", "after": after(1)}


def read(prompt: str, width: int, mine: Mine | None = None) -> str:
    state = revealed(composed.plan(), {**ANSWERS, "typed": [GOOD["typed"]] * 9})
    lines = reveal_lines(state, mine or Mine(), state.the_plan.prompt(prompt), width)
    assert max(line.cell_length for line in lines) <= width
    return "\n".join(line.plain for line in lines)


@pytest.mark.parametrize("width", [58, 76, 120])
def test_the_reveal_shows_every_part_with_its_bars(width: int) -> None:
    late = read("late", width)
    assert "What comes first" in late
    assert "Nobody reacts. After how long" in late.replace("\n", " ")
    hours = read("hours", width)
    assert "Hours" in hours
    assert "no such hours" in hours
    assert "03:00" not in hours
    rights = read("rights", width)
    for text in ("adding a site", "moving the date", "the study lead", "the medical monitor"):
        assert text in rights
    assert "a vendor: the project manager decides" in " ".join(rights.split())
    assert "which vendor: the project manager decides" in " ".join(read("typed", width).split())


def test_my_own_answer_is_marked_in_every_part() -> None:
    state = revealed(composed.plan(), ANSWERS)
    mine = Mine({"late": AnswerGiven("late", "me", "pune", ANSWERS["late"][0])})
    first, time = pieces(SCENARIO, state.revealed["late"], mine)
    assert first.mine.answers["late"].value == "call"
    assert time.mine.answers["late"].value == after(2)
    assert "● call somebody" in read("late", 76, mine)
    assert "● call somebody" not in read("late", 76)
