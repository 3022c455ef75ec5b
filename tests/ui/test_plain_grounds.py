"""Promises, decisions and calendars at the desk line by line: read in the words of the desk and of `align check`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from align.analysis.cover.rosters import weeks_from
from align.charter.plan_check import check_plan
from align.charter.promise_text import UPPER_BOUND, chain_lines, read_out_lines
from align.domain import commands as c
from align.domain.decisions import Decision
from align.domain.model import Plan
from align.domain.promises import Escalation, EscalationStep
from align.ui.present.desk_promises import WEEKS
from tests.domain.test_promising import PROMISE
from tests.support import builders
from tests.support.linked import until
from tests.ui.desks import StillClock
from tests.ui.test_desk_promises import everybody
from tests.ui.test_plain_desk import Facilitator, leading

DECIDED = Decision(what="adding a site", decider="the study lead", must_agree=("the medical monitor",), window="2 days")
CHAIN = Escalation(level="critical", steps=(EscalationStep(to=PROMISE.owner[0], channel="phone"),))


def rich() -> Plan:
    """A plan with a promise that cannot be kept, one that can, a chain and a decision."""
    kept = everybody(builders.plan(), level="normal", said="2 weeks", amount=20_160)
    plan = builders.plan(promises=(PROMISE, kept))
    return msgspec.structs.replace(plan, escalation=(CHAIN,), decisions=(DECIDED,))


async def test_promises_and_chains_are_read_as_align_check_has_them(tmp_path: Path) -> None:
    async with leading(tmp_path, rich()) as lead:
        lead.types("promises")
        await lead.hears("promises 1 reads all that is known of the first.")
        assert "1 critical, within 1 hour: ✗ cannot be kept: kept for" in lead.said
        assert "2 normal, within 2 weeks: ✓ can be kept" in lead.said
        assert "3 escalation of critical: " in lead.said
        await lead.hears("The full desk has the forms for them, key k: align desk NAME in a second terminal.")
        plan = lead.desk.state.the_plan
        found = check_plan(plan, weeks_from(StillClock().now().date(), WEEKS))
        checked = [[*read_out_lines(plan, check, at), UPPER_BOUND] for at, check in enumerate(found.promises, 1)]
        for number, lines in enumerate([*checked, chain_lines(found.chains[0])], 1):
            lead.types(f"promises {number}")
            await lead.hears(" ".join(" ".join(lines).split()))
        assert "Never covered, UTC: Mon–Fri 00:00–03:30" in lead.said
        assert "····" not in lead.said, "a picture of a week is nothing to read out"


async def test_what_contradicts_itself_is_read_after_the_promises(tmp_path: Path) -> None:
    twice = (PROMISE, msgspec.structs.replace(PROMISE, said="2 hours", amount=120))
    async with leading(tmp_path, builders.plan(promises=twice)) as lead:
        lead.types("promises")
        await lead.hears("What contradicts itself critical: promised twice, within 1 hour")


async def test_decisions_are_read_with_all_that_was_said_of_each(tmp_path: Path) -> None:
    async with leading(tmp_path, rich()) as lead:
        lead.types("decisions", "decisions 1")
        await lead.hears("1 adding a site: the study lead decisions 1 reads all")
        await lead.hears("key w: align desk NAME")
        await lead.hears("adding a site Decides: the study lead Must agree: the medical monitor Time: 2 days Not said:")


async def test_calendars_are_read_and_where_they_are_changed_is_said_until_the_seal(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("calendars", "calendars 2")
        await lead.hears("2 Boston: not confirmed yet")
        await lead.hears("key z: align desk NAME in a second terminal.")
        await lead.hears("Boston Not confirmed yet")
        await lead.hears("America/New_York")
        for move in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "We say it.")):
            await lead.desk.submit(move)
        await lead.desk.submit(c.SettleClause("c1", "provisional"))
        await lead.desk.submit(c.Seal())
        lead.types("calendars")
        await lead.hears("calendars 1 reads all that is known of the first.", 2)
        assert lead.said.count("key z") == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("promises", "There are no promises and no escalation chains. The full desk has the forms for them, key k"),
        ("decisions", "No decision is in the register yet. The full desk has the forms for them, key w"),
        ("calendars 9", "Please enter a number from 1 to 3."),
        ("calendars ²", "Please enter a number from 1 to 3."),
    ],
)
async def test_where_there_is_nothing_to_read_that_is_said(tmp_path: Path, line: str, said: str) -> None:
    async with leading(tmp_path) as lead:
        lead.types(line)
        await lead.hears(said)


async def at_a_vote(lead: Facilitator) -> None:
    for move in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "We say it.")):
        await lead.desk.submit(move)
    lead.types("vote 1")
    await until(lambda: bool(lead.desk.state.open_votes))


async def test_a_promise_that_cannot_be_kept_is_said_before_people_vote(tmp_path: Path) -> None:
    async with leading(tmp_path, rich()) as lead:
        await at_a_vote(lead)
        await lead.hears("✗ 1 promise cannot be kept: critical, within 1 hour. promises shows why.")
        await lead.hears("The vote on clause 1 is open.")
        assert lead.said.index("promises shows why.") < lead.said.index("The vote on clause 1 is open.")


async def test_a_vote_without_promises_says_nothing_of_them(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        await at_a_vote(lead)
        await lead.hears("The vote on clause 1 is open.")
        assert "promise" not in lead.said.partition("Clause 1")[2]
