"""Whatever stands in a line, it means an answer or a sentence why not; a name is as good as its number."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from align.domain.prompts import Prompt
from align.errors import Rejected
from align.sync.messages import Chair
from align.ui.plain.inputs import bucket_of, value_of, whole
from align.ui.plain.join import chair_of
from tests.support import builders

CHAIRS = [Chair(f"p{n}", name, "pune", taken=False) for n, name in enumerate(("Asha Rao", "Asha Roy", "Ravi [b]", "7"))]
LINES = st.text(max_size=12) | st.text("0123456789²③٣ .,-", max_size=12)


@given(st.sampled_from(builders.PROMPTS), LINES)
@example(builders.plan().prompt("urgent"), "²")
@example(builders.plan().prompt("sure"), "1" * 5_000)
@example(builders.plan().prompt("wait"), "1" * 5_000 + " hours")
def test_a_line_is_an_answer_or_refused_in_words(prompt: Prompt, line: str) -> None:
    for read in (value_of, bucket_of):
        try:
            read(prompt, line)
        except Rejected as no:
            assert no.text


@pytest.mark.parametrize(
    ("line", "number"), [("7", 7), ("٣", 3), ("²", None), ("③", None), ("-1", None), ("", None), ("1" * 5_000, None)]
)
def test_a_number_is_a_number_in_any_script_and_nothing_else_is(line: str, number: int | None) -> None:
    assert whole(line) == number


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1", "Asha Rao"), ("asha  RAO", "Asha Rao"), ("ravi", "Ravi [b]"), ("asha", None), ("Asha Ro", "Asha Roy"),
        ("5", None), ("0", None), ("", None), ("²", None), ("nobody", None),
    ],
)  # fmt: skip
def test_a_seat_is_picked_by_number_or_name(line: str, name: str | None) -> None:
    found = chair_of(CHAIRS, line)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("line", "name"), [("Lucia", "Lucía Gil"), ("lucía", "Lucía Gil"), ("Jose", None), ("José", "José P")]
)
def test_a_name_may_be_typed_without_its_accents_where_that_leaves_no_doubt(line: str, name: str | None) -> None:
    chairs = [Chair(f"p{n}", each, "pune", taken=False) for n, each in enumerate(("Lucía Gil", "José P", "Josè Q"))]
    found = chair_of(chairs, line)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("line", ["3 1", "3;1", "3, 1", "“3；1”", "3、1"])
def test_numbers_may_have_between_them_what_each_keyboard_has(line: str) -> None:
    assert value_of(builders.plan().prompt("protect"), line) == ["quality", "date"]


def test_an_example_may_be_typed_with_its_quotes() -> None:
    assert value_of(builders.plan().prompt("wait"), "«4 working hours»")["amount"] == 4
    assert value_of(builders.plan().prompt("fact"), "“So it is”") == "“So it is”"
