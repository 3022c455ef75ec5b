"""Each input holds what the keys say, and takes over what an earlier draft held, whatever it was."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from align.domain.values import check, words
from align.engine.languages import speak_language
from align.errors import Rejected
from align.ui.widgets.answers import AnswerField, answer_field
from align.ui.widgets.answers.window import WindowField
from tests.support import builders
from tests.support.composed import WINDOW

PICKED = [prompt for prompt in builders.PROMPTS if prompt.closed]
KEYS = [*"0123456789", "up", "down", "space", "backspace", "full_stop", "comma"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def field(prompt_id: str, value: Any = None) -> AnswerField:
    made = answer_field(builders.plan().prompt(prompt_id), value)
    assert isinstance(made, AnswerField)
    return made


@pytest.mark.parametrize(
    ("prompt", "keys", "value"),
    [
        ("sure", "1", 1), ("sure", "10", 10), ("sure", "100", "100"), ("sure", "19", "19"), ("sure", "11", "11"),
        ("sure", "75", 5), ("sure", "05", 5),
        ("protect", "312", ["quality", "date"]), ("protect", "3132", ["date", "scope"]),
        ("urgent", "39", "one-day"), ("updates", "11", None), ("updates", "1234", ["risks", "dates"]),
        ("protect", "313", ["date"]), ("protect", "123", ["date", "scope"]),
        ("wait", "1", {"amount": 1, "unit": "hours", "clock": "working"}), ("wait", "", None),
    ],
)  # fmt: skip
def test_digits_do_what_the_screen_says(prompt: str, keys: str, value: Any) -> None:
    made = field(prompt)
    for key in keys:
        made.press(key)
    assert made.value == value


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        (("7", "comma", "5"), "7,5"), (("7", "full_stop", "5"), "7.5"), (("comma", "5"), ",5"), (("1", "1"), "11"),
        (("1", "0", "0"), "100"), (("1", "0", "comma", "5"), "10,5"), (("7", "comma", *"123456789"), "7,12345"),
    ],
)  # fmt: skip
def test_what_is_no_point_of_a_scale_marks_none_is_said_and_refused_until_it_is_taken_back(
    keys: tuple[str, ...], wrong: str
) -> None:
    made = field("sure")
    for key in keys:
        assert made.press(key)
    drawn = "\n".join(line.plain for _, line in made.rows(100))
    assert (made.value, "›" in drawn or "•" in drawn) == (wrong, False)
    assert f"“{wrong}” is no point here: a whole number from 0 to 10. Backspace takes it back." in drawn
    with pytest.raises(Rejected):
        check(made.prompt, made.value)
    assert field("sure", made.value).value == wrong, "it is there again as it was typed"
    after = []
    for key in ("backspace", "8"):
        made.press(key)
        after.append(made.value)
    assert after == [None, 8]
    assert "no point" not in "\n".join(line.plain for _, line in made.rows(100))


@pytest.mark.parametrize(
    ("keys", "amount", "shown"),
    [
        (("1", "comma", "5"), 1.5, "1,5"),
        (("1", "full_stop", "5"), 1.5, "1,5"),
        (("1", "comma", "5", "comma", "2"), "1.5.2", "1,5,2"),
    ],
)
def test_decimals_begin_with_a_comma_or_a_point_and_stand_as_the_language_writes_them(
    keys: tuple[str, ...], amount: Any, shown: str
) -> None:
    made, prompt = field("wait"), builders.plan().prompt("wait")
    for key in keys:
        made.press(key)
    assert made.value["amount"] == amount
    speak_language("de")
    try:
        assert shown in made.rows(78)[0][1].plain
        again = field("wait", made.value)
        assert again.value == made.value
        if amount == 1.5:
            assert words(prompt, made.value) == "1,5 Arbeitsstunden"
    finally:
        speak_language("en")
    if isinstance(amount, str):
        with pytest.raises(Rejected, match="must be a number"):
            check(prompt, made.value)


@pytest.mark.parametrize(("prompt", "keys", "again"), [("updates", "123", "1"), ("protect", "123", "2")])
def test_one_more_than_may_be_picked_is_refused_aloud_until_the_next_key(prompt: str, keys: str, again: str) -> None:
    made = field(prompt)

    def refused() -> bool:
        return any("! No more than 2. Take one out first" in line.plain for _, line in made.rows(78))

    for key in keys[:2]:
        made.press(key)
    before = made.value
    assert not refused()
    made.press(keys[2])
    assert refused() and made.value == before
    made.press("down")
    assert not refused()
    made.press(keys[2])
    assert refused()
    made.press(again)
    assert not refused() and len(made.value) == 1


def test_one_page_has_one_cursor_and_what_is_chosen_without_the_keys_has_another_sign() -> None:
    for prompt, keys in (("urgent", "1"), ("sure", "3"), ("wait", "2")):
        made = field(prompt)
        for key in keys:
            made.press(key)
        drawn = "\n".join(line.plain for _, line in made.rows(78))
        assert "•" in drawn and "›" not in drawn, "it has not got the keys"


@given(st.sampled_from(PICKED), JSON, st.lists(st.sampled_from(KEYS), max_size=12), st.integers(30, 120))
def test_no_draft_and_no_keys_lead_to_what_cannot_be_drawn(
    prompt: Any, draft: Any, keys: list[str], width: int
) -> None:
    made = field(prompt.id, draft)
    for key in keys:
        made.press(key)
    assert all(Content(line.plain).cell_length <= width for _, line in made.rows(width))


@pytest.mark.parametrize("prompt", [prompt.id for prompt in PICKED])
def test_a_stored_answer_comes_back_as_it_was(prompt: str) -> None:
    value = builders.GOOD_VALUES[prompt]
    assert check(builders.plan().prompt(prompt), field(prompt, value).value) == value


def test_what_a_card_says_is_not_cut_for_the_words_of_its_place() -> None:
    cards = builders.options("An agenda one day before a call", "Cameras")
    buckets = builders.options("The same aim everywhere and a local way", "No rule")
    prompt = msgspec.structs.replace(builders.plan().prompt("cards"), options=cards, buckets=buckets)
    made = answer_field(prompt, {"cameras": "no-rule", cards[0].id: buckets[0].id})
    assert isinstance(made, AnswerField)
    first = made.rows(52)[0][1].plain
    assert "An agenda one day before a call  1 The same" in first
    assert first.rstrip().endswith("…")


def test_a_place_stands_in_its_line_also_behind_words_that_leave_it_no_column() -> None:
    options = builders.options("A workload that people can carry in every week", "The date")
    prompt = msgspec.structs.replace(builders.plan().prompt("protect"), options=options)
    made = answer_field(prompt, ["the-date"])
    assert isinstance(made, AnswerField)
    lines = [line.plain.rstrip() for _, line in made.rows(52)]
    assert any("2  The date" in line and line.endswith("first") for line in lines)


@pytest.mark.parametrize("code", ["en", "ja", "zh"])
def test_what_the_rows_of_a_window_hold_begins_in_one_column(code: str) -> None:
    speak_language(code)
    try:
        lines = [line.plain for row, line in WindowField(WINDOW).rows(60) if row is not None]
    finally:
        speak_language("en")
    # A time stands one cell further in, in its field.
    begins = {Content(line[: re.search("[…□]", line).start()]).cell_length - ("…" in line) for line in lines}  # type: ignore[union-attr]
    assert len(begins) == 1


@pytest.mark.parametrize("code", ["en", "de", "es", "fr", "ja", "zh"])
@pytest.mark.parametrize("width", [44, 54, 58, 70, 96])
def test_no_row_of_hours_is_wider_than_there_is_room_and_each_day_is_where_it_is_pressed(code: str, width: int) -> None:
    speak_language(code)
    try:
        lines = [line for _, line in WindowField(WINDOW).rows(width)]
    finally:
        speak_language("en")
    assert max(line.cell_length for line in lines) <= width
    days = [line.plain for line in lines if "□ 1" in line.plain or "□ 5" in line.plain]
    assert days


@pytest.mark.parametrize(
    ("digits", "time", "refused"),
    [
        ("2570", "20", "57"), ("1800", "18:00", ""), ("930", "09:30", ""), ("2400", "24:00", ""),
        ("2415", "24", "15"), ("1860", "18:0", "6"), ("1807", "18:0", "7"), ("1845", "18:45", ""),
        ("1820", "18:0", "2"),
    ],
)  # fmt: skip
def test_a_digit_that_makes_no_time_is_not_taken_and_said(digits: str, time: str, refused: str) -> None:
    made, told = WindowField(WINDOW), []
    for digit in digits:
        made.press(digit)
        said = "No time goes on with" in "\n".join(line.plain for _, line in made.rows(100))
        told += [digit] if said else []
    assert told == list(refused)
    assert made.times[0] == time


@given(st.text("0123456789", max_size=12))
def test_whatever_is_typed_as_hours_is_a_time_on_a_quarter_hour_or_the_beginning_of_one(digits: str) -> None:
    made = WindowField(WINDOW)
    for digit in digits:
        made.cursor = 0
        made.press(digit)
        if len(made.times[0]) == 5:
            check(
                WINDOW,
                {"days": ["mon"], "start": made.times[0], "end": "12:15" if made.times[0] == "12:00" else "12:00"},
            )
