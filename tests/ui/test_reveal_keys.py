"""At the reveal, m maps, i explains, v cuts and a orders, on the desk and at a participant's screen, at two sizes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from align.analysis.reveal import read_prompt
from align.domain import commands as c
from align.domain.model import Participant, Plan
from align.ui.present import reading as present
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.reveal import RevealPane
from align.ui.screens.shared.explain import Explain
from align.ui.screens.shared.map import MapScreen
from align.ui.screens.shared.reveal import RevealView
from tests.support import builders
from tests.support.linked import PATIENCE
from tests.ui.desks import Desk, a_desk
from tests.ui.seats import LARGE, SMALL, Person, a_person

SIZES = [SMALL, LARGE]
IDS = ["80x24", "100x30"]
VALUES: dict[str, dict[str, Any]] = {
    region: {
        "urgent": urgent, "sure": sure, "protect": ["date", "scope"], "fact": "x",
        "wait": {"amount": hours, "unit": "hours", "clock": "working"},
        "cards": {"cameras": place, "recording": "each-region"},
    }
    for region, urgent, sure, hours, place in (
        ("pune", "now", 2, 1, "each-region"), ("boston", "today", 6, 4, "same-everywhere"),
        ("zurich", "one-day", 9, 16, "each-region"),
    )
}  # fmt: skip
GUESSES: dict[str, dict[str, Any]] = {
    "urgent": {"pune": "now", "boston": "today", "zurich": "one-day"},
    "sure": {"pune": 9, "boston": 9, "zurich": 1},
}


async def answered(join: Any, plan: Plan, me: Any = None) -> None:
    """Everybody answers as their region does, and thinks that others say the same on `urgent`."""
    for person in plan.participants:
        replica = me if me is not None and person.id == me.me else await join(person.id)
        for prompt, value in VALUES[person.region].items():
            await replica.submit(c.GiveAnswer(prompt, value, "by phone" if prompt == "urgent" else ""))
        if plan.attribution != "merged":
            for prompt, said in GUESSES.items():
                for region in VALUES:
                    await replica.submit(c.GivePrediction(prompt, region, said[person.region]))


async def led_to_the_reveal(desk: Desk) -> RevealPane:
    await desk.workshop.submit(c.OpenRound())
    await answered(desk.link.join, desk.state.the_plan)
    await desk.press("x")
    await desk.press("y")
    await desk.settle(lambda: desk.state.phase == "reveal")
    pane = desk.screen.query_one(RevealPane)
    await desk.settle(lambda: pane.reading.whole(desk.state) is not None)
    return pane


async def looking(person: Person) -> RevealView:
    await person.desk.submit(c.OpenRound())
    await answered(person.team.join, person.workshop.state.the_plan, person.workshop)
    await person.desk.submit(c.CloseRound())
    await person.desk.submit(c.MoveFocus("urgent"))
    await person.shows("A colleague abroad")
    view = person.screen.query_one(RevealView)
    await person.settle(lambda: view.reading.whole(person.workshop.state) is not None)
    return view


async def test_closing_the_round_leads_everybody_to_the_top_of_the_agenda(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.shows("B◆  Urgent means")
        await desk.shows("good news first")
        await desk.press("right")
        await desk.settle(lambda: desk.state.focus == "sure")
        await desk.press("a")
        await desk.shows("as asked")
        await desk.press("right")
        await desk.settle(lambda: desk.state.focus == "wait")


async def test_who_was_led_on_before_the_figures_came_is_not_called_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = threading.Event()

    def late(*args: Any) -> Any:
        assert came.wait(PATIENCE)
        return read_prompt(*args)

    monkeypatch.setattr(present, "read_prompt", late)
    async with a_desk(builders.plan(), tmp_path) as desk:
        try:
            await desk.workshop.submit(c.OpenRound())
            await answered(desk.link.join, desk.state.the_plan)
            await desk.press("x", "y")
            await desk.shows("everybody looks here")
            await desk.press("right")
            await desk.settle(lambda: desk.state.focus == desk.state.the_plan.pack.prompts[1].id)
            led_to = desk.state.focus
        finally:
            came.set()
        pane = desk.screen.query_one(RevealPane)
        await desk.settle(lambda: pane.reading.whole(desk.state) is not None)
        await desk.rested()
        assert desk.state.focus == led_to


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_the_map_leads_everybody_to_the_chosen_prompt(
    tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.press("m")
        await desk.settle(lambda: isinstance(desk.screen, MapScreen))
        await desk.shows("6 blind spots")
        assert await desk.rested() == snapshot
        await desk.press("down", "enter")
        await desk.settle(lambda: desk.state.focus == "sure")


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_every_number_in_sight_is_explained(
    tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.press("i")
        await desk.settle(lambda: isinstance(desk.screen, Explain))
        await desk.shows("How many gave an answer")
        await desk.press("down", "down", "down")
        await desk.shows("One minus the mean distance of two answers")
        assert await desk.rested() == snapshot
        await desk.press("escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_a_revealed_prompt_at_the_desk(
    tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        for prompt in ("urgent", "sure", "wait", "protect", "cards"):
            await desk.workshop.submit(c.MoveFocus(prompt))
            await desk.settle(lambda prompt=prompt: desk.state.focus == prompt)
            await desk.shows(desk.state.the_plan.prompt(prompt).text[:20])
            assert await desk.rested() == snapshot(name=prompt)


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_a_participant_has_the_same_keys(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with a_person(builders.plan(), size) as person:
        await looking(person)
        await person.shows("B◆ blind spot", "Two people picked at random")
        assert await person.rested() == snapshot
        await person.press("i")
        await person.shows("What the numbers of")
        await person.press("escape", "m")
        await person.shows("6 blind spots")
        await person.press("down", "enter")
        await person.shows("How sure are you today?", "looking around")
        await person.press("v")
        await person.shows("Answers are shown by region, without")
        await person.press("v", "v")
        await person.settle(lambda: bool(person.app.screen.query("Toast")))
        assert person.text.count("Answers are shown by region, without") == 1
        await person.press("a", "p")
        await person.shows("In the order of the prompts")


async def test_named_answers_are_cut_by_party_and_back(tmp_path: Path) -> None:
    plan = builders.plan("named")
    people = tuple(
        msgspec.structs.replace(person, party="cro" if n < 4 else "sponsor")
        for n, person in enumerate(plan.participants)
    )
    async with a_desk(msgspec.structs.replace(plan, participants=people), tmp_path, size=(100, 50)) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.press("v")
        await desk.shows("By party.")
        await desk.shows("H Helix 4")
        await desk.shows("lies between parties")
        await desk.shows("People guessed about regions: who expected what of whom")
        await desk.press("v")
        await desk.shows("P Pune 3")


async def test_the_map_of_eight_regions_moves_sideways(tmp_path: Path) -> None:
    plan = builders.plan()
    regions = tuple(builders.region(f"r{n}", f"{'ABCDEFGH'[n]}-town", "UTC") for n in range(8))
    people = tuple(Participant(f"p{n}", f"Person {n}", f"r{n % 8}") for n in range(24))
    plan = msgspec.structs.replace(plan, regions=regions, participants=people)
    async with a_desk(plan, tmp_path, size=SMALL) as desk:
        await desk.workshop.submit(c.OpenRound())
        for person in people:
            replica = await desk.link.join(person.id)
            await replica.submit(c.GiveAnswer("urgent", "now"))
            for region in regions:
                await replica.submit(c.GivePrediction("urgent", region.id, "today"))
        await desk.workshop.submit(c.CloseRound())
        pane = desk.screen.query_one(RevealPane)
        await desk.settle(lambda: pane.reading.whole(desk.state) is not None)
        await desk.press("m")
        await desk.shows("pairs 1 to 9 of 56")
        assert "A→B" in desk.text and "H→G" not in desk.text
        await desk.press(*["right"] * 7)
        await desk.shows("pairs 48 to 56 of 56")
        assert "H→G" in desk.text and "56 hidden agreements" in desk.text
        assert all(len(row) <= 80 for row in desk.rows)


async def test_no_figure_is_made_where_keys_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where: set[bool] = set()

    def watched(*args: Any) -> Any:
        where.add(threading.current_thread() is threading.main_thread())
        return read_prompt(*args)

    monkeypatch.setattr(present, "read_prompt", watched)
    async with a_desk(builders.plan(), tmp_path) as desk:
        await led_to_the_reveal(desk)
        await desk.press("right", "m", "escape", "i", "escape", "a")
    assert where == {False}
