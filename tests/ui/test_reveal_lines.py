"""A revealed prompt fits any width, with few or many regions, in every attribution mode."""

from __future__ import annotations

import msgspec
import pytest

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain.model import Participant, Plan
from align.domain.state import State
from align.domain.visibility import public
from align.engine.workshop import Mine
from align.ui.screens.shared.clause import clause_lines, result_lines
from align.ui.screens.shared.reveal import reveal_lines
from tests.support import builders


def many_regions() -> Plan:
    """Eight regions of three people."""
    plan = builders.plan()
    regions = tuple(builders.region(f"r{n}", f"{'ABCDEFGH'[n]}-town with a long name", "UTC") for n in range(8))
    people = tuple(Participant(f"p{n}", f"Person {n}", f"r{n % 8}") for n in range(24))
    return msgspec.structs.replace(plan, regions=regions, participants=people)


def played(plan: Plan) -> State:
    """Everybody answers and comments, some guess, notes and a vote follow."""
    workshop = builders.Played(plan).lead(c.OpenRound())
    for number, person in enumerate(plan.participants):
        who = builders.person(person.id)
        for prompt, value in builders.GOOD_VALUES.items():
            workshop.do(who, c.GiveAnswer(prompt, value, f"a word of mine, rather long {number} " * 3))
        if plan.attribution != "merged":
            workshop.do(who, c.GivePrediction("urgent", plan.regions[0].id, "now"))
    workshop.lead(c.CloseRound(), c.TakeNote("urgent", "a note " * 30), c.MoveTo("agree"))
    workshop.lead(c.DraftClause("urgent", "a clause " * 30, owner="Ada"), c.OpenVote("c1"))
    workshop.do(builders.person(plan.participants[0].id), c.GiveSupport("c1", 1, 1, "a reason " * 30))
    return public(workshop.lead(c.CloseVote("c1")).log, compare)


PLANS = [builders.plan("named"), builders.plan("region"), builders.plan("merged"), many_regions()]


@pytest.mark.parametrize("plan", PLANS, ids=["named", "region", "merged", "eight regions"])
def test_no_line_is_wider_than_the_screen(plan: Plan) -> None:
    state = played(plan)
    for width in (55, 75, 95, 135):
        for prompt in plan.pack.prompts:
            lines = reveal_lines(state, Mine(), prompt, width)
            assert max(line.cell_length for line in lines) <= width, (prompt.id, width)
        lines = [*clause_lines(state, state.clauses["c1"], width)]
        result = state.votes["c1"][-1].result
        assert result is not None
        lines += result_lines(plan, result, width)
        assert max(line.cell_length for line in lines) <= width


def test_every_group_is_shown_where_not_all_fit_side_by_side() -> None:
    plan = many_regions()
    lines = reveal_lines(played(plan), Mine(), plan.prompt("urgent"), 75)
    text = "\n".join(line.plain for line in lines)
    assert all(f"{region.letter} {region.letter}-town" in text for region in plan.regions)
