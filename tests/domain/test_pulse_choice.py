"""Which clauses and prompts a pulse proposes."""

from __future__ import annotations

import pytest

from align.domain import commands as c
from align.domain.prompts import Pack
from align.domain.pulse_choice import chosen_prompts, minutes, proposed
from align.domain.pulses import LIVED
from align.errors import UserError
from tests.domain.test_renewal import AGAIN, LIVED_PROMPT, settle
from tests.support.builders import Played, plan


def charter(*clauses: tuple[str, str]) -> Played:
    """A sealed charter; a clause is (the prompt that it came from, its review day)."""
    played = Played(plan()).lead(c.OpenRound(), c.CloseRound(), c.MoveTo("agree"))
    for prompt, review_on in clauses:
        played.lead(c.DraftClause(prompt, "We do so.", owner="Fay", review_on=review_on))
    return settle(played, *played.state.clauses).lead(c.Seal())


def test_clauses_whose_review_is_due_come_first_then_promises_and_norms() -> None:
    played = charter(("fact", ""), ("wait", "2027-01-01"), ("sure", ""), ("urgent", "2028-01-01"), ("cards", ""))
    assert proposed(played.state, "2027-02-01") == ("c2", "c4", "c5")


def test_a_short_charter_is_asked_about_whole_and_a_long_one_in_five_clauses() -> None:
    assert proposed(charter(("fact", ""), ("sure", "")).state, "2027-02-01") == ("c1", "c2")
    long = charter(*[("urgent", "2027-01-01")] * 8)
    assert proposed(long.state, "2027-02-01") == ("c1", "c2", "c3", "c4", "c5")


def test_without_names_the_core_prompts_are_asked_and_the_clauses_always() -> None:
    pack = Pack(id="x", title="X", about="X.", prompts=(AGAIN, LIVED_PROMPT))
    assert [prompt.id for prompt in chosen_prompts(pack)] == [LIVED, "urgent"]
    assert [prompt.id for prompt in chosen_prompts(pack, ["urgent"])] == [LIVED, "urgent"]
    assert minutes(chosen_prompts(pack)) == AGAIN.minutes + LIVED_PROMPT.minutes
    with pytest.raises(UserError):
        chosen_prompts(pack, ["nothing"])
