"""The page for facilitators: every measure in three sentences with a picture and a limit, and its numbers are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from align.analysis.cover import QUESTION
from align.analysis.reveal import PromptFigures, read_prompt
from align.charter.explained import EXPLANATIONS
from align.charter.figure_words import STATE_LETTERS, STATE_SHAPES, expectation, gap_words
from tests.analysis.revealed import FIVE, HAND_ANSWERS, HAND_GUESSES, revealed, small_plan

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
PLACES = {
    "middle answer": "Middle answer", "two people": "Two people picked at random", "alignment": "Alignment",
    "label": "Aligned, mixed, split", "bounds": "Bounds: what the missing could change",
    "regional share": "Regional share", "gap": "Assumption gap", "bias": "Bias", "congruency": "Congruency",
    "distance between": "Congruency", "state": "The four states",
}  # fmt: skip


def hand(*, missing: int = 0) -> PromptFigures:
    plan = small_plan(FIVE, {"emea": 3, "apac": 4 + missing})
    return read_prompt(plan, FIVE, revealed(plan, HAND_ANSWERS, HAND_GUESSES))


@pytest.mark.parametrize("name", SECTIONS)
def test_each_measure_has_three_sentences_a_picture_and_when_not_to_use_it(name: str) -> None:
    told, picture, limit = re.fullmatch(
        r"\n(.*?)\n\n```text\n(.*?)```\n\n(Not for: .*?)\n+", SECTIONS[name], re.S
    ).groups()  # type: ignore[union-attr]
    sentences = re.findall(r"[.!?](?=[\s\"]|$)(?!\" than)", told.replace("\n", " ").replace('"', ""))
    assert len(sentences) == 3, sentences
    assert picture.strip()
    assert max(map(len, picture.splitlines())) <= 110
    assert limit.rstrip().endswith((".", "?"))


def test_every_figure_of_the_analysis_has_its_section() -> None:
    assert set(PLACES) == set(EXPLANATIONS)
    assert set(PLACES.values()) <= set(SECTIONS)


def test_the_numbers_of_the_example_are_those_that_align_computes() -> None:
    found = hand()
    (part,) = found.parts
    assert part.agreement is not None
    assert part.agreement.sentence in SECTIONS["Two people picked at random"]
    assert f"together {part.agreement.alignment:.2f}" in SECTIONS["Alignment"]
    assert part.regional_share is not None
    assert f"between EMEA and APAC ▇▇▇▇▇▇▇ {100 * part.regional_share:.0f} %" in SECTIONS["Regional share"]
    bounds = hand(missing=2).parts[0].bounds
    assert bounds is not None
    assert f"{bounds}     0 ├───[{bounds.low:.2f}······{bounds.high:.2f}]" in SECTIONS[PLACES["bounds"]]
    for source, target in (("emea", "apac"), ("apac", "emea")):
        pair = found.pair(source, target)
        assert pair is not None
        assert gap_words(FIVE, pair) in SECTIONS["Assumption gap"]
    pair = found.pair("emea", "apac")
    assert pair is not None
    plan = small_plan(FIVE, {"emea": 3, "apac": 4})
    told = " ".join(SECTIONS["Bias"].split()).replace("'", "")
    assert expectation(plan, FIVE, pair).replace("“", "").replace("”", "") in told
    assert f"EMEA to its own guesses {pair.congruency:.2f}" in SECTIONS["Congruency"]
    assert f"EMEA to APAC, really    {pair.agreement:.2f}" in SECTIONS["Congruency"]


def test_letters_and_shapes_are_those_of_the_map_and_on_call_has_its_question() -> None:
    for state, letter in STATE_LETTERS.items():
        assert f"{letter} {STATE_SHAPES[state]} {state}" in SECTIONS["The four states"]
    assert QUESTION[1:] in SECTIONS["Escalation"].replace("\n", " ")
