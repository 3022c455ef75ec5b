"""The default pack keeps the rules of wording, and its clauses read well whatever is chosen."""

from __future__ import annotations

import re

import pytest

from align.domain.prompts import Prompt
from align.packs.catalogue import find_pack
from tests.support.plans import FOLDERS

PACK = find_pack("kickoff", FOLDERS)
CORE = {"success-fact", "protect-first", "shared-decisions", "urgent", "first-reply", "shared-habits"}
PREDICTED = {
    "protect-first", "confidence", "decision-wait", "decision-overnight", "urgent", "first-reply", "silence",
    "shared-habits",
}  # fmt: skip
each_prompt = pytest.mark.parametrize("prompt", PACK.prompts, ids=[prompt.id for prompt in PACK.prompts])


def test_the_core_and_predicted_prompts_are_those_of_the_method() -> None:
    assert len(PACK.prompts) == 16
    assert {prompt.id for prompt in PACK.prompts if prompt.core} == CORE
    assert {prompt.id for prompt in PACK.prompts if prompt.predict} == PREDICTED
    areas = [prompt.area for prompt in PACK.prompts]
    assert areas == ["success"] * 4 + ["decisions"] * 4 + ["escalation"] * 5 + ["norms"] * 3
    kinds = {prompt.id: prompt.type for prompt in PACK.prompts}
    assert (kinds["who-decides"], kinds["late-problem"], kinds["emergency-hours"]) == (
        "decision_rights", "scenario", "window",
    )  # fmt: skip


def test_answering_takes_the_time_that_a_workshop_has() -> None:
    assert 15 <= PACK.minutes <= 26
    assert sum(prompt.minutes for prompt in PACK.prompts if prompt.core) <= 12


@each_prompt
def test_questions_have_fewer_than_25_words_and_titles_two_to_four(prompt: Prompt) -> None:
    for text in (prompt.text, prompt.predict_text, prompt.pulse):
        assert len(text.split()) < 25
    assert 2 <= len(prompt.title.split()) <= 4


@each_prompt
def test_every_prompt_says_why_and_how_and_has_a_clause_and_a_pulse_question(prompt: Prompt) -> None:
    assert prompt.why
    assert prompt.help
    assert prompt.clause
    assert prompt.pulse
    assert bool(prompt.predict_text) == prompt.predict
    assert prompt.example


@each_prompt
def test_a_clause_can_be_held_to(prompt: Prompt) -> None:
    """It ends as a sentence, uses the answers, and holds a time."""
    assert re.search(r"\{(leading|answers|same)\}", prompt.clause)
    assert prompt.clause.endswith((".", ": {answers}.", ": {local}."))
    assert re.search(r"working days?|same day|first working|60 days|on which|by when|\{after\}", prompt.clause)


@each_prompt
def test_labels_fit_into_the_middle_of_a_sentence(prompt: Prompt) -> None:
    for option in (*prompt.options, *prompt.buckets, *prompt.roles):
        assert option.label[0].islower()
        assert not option.label.endswith(".")


def test_no_prompt_speaks_of_a_nation_or_a_people() -> None:
    said = " ".join(prompt.text + prompt.help + prompt.why for prompt in PACK.prompts).casefold()
    assert not re.search(r"\b(culture|country|nation|indian|american|swiss|german)", said)
