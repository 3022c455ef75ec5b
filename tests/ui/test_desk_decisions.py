"""The register at the desk: filled from what people answered, changed by keyboard, two deciders refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from align.charter.rights import proposals
from align.domain import commands as c
from align.domain.decisions import TERMS, Decision
from align.domain.model import Plan
from align.errors import UserError
from align.ui.present.desk_decisions import decision_of, detail
from align.ui.screens.facilitator.decisions import DecisionsScreen
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import decision_form
from align.ui.screens.facilitator.pick import Pick
from tests.charter.story import DECISIONS, shown
from tests.support import builders, composed
from tests.support.builders import Played
from tests.ui.desks import Desk, a_desk

SITE = Decision(
    what="adding a site", decider="the study lead", must_agree=("the medical monitor",)
)  # what most of `answered` say


def answered() -> Played:
    """Nine people of whom six say that the lead decides on sites, with the monitor's consent; dates are tied."""
    played = Played(composed.plan()).lead(c.OpenRound())
    for number in range(9):
        lead = {"lead": "decide", "medic": "must_agree"} if number < 6 else {"pm": "decide", "lead": "inform"}
        dates = {"pm": "decide"} if number % 2 else {"medic": "decide"}
        value = {"site": lead, **({"date": dates} if number < 8 else {})}
        played.answer(f"p{number + 1}", rights=value, typed={"Which vendor": {"pm": "decide", "lead": "recommend"}})
    return played.lead(c.CloseRound())


def test_the_answers_propose_entries_and_leave_blank_who_does_not_lead_alone() -> None:
    found = proposals(shown(answered()))
    assert found == [
        SITE,
        Decision(what="moving the date", decider=""),
        Decision(what="Which vendor", decider="the project manager", recommend=("the study lead",)),
    ]
    played = answered().lead(c.SetDecision(SITE))
    assert SITE not in proposals(shown(played)), "what stands in the register is not proposed again"


def test_before_the_reveal_nothing_is_proposed() -> None:
    played = Played(composed.plan()).lead(c.OpenRound()).answer("p1", rights=composed.GOOD["rights"])
    assert proposals(shown(played)) == []


def test_who_stands_in_two_fields_is_told_in_the_words_of_the_fields() -> None:
    values = {"what": "a", "decider": "Lena Frei", "recommend": "Asha, lena  frei", "must_agree": "", "input": "",
              "inform": "", **dict.fromkeys(TERMS, "")}  # fmt: skip
    said = "lena  frei stands under “Decides” and “Recommends”. Keep the one that counts."
    with pytest.raises(UserError, match=said):
        decision_form(builders.plan(), None).command(values)
    decision_form(builders.plan(), None).command({**values, "recommend": "Asha, Asha"})


async def at_the_register(desk: Desk) -> DecisionsScreen:
    await desk.press("w")
    await desk.settle(lambda: isinstance(desk.screen, DecisionsScreen))
    assert isinstance(desk.screen, DecisionsScreen)
    return desk.screen


async def test_a_decision_is_made_changed_and_dropped_and_two_deciders_are_refused(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await at_the_register(desk)
        await desk.shows("No decision yet.")
        await desk.press("n")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press(*"sites", "enter", *"A/B")
        await desk.press("ctrl+s")
        await desk.shows("reads as more than one. Exactly one decides")
        desk.screen.query_one("#field-decider", Input).value = "Study lead"
        desk.screen.query_one("#field-inform", Input).value = "Pune, Boston"
        await desk.press("ctrl+s")
        await desk.settle(lambda: len(desk.state.the_plan.decisions) == 1)
        (made,) = desk.state.the_plan.decisions
        assert (made.decider, made.inform) == ("Study lead", ("Pune", "Boston"))
        await desk.shows("Told after  Pune, Boston")
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        desk.screen.query_one("#field-window", Input).value = "2 working days"
        await desk.press("ctrl+s")
        await desk.shows("Time        2 working days")
        await desk.press("d", "y")
        await desk.shows("No decision yet.")
        await desk.press("escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))


async def test_the_editor_begins_with_what_most_people_answered(tmp_path: Path) -> None:
    async with a_desk(composed.plan(sizes=(1, 0, 0), min_n=1), tmp_path) as desk:
        person = await desk.link.join("p1")
        await desk.workshop.submit(c.OpenRound())
        await person.submit(c.GiveAnswer("rights", composed.GOOD["rights"]))
        await desk.workshop.submit(c.CloseRound())
        await desk.settle(lambda: desk.state.revealed)
        await at_the_register(desk)
        await desk.press("n")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        await desk.shows("adding a site: the study lead; the medical monitor must agree")
        await desk.press("enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        assert desk.screen.query_one("#field-must_agree", Input).value == "the medical monitor"
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.the_plan.decisions == (SITE,))


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_the_register_at_a_glance(tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    plan: Plan = builders.plan(decisions=DECISIONS)
    async with a_desk(plan, tmp_path, size=size) as desk:
        await at_the_register(desk)
        await desk.shows("Told after")
        assert await desk.rested() == snapshot


def test_the_editor_and_the_detail_say_the_same() -> None:
    values = {"what": "a", "decider": "b", "recommend": " c ,, d", "must_agree": "", "input": "e", "inform": ""}
    values |= {"rule": "", "window": "2 days", "default_if_silent": "", "reopen_when": ""}
    made = decision_of(values)
    assert (made.recommend, made.must_agree, made.input, made.window) == (("c", "d"), (), ("e",), "2 days")
    assert detail(made) == [
        ("Decides", "b"), ("Recommends", "c, d"), ("Heard", "e"), ("Time", "2 days"),
        ("Not said", "Taken how, If silent, Again when"),
    ]  # fmt: skip


async def test_a_clause_is_worded_beside_how_the_answers_spread(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        await desk.workshop.submit(c.CloseRound())
        await desk.settle(lambda: desk.state.phase == "reveal")
        await desk.press("3", "c")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.shows("Answers to Success fact are spread.")
