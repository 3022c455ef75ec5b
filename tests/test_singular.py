"""One is no plural: what is said of a number is said rightly of one, wherever a plan or a pack may hold a one."""

from __future__ import annotations

import msgspec
import pytest

from align.charter.facts import workshop_text
from align.charter.pulses import rule
from align.ui.plain.inputs import how_to
from align.ui.present.welcome import paragraphs
from tests.support import builders

PLAN = msgspec.structs.replace(builders.plan(), min_n=1)


def test_the_rule_of_a_pulse() -> None:
    assert "at least 1 person had an occasion" in rule(PLAN)
    assert "at least 2 people had an occasion" in rule(msgspec.structs.replace(PLAN, min_n=2))


def test_the_facts_of_a_workshop() -> None:
    assert "groups below 1 answer are not" in workshop_text("orion-3", builders.Played(PLAN).state)


def test_the_minutes_of_a_pack() -> None:
    (prompt,) = [one for one in PLAN.pack.prompts if one.id == "urgent"]
    short = msgspec.structs.replace(PLAN.pack, prompts=(msgspec.structs.replace(prompt, minutes=1.0),))
    said = dict(paragraphs(msgspec.structs.replace(PLAN, pack=short)))["What you do"]
    assert said.startswith("Answer 1 question in your own words and pace, about 1 minute.")


@pytest.mark.parametrize(
    ("id", "fields", "said"),
    [
        ("updates", {"most": 1}, "Enter one number."),
        ("updates", {"most": 2}, "Enter up to 2 numbers with spaces between them."),
        ("protect", {"top": 1}, "Enter the number of the most important."),
        ("protect", {"top": 2}, "Enter 2 numbers, the most important first."),
    ],
)
def test_how_many_numbers_an_answer_takes(id: str, fields: dict[str, int], said: str) -> None:
    (prompt,) = [one for one in PLAN.pack.prompts if one.id == id]
    assert said in how_to(msgspec.structs.replace(prompt, **fields))
