"""A newcomer's answers beside the team's: who differs, what the charter says, whom to ask."""

from __future__ import annotations

from typing import Any

import pytest

from align.analysis.compare import compare
from align.charter.newcomer import Compared, compare_newcomer, newcomer_lines, note_for, verdict
from align.domain import commands as c
from align.domain.state import State
from align.domain.visibility import public
from tests.support.builders import GOOD_VALUES, Played, plan

HOURS = {"unit": "hours", "clock": "working"}


def team(mode: Any = "region") -> State:
    """Pune and Zürich say now, Boston one day; 4 hours and 40; a clause each from two prompts."""
    played = Played(plan(mode)).lead(c.OpenRound())
    for n in range(1, 10):
        urgent, hours = ("one-day", 40) if 4 <= n <= 6 else ("now", 4)
        played.answer(f"p{n}", **{**GOOD_VALUES, "urgent": urgent, "wait": {"amount": hours, **HOURS}})
    played.lead(c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "We answer at once.", owner="Fay"))
    played.lead(c.DraftClause("fact", "One fact."))
    return public(played.log, compare)


def one(prompt: str, value: Any, mode: Any = "region") -> Compared:
    found = compare_newcomer(team(mode), {prompt: value}, "pune")
    return next(each for each in found if each.prompt == prompt)


def asked(found: Compared, word: str) -> list[str]:
    return [line for line in found.ask if word in line]


def test_who_differs_from_the_team_is_told_to_ask_the_owner_and_the_people_of_each_region_that_differs() -> None:
    found = one("urgent", "one-day")
    assert found.near is False and verdict(found) == "you differ from the team"
    assert found.team.says == "“Now”"
    assert [(said.who, said.near) for said in found.groups if said.near is True] == [("Boston", True)]
    assert [(rule.number, rule.text, rule.owner) for rule in found.rules] == [(1, "We answer at once.", "Fay")]
    assert len(asked(found, "Fay, who owns")) == 1
    assert len(asked(found, "Ask somebody of Pune")) == len(asked(found, "Ask somebody of Zürich")) == 1
    assert not asked(found, "Ask somebody of Boston")


def test_who_is_like_the_team_is_sent_to_the_region_that_is_not() -> None:
    found = one("urgent", "now")
    assert found.near is True and verdict(found) == "like the team, unlike Boston"
    assert not asked(found, "Fay")
    (ask,) = found.ask
    people = [person.name for person in plan().participants if person.region == "boston"]
    assert all(name in ask for name in people)


def test_without_regions_nobody_of_a_region_is_named() -> None:
    found = one("urgent", "one-day", "merged")
    assert not found.groups
    assert len(found.ask) == 1 and "Fay" in found.ask[0]


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ({"amount": 4, **HOURS}, True),
        ({"amount": 300, **HOURS}, False),
        ({"amount": 4, "unit": "hours", "clock": "elapsed"}, False),
    ],
)
def test_lengths_of_time_are_compared_on_their_own_clock(value: dict[str, Any], near: bool) -> None:
    assert one("wait", value).near is near


@pytest.mark.parametrize("prompt", ["protect", "sure", "updates", "cards"])
def test_who_says_what_everybody_says_is_like_the_team(prompt: str) -> None:
    assert one(prompt, GOOD_VALUES[prompt]).near is True


def test_texts_stand_side_by_side_and_are_not_judged() -> None:
    found = one("fact", "Nobody calls at night")
    assert found.near is None and verdict(found) == "compare for yourself"
    assert "First patient in Pune" in found.team.says
    assert asked(found, "your facilitator")


def test_a_skip_shows_what_the_team_said_and_asks_nothing() -> None:
    found = one("urgent", None)
    assert verdict(found) == "you skipped it" and found.team.says and not found.ask


def test_lines_say_all_of_it_and_a_note_only_what_was_said() -> None:
    found = compare_newcomer(team(), {"urgent": "one-day", "sure": 7}, "pune")
    text = "\n".join(newcomer_lines(found))
    assert "You answered 2 prompts; on 1 of them" in text
    assert "We answer at once." in text and "Boston: “One day”" in text and "Pune: “Now” (differs from yours)" in text
    note = note_for(next(each for each in found if each.prompt == "urgent"))
    assert note == "As a newcomer I would have said: One day. The team said: “Now”."


def test_the_same_text_is_quoted_once_and_a_long_answer_is_only_pointed_at_when_asking() -> None:
    assert one("fact", "x").team.says == "“First patient in Pune”"
    long = "why " * 40
    (ask,) = one("fact", long).ask
    assert "I see “Success fact” in another way." in ask and "why why" not in ask
