"""Promises of a plan against its hours: what is kept, what is missing, which weeks differ, what contradicts itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.analysis.cover import QUESTION, check_elapsed, weeks_from
from align.analysis.keeping import (
    ClocksChange,
    Contradiction,
    DayOff,
    OtherClock,
    PromiseCheck,
    StatedHours,
    check_chain,
    check_promise,
    contradictions,
    hours_contradictions,
)
from align.analysis.keeping.people import region_rosters, rosters_of
from align.charter.promise_words import contradiction_words
from align.domain.hours import parse_hours
from align.domain.model import Plan
from align.errors import PackError
from tests.support.plans import load

YEAR = weeks_from(date(2026, 1, 5))
HEAD = """\
title: T
milestone: {name: M, date: 2026-03-31}
open_door: true
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:00-18:00}
  - {name: Boston, zone: America/New_York, hours: Mon-Fri 09:00-18:00, holidays: [{date: 2026-11-26, name: Thanks}]}
  - {name: Clock, zone: UTC, hours: Mon-Fri 09:00-17:00}
"""


def plan(promises: str = "[]", escalation: str = "[]") -> Plan:
    return load(f"{HEAD}promises: {promises}\nescalation: {escalation}\n")


def check(written: str, weeks: int = 52) -> PromiseCheck:
    made = plan(f"[{{level: high, {written}}}]")
    return check_promise(made, made.promises[0], weeks_from(date(2026, 1, 5), weeks))


# ---- kept, broken, unknown -------------------------------------------------------------------------------------------


def test_an_office_week_covers_its_hours_and_no_others() -> None:
    found = check("amount: 1 hour, clock: elapsed, cover: 24x7, owner: Clock", weeks=4)
    assert found.verdict == "cannot be kept"
    assert found.covered_share == pytest.approx(40 / 168)
    # Each night of 16 h has 15 h too early, the weekend of 64 h has 63.
    assert found.kept_share == pytest.approx(1 - (4 * 15 + 63) / 168)
    assert found.worst is not None
    assert found.worst.minutes == 64 * 60
    assert found.worst.raised[0].wall == datetime(2026, 1, 9, 17)
    assert found.worst.ended[0].wall == datetime(2026, 1, 12, 9)
    assert found.worst.first == ("Clock",)
    assert found.never == ((0, 540), (1020, 1980), (2460, 3420), (3900, 4860), (5340, 6300), (6780, 10080))


def test_the_worst_wait_is_told_on_every_clock_that_matters() -> None:
    found = check("amount: 1 hour, clock: elapsed, cover: Boston, owner: Pune", weeks=2)
    assert found.worst is not None
    assert {moment.where: moment.wall for moment in found.worst.raised} == {
        "UTC": datetime(2026, 1, 9, 14),
        "Boston": datetime(2026, 1, 9, 9),
        "Pune": datetime(2026, 1, 9, 19, 30),
    }
    assert found.worst.minutes == 61.5 * 60
    assert {moment.where: moment.wall for moment in found.worst.ended}["Pune"] == datetime(2026, 1, 12, 9)


def test_what_is_raised_in_the_hours_of_those_who_answer_is_kept() -> None:
    found = check("amount: 1 minute, clock: elapsed, cover: Clock, owner: Clock")
    assert (found.verdict, found.kept_share, found.hints) == ("can be kept", 1, None)


def test_a_rota_around_the_clock_keeps_it_on_holidays_too() -> None:
    rota = "{name: On call, region: Boston, hours: 24x7, observes_holidays: false}"
    found = check(f"amount: 1 minute, clock: elapsed, cover: 24x7, owner: {rota}")
    assert (found.verdict, found.never, found.changes) == ("can be kept", (), ())
    closed = rota.replace("observes_holidays: false", "staff: 1")
    assert check(f"amount: 1 minute, clock: elapsed, cover: 24x7, owner: {closed}").verdict == "cannot be kept"


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ("clock: elapsed, cover: 24x7, owner: Pune", "amount"),
        ("amount: 1 hour, cover: 24x7, owner: Pune", "clock"),
        ("amount: 1 day, cover: 24x7, owner: Pune", "clock"),
        ("amount: 1 hour, clock: elapsed, owner: Pune", "cover"),
        ("amount: 1 hour, clock: elapsed, cover: 24x7", "owner"),
        ("amount: 1 hour, clock: working, cover: 24x7, owner: Pune", "calendar"),
    ],
)
def test_what_is_left_out_is_named_and_not_guessed(written: str, missing: str) -> None:
    found = check(written, weeks=1)
    assert missing in found.missing
    assert (found.verdict, found.kept_share, found.waits) == ("cannot be checked", None, None)
    assert bool(found.people) == ("owner" in written)


def test_an_owner_without_hours_is_named() -> None:
    found = check("amount: 1 hour, clock: elapsed, cover: 24x7, owner: [Pune, {name: Steering committee}]", weeks=1)
    assert (found.unknown, found.verdict) == (("Steering committee",), "cannot be checked")


def test_on_call_is_never_proposed_without_its_question() -> None:
    found = check("amount: 1 hour, clock: elapsed, cover: 24x7, owner: [Pune, Boston]", weeks=4)
    assert found.hints is not None
    repairs = (*found.hints.by_one, *found.hints.shared)
    assert repairs
    assert {repair.question for repair in repairs} == {QUESTION}


# ---- the working clock -----------------------------------------------------------------------------------------------


def test_a_working_clock_says_what_the_asker_lives_through() -> None:
    found = check("amount: 1 day, clock: working, calendar: owner, cover: Clock, owner: Clock", weeks=4)
    assert found.verdict == "can be kept"
    assert found.kept_share is None
    assert found.worst is not None
    # Raised a minute after nine, eight hours are over a minute after nine of the next working day.
    assert found.worst.minutes == 72 * 60
    assert found.worst.ended[0].wall == datetime(2026, 1, 12, 9, 1)


@pytest.mark.parametrize(("calendar", "worst"), [("owner", 61.5 + 1), ("asker", 63 + 1)])
def test_whose_hours_count_changes_the_answer(calendar: str, worst: float) -> None:
    found = check(f"amount: 1 hour, clock: working, calendar: {calendar}, cover: Boston, owner: Pune", weeks=4)
    assert found.worst is not None
    assert found.worst.minutes == pytest.approx(worst * 60, abs=1)


def test_an_asker_that_is_anybody_has_no_hours() -> None:
    found = check("amount: 1 hour, clock: working, calendar: asker, cover: 24x7, owner: Pune", weeks=1)
    assert found.verdict == "cannot be checked"


# ---- weeks that differ -----------------------------------------------------------------------------------------------


def test_weeks_of_holidays_and_clock_changes_are_told_with_their_reason() -> None:
    found = check("amount: 1 hour, clock: elapsed, cover: 24x7, owner: [Pune, Boston]")
    reasons = {reason for change in found.changes for reason in change.reasons}
    off = DayOff("Boston", "Thanks", "2026-11-26")
    assert {off, OtherClock("America/New_York", "UTC−5"), ClocksChange("America/New_York", "UTC−5", "UTC−4")} <= reasons
    thanks = next(change for change in found.changes if off in change.reasons)
    assert (thanks.first, thanks.last, thanks.weeks) == ("2026-11-23", "2026-11-29", 1)
    assert found.usual_week is not None
    assert thanks.figures.covered == found.usual_week.covered - 9 * 60


regions = st.sampled_from(["Pune", "Boston", "Clock", "{name: R, region: Pune, hours: Sat 22:00-06:00}"])


@settings(max_examples=15)
@given(st.lists(regions, min_size=1, max_size=3, unique=True), st.integers(1, 400))
def test_the_weeks_add_up_to_the_year(owners: list[str], minutes: int) -> None:
    from align.analysis.cover.intervals import clip
    from align.analysis.cover.promises import check_elapsed
    from align.analysis.cover.rosters import cover
    from align.analysis.cover.timemaps import first_in
    from align.analysis.keeping.people import rosters_of
    from align.analysis.keeping.weeks import week_figures

    period = weeks_from(date(2026, 10, 5), 12)
    made = plan(f"[{{level: x, owner: [{', '.join(owners)}]}}]")
    rosters, _ = rosters_of(made, made.promises[0].owner)
    whole = check_elapsed(rosters, minutes, period)
    everyone = cover(rosters, period)
    chart = first_in(everyone, period.start, period.end)
    weeks = week_figures(period, clip(everyone, period.start, period.end), whole.broken_windows, chart, period.whole)
    assert len(weeks) == 12
    assert sum(week.covered for week in weeks) == whole.covered
    assert sum(week.broken for week in weeks) == whole.broken
    assert max(week.worst or 0 for week in weeks) == whole.waits.worst


# ---- heads -----------------------------------------------------------------------------------------------------------


def test_hours_that_rest_on_one_person_are_told_where_all_say_how_many_they_are() -> None:
    told = "amount: 1 hour, clock: elapsed, cover: Clock, owner: [{region: Clock, staff: 1}, {region: Pune, staff: %s}]"
    found = check(told % 2, weeks=4)
    assert found.depth is not None
    assert (found.depth.thin_every_week[0], found.depth.minutes_by_heads[1]) == ((750, 1020), 4 * 5 * 270)
    assert check(told % 0, weeks=4).depth is None


# ---- chains ----------------------------------------------------------------------------------------------------------


def test_a_chain_says_whose_turn_passes_before_they_are_awake() -> None:
    steps = "[{to: Pune, channel: c}, {to: Boston, after: 1 hour, clock: elapsed, channel: c}]"
    made = plan("[{level: high, cover: Clock}]", f"[{{level: high, steps: {steps}}}]")
    found = check_chain(made, made.escalation[0], weeks_from(date(2026, 1, 5), 4))
    assert (found.missing, found.unknown, found.raised_by) == ((), (), ("Clock",))
    assert found.ladder is not None
    pune, boston = found.ladder.levels
    # In Pune 09:00-18:00 is 03:30-12:30 UTC, so from 12:30 to 17:00 nobody there is at work.
    assert pune.told_asleep == pytest.approx(4.5 / 8)
    assert pune.passed_over == pytest.approx(4.5 / 8)
    # Boston is told an hour later, and works from 14:00 UTC: what is raised before 13:00 finds nobody.
    assert boston.told_asleep == pytest.approx(4 / 8)


@settings(max_examples=15)
@given(regions, regions)
def test_whoever_is_told_at_once_is_asleep_where_their_hours_do_not_cover(asker: str, told: str) -> None:
    made = plan(
        f"[{{level: high, clock: elapsed, amount: 1 hour, cover: Clock, owner: {told}}}]",
        f"[{{level: high, steps: [{{to: {told}}}, {{to: {asker}, after: 1 hour, clock: elapsed}}]}}]",
    )
    period = weeks_from(date(2026, 10, 5), 6)
    ladder = check_chain(made, made.escalation[0], period).ladder
    assert ladder is not None
    rosters, askers = rosters_of(made, made.promises[0].owner)[0], region_rosters(made, ["clock"])
    covered = check_elapsed(rosters, 60, period, askers).covered_when_raised
    assert covered is not None
    assert ladder.levels[0].told_asleep == pytest.approx(1 - covered)


@pytest.mark.parametrize(
    ("steps", "missing", "unknown"),
    [
        ("[{to: Pune}, {to: Boston}]",
         ("step 1: channel", "step 2: after", "step 2: clock", "step 2: channel"), ()),
        ("[{to: {name: Committee}, channel: mail}]", (), ("Committee",)),
    ],
)  # fmt: skip
def test_a_chain_that_leaves_something_out_is_not_walked(steps: str, missing: Any, unknown: Any) -> None:
    made = plan(escalation=f"[{{level: high, steps: {steps}}}]")
    found = check_chain(made, made.escalation[0], weeks_from(date(2026, 1, 5), 1))
    assert (found.missing, found.unknown, found.ladder) == (missing, unknown, None)


# ---- contradictions -----------------------------------------------------------------------------------------------


def stated(local: str, utc: str, tz: str = "") -> tuple[str, ...]:
    return told(hours_contradictions(StatedHours("One person", tz, parse_hours(local), parse_hours(utc)), 2026))


def told(found: Sequence[Contradiction]) -> tuple[str, ...]:
    return tuple(map(contradiction_words, found))


def test_hours_of_another_length_contradict_each_other_wherever_they_are() -> None:
    assert stated("Mon-Fri 13:00-21:00", "Mon-Fri 12:00-18:00") == (
        "One person: Mon–Fri 13:00–21:00 local time is 40 h a week, and the Mon–Fri 12:00–18:00 UTC beside it is 30 h.",
    )


def test_hours_that_are_no_such_utc_are_told_with_what_they_are() -> None:
    assert stated("Mon-Fri 06:00-14:00", "Mon-Fri 02:00-10:00", "America/Los_Angeles") == (
        "One person: Mon–Fri 06:00–14:00 in America/Los_Angeles is Mon–Fri 14:00–22:00 in January, "
        "Mon–Fri 13:00–21:00 in July UTC, not the Mon–Fri 02:00–10:00 UTC beside it.",
    )


def test_hours_fixed_in_utc_move_where_clocks_change() -> None:
    (found,) = stated("Mon-Fri 06:00-14:00", "Mon-Fri 14:00-22:00", "America/Los_Angeles")
    assert "in January only, and Mon–Fri 13:00–21:00 UTC in July: hours fixed in UTC move" in found


def test_hours_that_are_their_utc_contradict_nothing() -> None:
    assert stated("Mon-Fri 05:30-13:30", "Mon-Fri 00:00-08:00", "Asia/Kolkata") == ()
    assert stated("Mon-Fri 00:00-02:00", "Sun-Thu 18:30-20:30", "Asia/Kolkata") == ()
    assert stated("Mon-Fri 13:00-21:00", "Mon-Fri 12:00-20:00") == ()


@given(st.integers(0, 23), st.integers(1, 12), st.sampled_from(["UTC", "Asia/Kolkata", "Asia/Tokyo"]))
def test_hours_translated_by_a_fixed_offset_never_contradict(start: int, length: int, tz: str) -> None:
    from datetime import timedelta

    from align.analysis.cover.week import fold_week
    from align.analysis.keeping.people import week_hours
    from align.domain.calendars import WorkCalendar, shift_minutes

    end = (start + length) % 24
    try:
        local = parse_hours(f"Mon-Fri {start:02d}:00-{end:02d}:00")
    except PackError:
        return
    monday = date(2026, 1, 5)
    shifts = [part for n in range(7) for part in shift_minutes(WorkCalendar(tz, local), monday + timedelta(days=n))]
    utc = week_hours(fold_week(tuple(sorted(shifts))))
    assert hours_contradictions(StatedHours("x", tz, local, utc), 2026) == ()


def test_promises_and_chains_that_contradict_each_other_are_named_once() -> None:
    promise = "level: high, amount: 1 hour, clock: elapsed, calendar: owner, cover: 24x7"
    steps = "[{to: Pune}, {to: Boston, after: 90 minutes, clock: elapsed}]"
    found = contradictions(
        plan(f"[{{{promise}}}, {{level: high, amount: 2 hours, clock: elapsed}}]", f"[{{level: high, steps: {steps}}}]")
    )
    assert told(found) == (
        "high: promised twice, within 1 hour (elapsed) and within 2 hours (elapsed).",
        "high: every minute counts (elapsed), and yet a calendar is named.",
        "high: promised within 1 hour (elapsed), and step 2 (Boston) is told after 90 minutes.",
    )
