"""Cover: single facts that people ask about, each on a roster small enough to check by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis import cover as covers
from align.analysis.cover import (
    QUESTION,
    Level,
    Period,
    Roster,
    Window,
    at_work,
    check_elapsed,
    check_ladder,
    check_working,
    count_kinds,
    cover,
    depth,
    due,
    fix_hints,
    handovers,
    local_windows,
    overlap,
    period_between,
    total,
    tzdata_source,
    tzsource,
    week_strip,
    week_text,
    weeks_from,
)
from align.analysis.cover.intervals import Intervals, clip, gaps, intersect, merge, subtract, union
from align.domain.calendars import Holiday, from_minute, to_minute, work_calendar
from align.domain.hours import DAY, Hours


def at(text: str) -> int:
    return to_minute(datetime.fromisoformat(text).replace(tzinfo=UTC))


def stamp(minute: int | None) -> str:
    return "never" if minute is None else f"{from_minute(minute):%Y-%m-%d %H:%M}"


def roster(name: str, tz: str, hours: str, **options: object) -> Roster:
    return Roster(name, work_calendar(tz, hours, **options))  # type: ignore[arg-type] # passed on as they are


BOSTON = roster("Boston", "America/New_York", "Mon-Fri 09:00-17:00")
BASEL = roster("Basel", "Europe/Zurich", "Mon-Fri 08:00-17:00")
PUNE = roster("Pune", "Asia/Kolkata", "Mon-Fri 09:30-18:30")
CLOSED = [Holiday(f"2026-{month:02d}-{day:02d}") for month in (1, 2) for day in range(1, 29)]
NOBODY = roster("Nobody", "UTC", "Mon 09:00-10:00", holidays=CLOSED)
JANUARY = weeks_from(date(2026, 1, 7), 1)


# ---- intervals -------------------------------------------------------------------------------------------------

minutes = st.sets(st.integers(0, 60))


def as_parts(found: set[int]) -> Intervals:
    return merge((minute, minute + 1) for minute in found)


def as_set(parts: Intervals) -> set[int]:
    return {minute for start, end in parts for minute in range(start, end)}


@given(minutes, minutes)
def test_interval_sets_behave_as_sets_of_minutes(one: set[int], other: set[int]) -> None:
    a, b = as_parts(one), as_parts(other)
    assert as_set(union([a, b])) == one | other
    assert as_set(intersect(a, b)) == one & other
    assert as_set(subtract(a, b)) == one - other
    assert as_set(clip(a, 10, 40)) == one & set(range(10, 40))
    assert as_set(gaps(a, 10, 40)) == set(range(10, 40)) - one
    assert total(a) == len(one)


@given(minutes, minutes)
def test_the_parts_of_a_result_are_sorted_and_never_touch(one: set[int], other: set[int]) -> None:
    a, b = as_parts(one), as_parts(other)
    for parts in (union([a, b]), intersect(a, b), subtract(a, b), gaps(a, 0, 61)):
        assert all(start < end for start, end in parts)
        assert all(left[1] < right[0] for left, right in pairwise(parts))


# ---- periods ---------------------------------------------------------------------------------------------------


def test_a_period_of_weeks_begins_on_the_monday_on_or_before_the_day() -> None:
    assert [stamp(JANUARY.start), stamp(JANUARY.end)] == ["2026-01-05 00:00", "2026-01-12 00:00"]
    assert weeks_from(date(2026, 1, 5)).minutes == 364 * 1440


def test_a_period_without_a_minute_is_refused() -> None:
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="ends after"):
        period_between(noon, noon)


@pytest.mark.parametrize(
    ("tz", "hours", "start", "end"),
    [
        ("Pacific/Pago_Pago", "Mon 22:00-21:00", "2026-01-07T00:00", "2026-01-07T08:00"),  # UTC−11
        ("Pacific/Kiritimati", "Wed 00:00-09:00", "2026-01-06T10:00", "2026-01-06T19:00"),  # UTC+14
    ],
)
def test_a_shift_of_a_far_away_date_counts_at_the_edge_of_a_period(tz: str, hours: str, start: str, end: str) -> None:
    far = roster("far", tz, hours)
    assert at_work(far, Period(at(start), at(end))) == ((at(start), at(end)),)


# ---- due -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        ("2026-01-05T13:00", "2026-01-05 17:00"),  # four hours end exactly at closing time: that is when it is due
        ("2026-01-05T13:01", "2026-01-06 09:01"),  # one minute later it is next morning
        ("2026-01-05T03:00", "2026-01-05 13:00"),
        ("2026-01-05T17:00", "2026-01-06 13:00"),
        ("2026-01-09T16:59", "2026-01-12 12:59"),
    ],
)
def test_a_promise_of_four_working_hours_is_due_at_closing_time_or_next_working_day(raised: str, expected: str) -> None:
    office = roster("office", "UTC", "Mon-Fri 09:00-17:00")
    assert stamp(due([office], 240, at(raised))) == expected


def test_what_nobody_will_see_within_three_weeks_is_never_due() -> None:
    assert due([NOBODY], 60, at("2026-01-05T13:00")) is None


def test_a_promise_needs_at_least_a_minute() -> None:
    with pytest.raises(ValueError, match="at least one minute"):
        due([BASEL], 0, at("2026-01-05T13:00"))


# ---- promises --------------------------------------------------------------------------------------------------


def test_a_roster_that_nobody_works_keeps_no_promise_and_its_waits_have_no_end() -> None:
    found = check_elapsed([NOBODY], 60, JANUARY)
    assert (found.covered, found.kept, found.feasible) == (0, 0, False)
    assert (found.waits.worst, stamp(found.waits.worst_at)) == (None, "2026-01-05 00:00")
    assert found.waits.mean is None
    assert found.waits.never == JANUARY.minutes
    assert found.broken_windows == JANUARY.whole
    assert check_working([NOBODY], 60, JANUARY).waits.within_24h == 0


def test_when_nothing_can_be_raised_there_is_no_share_to_give() -> None:
    found = check_elapsed([BASEL], 60, JANUARY, raised_by=[NOBODY])
    assert (found.kept_share, found.covered_when_raised, found.waits.within_24h) == (None, None, None)
    assert found.feasible


def test_broken_minutes_are_what_each_gap_has_beyond_the_promise() -> None:
    period = Period(at("2026-01-05T12:00"), at("2026-02-02T12:00"))  # both ends in covered time
    found = check_elapsed([BASEL, BOSTON], 60, period)
    assert found.broken == sum(max(0, end - start - 60) for start, end in found.gaps)


def test_waits_at_the_end_of_a_period_run_on_into_the_next_year() -> None:
    found = check_elapsed([BASEL], 60, Period(at("2026-01-09T12:00"), at("2026-01-09T17:00")))
    assert found.waits.worst == 63 * 60  # Friday 17:00 to Monday 08:00 in Basel
    assert stamp(found.waits.worst_at) == "2026-01-09 16:00"


def test_whose_hours_count_changes_a_working_promise_more_than_its_amount() -> None:
    pune, anyone = (check_working(team, 240, JANUARY).waits.median for team in ([PUNE], [PUNE, BASEL, BOSTON]))
    assert pune is not None
    assert anyone is not None
    assert pune > 2 * anyone


# ---- overlap ---------------------------------------------------------------------------------------------------


def test_windows_show_on_each_clock_and_the_weeks_in_which_clocks_change_apart_stand_out() -> None:
    found = overlap([BOSTON, BASEL], weeks_from(date(2026, 3, 2), 6))
    assert [week // 5 for week in found.by_week] == [120, 180, 180, 180, 120, 120]
    usual, apart = local_windows(found.windows, [BOSTON, BASEL])
    assert usual.clocks == (("Boston", "09:00", "11:00"), ("Basel", "15:00", "17:00"))
    assert apart.clocks == (("Boston", "09:00", "12:00"), ("Basel", "14:00", "17:00"))
    assert (apart.times, apart.first, apart.last) == (15, "2026-03-09", "2026-03-27")


def test_regions_that_never_meet_have_no_day_figures() -> None:
    found = overlap([PUNE, roster("Honolulu", "Pacific/Honolulu", "Mon-Fri 09:00-13:00")], JANUARY)
    assert (found.minutes, found.days_with, found.days_without) == (0, 0, 7)
    assert (found.day_min, found.day_median, found.day_max, found.windows) == (None, None, None, ())


# ---- handovers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("evening", "kind", "length"),
    [
        ("16:00-23:00", "warm", 60),
        ("16:30-23:00", "warm", 30),
        ("16:31-23:00", "short", 29),
        ("17:00-23:00", "cold", 0),
        ("18:00-23:00", "gap", 60),
    ],
)
def test_a_handover_is_as_warm_as_the_time_both_were_at_work(evening: str, kind: str, length: int) -> None:
    chain = [roster("day", "UTC", "Mon 09:00-17:00"), roster("evening", "UTC", f"Mon {evening}")]
    (only,) = handovers(chain, JANUARY)
    assert (only.giver, only.taker, only.kind, only.minutes) == ("day", "evening", kind, length)


def test_whoever_comes_first_after_a_gap_takes_over_even_the_one_who_left() -> None:
    found = handovers([BASEL], JANUARY)
    assert {(one.giver, one.taker, one.kind, one.minutes) for one in found} == {("Basel", "Basel", "gap", 15 * 60)}
    assert count_kinds(found) == {"warm": 0, "short": 0, "cold": 0, "gap": 4}


def test_when_several_begin_together_after_a_gap_it_is_the_next_ones_turn() -> None:
    hours = "daily 09:00-17:00"
    found = handovers(
        [roster("one", "UTC", hours), roster("two", "UTC", hours), roster("three", "UTC", hours)], JANUARY
    )
    assert [one.taker for one in found] == ["two", "three", "one", "two", "three", "one"]


def test_a_handover_at_the_end_of_the_period_belongs_to_the_next_one() -> None:
    chain = [roster("day", "UTC", "Mon 09:00-17:00"), roster("evening", "UTC", "Mon 16:00-23:00")]
    assert handovers(chain, Period(at("2026-01-05T00:00"), at("2026-01-05T17:00"))) == ()
    assert len(handovers(chain, Period(at("2026-01-05T00:00"), at("2026-01-05T17:01")))) == 1


def test_a_chain_of_nobody_hands_over_nothing() -> None:
    assert handovers([NOBODY], JANUARY) == ()
    assert handovers([], JANUARY) == ()


# ---- depth -----------------------------------------------------------------------------------------------------


def test_depth_counts_the_heads_behind_each_roster() -> None:
    two = Roster("Basel", BASEL.calendar, staff=2)
    found = depth([two, BOSTON], JANUARY)
    assert found.minutes_by_heads == {0: 5 * 540 + 2 * 1440, 1: 5 * 360, 2: 5 * 420, 3: 5 * 120}
    assert found.thin_share == 360 / 900
    assert found.longest_thin == (at("2026-01-05T16:00"), at("2026-01-05T22:00"))
    assert [week_text(end) for end in found.thin_every_week[0]] == ["Mon 16:00", "Mon 22:00"]


# ---- escalation chains -----------------------------------------------------------------------------------------


def test_on_an_elapsed_clock_the_night_passes_a_level_over_and_on_its_own_clock_it_does_not() -> None:
    for clock, passed_over in (("elapsed", True), ("working", False)):
        found = check_ladder([Level(BASEL, 60, clock), Level(BOSTON, 60)], JANUARY)  # type: ignore[arg-type] # a str of two values
        assert bool(found.levels[0].passed_over) == passed_over


def test_each_level_has_its_own_clock_from_when_it_was_told() -> None:
    monday = Period(at("2026-01-05T09:00"), at("2026-01-05T09:01"))
    levels = [Level(PUNE, 60), Level(BASEL, 120), Level(BOSTON, 1)]
    found = check_ladder(levels, monday)
    assert [level.told.worst for level in found.levels] == [0, 60, 180]
    assert [level.reached.worst for level in found.levels] == [0, 60, 300]  # Boston opens at 14:00 UTC
    assert found.first_reached.worst == 0


def test_a_chain_without_levels_or_time_is_refused() -> None:
    for levels in ([], [Level(BASEL, 0), Level(BOSTON, 60)]):
        with pytest.raises(ValueError, match="at least one"):
            check_ladder(levels, JANUARY)


# ---- hints -----------------------------------------------------------------------------------------------------


def test_hints_name_the_on_call_windows_in_local_time_with_nights_and_rest_days() -> None:
    hints = fix_hints([BASEL], 60, weeks_from(date(2026, 1, 5), 4))
    (basel,) = hints.by_one
    assert basel.windows == (
        (Window(once=False, hours=tuple(Hours(day, 18 * 60, 7 * 60) for day in range(4))), 16),
        (Window(once=False, stretch=(4 * DAY + 18 * 60, 7 * 60)), 3),
        (Window(once=False, stretch=(4 * DAY + 18 * 60, 60)), 1),  # the period ends
        (Window(once=False, hours=(Hours(0, 2 * 60, 7 * 60),)), 1),  # and begins
    )
    months = 28 / (365.2425 / 12)
    assert basel.nights_per_month == pytest.approx((16 + 4 * 3 + 1) / months)
    assert basel.rest_days_per_month == pytest.approx(4 * 2 / months)
    assert basel.question == QUESTION


def test_a_gap_that_one_call_can_mend_asks_for_no_night() -> None:
    long_days = [roster("office", "UTC", "daily 08:00-20:00")]
    (repair,) = fix_hints(long_days, 10 * 60, JANUARY).by_one
    assert repair.windows == ((Window(once=True, hours=tuple(Hours(day, 22 * 60, 6 * 60) for day in range(7))), 7),)
    assert fix_hints(long_days, 11 * 60, JANUARY).by_one[0].nights_per_month == 0  # 21:00 will do


def test_on_call_from_dawn_to_dusk_costs_no_night() -> None:
    short_days = [roster("office", "UTC", "daily 23:00-05:00")]
    (repair,) = fix_hints(short_days, 60, JANUARY).by_one
    assert repair.windows == ((Window(once=False, hours=tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))), 7),)
    assert repair.nights_per_month == 0


@pytest.mark.parametrize("within", [239, 240, 359, 360, 361, 719, 720])
@pytest.mark.parametrize("early", [True, False])
def test_a_gap_about_twice_as_long_as_the_promise_is_mended(within: int, early: bool) -> None:
    office = [roster("office", "UTC", "daily 08:00-20:00")]
    day = Period(at("2026-01-05T12:00"), at("2026-01-06T12:00"))
    needs = fix_hints(office, within, day).needs
    assert all(need.start < need.end for need in needs)
    added = merge(
        (need.start, need.end) if not need.once else (need.start, need.start + 1) if early else (need.end - 1, need.end)
        for need in needs
    )
    everyone = union([cover(office, day), added])
    assert all(end - start <= within for start, end in gaps(everyone, day.start, day.end))


def test_a_gap_goes_to_the_region_whose_day_it_is() -> None:
    team = [
        roster("Basel", "Europe/Zurich", "daily 08:00-22:00"),
        roster("Sydney", "Australia/Sydney", "daily 09:00-10:00"),
    ]
    hints = fix_hints(team, 60, JANUARY)
    assert [repair.name for repair in hints.shared] == ["Sydney"]
    assert hints.by_one[0].name == "Sydney"


def test_a_promise_that_can_be_kept_needs_no_hint() -> None:
    hints = fix_hints([roster("rota", "UTC", "24x7")], 1, JANUARY)
    assert (hints.needs, hints.check_ins, hints.by_one, hints.shared) == ((), 0, (), ())


def test_check_ins_are_as_many_as_it_takes_to_cut_a_gap_to_pieces() -> None:
    office = [roster("office", "UTC", "daily 08:00-20:00")]
    period = Period(at("2026-01-05T12:00"), at("2026-01-06T12:00"))
    assert [fix_hints(office, within, period).check_ins for within in (60, 359, 360, 719, 720)] == [11, 2, 1, 1, 0]


# ---- week strip ------------------------------------------------------------------------------------------------


def test_the_week_strip_shows_a_half_hour_zone_in_anybodys_hours() -> None:
    hours = at_work(PUNE, JANUARY)
    utc = week_strip(hours, JANUARY)
    assert utc[0][3:14] == (0.0, *[1.0] * 9, 0.0)
    pune = week_strip(hours, JANUARY, "Asia/Kolkata")
    assert (pune[0][8:11], pune[0][18:20]) == ((0.0, 0.5, 1.0), (0.5, 0.0))
    assert len(pune) == 7
    assert {len(row) for row in pune} == {24}


# ---- where the rules come from ---------------------------------------------------------------------------------


def test_the_report_can_say_which_time_zone_database_was_used() -> None:
    assert tzdata_source().split()[0] in {"system", "tzdata"}
    assert any(character.isdigit() for character in tzdata_source())


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"Europe/London": "", "tzdata.zi": "# version 2031x\n"}, "system tzdata 2031x"),
        ({"Europe/London": "", "+VERSION": "2031y\n"}, "system tzdata 2031y"),
        ({"Europe/London": ""}, "system tzdata of unknown release"),
        ({}, "tzdata package "),
    ],
)
def test_the_first_folder_with_zones_wins_over_the_package(
    files: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(tzsource, "TZPATH", (str(tmp_path / "none"), str(tmp_path)))
    tzdata_source.cache_clear()
    try:
        assert tzdata_source().startswith(said)
    finally:
        tzdata_source.cache_clear()


def test_everything_the_package_offers_is_there() -> None:
    assert all(hasattr(covers, name) for name in covers.__all__)
    assert total(cover([BASEL, BOSTON], JANUARY)) > 0
