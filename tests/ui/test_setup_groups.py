"""What small regions mean for what can be shown: said while a workshop is set up, and before its round is opened."""

from __future__ import annotations

import re

import msgspec
import pytest

from align.domain.model import Attribution
from align.domain.prompts import Prompt
from align.domain.state import State
from align.ui.present.desk_moves import opening
from align.ui.present.setup_draft import RegionDraft, SetupDraft, remark
from align.ui.present.setup_groups import group_remarks
from align.ui.present.setup_plan import plan_of, review, step_checks, trail, undone
from tests.ui.test_setup_present import WORLD, draft


def small(people: str, **changed: object) -> SetupDraft:
    """A complete draft with these people, without names and for those on the list alone."""
    return msgspec.structs.replace(draft(), people=people, open_door=False, attribution="region", min_n="3", **changed)


THREE = "A, Pune\nB, Pune\nC, Pune\n"


def test_where_no_region_is_large_enough_step_seven_and_the_review_say_what_follows() -> None:
    made = small("A, Pune\nB, Pune\nC, Site North")
    said = "No region has 3 people: answers will be shown all together only, and nobody is asked to guess."
    checks = step_checks(made, WORLD)
    assert checks["answers"]["min_n"] == remark(said)
    assert ("", f"! {said}") in review(made, WORLD)
    assert "(nobody is asked for it, for no region has 3 people)" in checks["prompts"]["pack"].text
    assert trail(checks, seen=8)["answers"] == "problem"  # another look, and no refusal
    assert not undone(made, WORLD)


def test_small_regions_are_named_at_step_seven_and_in_the_review() -> None:
    made = small(THREE + "D, Site North", regions=[*draft().regions, RegionDraft("Boston")])
    made.people += "\nE, Boston\nF, Boston"
    said = "Shown only together with others, and not asked to guess: Site North (1 person), Boston (2 people)."
    assert step_checks(made, WORLD)["answers"]["min_n"] == remark(said)
    assert ("", f"! {said}") in review(made, WORLD)


@pytest.mark.parametrize(
    ("sizes", "mode", "open_door", "said"),
    [
        ({"a": 3, "b": 3}, "region", False, []),
        ({}, "region", False, []),
        ({"a": 4, "b": 1}, "region", False, ["fewer than 3 people together", "Neither asked to guess"]),
        (
            {"a": 4, "b": 3, "c": 1},
            "region",
            False,
            [r"with others: b \(3 people\), c", "b joins them because", "guessed about: c "],
        ),
        ({"a": 1, "b": 1}, "region", False, ["Fewer than 3 people in all: no answer"]),
        ({"a": 2, "b": 2}, "region", True, ["yet: unless more join"]),
        ({"a": 3, "b": 2, "c": 1}, "region", True, [r"Shown only together with others: b \(2 people\), c"]),
        ({"a": 1, "b": 1}, "merged", False, ["Fewer than 3 people in all"]),
        ({"a": 2, "b": 2}, "merged", False, []),
        ({"a": 2, "b": 2}, "named", False, ["No region has 3 people: nobody is asked to guess"]),
        ({"a": 3, "b": 2}, "named", False, [r"Neither asked to guess nor guessed about: b \(2 people\)"]),
        ({"a": 3, "b": 2}, "named", True, []),
    ],
)
def test_what_small_regions_leave_out_is_said_as_the_rules_have_it(
    sizes: dict[str, int], mode: Attribution, open_door: bool, said: list[str]
) -> None:
    found = group_remarks(sizes, mode, 3, [guess()], open_door=open_door)
    assert len(found) == len(said)
    assert all(re.search(words, one) for words, one in zip(said, found, strict=True))


def guess(*, sensitive: bool = False, predict: bool = True) -> Prompt:
    return Prompt(id="x", area="success", type="text", title="", text="", why="", sensitive=sensitive, predict=predict)


@pytest.mark.parametrize(
    ("sizes", "mode", "predict", "said"),
    [
        ({"a": 5, "b": 5}, "region", True, []),
        (
            {"a": 5, "b": 4, "c": 4},
            "region",
            True,
            ["with others, and not asked to guess: b (4 people), c (4 people)."],
        ),
        ({"a": 5, "b": 4, "c": 4}, "region", False, ["Shown only together with others: b (4 people), c (4 people)."]),
        ({"a": 4, "b": 4}, "region", False, ["No region has 5 people: answers will be shown all together only."]),
        ({"a": 4}, "region", False, ["Fewer than 5 people in all: no answer can be shown unless more join."]),
        ({"a": 4}, "merged", False, ["Fewer than 5 people in all: no answer can be shown unless more join."]),
        ({"a": 5, "b": 4}, "named", True, ["Neither asked to guess nor guessed about: b (4 people)."]),
        ({"a": 4, "b": 4}, "named", False, []),
    ],
)
def test_a_region_that_is_large_enough_but_for_sensitive_prompts_is_named_for_them(
    sizes: dict[str, int], mode: Attribution, predict: bool, said: list[str]
) -> None:
    asked = [guess(), guess(sensitive=True, predict=predict)]
    found = group_remarks(sizes, mode, 3, asked, open_door=False)
    assert len(found) == len(said)
    for one, words in zip(found, said, strict=True):
        assert one.startswith("Sensitive prompts take 5 people. ")
        assert one.endswith(words)


def test_what_holds_for_all_prompts_is_not_said_again_for_sensitive_ones() -> None:
    asked = [guess(), guess(sensitive=True)]
    (said,) = group_remarks({"a": 6, "b": 6, "c": 2, "d": 2}, "named", 3, asked, open_door=False)
    assert said == "Neither asked to guess nor guessed about: c (2 people), d (2 people)."
    assert group_remarks({"a": 6, "b": 6, "c": 2, "d": 2}, "region", 6, asked, open_door=False) == [
        "Shown only together with others: a (6 people), c (2 people), d (2 people).",
        "a joins them because the smaller ones are fewer than 6 together.",
        "Neither asked to guess nor guessed about: c (2 people), d (2 people).",
    ]


def test_the_question_before_a_round_with_a_sensitive_prompt_says_whom_it_pools() -> None:
    made = plan_of(small(THREE + "D, Site North\nE, Site North\nF, Site North", core=False), WORLD)
    assert any(prompt.sensitive for prompt in made.pack.prompts)
    assert opening(State(plan=made)).text.endswith(
        "Sensitive prompts take 5 people. No region has 5 people: answers will be shown all together only."
    )


def test_the_question_before_the_round_is_opened_says_that_no_region_can_be_shown() -> None:
    made = plan_of(small("A, Pune\nB, Pune\nC, Site North"), WORLD)
    assert opening(State(plan=made)).text.endswith("all together only, and nobody is asked to guess.")
    assert "guess" not in opening(State(plan=msgspec.structs.replace(made, min_n=1))).text
