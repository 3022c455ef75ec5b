"""Scenarios, windows and decision rights: what they may be, how they read, and their parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.domain.codec import Fact, from_doc, to_doc
from align.domain.events import AnswerGiven
from align.domain.hours import parse_hours
from align.domain.parts import COMPOSED, parts
from align.domain.prompts import CLOSED_TYPES, Prompt
from align.domain.values import check, words
from align.domain.windows import (
    DAYS,
    NONE,
    QUARTERS,
    check_window,
    parse_window,
    quarters,
    quarters_words,
    shared_hours,
)
from align.errors import Rejected
from align.storage.values import check_document
from tests.support.composed import GOOD, PROMPTS, RIGHTS, SCENARIO, TYPED, WINDOW, after, window

each = pytest.mark.parametrize("prompt", PROMPTS, ids=[prompt.id for prompt in PROMPTS])


@each
def test_a_good_value_is_kept_as_it_is_and_can_be_stored(prompt: Prompt) -> None:
    value = check(prompt, GOOD[prompt.id])
    assert value == GOOD[prompt.id]
    doc = to_doc(Fact("c", AnswerGiven(prompt.id, "p1", "pune", value, "a word")))
    check_document(doc)
    assert from_doc(doc).event == AnswerGiven(prompt.id, "p1", "pune", value, "a word")


def test_values_read_as_a_person_would_say_them() -> None:
    assert words(SCENARIO, GOOD["late"]) == "call somebody · 2 working hours"
    assert words(WINDOW, GOOD["hours"]) == "Mon–Fri 18:00–20:00"
    assert words(WINDOW, window("sat", "22:00", "01:00")) == "Sat 22:00–01:00"
    assert words(WINDOW, NONE) == "no such hours"
    assert words(RIGHTS, GOOD["rights"]) == (
        "adding a site: the study lead decides, the medical monitor must agree\n"
        "moving the date: the project manager decides"
    )
    assert words(TYPED, GOOD["typed"]) == "which vendor: the project manager decides, the study lead is informed"


@pytest.mark.parametrize(
    ("prompt", "raw", "sentence"),
    [
        (SCENARIO, "call", "Choose what comes first, and give a time."),
        (SCENARIO, {"first": None, "after": after(2)}, "The time is there. Choose also what comes first."),
        (SCENARIO, {"first": "call", "after": None}, "The first step is chosen. Give also the time"),
        (SCENARIO, {"first": "run", "after": after(2)}, "Choose one of the options"),
        (SCENARIO, {"first": "call", "after": after(0)}, "The amount must be more than 0"),
        (SCENARIO, {"first": "call", "after": after(2, "weeks")}, "The unit must be one of: minutes, hours, days."),
        (WINDOW, ["mon"], "Give days, a start and an end, or say that there are no such hours."),
        (WINDOW, window("mon montag", "18:00", "20:00"), "The days must be some of: mon, tue"),
        (WINDOW, window("mon mon", "18:00", "20:00"), "Name each day once at the most."),
        (WINDOW, window("mon", "18:0", "20:00"), "The start must be a time such as 18:00."),
        (WINDOW, window("mon", "18:00", "25:00"), "The end must be a time from 00:00 to 24:00."),
        (WINDOW, window("mon", "18:00", "20:10"), "The end must be on a quarter hour, such as 18:00 or 18:15."),
        (WINDOW, window("mon", "18:00", "18:00"), "The window ends when it starts. Let it end later."),
        (WINDOW, window("mon", "00:00", "24:00"), "The window ends when it starts. Let it end later."),
        (WINDOW, window("", "18:00", "20:00"), "Choose at least one day, or say that there are no such hours."),
        (WINDOW, {"days": [["mon"]], "start": "18:00", "end": "20:00"}, "Name each day once at the most."),
        (WINDOW, {"days": ["mon"], "start": 18, "end": "20:00"}, "The start must be a time such as 18:00."),
        (RIGHTS, {}, "Say for at least one decision who decides it, or skip the prompt."),
        (RIGHTS, {"site": {}}, "“adding a site”: nobody decides yet. Choose the one role that does."),
        (RIGHTS, {"site": {"lead": "inform"}}, "“adding a site”: nobody decides yet."),
        (RIGHTS, {"site": {"lead": "decide", "pm": "decide"}}, "“adding a site”: several roles decide."),
        (RIGHTS, {"site": {"boss": "decide"}}, "“adding a site”: choose from the roles of this prompt."),
        (RIGHTS, {"site": {"lead": ["decide"]}}, "“adding a site”: a role can decide, recommend, must agree, inform."),
        (RIGHTS, {"site": "lead"}, "“adding a site”: choose from the roles of this prompt."),
        (RIGHTS, {"\x1b\n": {"lead": "decide"}}, "A decision is empty."),
        (RIGHTS, {"x" * 121: {"lead": "decide"}}, "A decision may have 120 characters at the most."),
        (RIGHTS, {text: {"lead": "decide"} for text in "abc"}, "3 decisions of your own are too many; 2 is the most."),
        (RIGHTS, {"One": {"lead": "decide"}, "ONE ": {"lead": "decide"}}, "“ONE” stands here twice."),
        (RIGHTS, {"site": {"lead": "decide"}, "Adding a  site": {"pm": "decide"}}, "“adding a site” stands here"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_in_one_sentence(prompt: Prompt, raw: Any, sentence: str) -> None:
    with pytest.raises(Rejected) as refused:
        check(prompt, raw)
    assert refused.value.code == "bad-answer"
    assert refused.value.text.startswith(sentence)


def test_rights_come_in_the_prompts_order_whatever_was_chosen_first() -> None:
    value = check(RIGHTS, {"why\tnot": {"pm": "decide"}, "date": {"medic": "inform", "lead": "decide"}})
    assert list(value) == ["date", "why not"]
    assert list(value["date"]) == ["lead", "medic"]


def test_a_decision_typed_like_a_given_one_is_the_given_one() -> None:
    assert check(RIGHTS, {"ADDING a site": {"lead": "decide"}}) == {"site": {"lead": "decide"}}


def test_midnight_ends_a_window_as_24_and_begins_it_as_0() -> None:
    assert check_window(window("mon", "22:00", "00:00"))["end"] == "24:00"
    assert check_window(window("mon", "24:00", "01:00"))["start"] == "00:00"


def test_a_typed_window_is_read_like_working_hours() -> None:
    assert parse_window("Mon-Fri 18-20") == window("mon tue wed thu fri", "18:00", "20:00")
    assert parse_window("Sat, Sun 10:00-12:00")["days"] == ["sat", "sun"]
    assert parse_window(" None ") == NONE
    for wrong in ("", "18-20", "Mon 9-10, Tue 11-12", "Mon 9:10-10", "24x7"):
        with pytest.raises(Rejected):
            parse_window(wrong)


windows = st.builds(
    lambda days, start, length: check_window(
        {
            "days": days,
            "start": f"{start // 4:02d}:{start % 4 * 15:02d}",
            "end": f"{(start + length) % 96 // 4:02d}:{(start + length) % 4 * 15:02d}",
        }
    ),
    st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    st.integers(0, 95),
    st.integers(1, 95),
)


@given(windows)
def test_a_window_holds_its_length_on_each_of_its_days(value: dict[str, Any]) -> None:
    start, end = (int(value[key][:2]) * 4 + int(value[key][3:]) // 15 for key in ("start", "end"))
    assert len(quarters(value)) == len(value["days"]) * ((end - start) % 96 or 96)
    assert words(WINDOW, value) == quarters_words(quarters(value)) or end <= start
    assert check(WINDOW, value) == value


@given(st.sets(st.integers(0, QUARTERS - 1), max_size=40), st.booleans())
def test_any_hours_of_the_week_can_be_said_and_are_all_there(held: set[int], others: bool) -> None:
    chosen = set(range(QUARTERS)) - held if others else held
    text = quarters_words(chosen)
    if not chosen:
        assert text == "no such hours"
        return
    back = {
        (shift.weekday * 1440 + shift.start + minute) % 10_080 // 15
        for shift in parse_hours(text)
        for minute in range(0, shift.minutes, 15)
    }
    assert back == chosen


def test_hours_are_shared_when_more_than_half_have_them() -> None:
    given_ = [window("mon tue", "18:00", "20:00"), window("mon", "19:00", "21:00"), window("mon", "19:30", "22:00")]
    assert shared_hours(given_) == "Mon 19:00–21:00"
    assert shared_hours(given_[:2]) == "Mon 19:00–20:00"
    assert shared_hours([given_[0], window("wed", "18:00", "20:00")]) is None
    assert shared_hours([NONE, NONE, given_[0]]) == "no such hours"
    assert shared_hours([]) is None


@each
def test_the_parts_of_an_answer_are_answers_to_simple_prompts(prompt: Prompt) -> None:
    found = parts(prompt, [GOOD[prompt.id], None])
    assert found or prompt is TYPED
    for part in found:
        assert part.prompt.type in CLOSED_TYPES - COMPOSED
        for value in part.values([GOOD[prompt.id], None]):
            assert check(part.prompt, value) == value
            assert words(part.prompt, value)


def test_only_what_somebody_named_is_listed() -> None:
    hours, days = parts(WINDOW, [GOOD["hours"], NONE])
    assert [option.label for option in hours.prompt.options] == ["18:00–19:00", "19:00–20:00", "no such hours"]
    assert hours.values([NONE]) == [["none"]]
    assert days.values([NONE]) == []
    site, date = parts(RIGHTS, [GOOD["rights"]])
    assert [option.label for option in site.prompt.options] == [
        "the study lead decides", "the medical monitor must agree",
    ]  # fmt: skip
    assert (site.prompt.title, date.prompt.title) == ("adding a site", "moving the date")


def test_decisions_that_people_type_cannot_be_counted() -> None:
    assert RIGHTS.closed
    assert not TYPED.closed
    assert parts(TYPED, [GOOD["typed"]]) == ()
