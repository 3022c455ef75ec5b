"""A promise made on the desk says all eight fields, names only what the workshop has, and stands where it stood."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import evolve, fold
from align.domain.forgetting import remains
from align.domain.promises import Holder, Promise
from align.errors import Rejected
from tests.support import builders
from tests.support.builders import Played

PUNE = Holder(name="Pune", region="pune", staff=2)
PROMISE = Promise(
    level="critical", starts_when="the mail arrives", counts_as="a first reply", amount=60, said="1 hour",
    clock="elapsed", cover=("24x7",), channel="phone", owner=(PUNE,),
)  # fmt: skip
WORKING = msgspec.structs.replace(
    PROMISE, level="normal", said="1 day", amount=480, clock="working", calendar=("owner",)
)


def other(**fields: Any) -> Promise:
    return msgspec.structs.replace(PROMISE, **fields)


def refused(played: Played, command: c.Command) -> Rejected:
    with pytest.raises(Rejected) as no:
        played.do(builders.FACILITATOR, command)
    return no.value


def test_promises_are_made_changed_and_dropped_and_keep_their_places() -> None:
    played = Played(builders.plan()).lead(c.SetPromise(PROMISE), c.SetPromise(WORKING))
    assert list(played.state.the_plan.promises) == [PROMISE, WORKING]
    later = other(said="2 hours", amount=120)
    played.lead(c.SetPromise(later, PROMISE))
    assert list(played.state.the_plan.promises) == [later, WORKING]
    played.lead(c.DropPromise(later))
    assert list(played.state.the_plan.promises) == [WORKING]
    assert list(fold(played.log).the_plan.promises) == [WORKING]


@pytest.mark.parametrize(
    ("field", "empty", "named"),
    [
        ("level", "", "level"), ("starts_when", "", "starts when"), ("counts_as", "", "counts as"),
        ("said", "", "amount"), ("clock", "", "clock"), ("cover", (), "cover"), ("channel", "", "channel"),
        ("owner", (), "owner"), ("starts_when", " \u202e ", "starts when"),
    ],
)  # fmt: skip
def test_a_missing_field_is_asked_for_and_never_guessed(field: str, empty: Any, named: str) -> None:
    no = refused(Played(builders.plan()), c.SetPromise(other(**{field: empty})))
    assert no.code == "not-said" and f"Not said yet: {named}." in no.text


def test_a_working_clock_asks_whose_hours_and_an_elapsed_one_forgets_them() -> None:
    played = Played(builders.plan())
    no = refused(played, c.SetPromise(msgspec.structs.replace(WORKING, calendar=())))
    assert no.code == "not-said" and "calendar" in no.text
    played.lead(c.SetPromise(other(calendar=("owner",))))
    assert played.state.the_plan.promises[0].calendar == ()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"said": "soon"}, "bad-amount"), ({"said": "0 hours"}, "bad-amount"), ({"said": "900 weeks"}, "bad-amount"),
        ({"cover": ("rome",)}, "no-such-group"), ({"cover": ("24x7", "pune")}, "no-such-group"),
        ({"owner": (Holder(name="Rome", region="rome"),)}, "no-such-group"),
        ({"owner": (Holder(name=" "),)}, "bad-holder"), ({"owner": (Holder(name="A", staff=-1),)}, "bad-holder"),
        ({"owner": (PUNE,) * 41}, "bad-holder"), ({"owner": (Holder(name="A", hours="at dawn"),)}, "bad-hours"),
        ({"owner": (Holder(name="A", utc="Mon 09:00-17:00, " * 40),)}, "bad-hours"),
    ],
)  # fmt: skip
def test_what_a_promise_names_must_be_there(fields: dict[str, Any], code: str) -> None:
    assert refused(Played(builders.plan()), c.SetPromise(other(**fields))).code == code


def test_the_minutes_are_those_of_the_words_whatever_was_sent() -> None:
    played = Played(builders.plan()).lead(c.SetPromise(msgspec.structs.replace(WORKING, amount=5)))
    assert played.state.the_plan.promises[0].amount == 480, "a working day is eight hours"


def test_texts_of_a_promise_are_cleaned_at_the_door() -> None:
    played = Played(builders.plan()).lead(c.SetPromise(other(channel="pho\x1b[31mne\u202e", level="[bold]x[/]")))
    kept = played.state.the_plan.promises[0]
    assert (kept.channel, kept.level) == ("pho[31mne", "[bold]x[/]")


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    played = Played(builders.plan()).lead(c.SetPromise(PROMISE), c.SetPromise(other(channel="chat"), PROMISE))
    assert refused(played, c.SetPromise(other(channel="mail"), PROMISE)).code == "no-such-promise"
    assert refused(played, c.DropPromise(PROMISE)).code == "no-such-promise"


def test_there_is_an_end_to_promises() -> None:
    played = Played(builders.plan(promises=(PROMISE,) * 50))
    assert refused(played, c.SetPromise(WORKING)).code == "full"


def test_the_reason_for_sealing_despite_a_promise_stays_in_the_log_and_after_forgetting() -> None:
    played = Played(builders.plan()).lead(c.SetPromise(PROMISE), c.OpenRound(), c.CloseRound(), c.MoveTo("agree"))
    played.lead(c.DraftClause("fact", "x"), c.SettleClause("c1", "provisional"))
    no = refused(played, c.Seal("x" * 401))
    assert no.code == "too-long"
    played.lead(c.Seal("On call is being asked for.\x1b"))
    assert played.state.sealed_despite == "On call is being asked for."
    kept = fold(remains(played.state, "2027-03-13"))
    assert kept.sealed_despite == "On call is being asked for." and kept.the_plan.promises == (PROMISE,)


def test_the_fold_takes_any_place() -> None:
    state = Played(builders.plan()).state
    evolve(state, e.PromiseSet(7, PROMISE))
    assert state.the_plan.promises == (PROMISE,)
    evolve(state, e.PromiseDropped(9))
    assert state.the_plan.promises == (PROMISE,)
