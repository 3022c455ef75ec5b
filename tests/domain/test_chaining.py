"""An escalation chain made on the desk: each step has its time and its clock, nothing is guessed, versions keep it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from align.charter.versions import difference
from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import evolve, fold
from align.domain.forgetting import remains
from align.domain.promises import Escalation, EscalationStep, Holder
from align.domain.versions import as_sealed
from align.errors import Rejected
from tests.support import builders
from tests.support.builders import Played

PUNE = EscalationStep(to=Holder(name="Pune", region="pune"), channel="phone")
BOSTON = EscalationStep(to=Holder(name="Boston", region="boston"), after=60, clock="elapsed", channel="phone")
CHAIN = Escalation(level="critical", steps=(PUNE, BOSTON))


def with_second(**fields: Any) -> Escalation:
    return msgspec.structs.replace(CHAIN, steps=(PUNE, msgspec.structs.replace(BOSTON, **fields)))


def refused(played: Played, command: c.Command) -> Rejected:
    before = len(played.log)
    with pytest.raises(Rejected) as no:
        played.do(builders.FACILITATOR, command)
    assert len(played.log) == before
    return no.value


def test_chains_are_made_changed_and_dropped_and_keep_their_places() -> None:
    other = msgspec.structs.replace(CHAIN, level="high")
    played = Played(builders.plan()).lead(c.SetChain(CHAIN), c.SetChain(other))
    later = with_second(after=120, clock="working")
    played.lead(c.SetChain(later, CHAIN))
    assert list(played.state.the_plan.escalation) == [later, other]
    played.lead(c.DropChain(later))
    assert list(played.state.the_plan.escalation) == list(fold(played.log).the_plan.escalation) == [other]


@pytest.mark.parametrize(
    ("chain", "named"),
    [
        (msgspec.structs.replace(CHAIN, level=" \u202e"), "level"),
        (msgspec.structs.replace(CHAIN, steps=()), "step 1"),
        (with_second(after=None), "step 2: after"),
        (with_second(clock=""), "step 2: clock"),
        (with_second(channel=""), "step 2: channel"),
    ],
)
def test_what_nobody_said_is_asked_for_and_never_guessed(chain: Escalation, named: str) -> None:
    no = refused(Played(builders.plan()), c.SetChain(chain))
    assert no.code == "not-said" and f"Not said yet: {named}." in no.text


@pytest.mark.parametrize(
    ("chain", "code"),
    [
        (with_second(after=0), "bad-amount"), (with_second(after=10**7), "bad-amount"),
        (msgspec.structs.replace(CHAIN, steps=(BOSTON, BOSTON)), "bad-amount"),
        (with_second(to=Holder(name="Rome", region="rome")), "no-such-group"),
        (with_second(to=Holder(name="")), "bad-holder"),
        (msgspec.structs.replace(CHAIN, steps=(PUNE, *[BOSTON] * 10)), "full"),
    ],
)  # fmt: skip
def test_what_a_chain_names_must_be_there(chain: Escalation, code: str) -> None:
    assert refused(Played(builders.plan()), c.SetChain(chain)).code == code


def test_what_another_desk_changed_meanwhile_is_not_overwritten() -> None:
    played = Played(builders.plan()).lead(c.SetChain(CHAIN), c.SetChain(with_second(after=90), CHAIN))
    assert refused(played, c.SetChain(with_second(after=30), CHAIN)).code == "no-such-chain"
    assert refused(played, c.DropChain(CHAIN)).code == "no-such-chain"


def test_texts_are_cleaned_and_the_first_step_has_no_clock() -> None:
    first = msgspec.structs.replace(PUNE, channel="pho\x1bne", clock="working")
    played = Played(builders.plan()).lead(c.SetChain(msgspec.structs.replace(CHAIN, steps=(first, BOSTON))))
    assert played.state.the_plan.escalation == (CHAIN,)


def test_each_version_keeps_its_chains_also_after_forgetting_and_a_comparison_names_them() -> None:
    played = Played(builders.plan()).lead(c.SetChain(CHAIN), c.OpenRound(), c.CloseRound(), c.MoveTo("agree"))
    played.lead(c.DraftClause("fact", "x"), c.SettleClause("c1", "provisional"), c.Seal())
    later = with_second(after=120)
    played.lead(c.ReopenClause("c1", "y"), c.Amend("z"), c.SetChain(later, CHAIN))
    played.lead(c.SettleClause("c1", "provisional"), c.Seal())
    for state in (played.state, fold(remains(played.state, "2027-03-13"))):
        assert as_sealed(state, 1).the_plan.escalation == (CHAIN,)
        assert as_sealed(state, 2).the_plan.escalation == (later,)
    (entry,) = difference(played.state, *played.state.versions)["promises"]
    assert (entry["title"], entry["kind"]) == ("escalation of critical", "changed")
    (field,) = entry["fields"]
    assert field["name"] == "step 2" and "after 2 h" in field["now"] and "after 60 min" in field["was"]


def test_the_fold_takes_any_place() -> None:
    state = Played(builders.plan()).state
    evolve(state, e.ChainSet(7, CHAIN))
    evolve(state, e.ChainDropped(9))
    assert state.the_plan.escalation == (CHAIN,)
