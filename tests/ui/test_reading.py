"""The agenda's order, the map and the cuts follow from public figures, made once a reveal and never on a key."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from align.analysis.compare import compare
from align.analysis.reveal import read_prompt
from align.analysis.reveal.cuts import recut
from align.domain import commands as c
from align.domain.model import Attribution, Plan
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.visibility import public
from align.engine.workshop import Mine
from align.ui.plain.looking import revealed_lines
from align.ui.present import reading as module
from align.ui.present.charts import in_places, led_apart, splits, strips
from align.ui.present.explaining import told
from align.ui.present.reading import Reading
from align.ui.present.state_map import state_map
from align.ui.screens.shared.map import MapScreen
from tests.support import builders

PUNE, BOSTON = range(1, 4), range(4, 7)


def revealed(plan: Plan, answers: dict[str, tuple[Any, ...]], guesses: dict[str, tuple[Any, ...]]) -> State:
    """A revealed workshop: one value a region in `answers`; in `guesses` what each region says of all others."""
    workshop = builders.Played(plan).lead(c.OpenRound())
    places = [region.id for region in plan.regions]
    for person in plan.participants:
        at = places.index(person.region)
        workshop.answer(person.id, **{prompt: values[at] for prompt, values in answers.items()})
        for prompt, values in guesses.items():
            workshop.guess(person.id, prompt, **{place: values[at] for place in places if place != person.region})
    return public(workshop.lead(c.CloseRound()).log, compare)


def mixed() -> State:
    """`urgent` is a blind spot, `sure` an open difference, `protect` a hidden agreement between all regions."""
    first, second = ["date", "scope"], ["quality", "cost"]
    return revealed(
        builders.plan(),
        {
            "urgent": ("now", "today", "one-day"),
            "sure": (1, 5, 9),
            "protect": (first, first, first),
            "fact": ("x",) * 3,
        },
        {"urgent": ("now", "today", "one-day"), "sure": (9, 9, 1), "protect": (second, second, second)},
    )


def made(state: State) -> Reading:
    reading = Reading()
    reading.make(state.the_plan, state.revealed)
    return reading


def ids(prompts: tuple[Prompt, ...]) -> list[str]:
    return [prompt.id for prompt in prompts]


def test_hidden_agreements_come_first_then_blind_spots_then_open_differences() -> None:
    state = mixed()
    reading = made(state)
    assert ids(reading.prompts(state))[:3] == ["protect", "urgent", "sure"]
    assert [reading.headline(state, state.the_plan.prompt(one)) for one in ("protect", "urgent", "sure", "fact")] == [
        "hidden agreement", "blind spot", "open difference", None,
    ]  # fmt: skip


def test_the_packs_order_is_a_choice_and_holds_until_the_figures_are_there() -> None:
    state = mixed()
    assert Reading().prompts(state) == state.the_plan.pack.prompts
    reading = made(state)
    reading.by_agenda = False
    assert reading.prompts(state) == state.the_plan.pack.prompts


def test_figures_are_made_once_a_reveal_and_looking_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    state = mixed()
    reading, asked = Reading(), []

    def counted(plan: Plan, prompt: Prompt, shown: Any) -> Any:
        asked.append(prompt.id)
        return read_prompt(plan, prompt, shown)

    monkeypatch.setattr(module, "read_prompt", counted)
    reading.prompts(state)
    assert not asked and not reading.is_complete(state.revealed)
    reading.make(state.the_plan, state.revealed, first="sure")
    assert asked[0] == "sure" and len(asked) == len(state.revealed)
    reading.make(state.the_plan, state.revealed)
    reading.prompts(state)
    assert len(asked) == len(state.revealed) and reading.is_complete(state.revealed)
    state.revealed["urgent"] = msgspec.structs.replace(state.revealed["urgent"], answered=8)
    assert reading.figures(state.revealed["urgent"]) is None, "a late answer makes the old figures old"
    reading.make(state.the_plan, state.revealed)
    assert asked[len(state.revealed) :] == ["urgent"]


def test_the_map_has_a_row_a_prompt_and_a_column_an_ordered_pair() -> None:
    state = mixed()
    reading = made(state)
    whole = reading.whole(state)
    assert whole is not None
    found = state_map(state.the_plan, reading.prompts(state), whole)
    assert found.pairs == ("P→B", "P→Z", "B→P", "B→Z", "Z→P", "Z→B")
    assert found.rows[0].states == ("hidden agreement",) * 6
    assert found.rows[-1].states == (None,) * 6
    assert found.summary.startswith("6 hidden agreements to celebrate first, 6 blind spots, 6 open differences")
    assert not found.missing


def test_a_region_that_is_too_small_is_left_out_of_the_map_and_named() -> None:
    plan = builders.plan(sizes=(3, 3, 2, 0))
    state = revealed(plan, {"urgent": ("now", "today", "now")}, {"urgent": ("now", "now", "now")})
    reading = made(state)
    whole = reading.whole(state)
    assert whole is not None
    found = state_map(plan, reading.prompts(state), whole)
    assert all("Z" not in pair for pair in found.pairs)


def test_the_map_is_explained_by_two_regions_of_the_team_and_says_how_many_answers_it_takes() -> None:
    plan = builders.plan()
    first, second = plan.regions[1], plan.regions[2]
    state = revealed(plan, {"urgent": ("now", "today", "now")}, {})
    whole = made(state).whole(state)
    assert whole is not None
    found = state_map(plan, [plan.prompt("urgent")], whole)
    assert found.summary.endswith("it takes guesses, and at least 3 answers of each region.")
    for fewest, least in ((1, 3), (5, 5)):
        # Two people can be seen side by side, but nothing is computed about a region of fewer than three.
        summary = state_map(msgspec.structs.replace(plan, min_n=fewest), [plan.prompt("urgent")], whole).summary
        assert summary.endswith(f"at least {least} answers of each region.")
    shown = msgspec.structs.replace(found, pairs=(f"{first.letter}→{second.letter}",))
    said = MapScreen(plan, shown, "").help_words()
    assert said.startswith(f"{first.letter}→{second.letter} is how {first.name} sees {second.name}. ")


@pytest.mark.parametrize("attribution", ["region", "merged"])
def test_without_names_there_is_one_cut_and_it_is_said_why(attribution: Attribution) -> None:
    plan = builders.plan(attribution)
    cut, why_not = Reading().next_cut(plan)
    assert cut == "region" and "nobody knows" in why_not
    state = revealed(plan, {"urgent": ("now", "today", "now")}, {})
    assert recut(plan, state.revealed["urgent"], "party") == (plan, state.revealed["urgent"])


def test_named_answers_go_round_region_party_role_as_far_as_people_differ() -> None:
    plan = builders.plan("named")
    assert Reading().next_cut(plan) == (
        "region", "All are of one party and one role as far as the plan says; region is the only cut.",
    )  # fmt: skip
    people = tuple(
        msgspec.structs.replace(person, party="cro" if n < 4 else "", role="Data Manager" if n % 2 else "data manager ")
        for n, person in enumerate(plan.participants)
    )
    plan = msgspec.structs.replace(plan, participants=people)
    reading = Reading()
    assert reading.next_cut(plan) == ("party", "")
    reading.cut = "party"
    assert reading.next_cut(plan) == ("region", ""), "two ways to write one role are one role"
    state = revealed(plan, {"urgent": ("now", "today", "one-day")}, {})
    shown_plan, shown = recut(plan, state.revealed["urgent"], "party")
    assert [(region.name, region.letter) for region in shown_plan.regions] == [("Helix", "H"), ("No party given", "N")]
    assert [len(group.answers) for group in shown.groups] == [4, 5]


def test_durations_stand_on_one_strip_a_clock_each_doubling_taking_the_same_room() -> None:
    def span(amount: int, clock: str) -> dict[str, Any]:
        return {"amount": amount, "unit": "hours", "clock": clock}

    given = (span(1, "working"), span(4, "working"), span(24, "elapsed"))
    state = revealed(builders.plan(), {"wait": given}, {})
    plan, prompt = state.the_plan, state.the_plan.prompt("wait")
    working, elapsed = strips(plan, prompt, state.revealed["wait"], Mine())
    assert (working.clock, elapsed.clock) == ("working", "elapsed")
    assert working.rows == (((60.0, 3),), ((240.0, 3),), ())
    assert working.said == ("1 working hour ×3", "4 working hours ×3", "")
    assert [working.place(minutes, 21) for minutes in (60, 120, 240)] == [0, 10, 20]
    assert elapsed.ticks[0][0] <= 1440 <= elapsed.ticks[-1][0]


def test_pairs_that_split_the_team_need_a_third_on_each_side() -> None:
    values = (["date", "cost"], ["cost", "date"], ["date", "cost"])
    state = revealed(builders.plan(), {"protect": values}, {})
    found = splits(state.the_plan.prompt("protect"), state.revealed["protect"])
    assert [(pair.one, pair.other, pair.one_first, pair.other_first) for pair in found] == [("Date", "Cost", 6, 3)]


def test_cards_that_groups_put_in_different_places_are_pointed_out() -> None:
    same, each = "same-everywhere", "each-region"
    values = ({"cameras": same, "recording": same}, {"cameras": each, "recording": same}, {"recording": same})
    state = revealed(builders.plan(), {"cards": values}, {})
    cameras, recording = in_places(state.the_plan.prompt("cards"), state.revealed["cards"])
    assert cameras == [[("pune", 3)], [("boston", 3)]]
    assert led_apart(cameras) and not led_apart(recording)


def test_every_number_has_an_explanation_and_says_on_which_answers() -> None:
    state = mixed()
    reading = made(state)
    for prompt in state.the_plan.pack.prompts:
        shown = state.revealed[prompt.id]
        found = told(state.the_plan, prompt, shown, reading.figures(shown))
        assert found[0].name == "answered"
        assert all(one.value and one.on and one.explanation.what and one.explanation.how for one in found)
    urgent = state.revealed["urgent"]
    found = told(state.the_plan, state.the_plan.prompt("urgent"), urgent, reading.figures(urgent))
    assert {"two people", "alignment", "label", "state", "gap"} <= {one.name for one in found}


def test_plain_mode_says_the_figures_too_each_thing_once() -> None:
    text = "\n".join(revealed_lines(mixed(), "urgent"))
    assert text.count("9 of 9 answered") == 1
    assert "Two people picked at random agree 25 % of the time." in text
    assert "Pune → Boston · B ◆ blind spot" in text
    assert revealed_lines(builders.Played(builders.plan()).state, "urgent") == []
