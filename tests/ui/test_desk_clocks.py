"""The regions' clocks and a chosen week, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.domain.calendars import Holiday, work_calendar
from align.domain.model import Region
from align.ui.present import desk_clocks, desk_weeks
from align.ui.screens.facilitator.lines import clock_cells, clock_lines, week_lines
from tests.support.builders import plan

MONDAY = datetime(2027, 3, 1, 14, 35, tzinfo=UTC)


def region(letter: str, zone: str, hours: str = "Mon-Fri 09:00-17:30") -> Region:
    return Region(letter.lower(), letter, letter, work_calendar(zone, hours))


def test_regions_stand_on_one_axis_of_the_utc_day() -> None:
    where = msgspec.structs.replace(plan(), regions=(region("B", "America/New_York"), region("Z", "Europe/Zurich")))
    shown = desk_clocks.clocks(where, MONDAY)
    assert [row.clock for row in shown.rows] == ["09:35", "15:35"]
    assert [row.at_work for row in shown.rows] == [True, True]
    assert shown.rows[1].bar == "·" * 8 + "▓" * 8 + "·" * 8
    assert shown.now == 14
    assert shown.together == "All work now, until 16:30 UTC"


def test_a_clock_that_shows_another_day_than_utc_names_it() -> None:
    where = msgspec.structs.replace(plan(), regions=(region("S", "Australia/Sydney"), region("H", "Pacific/Honolulu")))
    shown = desk_clocks.clocks(where, MONDAY)
    assert (shown.day, [row.clock for row in shown.rows]) == ("Mon", ["Tue 01:35", "04:35"])


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (datetime(2027, 3, 1, 10, 0, tzinfo=UTC), "All work together 14:00–16:30 UTC"),
        (datetime(2027, 3, 1, 16, 30, tzinfo=UTC), "All work together Tue 14:00–16:30 UTC"),
        (datetime(2027, 3, 5, 20, 0, tzinfo=UTC), "All work together Mon 14:00–16:30 UTC"),
    ],
)
def test_the_next_shared_hours_are_named_with_their_day(now: datetime, sentence: str) -> None:
    where = msgspec.structs.replace(plan(), regions=(region("B", "America/New_York"), region("Z", "Europe/Zurich")))
    assert desk_clocks.together(where, now) == sentence


def test_regions_that_never_work_together_are_told_so() -> None:
    where = msgspec.structs.replace(plan(), regions=(region("P", "Asia/Kolkata"), region("B", "America/New_York")))
    assert desk_clocks.together(where, MONDAY) == "No hour of the next seven days has all regions at work."


@given(cells=st.sampled_from([12, 24]), hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_bar_axis_and_now_have_the_same_width_at_any_time(cells: int, hour: int, minute: int) -> None:
    shown = desk_clocks.clocks(plan(), MONDAY.replace(hour=hour, minute=minute), cells)
    assert len(shown.axis) == cells
    assert all(len(row.bar) == cells for row in shown.rows)
    assert 0 <= shown.now < cells


@pytest.mark.parametrize(("width", "begins"), [(27, "P    "), (28, "P Pu… "), (30, "P Pune "), (60, "P Pune ")])
def test_a_clock_keeps_its_day_where_it_is_another_one_than_in_utc(width: int, begins: str) -> None:
    late = datetime(2027, 3, 6, 19, 25, tzinfo=UTC)
    lines = clock_lines(desk_clocks.clocks(plan(), late, clock_cells(width)), {}, width)
    assert any("Sun 00:55 " in line.plain and line.plain.startswith(begins) for line in lines)
    assert all(line.cell_length <= width for line in lines)


def test_a_chosen_week_says_when_all_are_at_work_and_what_is_unlike_other_weeks() -> None:
    _, boston, zurich = plan().regions
    off = msgspec.structs.replace(zurich.calendar, holidays=(Holiday("2027-03-10", "A day of rest"),))
    pair = msgspec.structs.replace(plan(), regions=(boston, msgspec.structs.replace(zurich, calendar=off)))
    usual, odd = desk_weeks.week(pair, MONDAY, 0), desk_weeks.week(pair, MONDAY, 1)
    assert usual.title == "This week" and not usual.unlike
    assert usual.together == (
        "All together 12.5 h", "Mon–Fri 14:00–16:30 UTC", "Boston 09:00–11:30", "Zürich 15:00–17:30",
    )  # fmt: skip
    assert [len(hours) for hours in usual.at_work] == [24] * 7 and usual.at_work[0][14] == 2
    assert odd.title == "Week of 8 March 2027, in 1 week"
    assert odd.together[0] == "All together 10 h, 12.5 h this week"
    assert odd.unlike == ("Boston: clocks change Sun, UTC−5 to UTC−4", "Zürich: day off Wed, A day of rest")
    apart = desk_weeks.week(pair, MONDAY, 2)
    assert apart.together[0] == "All together 17.5 h, 12.5 h this week", "one region's clocks stand elsewhere already"
    assert desk_weeks.week(plan(), MONDAY, 0).together == ("No hour of this week has all regions at work.",)


@pytest.mark.parametrize("width", [26, 42])
def test_a_week_fits_its_panel(width: int) -> None:
    shown = desk_weeks.week(plan(), MONDAY, 1)
    assert max(line.cell_length for line in week_lines(shown, width)) <= width
