"""A region confirms its calendar or says what is wrong, for the calendar that it saw; the facilitator mends it."""

from __future__ import annotations

import msgspec
import pytest

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain import events as e
from align.domain.calendars import DatedHours, Holiday, WorkCalendar, parse_hours
from align.domain.fold import fold
from align.domain.forgetting import remains
from align.domain.model import Attribution
from align.domain.state import State
from align.domain.versions import as_sealed
from align.domain.visibility import public
from align.errors import Rejected
from tests.support import builders
from tests.support.builders import FACILITATOR, Played, person

NEW = WorkCalendar(
    "Asia/Kolkata", parse_hours("Mon-Fri 10:00-18:00"), (6,), (Holiday("2027-01-26", "Republic Day", "HR list"),)
)
YES = c.ConfirmCalendar(0, ok=True)


def wrong(text: str, edition: int = 0) -> c.ConfirmCalendar:
    return c.ConfirmCalendar(edition, ok=False, text=text)


def changed(calendar: WorkCalendar = NEW, region: str = "pune") -> c.ChangeCalendar:
    return c.ChangeCalendar(region, calendar)


def refused(played: Played, command: c.Command, who: str = "") -> str:
    before = len(played.log)
    with pytest.raises(Rejected) as no:
        played.do(person(who) if who else FACILITATOR, command)
    assert len(played.log) == before
    return no.value.code


def said(state: State) -> dict[str, tuple[str, bool, str]]:
    return {who: (one.region, one.ok, one.text) for who, one in state.confirmed.items()}


@pytest.mark.parametrize("attribution", ["named", "region", "merged"])
def test_what_somebody_says_about_the_calendar_is_seen_by_all_with_their_name(attribution: Attribution) -> None:
    played = Played(builders.plan(attribution))
    played.do(person("p1"), YES)
    played.do(person("p4"), wrong("Friday is\n off.\x1b "))
    assert said(public(played.log, compare)) == {"p1": ("pune", True, ""), "p4": ("boston", False, "Friday is off.")}
    assert {one.on for one in played.state.confirmed.values()} == {builders.NOW[:10]}


def test_the_newest_word_of_a_person_counts_and_a_confirmation_has_no_text() -> None:
    played = Played(builders.plan())
    played.do(person("p1"), wrong("No lunch."))
    played.do(person("p2"), YES)
    played.do(person("p1"), c.ConfirmCalendar(0, ok=True, text="left over"))
    assert said(played.state) == {"p2": ("pune", True, ""), "p1": ("pune", True, "")}


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \u200b\n ", "empty"), ("x" * 401, "too-long")])
def test_what_is_wrong_is_said_in_a_line(text: str, code: str) -> None:
    assert refused(Played(builders.plan()), wrong(text), "p1") == code


def test_a_change_asks_this_region_anew_and_no_other() -> None:
    played = Played(builders.plan())
    for who in ("p1", "p2", "p4"):
        played.do(person(who), YES)
    played.lead(changed())
    assert list(said(played.state)) == ["p4"]
    assert played.state.the_plan.region("pune").calendar == NEW
    assert played.state.the_plan.region("boston") == builders.REGIONS[1]
    assert refused(played, YES, "p1") == "other-calendar"
    played.do(person("p1"), c.ConfirmCalendar(1, ok=True))
    assert list(said(played.state)) == ["p4", "p1"]


def test_a_calendar_that_another_desk_changed_meanwhile_is_not_overwritten() -> None:
    played = Played(builders.plan())
    played.lead(c.ChangeCalendar("pune", NEW, edition=0))
    late = msgspec.structs.replace(NEW, weekend=(5, 6))
    with pytest.raises(Rejected, match="The calendar of Pune was changed at another desk meanwhile") as no:
        played.lead(c.ChangeCalendar("pune", late, edition=0))
    assert no.value.code == "other-calendar"
    assert played.state.the_plan.region("pune").calendar == NEW
    played.lead(c.ChangeCalendar("pune", late, edition=1))
    assert played.state.the_plan.region("pune").calendar == late


