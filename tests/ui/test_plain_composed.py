"""Scenarios, windows and decision rights line by line: what is typed, what is asked again, what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from align.domain.prompts import Prompt
from align.errors import Rejected
from align.ui.plain import steps
from align.ui.plain.inputs import how_to, options_text, value_of
from align.ui.plain.within import KEYS
from tests.support import builders
from tests.support.composed import GOOD, RIGHTS, SCENARIO, TYPED, WINDOW, window


class Typed:
    """A console whose lines are there already; `asked` and `said` keep what went out."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = list(lines)
        self.asked: list[str] = []
        self.said: list[str] = []

    async def ask(self, question: str) -> str:
        self.asked.append(question)
        return self._lines.pop(0)

    def say(self, text: str = "") -> None:
        self.said.append(text)


async def rights(prompt: Prompt, first: str, *lines: str) -> tuple[Any, Typed]:
    console = Typed(lines)
    return await steps.decision_rights(console, prompt, first), console  # type: ignore[arg-type]


async def test_a_scenario_asks_for_the_time_next_until_it_is_one() -> None:
    console = Typed(["soon", "2 working hours"])
    assert await steps.scenario(console, SCENARIO, "1") == GOOD["late"]  # type: ignore[arg-type]
    assert console.asked[0].startswith("Nobody reacts. After how long does it go to the next level? Enter a number")
    assert len(console.said) == 1
    assert "not a number and a unit" in console.said[0]


async def test_a_scenario_with_a_wrong_number_asks_for_no_time() -> None:
    console = Typed([])
    with pytest.raises(Rejected, match="not a number from 1 to 2"):
        await steps.scenario(console, SCENARIO, "3")  # type: ignore[arg-type]


async def test_a_card_whose_place_cannot_be_read_is_asked_again_alone() -> None:
    cards = builders.plan().prompt("cards")
    (first, second), (everywhere, each) = cards.options, cards.buckets
    console = Typed(["99", "2"])
    value = await steps.sort(console, cards, "1")  # type: ignore[arg-type]
    assert value == {first.id: everywhere.id, second.id: each.id}
    assert console.asked == [f"{second.label}: {KEYS}", f"{second.label}:"]
    assert "not a number from 1 to" in console.said[0]


def test_a_scale_with_gaps_names_its_points() -> None:
    scale = builders.plan().prompt("sure")
    lowest, *_, highest = scale.points
    assert f"from {lowest.value} to {highest.value}" in how_to(scale)
    gaps = msgspec.structs.replace(scale, points=(lowest, highest))
    assert f"one of these numbers: {lowest.value}, {highest.value}." in how_to(gaps)


def test_a_window_is_one_line() -> None:
    assert value_of(WINDOW, "mon-wed 18:00-20:00") == window("mon tue wed", "18:00", "20:00")
    for typed in (
        "Mo-We 18h-20h",
        "“Mon-Wed 18:00-20:00”",
        "mon-wed 18 h - 20h00",
        "Mon-Wed 18-20 Uhr",
        "Mon-Wed 18時-20時",
    ):
        assert value_of(WINDOW, typed) == window("mon tue wed", "18:00", "20:00")
    assert value_of(WINDOW, "“none”")["days"] == []
    assert value_of(WINDOW, "none")["days"] == []
    with pytest.raises(Rejected, match="Or enter none"):
        value_of(WINDOW, "evenings")


async def test_given_decisions_come_one_by_one_and_an_own_one_after_them() -> None:
    value, console = await rights(RIGHTS, "1 m3", "2", "a vendor", "2, i 1", "")
    assert value == {**GOOD["rights"], "a vendor": {"lead": "inform", "pm": "decide"}}
    assert console.asked[0] == f"moving the date: {KEYS}", "that what is typed is left by s is said before"
    assert console.asked[-1].startswith("Another decision")


async def test_a_decision_can_be_left_out_and_a_slip_is_asked_again() -> None:
    value, console = await rights(RIGHTS, "", "7", "m1", "1 2", "2", "")
    assert value == {"date": {"pm": "decide"}}
    assert console.said[0] == "“7” is not the number of a role, from 1 to 3."
    assert console.said[1:] == ["Exactly one role decides: give one number without a letter."] * 2
    assert console.asked[:4] == [f"moving the date: {KEYS}", *["moving the date:"] * 3]


async def test_without_given_decisions_the_first_line_is_one() -> None:
    value, console = await rights(TYPED, "which vendor", "2 i1", "")
    assert value == GOOD["typed"]
    assert console.asked[0] == "which vendor:"


async def test_no_more_decisions_are_asked_for_than_there_may_be() -> None:
    value, console = await rights(RIGHTS, "1", "1", "one", "1", "two", "1")
    assert list(value) == ["site", "date", "one", "two"]
    assert console._lines == []


@pytest.mark.parametrize("prompt", [SCENARIO, WINDOW, RIGHTS, TYPED], ids=lambda prompt: prompt.id)
def test_each_says_how_it_is_answered(prompt: Prompt) -> None:
    assert how_to(prompt).startswith(("Enter", "Decision by decision"))
    assert bool(options_text(prompt)) == (prompt is not WINDOW)
