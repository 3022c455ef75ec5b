"""Figures have the decimal sign of the language in which they are told; what all read together has a point."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from align.analysis.agreement import FACTOR
from align.analysis.reveal import read_prompt
from align.charter.figure_words import explained, gap_words
from align.charter.promise_words import hours_words, percent, wait_words
from align.charter.wording import number
from align.domain.text import LONGEST_TEXT
from align.domain.values import check
from align.engine.languages import speak_language
from align.errors import Rejected
from align.language import ENGLISH, _, in_english, mark, retold
from align.ui.screens.shared.figures import expectation_lines, figure_lines
from tests.analysis.revealed import FIVE, HAND_ANSWERS, HAND_GUESSES, revealed, small_plan
from tests.support import builders


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak_language(ENGLISH)


def told() -> list[str]:
    """Every figure of a prompt, and those of promises."""
    plan = small_plan(FIVE, {"emea": 3, "apac": 6})
    figures = read_prompt(plan, FIVE, revealed(plan, HAND_ANSWERS, HAND_GUESSES))
    return [
        *(one.value for one in explained(plan, FIVE, figures)),
        *(gap_words(FIVE, pair) for pair in figures.pairs),
        *(line.plain for line in figure_lines(plan, FIVE, figures, "region", 100)),
        *(line.plain for line in expectation_lines(plan, FIVE, figures, 100)),
        wait_words(3_150), hours_words(90), percent(0.999), number(6.5), retold(FACTOR.format(4.0)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sign"), [("en", "."), ("de", ","), ("es", ","), ("fr", ","), ("ja", "."), ("zh", ".")]
)
def test_a_figure_is_written_as_the_language_writes_numbers(code: str, sign: str) -> None:
    speak_language(code)
    text = "\n".join(told())
    assert set(re.findall(r"\d([.,])\d", text)) == {sign}
    with in_english():
        assert set(re.findall(r"\d([.,])\d", "\n".join(told()))) == {"."}


def test_a_whole_number_and_what_is_no_figure_stay_as_they_are() -> None:
    speak_language("de")
    assert _("{share:.0f} % of the disagreement lies between regions.", share=27.4).startswith("27 %")
    said = mark("{0} is set to “{1}”, which is ignored. Known: {2}.")
    assert "„1.5“" in retold(said.format("ALIGN_LANGUAGE", "1.5", "en"))


@pytest.mark.parametrize("code", ["en", "de", "es", "fr", "ja", "zh"])
def test_a_large_whole_number_is_written_in_one_way_wherever_it_stands(code: str) -> None:
    speak_language(code)
    with pytest.raises(Rejected) as no:
        check(builders.plan().prompt("fact"), "a" * 5_052)
    told = [
        retold(no.value.text),
        _("The added word has {n} characters; {most} is the most.", n=5_052, most=LONGEST_TEXT),
        _("{n} of up to {most} characters.", n=5_052, most=LONGEST_TEXT),
    ]
    assert all("5052" in text and str(LONGEST_TEXT) in text for text in told)
