"""The desk's pulse: chosen, confirmed, followed, closed and read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from align.domain import commands as c
from align.domain.prompts import Pack
from align.domain.pulses import LIVED
from align.ui.present import desk_pulse
from align.ui.screens.facilitator.pulse import PulseChooser
from tests.charter.test_pulses import CASE, KNOWN, MIXED, WITHIN_TWO_HOURS, hours, pulse, sealed
from tests.domain.test_renewal import EVERYBODY, LIVED_PROMPT
from tests.support import builders
from tests.support.linked import stored, until
from tests.ui.desks import a_desk

URGENT = msgspec.structs.replace(KNOWN["urgent"], core=True, minutes=0.25)
LIVED_CORE = msgspec.structs.replace(LIVED_PROMPT, core=True, minutes=0.5)
PACKS = (
    Pack(id="kickoff", title="Kickoff", about="All.", prompts=(KNOWN["sure"],)),
    Pack(id="pulse", title="Pulse after the kickoff", about="Two minutes.", prompts=(LIVED_CORE, URGENT, CASE)),
)
SIZES = [(80, 24), (100, 30)]


def told(number: int) -> dict[str, object]:
    return {"first": "called", "after": hours(number, "elapsed")}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "100x30"])
async def test_a_pulse_is_chosen_opened_followed_and_closed(
    size: tuple[int, int], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size, store=stored(sealed().log), packs=PACKS) as desk:
        people = [await desk.link.join(who) for who in EVERYBODY[:3]]
        await desk.shows("3 of 9 here")
        await desk.press("u")
        await desk.shows("what shall everybody be asked?")
        assert await desk.rested() == snapshot(name="chooser")
        await desk.press("space")
        await desk.shows("1 clause, 2 prompts")
        await desk.press("enter")
        await desk.shows("2 clauses, 2 prompts")
        await desk.press("o")
        await desk.shows("stays in force")
        await desk.press("enter")
        await desk.settle(lambda: not isinstance(desk.screen, PulseChooser))
        assert not desk.state.pulses
        await desk.press("u")
        await desk.shows("what shall everybody be asked?")
        await desk.press("o")
        await desk.shows("Open the pulse?")
        await desk.press("y")
        await desk.settle(lambda: desk.state.phase == "pulse")
        await desk.shows("pulse 1 open")
        await people[0].submit(c.GiveAnswer(f"p1-{LIVED}", {"c1": "not-seen", "c2": "lived"}))
        await people[0].submit(c.HandIn())
        await desk.shows("Who is done: 1 of 9")
        assert "not seen" not in desk.text
        await desk.press("x")
        await desk.shows("Close the pulse?")
        box = desk.screen.query_one(".box").region
        asked = " ".join(" ".join(row[box.x + 1 : box.right - 1] for row in desk.rows[box.y : box.bottom]).split())
        assert "late ones are not taken" in asked
        assert "There is no way back." in asked
        await desk.press("y")
        await desk.settle(lambda: not desk.state.pulses[0].open)
        await desk.shows("Pulse 1, ")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "100x30"])
async def test_the_results_of_pulses_stand_at_their_step(
    size: tuple[int, int], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    played = sealed(promises=(WITHIN_TWO_HOURS,))
    asked = (LIVED_PROMPT, KNOWN["urgent"], CASE)
    cases = [told(n) for n in (1, 2, 3, 4, 6, 8)] + [None] * 3
    played = pulse(played, asked, {LIVED: MIXED, "urgent": ["now"] * 9, "last-case": cases})
    played = pulse(played, asked, {LIVED: MIXED[::-1], "urgent": ["today"] * 6 + ["now"] * 3, "last-case": cases})
    async with a_desk(builders.plan(), tmp_path, size=size, store=stored(played.log), packs=PACKS) as desk:
        await desk.press("6")
        await desk.shows("What the pulses say")
        await desk.shows("Pulse 2, ")
        assert await desk.rested() == snapshot(name="top")
        await desk.press("end")
        assert await desk.rested() == snapshot(name="end")


async def test_before_the_seal_nobody_can_open_a_pulse(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, packs=PACKS) as desk:
        await desk.press("u")
        await until(lambda: not isinstance(desk.screen, PulseChooser))
        await desk.press("6")
        await desk.shows("Seal it first.")


async def test_without_any_pack_it_says_so(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, store=stored(sealed().log)) as desk:
        await desk.press("u")
        await until(lambda: any("No pack can be asked" in str(one.message) for one in desk.app._notifications))


def test_the_choice_begins_with_what_is_proposed_and_says_its_price() -> None:
    state = sealed().state
    choice = desk_pulse.first_choice(state, PACKS, "2027-04-01")
    assert choice is not None and choice.pack.id == "pulse"
    rows = desk_pulse.choice_rows(state, choice, "2027-04-01")
    assert [(row.id, row.chosen) for row in rows] == [
        ("c1", True), ("c2", True), ("urgent", True), ("last-case", False),
    ]  # fmt: skip
    assert "due 12 Mar 2027" in rows[0].detail
    assert desk_pulse.choice_words(choice) == "2 clauses, 2 prompts, about 1 min a person"
    fewer = desk_pulse.toggled(desk_pulse.toggled(choice, rows[0]), rows[2])
    assert desk_pulse.asked(fewer).clauses == ("c2",)
    assert [prompt.id for prompt in desk_pulse.asked(fewer).prompts] == [LIVED]
    nothing = desk_pulse.toggled(fewer, rows[1])
    assert desk_pulse.why_not(nothing) == "Choose at least one clause or prompt."


def test_a_pack_without_a_prompt_about_clauses_asks_about_none() -> None:
    state = sealed().state
    choice = desk_pulse.first_choice(state, PACKS, "2027-04-01")
    assert choice is not None
    other = desk_pulse.other_pack(choice)
    assert other.pack.id == "kickoff"
    assert desk_pulse.asked(other).clauses == ()
    assert [row.id for row in desk_pulse.choice_rows(state, other, "2027-04-01")] == ["sure"]


@pytest.mark.parametrize(("key", "there"), [("k", "No promise yet"), ("w", "No decision yet"), ("z", "Calendars")])
async def test_while_a_pulse_is_open_the_ledgers_offer_no_change_to_what_is_sealed(
    key: str, there: str, tmp_path: Path
) -> None:
    played = sealed().lead(c.OpenPulse(("c1",), (LIVED_PROMPT,)))
    async with a_desk(builders.plan(), tmp_path, size=(100, 30), store=stored(played.log), packs=PACKS) as desk:
        await desk.settle(lambda: desk.state.phase == "pulse")
        await desk.press(key)
        await desk.shows(there)
        keys = desk.text.splitlines()[-1]
        assert "esc back" in keys and "? help" in keys
        assert not any(offered in keys for offered in ("new", "change", "drop"))
