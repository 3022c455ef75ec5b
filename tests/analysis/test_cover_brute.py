"""The interval method and a minute-by-minute simulation agree on random rosters around clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.analysis.cover.depth import depth
from align.analysis.cover.hints import fix_hints
from align.analysis.cover.intervals import merge, total, union
from align.analysis.cover.ladder import Level, check_ladder
from align.analysis.cover.promises import check_elapsed, due
from align.analysis.cover.rosters import Period, Roster, at_work, cover
from align.analysis.cover.timemaps import first_in
from align.analysis.cover.waits import longer_than
from align.analysis.cover.week import week_strip
from align.domain.calendars import DatedHours, Holiday, Hours, WorkCalendar, from_minute, to_minute, working
from tests.support.brute_cover import Brute, percentile, runs, wall_clock, works
from tests.support.cover_cases import CASES, answer, period_of, rosters_of

ZONES = (
    "America/New_York",
    "Europe/London",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Chatham",  # +12:45, southern
    "Africa/Cairo",  # midnight is skipped, 23:00 repeated
    "America/Havana",  # midnight is repeated
    "America/Santiago",  # southern, changes at midnight
)
CHANGES = (
    date(2026, 3, 7),  # New York, Havana; Friday–Monday around it
    date(2026, 4, 4),  # Lord Howe, Chatham, Santiago
    date(2026, 4, 23),  # Cairo
    date(2026, 10, 24),  # London; Cairo five days later
    date(2026, 10, 30),  # Cairo, New York, Havana
    date(2026, 9, 5),  # Santiago; Chatham and Lord Howe are near
)

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def minute_of(day: date) -> int:
    return to_minute(datetime(day.year, day.month, day.day, tzinfo=UTC))


quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
ends = st.integers(0, 96).map(lambda quarter: quarter * 15)
spans = st.one_of(
    st.tuples(quarters, ends),
    st.sampled_from([(540, 1020), (480, 1080), (0, 1440), (1080, 480), (1320, 360), (60, 90), (0, 0), (1380, 1440)]),
)


@st.composite
def calendars(draw: st.DrawFn, near: date) -> WorkCalendar:
    days = draw(
        st.one_of(
            st.sampled_from([(0, 1, 2, 3, 4), (6, 0, 1, 2, 3), (0, 1, 2, 3, 4, 5, 6)]),
            st.sets(st.integers(0, 6), min_size=1),
        )
    )
    usual = draw(st.lists(spans, min_size=1, max_size=2))
    dates = [str(near + timedelta(days=day)) for day in range(-2, 8)]
    special = draw(st.lists(st.sampled_from(dates), max_size=2, unique=True))
    return WorkCalendar(
        draw(st.sampled_from(ZONES)),
        tuple(Hours(day, *span) for day in sorted(days) for span in usual),
        holidays=tuple(Holiday(day) for day in draw(st.lists(st.sampled_from(dates), max_size=2))),
        exceptions=tuple(DatedHours(day, tuple(draw(st.lists(spans, max_size=2)))) for day in special),
        observes_holidays=draw(st.booleans()),
    )


@st.composite
def teams(draw: st.DrawFn, size: int = 3) -> tuple[dict[str, Roster], Period]:
    near = draw(st.sampled_from(CHANGES))
    rosters = {name: Roster(name, draw(calendars(near)), draw(st.integers(1, 3))) for name in "abc"[:size]}
    start = minute_of(near) + draw(st.sampled_from((0, 0, 0, 330, 1201)))
    return rosters, Period(start, start + draw(st.sampled_from((1440, 3 * 1440, 8 * 1440 + 77))))


def brute(rosters: dict[str, Roster], period: Period) -> Brute:
    return Brute({name: roster.calendar for name, roster in rosters.items()}, period.start, period.end)


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert set(ours) == set(theirs)
    for key, value in theirs.items():
        assert ours[key] == (pytest.approx(value, rel=1e-9, abs=1e-4) if isinstance(value, float) else value), key


@SLOW
@given(teams(), st.sampled_from([1, 30, 60, 61, 240, 480, 1440, 5000]), st.sampled_from([None, "a", "c"]))
def test_every_figure_agrees_with_the_minute_by_minute_simulation(
    team: tuple[dict[str, Roster], Period], within: int, raised_by: str | None
) -> None:
    rosters, period = team
    slow = brute(rosters, period)
    asker = {"raised_by": raised_by} if raised_by else {}
    for question in (
        {"id": "", "ask": "overlap", "of": ["a", "b"]},
        {"id": "", "ask": "cover", "by": ["a", "b"], "respond_within_minutes": within, **asker},
        {"id": "", "ask": "working_clock", "calendar": ["a", "b"], "respond_within_minutes": within, **asker},
        {"id": "", "ask": "chain", "order": ["a", "b", "c"], "required_overlap_minutes": 30},
    ):
        same(answer(question, rosters, period), slow.answer(question))


@pytest.mark.parametrize("question", CASES[3]["questions"], ids=lambda question: question["id"])
def test_the_simulation_itself_gives_the_expected_figures(question: dict[str, Any]) -> None:
    case = CASES[3]
    same(brute(rosters_of(case), period_of(case)).answer(question), case["expected"][question["id"]])


@SLOW
@given(st.data(), st.sampled_from(CHANGES))
def test_working_agrees_with_the_clock_on_the_wall_in_every_minute(data: st.DataObject, near: date) -> None:
    calendar = data.draw(calendars(near))
    start = minute_of(near)
    slow = works(calendar, start, start + 3 * 1440)
    period = Period(start, start + 3 * 1440)
    minutes = {minute for begin, end in at_work(Roster("", calendar), period) for minute in range(begin, end)}
    assert minutes == {start + index for index, now in enumerate(slow) if now}
    for index in range(0, len(slow), 97):
        assert working(calendar, from_minute(start + index)) == slow[index]


@SLOW
@given(teams(2), st.integers(1, 3000), st.integers(0, 1439))
def test_due_agrees_with_counting_minutes(team: tuple[dict[str, Roster], Period], within: int, at: int) -> None:
    rosters, period = team
    minute = period.start + at
    slow = Brute({name: one.calendar for name, one in rosters.items()}, minute, minute + 1)
    expected = slow.due(slow.any_of(["a", "b"]), within)[minute - slow.first]
    assert due(list(rosters.values()), within, minute) == expected


@SLOW
@given(teams(), st.integers(1, 5))
def test_depth_agrees_with_counting_heads(team: tuple[dict[str, Roster], Period], min_staff: int) -> None:
    rosters, period = team
    slow = brute(rosters, period)
    heads = [
        sum(rosters[name].staff for name in rosters if slow.works[name][minute - slow.first])
        for minute in range(period.start, period.end)
    ]
    found = depth(list(rosters.values()), period, min_staff)
    assert found.minutes_by_heads == {count: heads.count(count) for count in sorted(set(heads))}
    thin = [period.start + index for index, count in enumerate(heads) if 0 < count < min_staff]
    assert list(found.thin) == runs(thin)


@SLOW
@given(teams(), st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=2, max_size=2))
def test_a_chain_agrees_with_walking_it_from_every_minute(
    team: tuple[dict[str, Roster], Period], holds: list[tuple[int, bool]]
) -> None:
    rosters, period = team
    slow = brute(rosters, period)
    clocks = [(hold, "working" if on_working else "elapsed") for hold, on_working in holds] + [(1, "elapsed")]
    found = check_ladder([Level(rosters[n], h, c) for n, (h, c) in zip("abc", clocks, strict=True)], period)  # type: ignore[arg-type] # a str of two values

    told: list[int | None] = list(range(period.start, period.end))
    firsts: list[list[int | None]] = []
    for name, (hold, clock), level in zip("abc", clocks, found.levels, strict=True):
        seen, due_at = slow.first_covered(slow.works[name]), slow.due(slow.works[name], hold)
        horizon = period.end + 21 * 1440
        reached = [None if at is None else seen[at - slow.first] for at in told]
        onward = [None if at is None else at + hold if clock == "elapsed" else due_at[at - slow.first] for at in told]
        assert level.told.never == told.count(None)
        assert level.reached.never == reached.count(None)
        waits = sorted(at - period.start - index for index, at in enumerate(reached) if at is not None)
        assert level.reached.median == percentile(waits, 0.5)
        over = 0
        if name != "c":
            pairs = list(zip(onward, reached, strict=True))
            over = sum(1 for next_at, here in pairs if next_at is not None and (here is None or next_at <= here))
            told = [at if at is not None and at < horizon else None for at in onward]
        assert level.passed_over == pytest.approx(over / period.minutes)
        firsts.append(reached)
    soonest = [min((at for at in column if at is not None), default=None) for column in zip(*firsts, strict=True)]
    longest = [at - period.start - index for index, at in enumerate(soonest) if at is not None]
    assert found.first_reached.never == soonest.count(None)
    assert found.first_reached.worst == (None if None in soonest else max(longest))


@SLOW
@given(teams(2), st.sampled_from([1, 30, 60, 240, 480, 1440]), st.booleans())
def test_the_on_call_time_that_is_proposed_mends_the_promise(
    team: tuple[dict[str, Roster], Period], within: int, early: bool
) -> None:
    rosters, period = team
    team_now = list(rosters.values())
    hints = fix_hints(team_now, within, period)
    assert bool(hints.needs) == (not check_elapsed(team_now, within, period).feasible)
    moments = [(need.start if early else need.end - 1) for need in hints.needs if need.once]
    added = merge([(at, at + 1) for at in moments] + [(n.start, n.end) for n in hints.needs if not n.once])
    everyone = union([cover(team_now, period), added])
    assert not longer_than(first_in(everyone, period.start, period.end), period.whole, within)


@SLOW
@given(teams(1), st.sampled_from(ZONES))
def test_the_week_strip_agrees_with_counting_local_hours(team: tuple[dict[str, Roster], Period], tz: str) -> None:
    rosters, period = team
    hours = at_work(rosters["a"], period)
    now = {minute for begin, end in hours for minute in range(begin, end)}
    hits, sizes = [0] * 168, [0] * 168
    for index, (ordinal, minute) in enumerate(wall_clock(tz, period.start, period.end)):
        cell = (ordinal + 6) % 7 * 24 + minute // 60
        sizes[cell] += 1
        hits[cell] += period.start + index in now
    strip = [share for row in week_strip(hours, period, tz) for share in row]
    assert strip == [hit / size if size else None for hit, size in zip(hits, sizes, strict=True)]
    assert total(hours) == sum(hits)
