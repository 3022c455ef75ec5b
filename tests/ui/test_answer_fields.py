"""Each input holds what the keys say, and takes over what an earlier draft held, whatever it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from align.domain.values import check
from align.ui.widgets.answers import AnswerField, answer_field
from tests.support import builders

PICKED = [prompt for prompt in builders.PROMPTS if prompt.closed]
KEYS = [*"0123456789", "up", "down", "space", "backspace", "full_stop"]
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
        ("sure", "1", 1), ("sure", "10", 10), ("sure", "100", 0), ("sure", "19", 9),
        ("urgent", "39", "one-day"), ("updates", "11", None), ("updates", "1234", ["risks", "names"]),
        ("protect", "313", ["date"]), ("protect", "123", ["date", "quality"]),
        ("wait", "1", {"amount": 1, "unit": "hours", "clock": "working"}), ("wait", "", None),
    ],
)  # fmt: skip
def test_digits_do_what_the_screen_says(prompt: str, keys: str, value: Any) -> None:
    made = field(prompt)
    for key in keys:
        made.press(key)
    assert made.value == value


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
