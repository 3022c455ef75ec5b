"""Escalation chains on the desk: typed a line a step, checked beside the promises, begun from a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from align.domain.promises import Escalation, EscalationStep, Holder
from align.domain.prompts import Option, Prompt
from align.errors import UserError
from align.ui.present import desk_chains as present
from align.ui.screens.facilitator.form import Form
from align.ui.widgets.writing import Writing
from tests.analysis.revealed import revealed, small_plan
from tests.domain.test_chaining import CHAIN
from tests.support import builders
from tests.ui.desks import a_desk
from tests.ui.test_desk_promises import at_the_promises

NIGHT = Prompt(
    id="night", area="escalation", type="scenario", title="A problem at 17:30", text="What first?", why="W",
    options=(Option("call", "call the cover"), Option("wait", "wait for the morning")),
    units=("minutes", "hours"), clocks=("elapsed", "working"),
)  # fmt: skip


async def test_a_chain_is_typed_a_line_a_step_and_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await at_the_promises(desk)
        await desk.press("c")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        form = desk.screen
        steps = form.query_one("#field-steps", Writing)
        form.query_one("#field-level", Input).value = "critical"
        steps.text = "pune; at once; phone\nBoston; soon; phone"
        await desk.press("ctrl+s")
        await desk.shows("Step 2: 'soon' is no length of time.")
        steps.text = "pune; at once; phone\nBoston; 1 hour; phone"
        await desk.press("ctrl+s")
        await desk.shows("Not said yet: step 2: clock.")
        steps.text = "pune; at once; phone\nBoston; 1 hour on the clock; phone"
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.the_plan.escalation == (CHAIN,))
        await desk.shows("escalation of critical: Pune → Boston")
        await desk.shows("told while nobody there is at work")
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        assert desk.screen.query_one("#field-steps", Writing).text == present.steps_text(CHAIN)
        desk.screen.query_one("#field-level", Input).value = "high"
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.the_plan.escalation[0].level == "high")
        await desk.press("d", "y")
        await desk.shows("No promise yet.")


def test_what_is_written_is_read_again_as_it_was() -> None:
    plan = builders.plan()
    night = Holder(name="Night rota", region="pune", hours="Sat-Sun 09:00-17:00")
    chain = Escalation(
        level="high",
        steps=(
            EscalationStep(to=Holder(name="Pune", region="pune"), channel="chat"),
            EscalationStep(to=night, after=480, clock="working", channel="mail"),
            EscalationStep(to=Holder(name="The CEO"), after=90, clock="elapsed", channel="phone"),
        ),
    )
    assert present.chain_of(plan, {"level": "high", "steps": present.steps_text(chain)}, chain) == chain
    assert present.steps_text(chain).splitlines()[1:] == [
        "Night rota; 1 day of working time; mail", "The CEO; 90 minutes on the clock; phone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("; at once; phone", "say who is told"),
        ("Pune; at once; x\nBoston; at once; y", "only the first is told at once"),
    ],
)
def test_a_line_that_cannot_be_read_says_which(steps: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        present.chain_of(builders.plan(), {"level": "x", "steps": steps}, None)


def test_a_step_with_too_many_parts_is_refused_as_one_with_too_few_is() -> None:
    steps = "Pune; at once; phone\nBoston; at once; phoPune; 1 hour on the clock; phone"
    with pytest.raises(UserError, match="Step 2"):
        present.chain_of(builders.plan(), {"level": "x", "steps": steps}, None)
    joined = "Pune; at once; phoBoston; 1 hour on the clock; phone"
    with pytest.raises(UserError, match="Step 1: it has more than who, when and how"):
        present.chain_of(builders.plan(), {"level": "x", "steps": joined}, None)


def test_days_without_a_clock_are_nobodys_guess() -> None:
    made = present.chain_of(builders.plan(), {"level": "x", "steps": "Pune\nafter the first; after 2 days; x"}, None)
    assert (made.steps[1].after, made.steps[1].clock) == (None, "")


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        (
            [("call", 30, "elapsed"), ("call", 120, "elapsed"), ("wait", 60, "elapsed")],
            "; at once; call the cover\n; 1 hour on the clock;",
        ),
        ([("call", 30, "working"), ("wait", 60, "elapsed")], "; at once; \n; ;"),
        ([], "; at once; \n; ;"),
    ],
)
def test_a_chain_is_begun_with_what_a_scenario_found_and_with_nobody(
    answers: list[tuple[str, int, str]], lines: str
) -> None:
    given: list[Any] = [
        {"first": first, "after": {"amount": minutes, "unit": "minutes", "clock": clock}}
        for first, minutes, clock in answers
    ]
    plan = small_plan(NIGHT, {"a": max(1, len(given))})
    steps, _ = present.begun_steps(NIGHT, revealed(plan, {"a": given}))
    assert steps == lines
    with pytest.raises(UserError, match="say who is told"):
        present.chain_of(plan, {"level": "x", "steps": steps}, None)


def test_a_region_and_a_person_are_known_by_their_names() -> None:
    plan = builders.plan()
    region, person = plan.regions[0], plan.participants[0]
    steps = f"{region.name.upper()}\n{person.name}; 1 h elapsed; x"
    made = present.chain_of(plan, {"level": "x", "steps": steps}, None)
    assert [step.to.region for step in made.steps] == [region.id, person.region]