def test_a_state_that_was_handed_out_stays_still() -> None:
    played = Played(builders.plan())
    played.do(person("p1"), YES)
    still = played.state.still()
    played.lead(changed())
    played.do(person("p4"), YES)
    assert list(still.confirmed) == ["p1"] and still.edition("pune") == 0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (changed(region="nowhere"), "no-such-group"),
        (changed(msgspec.structs.replace(NEW, tz="Asia/Poona")), "bad-calendar"),
        (changed(msgspec.structs.replace(NEW, hours=())), "bad-calendar"),
        (changed(msgspec.structs.replace(NEW, weekend=(7,))), "bad-calendar"),
        (changed(msgspec.structs.replace(NEW, holidays=(Holiday("2027-02-30"),))), "bad-calendar"),
        (changed(msgspec.structs.replace(NEW, holidays=(Holiday("2027-01-26", "a"), Holiday("2027-01-26", "b")))),
         "bad-calendar"),
        (changed(msgspec.structs.replace(NEW, exceptions=(DatedHours("2027-01-26", ((540, 2000),)),))), "bad-calendar"),
        (changed(msgspec.structs.replace(NEW, holidays=(Holiday("2027-01-26"),) * 401)), "full"),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_is_refused_with_the_reason(command: c.Command, code: str) -> None:
    played = Played(builders.plan())
    played.do(person("p1"), YES)
    assert refused(played, command) == code
    assert list(said(played.state)) == ["p1"]


def test_the_texts_and_dates_of_a_changed_calendar_are_clean_and_in_order() -> None:
    days = (Holiday("2027-03-01", "b\x1b[31m\n" + "x" * 99), Holiday("2027-01-01", source="\u202ea"))
    played = Played(builders.plan()).lead(changed(msgspec.structs.replace(NEW, holidays=days, weekend=(6, 5, 6))))
    kept = played.state.the_plan.region("pune").calendar
    assert [day.date for day in kept.holidays] == ["2027-01-01", "2027-03-01"]
    assert kept.weekend == (5, 6)
    assert all(len(day.name) <= 80 and (day.name + day.source).isprintable() for day in kept.holidays)


def test_no_name_comes_among_answers_and_levels_that_have_none() -> None:
    played = Played(builders.plan("region")).lead(c.OpenRound())
    assert refused(played, YES, "p1") == "answers-open"
    played.lead(c.CloseRound())
    played.do(person("p1"), YES)
    played.lead(c.MoveTo("agree"), c.DraftClause("fact", "One fact."), c.OpenVote("c1"))
    assert refused(played, wrong("No lunch."), "p2") == "answers-open"
    played.lead(c.CloseVote("c1"))
    played.do(person("p2"), YES)
    assert list(said(played.state)) == ["p1", "p2"]


def test_with_names_the_calendar_can_be_confirmed_at_any_time_until_sealing() -> None:
    played = Played(builders.plan("named")).lead(c.OpenRound())
    played.do(person("p1"), YES)
    assert list(said(played.state)) == ["p1"]


def sealed_twice() -> Played:
    """Version 1 with one calendar, version 2 with another one."""
    played = Played(builders.plan())
    played.do(person("p4"), YES)
    played.lead(changed())
    played.do(person("p1"), c.ConfirmCalendar(1, ok=True))
    played.lead(c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "One fact."))
    played.lead(c.SettleClause("c1", "locked"), c.Seal(), c.Amend("Summer"), changed(builders.REGIONS[0].calendar))
    played.do(person("p2"), wrong("Too early.", edition=2))
    return played.lead(c.Seal())


def test_a_version_keeps_the_calendars_that_it_was_sealed_with() -> None:
    state = sealed_twice().state
    first, second = as_sealed(state, 1), as_sealed(state, 2)
    assert first.the_plan.region("pune").calendar == NEW
    assert list(first.confirmed) == ["p4", "p1"]
    assert second.the_plan.regions == builders.REGIONS
    assert list(second.confirmed) == ["p4", "p2"]


def test_forgetting_keeps_calendars_and_what_was_said_about_them_version_by_version() -> None:
    seen = public(sealed_twice().log, compare)
    left = fold(remains(seen, "2027-04-01"))
    for number in (1, 2):
        before, after = as_sealed(seen, number), as_sealed(left, number)
        assert after.the_plan == before.the_plan
        assert after.confirmed == before.confirmed
    again = fold(remains(left, "2027-05-01"))
    assert (again.the_plan, again.confirmed) == (left.the_plan, left.confirmed)


def test_a_log_of_an_older_align_reads_as_before() -> None:
    plan = msgspec.to_builtins(builders.plan())
    del plan["tzdata"]
    state = fold([msgspec.convert({"kind": "created", "workshop": "w1", "plan": plan}, e.WorkshopCreated)])
    assert state.plan == builders.plan() and state.the_plan.tzdata == ""
